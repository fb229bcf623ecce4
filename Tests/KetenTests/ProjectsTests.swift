import CommandLineTool
import Testing

@testable import keten

/// A folder of BPMN files with the settings of a project.
struct ProjectsTests {
  private let folder = Folder()

  private func model(_ tasks: String...) -> String {
    let nodes = tasks.map { "<userTask id=\"\($0)\"/>" }.joined(separator: "\n    ")
    return """
      <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:x">
        <process id="p" name="Proces" isExecutable="true">
          \(nodes)
        </process>
      </definitions>
      """
  }

  private func settings(_ content: String, baseline: Bool = false) -> String {
    "<check xmlns=\"urn:keten:check:1\"\(baseline ? " baseline=\"bekend.xml\"" : "")>\(content)</check>"
  }

  private func check(_ options: String = "", _ path: String = "") -> Outcome {
    runLine("check --format github \(options) \(folder.path)\(path)")
  }

  @Test func `without settings all is shown`() throws {
    try folder.write("a.bpmn", model("een"))
    #expect(check().output.contains("K926") && check().output.contains("K918"))
    #expect(check().exitCode == .fine)
  }

  @Test func `the nearest settings count`() throws {
    try folder.write(".keten.xml", settings(#"<rule codes="K9" severity="off"/>"#))
    try folder.write("a.bpmn", model("een"))
    try folder.write("streng/.keten.xml", settings(#"<rule codes="K926" severity="error"/>"#))
    try folder.write("streng/diep/b.bpmn", model("een"))
    #expect(check("", "/a.bpmn").output.isEmpty)
    let outcome = check("", "/streng/diep/b.bpmn")
    #expect(outcome.exitCode == .findings)
    #expect(outcome.output.contains("::error file=\(folder.path)/streng/diep/b.bpmn"))
    #expect(check("--no-config").output.contains("K926"))
    #expect(check("--no-config").exitCode == .fine)
    #expect(check("--config \(folder.path)/streng/.keten.xml", "/streng/diep/b.bpmn").exitCode == .findings)
    #expect(check("--config \(folder.path)/.keten.xml").output.isEmpty)
    #expect(check("--no-config --config \(folder.path)/.keten.xml").exitCode == .trouble)
  }

  @Test func `skipped files are looked at when they are named`() throws {
    try folder.write(".keten.xml", settings(#"<skip path="oud"/>"#))
    try folder.write("a.bpmn", model("een"))
    try folder.write("oud/b.bpmn", model("een"))
    #expect(!check().output.contains("oud/b.bpmn"))
    #expect(check("", "/oud/b.bpmn").output.contains("oud/b.bpmn"))
  }

  @Test func `a fault in the settings is found at its place`() throws {
    let path = try folder.write(".keten.xml", settings(#"<rule codes="K9999" severity="off"/>"#))
    try folder.write("a.bpmn", model("een"))
    let outcome = check()
    #expect(outcome.exitCode == .findings)
    #expect(outcome.output.contains("::error file=\(path),line=1,endLine=1,col=47,endColumn=52"), "\(outcome.output)")
  }

  @Test func `known findings are shown no more`() throws {
    try folder.write(".keten.xml", settings("", baseline: true))
    try folder.write("a.bpmn", model("een", "twee"))
    #expect(check().output.contains("K262") && check().exitCode == .findings)
    #expect(check("--update-baseline").output.isEmpty)
    #expect(check().output.isEmpty)
    // On another line the same is still known; of what is new, all is shown.
    try folder.write("a.bpmn", model("nul", "een", "twee"))
    let new = check().output.split(separator: "\n")
    #expect(!new.isEmpty && new.allSatisfy { $0.contains("line=3,") }, "\(new)")
    try folder.write("a.bpmn", model("een"))
    #expect(check().output.contains("K263") && check().exitCode == .fine)
    _ = check("--update-baseline")
    #expect(check().output.isEmpty)
  }

  @Test func `how many are known is told`() throws {
    try folder.write(".keten.xml", settings("", baseline: true))
    try folder.write("a.bpmn", model("een"))
    let written = runLine("check --update-baseline \(folder.path)")
    #expect(written.error == "no findings in 1 file, and 5 in the baseline\n")
    #expect(runLine("check \(folder.path)").error == written.error)
    try folder.write("a.bpmn", model("een", "twee"))
    #expect(runLine("check \(folder.path)").error == "3 warnings in 1 file, and 5 in the baseline\n")
  }

  @Test func `a baseline stays in the folder of its project`() throws {
    try folder.write("map/.keten.xml", "<check xmlns=\"urn:keten:check:1\" baseline=\"../bekend.xml\"/>")
    try folder.write("map/a.bpmn", model("een"))
    #expect(check("", "/map").output.contains("leads out of the folder"))
    #expect(check("--update-baseline", "/map").exitCode == .trouble)
    #expect(throws: FileError.self) { try readSource("\(folder.path)/bekend.xml") }
  }

  @Test func `settings are checked when they are named`() throws {
    let path = try folder.write(".keten.xml", settings(#"<rule codes="K926"/>"#))
    let outcome = runLine("check \(path) --format github")
    #expect(outcome.exitCode == .findings && outcome.output.split(separator: "\n").count == 1, "\(outcome.output)")
  }

  @Test func `a baseline has to be named`() throws {
    try folder.write("a.bpmn", model("een"))
    let outcome = check("--update-baseline")
    #expect(outcome.exitCode == .trouble)
    #expect(outcome.error.contains("--update-baseline needs a .keten.xml that names a 'baseline'"))
  }
}
