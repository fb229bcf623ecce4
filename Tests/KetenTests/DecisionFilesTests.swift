import CommandLineTool
import Glibc
import KetenSource
import Testing

@testable import keten

/// Decision models on disk: checked by themselves, and imported by the chains that stand beside them.
struct DecisionFilesTests {
  private let folder = Folder()

  private static func chain(_ href: String) -> String {
    """
    <chain xmlns="urn:keten:chain:1" id="kap" version="1.0.0" xml:lang="nl">
      <network><client id="inwoner"/><partner id="gemeente" directs="true"/></network>
      <dossier holder="gemeente"><item id="kosten" type="number"/><item id="bedrag" type="number"/></dossier>
      <import id="tarieven" href="\(href)"/>
      <decision id="leges" import="tarieven" ref="Leges"><input name="Kosten" expression="kosten"/></decision>
      <procedure id="behandelen">
        <startEvent id="aanvraag" title="Aanvragen" by="inwoner" writes="kosten?" next="berekenen"/>
        <businessRuleTask id="berekenen" title="Berekenen" decision="leges" writes="bedrag" next="bekijken"/>
        <userTask id="bekijken" title="Bekijken" by="gemeente" next="klaar"/>
        <endEvent id="klaar" closes="case"/>
      </procedure>
    </chain>
    """
  }

  private static func model(_ rules: (test: String, output: String)...) -> String {
    let rows = rules.map {
      "<rule><inputEntry><text>\($0.test)</text></inputEntry><outputEntry><text>\($0.output)</text></outputEntry></rule>"
    }
    return """
      <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="Leges" namespace="urn:leges">
        <inputData id="kosten" name="Kosten"><variable name="Kosten" typeRef="number"/></inputData>
        <decision id="leges" name="Leges"><variable name="Leges" typeRef="number"/>
          <informationRequirement><requiredInput href="#kosten"/></informationRequirement>
          <decisionTable><input><inputExpression><text>Kosten</text></inputExpression></input><output/>
            \(rows.joined())
          </decisionTable>
        </decision>
      </definitions>
      """
  }

  private static let sound = model(("&lt; 1000", "10"), ("&gt;= 1000", "20"))

  private func check(_ paths: String...) -> Outcome { runLine("check " + paths.joined(separator: " ")) }

  @Test func `a folder's models are checked with its chains`() throws {
    try folder.write("kap.chain.xml", Self.chain("regels/leges.dmn"))
    try folder.write("regels/leges.dmn", Self.sound)
    let fine = check(folder.path)
    #expect(fine.output.isEmpty && fine.error == "no findings in 2 files\n" && fine.exitCode == .fine)

    try folder.write("regels/leges.dmn", Self.model(("&lt; 1000", "10"), ("&gt; 1000", "20"), ("&gt; 5000", "Kosen")))
    let faulty = check(folder.path)
    #expect(faulty.exitCode == .findings && faulty.error == "1 error in 2 files\n")
    #expect(faulty.output.contains("regels/leges.dmn:6:"))
    #expect(faulty.output.contains("nothing here is named 'Kosen'; did you mean 'Kosten'? [K302 unknown-name]"))

    try folder.write("regels/leges.dmn", Self.model(("&lt; 1000", "10"), ("&gt; 1000", "20"), ("&gt; 5000", "30")))
    let overlap = check("\(folder.path)/regels/leges.dmn")
    #expect(overlap.exitCode == .findings && overlap.error == "1 error, 1 warning in 1 file\n")
    #expect(overlap.output.contains("no rule matches Kosten = 1000"))
    #expect(overlap.output.contains("rules 2 and 3 both match, where only one rule may: for example Kosten = 5001"))
  }

  @Test func `nothing outside the folder is imported`() throws {
    try folder.write("leges.dmn", Self.sound)
    try folder.write("keten/kap.chain.xml", Self.chain("../leges.dmn"))
    #expect(check("\(folder.path)/keten").output.contains("[K209 import-outside-folder]"))
    try folder.write("keten/kap.chain.xml", Self.chain("link.dmn"))
    #expect(check("\(folder.path)/keten/kap.chain.xml").output.contains("[K208 import-not-found]"))
    #expect(symlink("../leges.dmn", "\(folder.path)/keten/link.dmn") == 0)
    #expect(check("\(folder.path)/keten/kap.chain.xml").output.contains("[K208 import-not-found]"))
    try folder.write("keten/kap.chain.xml", Self.chain("/etc/passwd"))
    #expect(check("\(folder.path)/keten/kap.chain.xml").output.contains("[K110 bad-value]"))
    try folder.write("keten/kap.chain.xml", Self.chain("https://example.org/leges.dmn"))
    #expect(check("\(folder.path)/keten/kap.chain.xml").output.contains("[K110 bad-value]"))
  }

  @Test func `a link out of the folder is no model of it`() throws {
    let importing = """
      <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="Kap" namespace="urn:kap">
        <import name="leges" namespace="urn:leges" locationURI="link.dmn"/>
      </definitions>
      """
    try folder.write("leges.dmn", Self.sound)
    try folder.write("keten/kap.dmn", importing)
    #expect(symlink("../leges.dmn", "\(folder.path)/keten/link.dmn") == 0)
    #expect(check("\(folder.path)/keten/kap.dmn").output.contains("[K340 dmn-import-not-found]"))
    try folder.write("keten/leges.dmn", Self.sound)
    #expect(check("\(folder.path)/keten/kap.dmn").exitCode == .fine)
  }

  @Test func `a session says why a decision gave null`() throws {
    let path = try folder.write("kap.chain.xml", Self.chain("leges.dmn"))
    try folder.write("leges.dmn", Self.sound)
    let arguments = try runVerb.parse([path, "--at=2026-03-02T09:00"])
    var rest = ["aanvraag", "history"][...]
    let outcome = captured { console in
      (try? keten.run(arguments, console, isInteractive: false) { rest.popFirst() }) ?? .trouble
    }
    let reason = """
        by itself: berekenen
          bedrag = null
            because no rule matches (\(folder.path)/leges.dmn:5:5)
      """
    #expect(outcome.output.ranges(of: reason.split(separator: "\n")[2].trimming).count == 2, "\(outcome.output)")
  }
}

extension Substring {
  fileprivate var trimming: String { String(drop { $0 == " " }) }
}
