import FEEL
import KetenMachine
import KetenSource
import Testing

@testable import KetenLanguage

/// A small chain: an application that must be decided within two weeks, once it has been checked.
enum Small {
  static let chain = """
    <chain xmlns="urn:keten:chain:1" id="klein" version="1.0.0" xml:lang="nl">
      <network>
        <client id="inwoner" title="Inwoner"/>
        <partner id="gemeente" title="Gemeente" directs="true"/>
      </network>
      <purpose id="beslissen" title="Beslissen" basis="Awb art. 4:13"/>
      <dossier holder="gemeente" purpose="beslissen" retain="P5Y">
        <item id="verzoek" type="document" title="Verzoek"/>
        <item id="toegekend" type="boolean" title="Toegekend"/>
      </dossier>
      <path id="zaak" driver="inwoner">
        <step id="vragen" title="Vragen" by="inwoner" writes="verzoek"/>
        <step id="toetsen" title="Toetsen" by="gemeente" reads="verzoek"/>
        <step id="beslissen-op" title="Beslissen" by="gemeente" reads="verzoek" writes="toegekend" closes="case"/>
        <condition from="vragen" to="toetsen" basis="Awb art. 3:2"/>
        <condition from="toetsen" to="beslissen-op"/>
        <response from="vragen" to="beslissen-op"/>
      </path>
      <term id="beslistermijn" title="Beslistermijn" source="law" side="authority" basis="Awb art. 4:13"
        from="vragen" until="beslissen-op"><within duration="P2W"/></term>
    </chain>
    """

  static func machine() throws -> Machine {
    var options = CompileOptions()
    options.prove = false
    let compilation = compile(SourceFile(path: "klein.chain.xml", text: chain), options: options)
    #expect(summary(compilation.diagnostics.filter { $0.severity == .error }) == [])
    return try #require(compilation.machine)
  }

  static func file(_ steps: String) -> SourceFile {
    SourceFile(
      path: "a.scenario.xml",
      text: """
        <scenario xmlns="urn:keten:scenario:1" chain="klein.chain.xml" title="Proef">
          <start at="2026-03-02T09:00:00+01:00"/>
          \(steps)
        </scenario>
        """)
  }

  /// The act that begins every case here.
  static let ask = """
    <do event="vragen" by="inwoner"><set item="verzoek" uri="https://example.org/1"/></do>
    """

  /// What a scenario of these steps finds, as `«place»: message`, the details behind it.
  static func differences(_ steps: String) throws -> [String] {
    let file = file(steps)
    let (scenario, faults) = loadScenario(file)
    #expect(summary(faults) == [])
    let result = play(try #require(scenario), on: try machine())
    #expect(summary(result.diagnostics) == [])
    return result.failures.map { failure in
      ([" «\(file.text(failure.range))»: \(failure.message)"] + failure.details).joined(separator: " | ")
        .trimmingPrefix(" ").description
    }
  }
}

/// The shipped Wmo chain and its scenarios.
enum Wmo {
  static let paths = Repository.xmlFiles(in: "workflows/wmo").filter { $0.hasSuffix(".scenario.xml") }

  static let compiled = Result<Machine?, any Error> {
    var options = CompileOptions()
    options.prove = false
    options.files = { href in try? Repository.source("workflows/wmo/\(href)") }
    return compile(try Repository.source("workflows/wmo/wmo.chain.xml"), options: options).machine
  }

  static func machine() throws -> Machine { try #require(try compiled.get()) }

  static func scenario(_ path: String) throws -> Scenario {
    let (scenario, faults) = loadScenario(try Repository.source(path))
    #expect(summary(faults) == [])
    return try #require(scenario)
  }
}
