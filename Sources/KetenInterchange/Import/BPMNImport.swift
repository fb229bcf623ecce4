import BPMN
import KetenLanguage
import KetenSource
import KetenXML

/// A BPMN model as a chain.
public struct BPMNImport: Sendable {
  /// The chain as text; its path is that of the model.
  public let chain: SourceFile
  /// Everything that is not in the chain or is there in another form, each at its place in the model.
  public let diagnostics: [Diagnostic]
  /// Whether a process of the model says that it can be run.
  public let isExecutable: Bool
  /// Where each part of the chain comes from.
  package let map: SourceMap
  package let account: ImportAccount
  package let model: BPMNModel
  /// The chain before it was written.
  package let document: ChainElement

  /// Brings a model into a chain.
  package init(_ model: BPMNModel, editing edit: (inout ChainElement) -> Void = { _ in }) {
    let translation = Translation(model)
    var document = translation.translate()
    edit(&document)
    (chain, map) = ChainWriter.write(document, path: model.file.path)
    diagnostics = translation.ledger.diagnostics()
    isExecutable = model.elements.contains { $0.type == .process && $0.flag("isExecutable") }
    account = ImportAccount(model, translation.ledger)
    self.model = model
    self.document = document
  }

  /// A finding in the chain as one in the model; one on what the model does not say stands at its beginning.
  func finding(_ diagnostic: Diagnostic) -> Diagnostic {
    let place = place(of: diagnostic.range, in: diagnostic.file) ?? Place(SourceRange(0, 0), in: model.file)
    var result = Diagnostic(diagnostic.code, at: place.range, in: place.file, diagnostic.message)
    result.notes = diagnostic.notes.map { note in
      guard let range = note.range else {
        return Diagnostic.Note(note.message, at: nil, in: place.file, isStep: note.isStep)
      }
      let place = self.place(of: range, in: note.file)
      return Diagnostic.Note(note.message, at: place?.range, in: place?.file ?? model.file, isStep: note.isStep)
    }
    return result
  }

  private func place(of range: SourceRange, in file: SourceFile) -> Place? {
    file === chain ? map.place(of: range) : Place(range, in: file)
  }
}

/// What came of bringing a BPMN file into a chain.
public struct ImportedCompilation: Sendable {
  /// The chain; nil when the file is no BPMN model.
  public let imported: BPMNImport?
  /// What is wrong with the file as BPMN, then what the import and the compilation found, each at its place in the model.
  public let diagnostics: [Diagnostic]
  /// What the chain compiled to, with the findings in the chain; nil when there is none.
  public let compilation: Compilation?
}

/// Brings a BPMN 2.0 file into a chain.
///
/// - Parameters:
///   - file: The file.
///   - find: Finds the BPMN files that it imports.
/// - Returns: The chain, nil when the file is no BPMN model, and the findings of reading it; those of the import are
///   its own.
public func importBPMN(
  _ file: SourceFile, imports find: BPMNModel.Finder = { _, _ in nil }
) -> (imported: BPMNImport?, diagnostics: [Diagnostic]) {
  let (model, diagnostics) = BPMNModel.read(file, imports: find)
  return (model.map { BPMNImport($0) }, diagnostics)
}

/// Brings a BPMN 2.0 file into a chain, and compiles it.
///
/// Without proofs, tokens are counted where they meet.
public func compileBPMN(
  _ file: SourceFile, options: CompileOptions = CompileOptions(), imports find: BPMNModel.Finder = { _, _ in nil }
) -> ImportedCompilation {
  let (imported, faults) = importBPMN(file, imports: find)
  guard let imported else {
    return ImportedCompilation(imported: nil, diagnostics: faults, compilation: nil)
  }
  var options = options
  options.countsTokens = true
  let compilation = compile(imported.chain, options: options)
  let findings = faults + imported.diagnostics + compilation.diagnostics.map(imported.finding)
  return ImportedCompilation(imported: imported, diagnostics: findings.ordered(), compilation: compilation)
}
