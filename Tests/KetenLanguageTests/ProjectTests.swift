import KetenSource
import Testing

@testable import KetenLanguage

@Suite struct ProjectTests {
  private func project(_ content: String) -> (configuration: ProjectConfiguration, diagnostics: [Diagnostic]) {
    let text = "<check xmlns=\"urn:keten:check:1\">\(content)</check>"
    return ProjectConfiguration.read(SourceFile(path: ".keten.xml", text: text)) { _ in nil }
  }

  private func weight(_ code: String, at path: String = "a.bpmn", _ content: String) throws -> String {
    let code = try #require(allCodes.first { $0.id == code })
    let finding = Diagnostic(code, at: SourceRange(0, 0), in: SourceFile(path: path, text: ""), "iets")
    return project(content).configuration.apply(to: finding, path: path)?.severity.rawValue ?? "off"
  }

  @Test func aRuleGivesFindingsTheirWeight() throws {
    #expect(try weight("K926", "") == "warning")
    #expect(try weight("K926", #"<rule codes="K926" severity="off"/>"#) == "off")
    #expect(try weight("K926", #"<rule codes="k922 BPMN-missing-label" severity="error"/>"#) == "error")
    #expect(try weight("K926", #"<rule codes="K9" severity="note"/>"#) == "note")
    #expect(try weight("K926", #"<rule codes="K92" severity="note"/>"#) == "note")
    #expect(try weight("K926", #"<rule codes="K91" severity="note"/>"#) == "warning")
  }

  @Test func theLastRuleCounts() throws {
    let rules = #"<rule codes="K9" severity="off"/><rule codes="K926" severity="error"/>"#
    #expect(try weight("K926", rules) == "error")
    #expect(try weight("K922", rules) == "off")
    let other = #"<rule codes="K926" severity="error"/><rule codes="K9" severity="off"/>"#
    #expect(try weight("K926", other) == "off")
  }

  @Test func rulesMayBeForSomeFiles() throws {
    let rules = #"<files path="archief"><rule codes="K9" severity="off"/></files>"#
    #expect(try weight("K926", at: "archief/oud/a.bpmn", rules) == "off")
    #expect(try weight("K926", at: "nieuw/a.bpmn", rules) == "warning")
  }

  @Test func anErrorStaysOne() throws {
    let rules = #"<rule codes="K2" severity="off"/>"#
    #expect(try weight("K201", rules) == "error")
    #expect(project(rules).diagnostics.isEmpty)
    let named = project(#"<rule codes="K926 K201" severity="off"/>"#)
    #expect(named.diagnostics.map(\.code.id) == ["K261"])
    #expect(named.diagnostics.map { $0.file.text($0.range) } == ["K201"])
    #expect(try weight("K926", #"<rule codes="K926 K201" severity="off"/>"#) == "off")
  }

  @Test(
    arguments: [
      ("a.bpmn", "a.bpmn", true), ("a.bpmn", "map/a.bpmn", true), ("map/a.bpmn", "a.bpmn", false),
      ("./a.bpmn", "a.bpmn", true), ("./a.bpmn", "map/a.bpmn", false), ("map", "map/diep/a.bpmn", true),
      ("map/", "map/a.bpmn", true), ("/map/", "diep/map/a.bpmn", false), ("*.bpmn", "map/a.bpmn", true),
      ("*.bpmn", "map/a.dmn", false), ("map/*.bpmn", "map/a.bpmn", true), ("map/*.bpmn", "map/diep/a.bpmn", false),
      ("map/**/*.bpmn", "map/diep/dieper/a.bpmn", true), ("map/**/*.bpmn", "map/a.bpmn", true),
      ("map/**", "map/diep/a.bpmn", true), ("map/**", "kaart/a.bpmn", false), ("a?.bpmn", "ab.bpmn", true),
      ("a?.bpmn", "a.bpmn", false), ("*a*b*c", "xaxxbxc", true), ("*a*b*c", "xaxxbx", false), ("**", "a.bpmn", true),
      ("oud*", "ouder/a.bpmn", true), ("é?.dmn", "éé.dmn", true),
    ])
  func aPatternMatches(_ pattern: String, _ path: String, _ expected: Bool) {
    #expect(PathPattern(pattern).matches(path) == expected, "\(pattern) and \(path)")
  }

  @Test func aPatternOfManyStarsEnds() {
    let pattern = String(repeating: "*a", count: 40) + "b"
    #expect(!PathPattern(pattern).matches(String(repeating: "a", count: 4000)))
  }

  // MARK: Baselines

  private let file = SourceFile(path: "a.bpmn", text: "<userTask\n   id='a'/>\n<userTask id='b'/><userTask id='b'/>")

  private func finding(_ number: Int) -> Diagnostic {
    let starts = file.bytes.indices.filter { file.bytes[$0] == UInt8(ascii: "u") }
    return Diagnostic(
      .undefinedName, at: SourceRange(starts[number], starts[number] + 8), in: file, "nummer \(number)")
  }

  private func settle(_ baseline: Baseline, _ findings: [Diagnostic]) -> [String] {
    baseline.settle(findings, files: ["a.bpmn"]) { $0.file.path == "a.bpmn" ? "a.bpmn" : nil }.map(\.message)
  }

  private func baseline(_ findings: [Diagnostic]) -> Baseline {
    let text = Baseline().updated(by: findings.map { Baseline.Key($0, "a.bpmn") }, files: ["a.bpmn"])
    let read = Baseline.read(SourceFile(path: "bekend.xml", text: text))
    #expect(read.diagnostics.isEmpty)
    return read.baseline
  }

  @Test func whatIsKnownIsNotShown() {
    let all = [finding(0), finding(1), finding(2)]
    #expect(settle(Baseline(), all) == ["nummer 0", "nummer 1", "nummer 2"])
    #expect(settle(baseline(all), all) == [])
    #expect(settle(baseline([finding(0)]), all) == ["nummer 1", "nummer 2"])
    // Of two that are known by the same, one entry knows one.
    #expect(settle(baseline([finding(1)]), [finding(1), finding(2)]) == ["nummer 2"])
  }

  @Test func whatIsGoneIsTold() {
    let old = settle(baseline([finding(0), finding(1)]), [finding(1)])
    #expect(old.count == 1)
    #expect(old[0].hasPrefix("\(finding(0).code.id) is not found there any more"))
    #expect(baseline([finding(0)]).settle([], files: ["b.bpmn"]) { _ in nil }.isEmpty, "the file was not checked")
  }

  @Test func anUpdateKeepsWhatWasNotChecked() {
    let text = baseline([finding(0)]).updated(by: [Baseline.Key(finding(1), "b.bpmn")], files: ["b.bpmn"])
    #expect(text.split(separator: "\n").count == 4)
    #expect(text.contains(#"<old file="a.bpmn" code="\#(finding(0).code.id)" at="&lt;userTask id='a'/&gt;"/>"#))
  }
}
