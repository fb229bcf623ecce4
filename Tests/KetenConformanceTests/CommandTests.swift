import CommandLineTool
import Foundation
import KetenSource
import Testing

@testable import keten_conformance

/// The tool from its command line, on a suite of a few cases that the test writes.
@Suite struct CommandTests {
  private static let model = """
    <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="urn:m">
      <import name="n" namespace="urn:n"/>
      <inputData id="a" name="A"/>
      <decision id="plus" name="plus">
        <informationRequirement><requiredInput href="#a"/></informationRequirement>
        <literalExpression><text>A + 1</text></literalExpression>
      </decision>
      <decision id="none" name="none"><literalExpression><text>null</text></literalExpression></decision>
      <decision id="imported" name="imported">
        <informationRequirement><requiredDecision href="urn:n#d"/></informationRequirement>
        <literalExpression><text>n.d * 2</text></literalExpression>
      </decision>
      <decisionService name="both"><outputDecision href="#plus"/><outputDecision href="#none"/><inputData href="#a"/>
      </decisionService>
    </definitions>
    """
  private static let other = """
    <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="n" namespace="urn:n">
      <inputData id="b" name="B"/>
      <decision id="d" name="d">
        <informationRequirement><requiredInput href="#b"/></informationRequirement>
        <literalExpression><text>B + 1</text></literalExpression>
      </decision>
    </definitions>
    """

  private static func line(
    _ id: String, _ node: String, _ expected: String, error: Bool = false, service: String? = nil
  ) -> String {
    let kind =
      service.map { #""type":"decisionService","invocable":"\#($0)""# } ?? #""type":"decision","invocable":null"#
    return """
      {"dir":"level-1/one","model":"m.dmn","models":["m.dmn","n.dmn"],"id":"\(id)",\(kind),"node":"\(node)",\
      "error_result":\(error),"inputs":{"A":{"t":"decimal","v":"41"},"B":{"t":"decimal","v":"20"}},"expected":\(expected)}
      """
  }

  private static let cases = [
    line("right", "plus", #"{"t":"decimal","v":"42"}"#), line("wrong", "plus", #"{"t":"decimal","v":"43"}"#),
    line("null", "none", "null"), line("error", "none", "null", error: true),
    line("imported", "imported", #"{"t":"decimal","v":"42"}"#), line("nowhere", "nowhere", "null"),
    line("service", "plus", #"{"t":"decimal","v":"42"}"#, service: "both"),
    line("no error", "plus", "null", error: true),
  ]

  /// Runs the tool on a suite written to a folder of its own; `@` in the words stands for that folder.
  private static func run(_ words: String, cases: [String] = cases) throws -> (String, String, ExitCode) {
    let root = FileManager.default.temporaryDirectory.appending(path: "keten-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    let folder = root.appending(path: "dmn-tck/level-1/one")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.createDirectory(at: root.appending(path: "anders"), withIntermediateDirectories: true)
    try model.write(to: folder.appending(path: "m.dmn"), atomically: true, encoding: .utf8)
    try other.write(to: folder.appending(path: "n.dmn"), atomically: true, encoding: .utf8)
    try (cases.joined(separator: "\n") + "\n").write(
      to: root.appending(path: "dmn-tck/cases.jsonl"), atomically: true, encoding: .utf8)
    final class Sink {
      var output = ""
      var error = ""
    }
    let sink = Sink()
    let console = Console(
      write: { sink.output += $0 }, writeError: { sink.error += $0 }, isTerminal: false, columns: 80,
      environment: { _ in nil })
    let path = root.path()
    let code = conformanceVerb.perform(
      words.split(separator: " ").map { String($0).replacing("@", with: path) }, console: console)
    return (sink.output.replacing(path, with: "@"), sink.error.replacing(path, with: "@"), code)
  }

  @Test(arguments: ["@", "@/dmn-tck", "@/dmn-tck/"]) func countsByGroupAndKind(_ folder: String) throws {
    let (output, error, code) = try Self.run(folder)
    #expect(
      output == """
        dmn-tck
          level-1/one values  3 of 4
          level-1/one nulls   2 of 4
          level-1 values      3 of 4
          level-1 nulls       2 of 4
          all values          3 of 4
          all nulls           2 of 4
          all                 5 of 8

        5 of 8 in all

        """)
    #expect(error == (folder == "@" ? "anders: not supported\n" : ""))
    #expect(code == .findings)
  }

  /// A mistyped folder does not pass for a suite without failures.
  @Test func nothingToRunIsTrouble() throws {
    let (output, error, code) = try Self.run("@/anders")
    #expect(output == "0 of 0 in all\n" && error == "anders: not supported\n")
    #expect(code == .trouble)
  }

  @Test func jsonHasALineForEach() throws {
    let (output, _, _) = try Self.run("@/dmn-tck --json", cases: [Self.cases[0]])
    #expect(
      output == """
        {"suite":"dmn-tck","group":"level-1/one","kind":"values","passed":1,"total":1}
        {"suite":"dmn-tck","group":"all","kind":"values","passed":1,"total":1}
        {"suite":"dmn-tck","group":"all","passed":1,"total":1}

        """)
  }

  @Test func failuresAreNamed() throws {
    let (output, _, _) = try Self.run("--failures @/dmn-tck")
    #expect(
      output.contains(
        """
        level-1/one wrong plus
          expected: 43
          actual:   42
        level-1/one nowhere nowhere
          expected: null
          actual:   the model has no 'nowhere'
        level-1/one no error plus
          expected: an error, as null
          actual:   42

        """))
  }

  @Test func allPassing() throws {
    let (output, error, code) = try Self.run("@/dmn-tck", cases: Array(Self.cases.prefix(1)))
    #expect(output.hasSuffix("1 of 1 in all\n") && error.isEmpty && code == .fine)
  }

  @Test func trouble() throws {
    for (words, message, cases) in [
      ("@/nowhere", "cannot read folder '@/nowhere': no such file or directory", Self.cases),
      ("", "<folder> is missing", Self.cases),
      ("@/dmn-tck", "@/dmn-tck/cases.jsonl:3: expected a value (byte 0)", [Self.cases[0], "", "x"]),
      ("@/dmn-tck", "@/dmn-tck/cases.jsonl:1: 'dir' is no string", ["{}"]),
    ] {
      let (output, error, code) = try Self.run(words, cases: cases)
      #expect(error.hasPrefix("keten-conformance: error: \(message)\n"), "\(error)")
      #expect(output.isEmpty && code == .trouble)
    }
  }
}
