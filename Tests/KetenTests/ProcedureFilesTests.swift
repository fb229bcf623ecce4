import CommandLineTool
import Testing

@testable import keten

/// The verbs on BPMN files, which are brought into a chain first.
struct ProcedureFilesTests {
  private let folder = Folder()

  /// A course with a choice, on a condition.
  private func model(_ condition: String = "bedrag &gt; 0") -> String {
    """
    <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="zaak" targetNamespace="urn:x">
      <process id="p" name="Aanvraag" isExecutable="true">
        <startEvent id="s"/>
        <userTask id="toetsen" name="Toetsen"/>
        <exclusiveGateway id="g" default="nee"/>
        <userTask id="betalen" name="Betalen"/>
        <endEvent id="e"/>
        <sequenceFlow id="f1" sourceRef="s" targetRef="toetsen"/>
        <sequenceFlow id="f2" sourceRef="toetsen" targetRef="g"/>
        <sequenceFlow id="ja" sourceRef="g" targetRef="betalen">
          <conditionExpression>= \(condition)</conditionExpression>
        </sequenceFlow>
        <sequenceFlow id="nee" sourceRef="g" targetRef="e"/>
        <sequenceFlow id="f3" sourceRef="betalen" targetRef="e"/>
      </process>
    </definitions>
    """
  }

  private func scenario(_ steps: String) -> String {
    """
    <scenario xmlns="urn:keten:scenario:1" chain="a.bpmn" title="Proef" basis="Awb art. 4:13">
      <start at="2026-03-02T09:00:00+01:00"/>
      <do event="toetsen" by="organisation"><set item="bedrag" value="5"/></do>
      \(steps)
    </scenario>
    """
  }

  @Test func `a fault in an expression is shown where it stands in the model`() throws {
    try folder.write("a.bpmn", model("bedrag + true"))
    let outcome = runLine("check --format github \(folder.path)/a.bpmn")
    #expect(outcome.exitCode == .findings)
    let errors = outcome.output.split(separator: "\n").filter { $0.hasPrefix("::error") }
    #expect(!errors.isEmpty)
    for error in errors {
      #expect(error.hasPrefix("::error file=\(folder.path)/a.bpmn,line=11,endLine=11,col=30,"), "\(error)")
    }
  }

  @Test func `what proofs find is shown where it stands in the model`() throws {
    let dead = model("bedrag = 1").replacing(
      #"sourceRef="g" targetRef="betalen""#, with: #"sourceRef="g" targetRef="h""#
    )
    .replacing(
      #"<sequenceFlow id="f3""#,
      with: """
        <exclusiveGateway id="h" default="h1"/><endEvent id="nooit"/>
        <sequenceFlow id="h1" sourceRef="h" targetRef="betalen"/>
        <sequenceFlow id="h2" sourceRef="h" targetRef="nooit"><conditionExpression>= bedrag = 2</conditionExpression>
        </sequenceFlow><sequenceFlow id="f3"
        """)
    try folder.write("a.bpmn", dead)
    let outcome = runLine("check --format github \(folder.path)/a.bpmn")
    #expect(outcome.exitCode == .findings)
    let errors = outcome.output.split(separator: "\n").filter { $0.hasPrefix("::error") }
    #expect(errors.first?.contains("a.bpmn,line=14,") == true, "\(errors)")
    #expect(errors.allSatisfy { $0.contains("K422") }, "\(errors)")
  }

  @Test func `a model without a fault passes`() throws {
    try folder.write("a.bpmn", model())
    let outcome = runLine("check --format github \(folder.path)/a.bpmn")
    #expect(outcome.exitCode == .fine)
    #expect(!outcome.output.contains("::error"), "\(outcome.output)")
  }

  @Test func `a model is played`() throws {
    let path = try folder.write("a.bpmn", model())
    let arguments = try runVerb.parse([path, "--at=2026-03-02T09:00"])
    var lines = ["why betalen", "toetsen bedrag=5", "why betalen", "betalen", "quit"][...]
    let outcome = captured { console in
      (try? keten.run(arguments, console, isInteractive: false) { lines.popFirst() }) ?? .trouble
    }
    #expect(outcome.exitCode == .fine)
    let answers = outcome.output.components(between: "\n> ")
    #expect(answers[0].contains("Open\n  toetsen  Toetsen  (organisation)"))
    #expect(answers[1].contains("it is not its turn: nothing stands at 'betalen'"))
    #expect(answers[2].contains("now open: betalen"))
    #expect(answers[3].contains("it can happen now, by organisation"))
    #expect(answers[4].contains("by itself: Aanvraag (p)"))
  }

  @Test func `a model that cannot run is refused with its place`() throws {
    let path = try folder.write("a.bpmn", model("bedrag + true"))
    let arguments = try runVerb.parse([path])
    let outcome = captured { console in
      (try? keten.run(arguments, console, isInteractive: false) { nil }) ?? .trouble
    }
    #expect(outcome.exitCode == .findings)
    #expect(outcome.output.contains("a.bpmn:11:30: error"), "\(outcome.output)")
  }

  @Test func `a model is dumped as its machine`() throws {
    let outcome = runLine("dump \(try folder.write("a.bpmn", model()))")
    #expect(outcome.exitCode == .fine)
    #expect(outcome.output.contains("event toetsen act"))
    #expect(outcome.output.contains("flows [toetsen → g]"), "\(outcome.output)")
  }

  @Test func `a model is brought into a chain that is one itself`() throws {
    let path = try folder.write("a.bpmn", model())
    let outcome = runLine("import \(path)")
    #expect(outcome.exitCode == .fine)
    #expect(outcome.output.contains(#"<flow to="betalen" if="bedrag > 0"/>"#), "\(outcome.output)")
    #expect(runLine("import -o \(folder.path)/a.chain.xml \(path)").output.isEmpty)
    #expect(runLine("check \(folder.path)/a.chain.xml").exitCode == .fine)
    #expect(runLine("import \(try folder.write("b.bpmn", "<definitions/>"))").exitCode == .findings)
  }

  @Test func `a scenario is played on a model`() throws {
    try folder.write("a.bpmn", model())
    try folder.write("a.scenario.xml", scenario(#"<expect enabled="betalen"/>"#))
    #expect(runLine("test \(folder.path)").exitCode == .fine)
    try folder.write("a.scenario.xml", scenario(#"<expect enabled="toetsen"/>"#))
    let outcome = runLine("test \(folder.path)")
    #expect(outcome.exitCode == .findings)
    #expect(outcome.output.contains("a.scenario.xml:4:20: error: expected toetsen enabled"), "\(outcome.output)")
  }
}

extension String {
  /// What stands between a separator.
  fileprivate func components(between separator: String) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}
