import FEEL
import KetenSource
import KetenXML

extension DecisionModel {
  /// Finds the file of an imported model by its namespace and, where the import tells it, its location; nil for none.
  public typealias Finder = (_ namespace: String, _ location: String?) -> SourceFile?

  /// Reads a decision model in DMN 1.2, 1.3, 1.4 or 1.5, with the models that it imports.
  ///
  /// A fault costs the part in which it stands; the rest can be used. The model is nil when the file is no decision
  /// model at all. The findings are those of all files read, in order.
  public static func read(
    _ file: SourceFile, imports find: Finder = { _, _ in nil }
  ) -> (model: DecisionModel?, diagnostics: [Diagnostic]) {
    withoutActuallyEscaping(find) { find in
      let session = ReadSession(find: find)
      let model = session.read(file)
      return (model, session.diagnostics.ordered())
    }
  }
}

/// One reading of a model and all that it imports: each model is read once.
final class ReadSession {
  /// At most so many models may import one another in a row.
  static let importDepthMax = 32

  private let find: DecisionModel.Finder
  private(set) var diagnostics: [Diagnostic] = []
  private var models: [String: DecisionModel?] = [:]
  /// The namespaces of the models being read, each the importer of the next.
  private var open: [String] = []

  init(find: @escaping DecisionModel.Finder) { self.find = find }

  /// Reads a file with its imports.
  func read(_ file: SourceFile) -> DecisionModel? {
    guard var reader = header(file) else { return nil }
    open.append(reader.namespace)
    reader.imports = reader.importElements().map { load($0, &reader) }
    open.removeLast()
    let model = reader.model()
    diagnostics += reader.diagnostics
    return model
  }

  /// The reader of a file that is a decision model of a version that is read.
  private func header(_ file: SourceFile) -> ModelReader? {
    let (tree, faults) = readXML(file)
    diagnostics += faults
    guard let root = tree?.root else { return nil }
    guard Vocabulary.versions[root.name.namespace] != nil, root.local == "definitions" else {
      // A file that breaks off in its first tag has told enough.
      if faults.isEmpty { diagnostics.append(wrongVersion(root)) }
      return nil
    }
    return ModelReader(root)
  }

  private func wrongVersion(_ root: XMLElement) -> Diagnostic {
    let versions = Vocabulary.versions.values.sorted().joined(separator: ", ")
    let message: String
    if let version = Vocabulary.otherVersions[root.name.namespace] {
      message = "this is DMN \(version): only the versions \(versions) are supported"
    } else if root.local != "definitions" {
      message = "a decision model begins with «definitions», not with «\(root.local)»"
    } else {
      let found = root.name.namespace.isEmpty ? "no namespace" : "the namespace «\(root.name.namespace)»"
      message = "«definitions» is in \(found): expected that of DMN \(versions)"
    }
    return Diagnostic(.dmnVersion, at: root.nameRange, in: root.tree.file, message)
  }

  private func load(_ item: ImportElement, _ reader: inout ModelReader) -> DecisionModel.Import {
    DecisionModel.Import(
      name: item.name, namespace: item.namespace.text, model: imported(item, &reader), range: item.range)
  }

  private func imported(_ item: ImportElement, _ reader: inout ModelReader) -> DecisionModel? {
    guard item.isModel else { return nil }
    let namespace = item.namespace.text
    if open.contains(namespace) {
      let message =
        namespace == open.last ? "the model imports itself" : "the models of «\(namespace)» import each other"
      reader.report(.dmnCyclicImports, at: item.namespace.range, message)
      return nil
    }
    if let known = models[namespace] { return known }
    if open.count >= Self.importDepthMax {
      reader.report(
        .limitExceeded, at: item.range, "more than \(Self.importDepthMax) models import one another in a row")
      return nil
    }
    let model = found(item, &reader)
    models[namespace] = model
    return model
  }

  private func found(_ item: ImportElement, _ reader: inout ModelReader) -> DecisionModel? {
    let namespace = item.namespace.text
    guard let file = find(namespace, item.location) else {
      reader.report(.dmnImportNotFound, at: item.namespace.range, "no model of the namespace «\(namespace)» is found")
      return nil
    }
    guard let model = read(file) else {
      reader.report(.dmnImportNotFound, at: item.namespace.range, "«\(file.path)» cannot be read as a decision model")
      return nil
    }
    guard model.namespace == namespace else {
      reader.report(
        .dmnImportNotFound, at: item.namespace.range,
        "«\(file.path)» is the model of «\(model.namespace)», not of «\(namespace)»")
      return nil
    }
    return model
  }
}
