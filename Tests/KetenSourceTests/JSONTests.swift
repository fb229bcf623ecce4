import Testing

@testable import KetenSource

struct JSONTests {
  @Test(arguments: [
    (JSONValue.null, "null"),
    (true, "true"),
    (-7, "-7"),
    (1.5, "1.5"),
    (.number(.infinity), "null"),
    (.number(.nan), "null"),
    (.array([]), "[]"),
    (.array([1, [nil], "a"]), "[1,[null],\"a\"]"),
    (.object([]), "{}"),
    (.members(["b": 1, "a": 2]), "{\"b\":1,\"a\":2}"),
    (.members(["a": nil, "b": .string("x")]), "{\"b\":\"x\"}"),
    ("a\"b\\c/d", "\"a\\\"b\\\\c/d\""),
    ("\n\r\t\u{0}\u{1B}\u{7F}\u{2028}", "\"\\n\\r\\t\\u0000\\u001B\\u007F\\u2028\""),
    ("\r\n", "\"\\r\\n\""),
    ("é👩‍👧", "\"é👩‍👧\""),
  ])
  func `writes on one line`(_ value: JSONValue, _ expected: String) {
    #expect(value.compact() == expected)
  }

  @Test func `writes with indentation`() {
    let value: JSONValue = ["a": [1, ["b": nil]], "empty": [:], "none": []]
    let expected = """
      {
        "a": [
          1,
          {
            "b": null
          }
        ],
        "empty": {},
        "none": []
      }

      """
    #expect(value.pretty() == expected)
    #expect(value["a"]?["b"] == nil && value["none"] == [])
  }
}

struct FixItTests {
  private static func mend(_ edits: (Int, Int, String)...) -> Diagnostic.FixIt {
    Diagnostic.FixIt("mend it", edits.map { Diagnostic.Edit(SourceRange($0.0, $0.1), $0.2) })
  }

  @Test(arguments: [
    ([mend((0, 1, "X"))], "Xbcdef"),
    ([mend((6, 6, "!"))], "abcdef!"),
    ([mend((1, 3, "")), mend((3, 3, "-"))], "a-def"),
    ([mend((1, 3, "x")), mend((2, 4, "y"))], "axdef"),
    ([mend((2, 4, "y")), mend((1, 3, "x"), (5, 6, "z"))], "abyef"),
    ([mend((1, 1, "x")), mend((1, 1, "y"))], "axbcdef"),
    ([mend((1, 1, "x")), mend((1, 1, "x"), (2, 3, ""))], "axbdef"),
    ([mend((1, 1, "x")), mend((1, 2, "y"))], "axycdef"),
    ([mend((1, 3, "x")), mend((2, 2, "y"))], "axdef"),
    ([mend((5, 9, "x")), mend((0, 0, "y"))], "yabcdef"),
    ([mend((4, 5, "E"), (0, 1, "A"))], "AbcdEf"),
  ])
  func `applies what does not overlap`(_ fixIts: [Diagnostic.FixIt], _ expected: String) {
    let file = SourceFile(path: "a.chain.xml", text: "abcdef")
    let other = SourceFile(path: "b.chain.xml", text: "abcdef")
    let findings = fixIts.map {
      Diagnostic(Awkward.unknown, at: SourceRange(0, 1), in: file, "wrong", fixIts: [$0])
    }
    #expect(String(decoding: applyFixIts(findings, to: file), as: UTF8.self) == expected)
    #expect(applyFixIts(findings, to: other) == other.bytes)
  }

  @Test func `a URI is relative as given and percent-encoded`() {
    #expect(uriReference("./a/./b c%?.xml") == "a/./b%20c%25%3F.xml")
    #expect(uriReference("/tmp/é.xml") == "file:///tmp/%C3%A9.xml")
    #expect(uriReference("../x.xml") == "../x.xml")
  }

  @Test func `a line has neither its line end nor a byte order mark`() {
    #expect(Awkward.file.line(1) == "<chain>")
    #expect(Awkward.file.line(9) == "" && Awkward.file.line(10) == "")
    #expect(Awkward.empty.line(1) == "")
  }
}
