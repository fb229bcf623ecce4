import Testing

@testable import KetenSource

/// Reading JSON as RFC 8259 has it, no more and no less.
@Suite struct ReadJSONTests {
  @Test(
    arguments: [
      ("null", .null), ("true", true), (" false\n", false), ("\"\"", ""), ("[]", []), ("{}", [:]), ("[ ]", []),
      ("0", .literal("0")), ("-0", .literal("-0")), ("-12.50", .literal("-12.50")), ("6.02E23", .literal("6.02E23")),
      ("1e-7", .literal("1e-7")), ("1E+2", .literal("1E+2")),
      ("1234567890123456789012345678901234", .literal("1234567890123456789012345678901234")),
      ("\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "a\"\\/\u{8}\u{C}\n\r\t"), ("\"\\u0041\\u00e9\\u00C9\"", "AéÉ"),
      ("\"\\uD83D\\uDE00\"", "😀"), ("\"😀é\"", "😀é"), ("\"\u{7F}\"", "\u{7F}"), ("\"\\u0000\"", "\0"),
      ("[1,[null],\"a\"]", [.literal("1"), [nil], "a"]),
      (
        "\t{ \"a\" : [ 1 , { } ] ,\r\n\"a\":{\"b\":null}}",
        .object([.init("a", [.literal("1"), [:]]), .init("a", ["b": nil])])
      ),
    ] as [(String, JSONValue)])
  func reads(_ text: String, _ value: JSONValue) throws {
    #expect(try JSONValue(json: text) == value)
    #expect(try JSONValue(json: value.compact()) == value)
    #expect(try JSONValue(json: value.pretty()) == value)
  }

  @Test(arguments: [
    ("", "the text ends where a value must stand", 0),
    ("  ", "the text ends where a value must stand", 2),
    ("nul", "expected a value", 0),
    ("True", "expected a value", 0),
    ("NaN", "expected a value", 0),
    ("1 2", "nothing may stand after the value", 2),
    ("1,", "nothing may stand after the value", 1),
    ("truer", "nothing may stand after the value", 4),
    ("\u{FEFF}1", "a byte order mark may not stand before JSON", 0),
    ("01", "a number may not begin with a zero", 0),
    ("[-012]", "a number may not begin with a zero", 2),
    ("+1", "expected a value", 0),
    (".5", "expected a value", 0),
    ("-", "the text ends where a digit must stand", 1),
    ("1.", "the text ends where a digit must stand", 2),
    ("1.e2", "expected a digit", 2),
    ("1e", "the text ends where a digit must stand", 2),
    ("1e+x", "expected a digit", 3),
    ("0x10", "nothing may stand after the value", 1),
    ("[1 2]", "expected «,» or «]»", 3),
    ("[1,]", "expected a value", 3),
    ("[,1]", "expected a value", 1),
    ("[1", "the text ends where «,» or «]» must stand", 2),
    ("{\"a\" 1}", "expected «:»", 5),
    ("{\"a\":1,}", "expected a name in quotes", 7),
    ("{a:1}", "expected a name in quotes", 1),
    ("{'a':1}", "expected a name in quotes", 1),
    ("{\"a\":1", "the text ends where «,» or «}» must stand", 6),
    ("{\"a\":}", "expected a value", 5),
    ("[1}", "expected «,» or «]»", 2),
    ("// x\n1", "expected a value", 0),
    ("1\u{A0}", "nothing may stand after the value", 1),
    (" \"abc", "the string is never closed", 1),
    ("\"a\\\"", "the string is never closed", 0),
    ("\"a\nb\"", "a control character in a string must be escaped", 2),
    ("\"\\x41\"", "JSON has no such escape", 1),
    ("\"\\u12G4\"", "expected four hexadecimal digits", 5),
    ("\"\\u12", "the text ends where four hexadecimal digits must stand", 5),
    ("\"\\", "the text ends where an escape must stand", 2),
    ("\"\\uD83D\"", "half of a surrogate pair is no character", 1),
    ("\"\\uDE00\\uD83D\"", "half of a surrogate pair is no character", 1),
    ("\"\\uD83D\\u0041\"", "half of a surrogate pair is no character", 1),
    ("\"\\uD83D\\n\"", "half of a surrogate pair is no character", 1),
  ])
  func refuses(_ text: String, _ message: String, _ offset: Int) {
    let error = #expect(throws: JSONError.self) { try JSONValue(json: text) }
    #expect(error == JSONError(message, at: offset))
  }

  @Test(arguments: [
    ([0x22, 0xFF, 0x22], 1), ([0x22, 0x61, 0xC3, 0x28, 0x22], 2), ([0x22, 0xED, 0xA0, 0x80, 0x22], 1),
  ])
  func refusesWhatIsNotUTF8(_ bytes: [UInt8], _ offset: Int) {
    let error = #expect(throws: JSONError.self) { try JSONValue(json: bytes) }
    #expect(error == JSONError("these bytes are not UTF-8", at: offset))
  }

  @Test func limits() throws {
    #expect(try JSONValue(json: "[[1]]", limits: JSONLimits(bytes: 5, depth: 2)) == [[.literal("1")]])
    let long = #expect(throws: JSONError.self) { try JSONValue(json: "[[1]]", limits: JSONLimits(bytes: 4)) }
    #expect(long == JSONError("the text is longer than 4 bytes", at: 4))
    let deep = #expect(throws: JSONError.self) { try JSONValue(json: "[[[1]]]", limits: JSONLimits(depth: 2)) }
    #expect(deep == JSONError("values nest deeper than 2 levels", at: 2))
    let hostile = #expect(throws: JSONError.self) { try JSONValue(json: String(repeating: "[", count: 1_000_000)) }
    #expect(hostile == JSONError("values nest deeper than 256 levels", at: 256))
  }
}
