import Testing

@testable import KetenSource

struct ReportTests {
  @Test func github() {
    // swift-format-ignore
    let expected = #"""
    ::error file=ketens/a b&ü%3A1.chain.xml,line=2,endLine=2,col=3,endColumn=8,title=K106 unknown-element::unknown element 'stepp': did you mean "step" & <b>100%25</b>,%0Areally%0Anote: ketens/a b&ü:1.chain.xml: the list of steps%0Anote: ketens/a b&ü:1.chain.xml:2:19: needed by this
    ::warning file=ketens/a b&ü%3A1.chain.xml,line=3,endLine=7,title=K203 unused-name::element 'a' is never used
    ::error file=ketens/a b&ü%3A1.chain.xml,line=4,endLine=4,col=5,endColumn=10,title=K503 dead-end::after this run nothing can happen: {a: 1}%0Anote: ketens/a b&ü:1.chain.xml:1:1: first 'a'%0Anote: ketens/a b&ü:1.chain.xml:6:8: then 'b'
    ::notice file=ketens/a b&ü%3A1.chain.xml,line=9,endLine=9,col=1,endColumn=1,title=K901 title::the file ends here
    ::error file=empty.chain.xml,line=1,endLine=1,col=1,endColumn=1,title=K106 unknown-element::the file is empty

    """#
    expect(renderGitHub(Awkward.all), is: expected)
  }

  @Test func `findings as JUnit`() {
    let good = SourceFile(path: "good.chain.xml", text: "<a/>")
    // swift-format-ignore
    let expected = #"""
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="keten" tests="3" failures="2" errors="0" skipped="0" time="0.000">
      <testsuite name="ketens/a b&amp;ü:1.chain.xml" tests="1" failures="1" errors="0" skipped="0" time="0.000">
        <testcase name="ketens/a b&amp;ü:1.chain.xml" classname="ketens/a b&amp;ü:1.chain.xml" time="0.000">
          <failure message="unknown element 'stepp': did you mean &quot;step&quot; &amp; &lt;b&gt;100%&lt;/b&gt;,&#10;really" type="K106 unknown-element">ketens/a b&amp;ü:1.chain.xml:2:3: error: unknown element 'stepp': did you mean "step" &amp; &lt;b&gt;100%&lt;/b&gt;,␊really [K106 unknown-element]
     2 |     &lt;stepp id="é👩‍👩‍👧日本" by='x'/&gt;
       |      ^^^^^
      note: the list of steps
      ketens/a b&amp;ü:1.chain.xml:2:19: note: needed by this
       2 |     &lt;stepp id="é👩‍👩‍👧日本" by='x'/&gt;
         |                   ~~~~
      help: replace by 'step'
       2 |     &lt;step id="é👩‍👩‍👧日本" by='x'/&gt;
         |      ++++
      help: remove the quotes
       2 |     &lt;stepp id="👩‍👩‍👧日本" by="x"/&gt;
         |                ^          +++
    </failure>
          <failure message="after this run nothing can happen: {a: 1}" type="K503 dead-end">ketens/a b&amp;ü:1.chain.xml:4:5: error: after this run nothing can happen: {a: 1} [K503 dead-end]
     4 |     b="1"
       |     ^^^^^
      ketens/a b&amp;ü:1.chain.xml:1:1: note: first 'a'
       1 | &lt;chain&gt;
         | ~~~~~~~
      ketens/a b&amp;ü:1.chain.xml:6:8: note: then 'b'
       6 |     d="␛[2J"
         |        ~~~~
    </failure>
          <system-out>ketens/a b&amp;ü:1.chain.xml:3:3: warning: element 'a' is never used [K203 unused-name]
       3 |   &lt;a
         |   ^^
     ...
       7 |   /&gt;
         |   ^^
      help: remove it

    ketens/a b&amp;ü:1.chain.xml:9:1: note: the file ends here [K901 title]
     9 |
       | ^
      help: add a comment
       9 | &lt;!-- end --&gt;
         | ++++++++++++
    </system-out>
        </testcase>
      </testsuite>
      <testsuite name="empty.chain.xml" tests="1" failures="1" errors="0" skipped="0" time="0.000">
        <testcase name="empty.chain.xml" classname="empty.chain.xml" time="0.000">
          <failure message="the file is empty" type="K106 unknown-element">empty.chain.xml:1:1: error: the file is empty [K106 unknown-element]
     1 |
       | ^
    </failure>
        </testcase>
      </testsuite>
      <testsuite name="good.chain.xml" tests="1" failures="0" errors="0" skipped="0" time="0.000">
        <testcase name="good.chain.xml" classname="good.chain.xml" time="0.000"/>
      </testsuite>
    </testsuites>

    """#
    expect(renderJUnit(Awkward.all, files: [Awkward.file, Awkward.empty, good]), is: expected)
  }

  @Test func `tests as JUnit`() {
    let report = TestReport(suites: [
      TestReport.Suite(
        name: "a \"b\".scenario.xml",
        cases: [
          TestReport.Case(name: "<on time>", seconds: 1.0504, outcome: .passed),
          TestReport.Case(
            name: "late", seconds: 0.25,
            outcome: .failed(message: "expected\t'met'\u{0}", details: "a < b\u{1B}\r\n")),
          TestReport.Case(name: "later", outcome: .skipped),
        ])
    ])
    let expected = """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="keten" tests="3" failures="1" errors="0" skipped="1" time="1.300">
        <testsuite name="a &quot;b&quot;.scenario.xml" tests="3" failures="1" errors="0" skipped="1" time="1.300">
          <testcase name="&lt;on time&gt;" classname="a &quot;b&quot;.scenario.xml" time="1.050"/>
          <testcase name="late" classname="a &quot;b&quot;.scenario.xml" time="0.250">
            <failure message="expected&#9;'met'\u{FFFD}" type="failure">a &lt; b\u{FFFD}&#13;
      </failure>
          </testcase>
          <testcase name="later" classname="a &quot;b&quot;.scenario.xml" time="0.000">
            <skipped/>
          </testcase>
        </testsuite>
      </testsuites>

      """
    expect(renderJUnit(report), is: expected)
    #expect(report.hasFailures)
  }

  @Test func `tests as JSON`() {
    let report = TestReport(suites: [
      TestReport.Suite(
        name: "a.scenario.xml",
        cases: [
          TestReport.Case(name: "on time", seconds: 0.5, outcome: .passed, output: "flows: 3 of 4"),
          TestReport.Case(name: "late", outcome: .failed(message: "not met")),
        ])
    ])
    let expected = """
      [
        {
          "name": "a.scenario.xml",
          "cases": [
            {
              "name": "on time",
              "seconds": 0.5,
              "outcome": "passed",
              "output": "flows: 3 of 4"
            },
            {
              "name": "late",
              "seconds": 0.0,
              "outcome": "failed",
              "failures": [
                {
                  "message": "not met",
                  "details": "",
                  "type": "failure"
                }
              ]
            }
          ]
        }
      ]

      """
    expect(renderJSON(report), is: expected)
  }
}
