import KetenMachine
import KetenSource
import Testing

@testable import KetenLanguage

/// A small chain of one construct, and what happens in it.
struct Construct {
  let machine: Machine

  /// Compiles the parts of a chain; the network, two items and a message are there already.
  ///
  /// Further items come with the parts; `files` are texts by their paths, which may be imported.
  init(_ parts: String, items: String = "", files: [String: String] = [:], proven: Bool = true) throws {
    let text = Self.text(parts, items: items)
    var options = CompileOptions()
    options.prove = proven
    options.files = { path in files[path].map { SourceFile(path: path, text: $0) } }
    let compilation = compile(SourceFile(path: "proef.chain.xml", text: text), options: options)
    let errors = compilation.diagnostics.filter { $0.severity == .error }
    #expect(errors.isEmpty, "\(renderHuman(errors, color: false))")
    machine = try #require(compilation.machine)
    let difference = try roundTripDifference(text)
    #expect(difference == [], "it does not come back from BPMN as it was")
  }

  private static func text(_ parts: String, items: String = "") -> String {
    """
    <chain xmlns="urn:keten:chain:1" id="proef" version="1.0.0" xml:lang="nl">
      <network>
        <client id="inwoner" title="Inwoner"/>
        <partner id="gemachtigde" title="Gemachtigde" actsFor="inwoner"/>
        <partner id="gemeente" title="Gemeente" directs="true"/>
        <partner id="waterschap" title="Waterschap"/>
      </network>
      <dossier holder="gemeente">
        <item id="akkoord" type="boolean"/>
        <item id="bedrag" type="number"/>
        \(items)
      </dossier>
      <message id="bericht" from="waterschap" to="gemeente" carries="akkoord"/>
      <message id="post" from="waterschap" to="gemeente" carries="akkoord?" keep="P2W"/>
      \(parts)
    </chain>
    """
  }

  /// What the compiler finds in the nodes of such a procedure: code and place, in order.
  static func findings(_ nodes: String, with parts: String = "", items: String = "") -> [String] {
    let file = SourceFile(path: "proef.chain.xml", text: text(parts + procedureText(nodes), items: items))
    return compile(file).diagnostics.filter { !["K204", "K802"].contains($0.code.id) }
      .map { "\($0.code.id) \(file.text($0.range))" }
  }

  /// A procedure that begins with the act `aanvraag` of the inwoner.
  static func procedure(_ nodes: String, proven: Bool = true) throws -> Construct {
    try Construct(procedureText(nodes), proven: proven)
  }

  static func procedureText(_ nodes: String) -> String {
    """
    <procedure id="behandelen" title="Behandelen">
      <startEvent id="aanvraag" by="inwoner" next="eerst"/>
      \(nodes)
      <endEvent id="klaar" closes="case"/>
    </procedure>
    """
  }

  static func path(_ steps: String, proven: Bool = true) throws -> Construct {
    try Construct("<path id=\"pad\" driver=\"inwoner\">\(steps)</path>", proven: proven)
  }

  /// Plays the steps of a scenario, and expects no difference.
  func play(_ steps: String, at start: String = "2026-03-02T09:00:00+01:00") throws {
    let file = SourceFile(
      path: "proef.scenario.xml",
      text: """
        <scenario xmlns="urn:keten:scenario:1" chain="proef.chain.xml" title="Proef">
          <start at="\(start)"/>
          \(steps)
        </scenario>
        """)
    let (scenario, faults) = loadScenario(file)
    #expect(faults.isEmpty, "\(renderHuman(faults, color: false))")
    let result = KetenLanguage.play(try #require(scenario), on: machine)
    #expect(result.diagnostics.isEmpty, "\(renderHuman(result.diagnostics, color: false))")
    #expect(result.failures.map { "\(file.text($0.range)): \($0.message) \($0.details)" } == [])
  }
}
