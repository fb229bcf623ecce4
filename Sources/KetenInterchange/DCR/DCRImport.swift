import KetenLanguage
import KetenSource
import KetenXML

/// A DCR graph as a chain.
public struct DCRImport: Sendable {
  /// The chain as text; its path is that of the graph.
  public let chain: SourceFile
  /// Everything that is not in the chain or contradicts itself, each at its place in the graph.
  public let diagnostics: [Diagnostic]
  /// Where each part of the chain comes from.
  package let map: SourceMap
  /// How many elements are in the chain or reported.
  package let account: DCRAccount
  private let source: SourceFile

  fileprivate init(_ tree: SyntaxTree, _ root: XMLElement) {
    var reader = DCRReader(tree.file)
    if root.local == "dcrgraph" { reader.readSpecification(root) } else { reader.readDefinitions(root) }
    var translation = DCRTranslation(reader, file: tree.file)
    (chain, map) = ChainWriter.write(translation.translate(), path: tree.file.path)
    account = translation.ledger.close(tree)
    diagnostics = translation.ledger.diagnostics.ordered()
    source = tree.file
  }

  /// A finding in the chain as one in the graph; one on what the graph does not say stands at its beginning.
  fileprivate func finding(_ diagnostic: Diagnostic) -> Diagnostic {
    let place = place(of: diagnostic.range, in: diagnostic.file) ?? Place(SourceRange(0, 0), in: source)
    var result = Diagnostic(diagnostic.code, at: place.range, in: place.file, diagnostic.message)
    result.severity = diagnostic.severity
    result.notes = diagnostic.notes.map { note in
      let place = note.range.flatMap { self.place(of: $0, in: note.file) }
      return Diagnostic.Note(note.message, at: place?.range, in: place?.file ?? source, isStep: note.isStep)
    }
    return result
  }

  private func place(of range: SourceRange, in file: SourceFile) -> Place? {
    file === chain ? map.place(of: range) : Place(range, in: file)
  }
}

/// What came of bringing a DCR graph into a chain.
public struct DCRCompilation: Sendable {
  /// The chain; nil when the file is no DCR graph.
  public let imported: DCRImport?
  /// What the import and the compilation found, each at its place in the graph.
  public let diagnostics: [Diagnostic]
  /// What the chain compiled to, with the findings in the chain; nil when there is none.
  public let compilation: Compilation?
}

/// Brings a DCR graph into a chain: the XML of the two public editors, with nestings, sub-processes of one run, roles,
/// delays, deadlines and guards.
///
/// - Returns: The chain, nil when the file is no DCR graph, and the findings of reading it; those of the import are its
///   own.
public func importDCR(_ file: SourceFile) -> (imported: DCRImport?, diagnostics: [Diagnostic]) {
  let (tree, faults) = readXML(file)
  guard let tree, let root = tree.root, !faults.hasErrors else { return (nil, faults) }
  guard root.isDCRGraph else {
    return (nil, [Diagnostic(.graphFault, at: root.nameRange, in: file, "«\(root.local)» is no DCR graph")])
  }
  return (DCRImport(tree, root), faults)
}

/// Brings a DCR graph into a chain, and compiles it.
public func compileDCR(_ file: SourceFile, options: CompileOptions = CompileOptions()) -> DCRCompilation {
  let (imported, faults) = importDCR(file)
  guard let imported else { return DCRCompilation(imported: nil, diagnostics: faults, compilation: nil) }
  let found = faults + imported.diagnostics
  guard !found.hasErrors else { return DCRCompilation(imported: imported, diagnostics: found, compilation: nil) }
  let compilation = compile(imported.chain, options: options)
  let findings = found + compilation.diagnostics.map(imported.finding)
  return DCRCompilation(imported: imported, diagnostics: findings.ordered(), compilation: compilation)
}

/// Whether a file is a DCR graph, by its first element.
public func isDCRGraph(_ file: SourceFile) -> Bool { readXML(file).tree?.root?.isDCRGraph ?? false }

extension XMLElement {
  fileprivate var isDCRGraph: Bool {
    local == "dcrgraph" && name.namespace.isEmpty
      || local == "definitions" && name.namespace == "http://tk/schema/dcr"
  }
}
