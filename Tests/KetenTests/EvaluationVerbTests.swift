import CommandLineTool
import Foundation
import KetenSource
import Testing

@testable import keten

/// `keten feel` and `keten decide`.
@Suite struct EvaluationVerbTests {
  private func run(_ words: [String]) -> Outcome { captured { runKeten(words, console: $0) } }

  @Test func feelGivesJSON() {
    let outcome = run(["feel", "{som: bedrag * 1.21, hoog: bedrag > 100}", "--context", #"{"bedrag": 200.50}"#])
    #expect(outcome.output == "{\n  \"som\": 242.605,\n  \"hoog\": true\n}\n")
    #expect(outcome.error.isEmpty && outcome.exitCode == .fine)
  }

  @Test(arguments: [
    ("0.1 + 0.2", "{}", "0.3"),
    ("x", #"{"x": 1234567890123456789012345678901234}"#, "1234567890123456789012345678901234"),
    ("date(geboren) < date(\"2008-01-01\")", #"{"geboren": "1980-05-01"}"#, "true"),
    ("volle naam + \"!\"", #"{"volle naam": "Jan"}"#, "\"Jan!\""),
    (
      "kinderen[leeftijd < 18].naam",
      #"{"kinderen": [{"naam": "A", "leeftijd": 3}, {"naam": "B", "leeftijd": 30}]}"#, "[\n  \"A\"\n]"
    ),
    ("leeg = null", #"{"leeg": null}"#, "true"), ("string(now())", "{}", "\"2026-03-02T09:00:00+01:00\""),
    ("today()", "{}", "\"2026-03-02\""), ("duration(\"P1Y\")", "{}", "\"P1Y\""), ("[1..3]", "{}", "\"[1..3]\""),
  ])
  func feelEvaluates(_ expression: String, _ context: String, _ value: String) {
    let outcome = run(["feel", expression, "--context", context, "--at", "2026-03-02T09:00"])
    #expect(outcome.output == value + "\n")
    #expect(outcome.exitCode == .fine)
  }

  @Test func feelSaysWhyThereIsNoValue() {
    let outcome = run(["feel", "1 + bedrag / delen", "-c", #"{"bedrag": 1, "delen": 0}"#])
    #expect(outcome.output == "null\n")
    #expect(
      outcome.error == """
          <expression>:1:5: note: null: this divides by zero
           1 | 1 + bedrag / delen
             |     ~~~~~~~~~~~~~~

        """)
    #expect(outcome.exitCode == .fine)
  }

  @Test func feelPointsAtErrors() {
    let outcome = run(["feel", "leftijd > 18", "-c", #"{"leeftijd": 1}"#])
    #expect(outcome.output.isEmpty && outcome.exitCode == .findings)
    #expect(
      outcome.error.hasPrefix(
        "<expression>:1:1: error: nothing here is named 'leftijd'; did you mean 'leeftijd'? [K302 unknown-name]\n"))
  }

  @Test func bytesThatAreNotUTF8() {
    let file = SourceFile(path: "e", bytes: Array("1 +\n\"a".utf8) + [0xFF, 0x22])
    #expect(file.firstNotUTF8?.line == 2 && file.firstNotUTF8?.column == 3)
    #expect(SourceFile(path: "e", text: "é").firstNotUTF8 == nil)
  }

  @Test(arguments: [
    (#"{"a": 01}"#, "--context:1:7: a number may not begin with a zero"),
    (#"{"a": 1, "b": [{"c": 1, "c": 2}]}"#, "--context: the name 'c' stands twice in one object"),
    (#"{"a": [1e99999]}"#, "--context: '1e99999' is too large for a number of FEEL"),
    ("[1]", "--context is no JSON object"), ("@nergens.json", "cannot read 'nergens.json'"),
  ])
  func badContextIsUsage(_ context: String, _ message: String) {
    let outcome = run(["feel", "1", "--context", context])
    #expect(outcome.error.contains(message) && outcome.exitCode == .trouble)
  }

  // MARK: Decisions

  private static let model = """
    <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="urn:m">
      <inputData id="g" name="Geboortedatum"><variable name="Geboortedatum" typeRef="date"/></inputData>
      <decision id="l" name="Leeftijd"><variable name="Leeftijd" typeRef="number"/>
        <informationRequirement><requiredInput href="#g"/></informationRequirement>
        <literalExpression><text>years and months duration(Geboortedatum, today()).years</text></literalExpression>
      </decision>
      <decision id="t" name="Tarief"><variable name="Tarief" typeRef="number"/>
        <informationRequirement><requiredDecision href="#l"/></informationRequirement>
        <decisionTable hitPolicy="FIRST">
          <input><inputExpression typeRef="number"><text>Leeftijd</text></inputExpression></input>
          <output/>
          <rule><inputEntry><text>&lt; 18</text></inputEntry><outputEntry><text>0</text></outputEntry></rule>
          <rule><inputEntry><text>[18..67)</text></inputEntry><outputEntry><text>21</text></outputEntry></rule>
        </decisionTable>
      </decision>
    </definitions>
    """

  private func decide(_ words: [String], _ model: String = model) throws -> Outcome {
    let folder = FileManager.default.temporaryDirectory.appending(path: "keten-decide-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "m.dmn")
    try model.write(to: file, atomically: true, encoding: .utf8)
    return run(["decide", file.path()] + words + ["--at", "2026-03-02"])
  }

  @Test func decideGivesJSONAndTheStepsOnTheWay() throws {
    let outcome = try decide(["-d", "Tarief", "-i", #"{"Geboortedatum": "1980-05-01"}"#, "--steps"])
    #expect(outcome.output == "21\n")
    #expect(outcome.error == "Leeftijd: 45\nTarief: 21\n")
    #expect(outcome.exitCode == .fine)
  }

  @Test func decideSaysWhyThereIsNoValue() throws {
    let outcome = try decide(["-d", "Tarief", "-i", #"{"Geboortedatum": "1950-05-01"}"#])
    #expect(outcome.output == "null\n" && outcome.exitCode == .fine)
    #expect(outcome.error.contains("m.dmn:9:") && outcome.error.contains("null: no rule matches"))
    let wrong = try decide(["-d", "Tarief", "-i", #"{"Geboortedatum": "gisteren"}"#])
    #expect(wrong.error.contains("'Geboortedatum' must be of type 'date', but this is \"gisteren\""))
  }

  @Test func decideSaysWhichInputIsMissing() throws {
    let outcome = try decide(["-d", "Leeftijd"])
    #expect(outcome.output == "null\n" && outcome.exitCode == .fine)
    #expect(outcome.error.contains("m.dmn:2:") && outcome.error.contains("null: 'Geboortedatum' was not given"))
  }

  @Test func decideHelpsWithNames() throws {
    #expect(try decide(["-d", "Tarif"]).error.contains("no decision 'Tarif'; did you mean 'Tarief'?"))
    #expect(try decide([]).error.contains("say which decision with --decision: it has 'Leeftijd', 'Tarief'"))
  }

  /// An input that nothing reads is most often a slip in its name, and what is decided without it may look fine.
  @Test func decideWarnsOfInputsThatAreNotThere() throws {
    let outcome = try decide(["-d", "Tarief", "-i", #"{"Geboortedatm": "1980-05-01", "Geboortedatum": "1980-05-01"}"#])
    #expect(
      outcome.error == "keten: warning: 'Tarief' has no input 'Geboortedatm'; did you mean 'Geboortedatum'?\n")
    #expect(outcome.output == "21\n" && outcome.exitCode == .fine)
  }

  @Test func decideReadsDatesForKnowledgeAndServices() throws {
    let model = """
      <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="urn:m">
        <inputData id="g" name="Dag"><variable name="Dag" typeRef="date"/></inputData>
        <businessKnowledgeModel id="k" name="Jaar">
          <encapsulatedLogic><formalParameter name="dag" typeRef="date"/>
            <literalExpression><text>dag.year</text></literalExpression></encapsulatedLogic>
        </businessKnowledgeModel>
        <decision id="m" name="Maand">
          <informationRequirement><requiredInput href="#g"/></informationRequirement>
          <literalExpression><text>Dag.month</text></literalExpression>
        </decision>
        <decisionService id="s" name="Dienst"><outputDecision href="#m"/><inputData href="#g"/></decisionService>
      </definitions>
      """
    let knowledge = try decide(["-d", "Jaar", "-i", #"{"dag": "2026-03-02", "Dag": 1}"#], model)
    #expect(knowledge.output == "2026\n")
    #expect(knowledge.error == "keten: warning: 'Jaar' has no input 'Dag'; did you mean 'dag'?\n")
    #expect(try decide(["-d", "Dienst", "-i", #"{"Dag": "2026-03-02"}"#], model).output == "3\n")
  }

  @Test func decideShowsWhatIsWrongWithAModel() throws {
    let broken = Self.model.replacing("<text>Leeftijd</text>", with: "<text>Leeftyd</text>")
    let outcome = try decide(["-d", "Tarief", "-i", #"{"Geboortedatum": "1980-05-01"}"#], broken)
    #expect(outcome.output == "null\n" && outcome.exitCode == .findings)
    #expect(outcome.error.contains("nothing here is named 'Leeftyd'; did you mean 'Leeftijd'?"))
  }
}
