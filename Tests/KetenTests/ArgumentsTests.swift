import CommandLineTool
import Testing

@testable import keten

struct ArgumentsTests {
  private static let format = Option(
    "format", short: "f", value: ArgumentValue(name: "format", kind: .choice(["human", "json"])), help: "how")
  private static let define = Option(
    "define", short: "D", value: ArgumentValue(name: "item", kind: .text), repeats: true, help: "what")
  private static let quiet = Option("quiet", short: "q", help: "hush")
  private static let all = Option("all", short: "a", help: "all")

  private static func verb(_ count: Operand.Count?) -> Verb {
    Verb(
      name: "check", summary: "checks",
      operand: count.map { Operand(value: ArgumentValue(name: "file", kind: .text), count: $0, help: "the files") },
      options: [format, define, quiet, all]
    ) { _, _ in .fine }
  }

  @Test(arguments: [
    ("a b", [:], ["a", "b"]),
    ("-", [:], ["-"]),
    ("a --quiet", ["quiet": []], ["a"]),
    ("--quiet a -q", ["quiet": []], ["a"]),
    ("--format json a", ["format": ["json"]], ["a"]),
    ("--format=json a", ["format": ["json"]], ["a"]),
    ("-f json a", ["format": ["json"]], ["a"]),
    ("-fjson a", ["format": ["json"]], ["a"]),
    ("-f=json a", ["format": ["json"]], ["a"]),
    ("-qafjson a", ["quiet": [], "all": [], "format": ["json"]], ["a"]),
    ("-D x=1 --define=y=2 a -Dz", ["define": ["x=1", "y=2", "z"]], ["a"]),
    ("--define= a", ["define": [""]], ["a"]),
    ("--define - a", ["define": ["-"]], ["a"]),
    ("-q -- -f --quiet --", ["quiet": []], ["-f", "--quiet", "--"]),
    ("--help", ["help": []], []),
    ("-h", ["help": []], []),
  ])
  func reads(_ line: String, _ values: [String: [String]], _ operands: [String]) throws {
    let arguments = try Self.verb(.oneOrMore).parse(line.split(separator: " ").map(String.init))
    #expect(arguments.values == values)
    #expect(arguments.operands == operands)
  }

  @Test(arguments: [
    ("", "<file> is missing"),
    ("--formt json a", "unknown option '--formt'; did you mean '--format'?"),
    ("--zzz a", "unknown option '--zzz'"),
    ("--=x a", "unknown option '--'"),
    ("-x a", "unknown option '-x'"),
    ("-qx a", "unknown option '-x'"),
    ("a --format", "option '--format' needs a <format>"),
    ("a -f", "option '-f' needs a <format>"),
    ("a --format --quiet", "option '--format' needs a <format>"),
    ("a --format=jsn", "unknown value 'jsn' of --format; did you mean 'json'?"),
    ("a -f xml", "unknown value 'xml' of -f; it takes human, json"),
    ("a --quiet=yes", "option '--quiet' takes no value"),
    ("a -f json --format=json", "option '--format' is given more than once"),
  ])
  func refuses(_ line: String, _ message: String) {
    let error = #expect(throws: UsageError.self) {
      try Self.verb(.oneOrMore).parse(line.split(separator: " ").map(String.init))
    }
    #expect(error?.description == message)
  }

  @Test(
    arguments: [
      (nil, "a", "unexpected argument 'a'"),
      (.one, "", "<file> is missing"),
      (.one, "a b", "unexpected argument 'b'"),
      (.optional, "a b", "unexpected argument 'b'"),
    ] as [(Operand.Count?, String, String)])
  func `counts arguments`(_ count: Operand.Count?, _ line: String, _ message: String) {
    let error = #expect(throws: UsageError.self) {
      try Self.verb(count).parse(line.split(separator: " ").map(String.init))
    }
    #expect(error?.description == message)
  }

  @Test func `a choice has a default`() throws {
    let arguments = try Self.verb(.optional).parse(["-q"])
    #expect(arguments.value(Self.format) == "human")
    #expect(arguments.value(Self.define) == nil)
    #expect(arguments.all(Self.define) == [])
    #expect(arguments.has(Self.quiet) && !arguments.has(Self.all))
  }
}
