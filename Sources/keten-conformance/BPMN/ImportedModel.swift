import BPMN
import CommandLineTool
import KetenInterchange
import KetenLanguage
import KetenMachine
import KetenSource

/// A BPMN file of a suite, brought into a chain and compiled.
struct ImportedModel {
  let imported: BPMNImport
  let compilation: Compilation

  /// Reads and compiles a file; `edit` may change the chain before it is compiled.
  ///
  /// Nothing is proven.
  ///
  /// - Parameter counts: Whether tokens are counted where they meet, as in a run.
  static func read(
    _ source: SourceFile, beside path: String, counts: Bool = false,
    editing edit: (inout ChainElement, BPMNModel) -> Void = { _, _ in }
  ) throws -> ImportedModel {
    let (model, findings) = BPMNModel.read(source, imports: importFinder(beside: path))
    guard let model else { throw CaseError("it cannot be read: \(findings.summary)") }
    let imported = BPMNImport(model) { edit(&$0, model) }
    var options = CompileOptions()
    options.prove = false
    options.countsTokens = counts
    return ImportedModel(imported: imported, compilation: compile(imported.chain, options: options))
  }

  /// The machine; where there is none, what stands in the way.
  func machine() throws -> Machine {
    if let machine = compilation.machine { return machine }
    throw CaseError("it does not compile: \(compilation.diagnostics.filter { $0.severity == .error }.summary)")
  }

  /// The id of what an element of the machine comes from in the file.
  func id(of element: Element) -> String? {
    imported.map.place(of: element.range).flatMap { imported.model.shownID(at: $0.range) }
  }
}

extension ChainElement {
  /// Changes every element of the chain, the innermost first.
  mutating func rewrite(_ change: (inout ChainElement) -> Void) {
    for index in children.indices { children[index].rewrite(change) }
    change(&self)
  }

  /// The element with this id in the chain.
  func find(_ id: String) -> ChainElement? {
    if self["id"] == id { return self }
    return children.lazy.compactMap { $0.find(id) }.first
  }

  /// The party that directs the chain.
  var directingParty: String {
    let network = children.first { $0.name == "network" }
    return network?.children.first { $0["directs"] == "true" }?["id"] ?? ""
  }
}
