import KetenSource
import KetenXML

extension BPMNModel {
  /// Finds an imported file by its namespace and its location; nil for none.
  public typealias Finder = (_ namespace: String, _ location: String?) -> SourceFile?

  /// Reads a BPMN 2.0 model, with the BPMN files that it imports.
  ///
  /// A fault costs the part in which it stands; the rest can be used. The model is nil when the file is no BPMN model at
  /// all. The findings are those of the XML, of the structure and of the references of all files read, in order.
  public static func read(
    _ file: SourceFile, imports find: Finder = { _, _ in nil }
  ) -> (model: BPMNModel?, diagnostics: [Diagnostic]) {
    withoutActuallyEscaping(find) { find in
      let session = ReadSession(find: find)
      guard session.readAll(from: file) else { return (nil, session.diagnostics.ordered()) }
      let model = BPMNModel(files: session.files)
      var references = ReferenceCheck(model)
      for number in model.files.indices { references.check(file: number) }
      return (model, (session.diagnostics + references.diagnostics).ordered())
    }
  }
}

/// One reading of a file and all that it imports: each is read once, and may import those that import it.
private final class ReadSession {
  /// At most so many files make one model.
  static let filesMax = 100

  private let find: BPMNModel.Finder
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var files: [BPMNFile] = []
  private var numbers: [String: Int?] = [:]

  init(find: @escaping BPMNModel.Finder) { self.find = find }

  /// Reads a file, then what it imports, then what that imports; false when the file is no BPMN model.
  func readAll(from source: SourceFile) -> Bool {
    guard let first = read(source) else { return false }
    files = [first]
    numbers[source.path] = 0
    var next = 0
    while next < files.count {
      for index in files[next].imports.indices { load(index, of: next) }
      next += 1
    }
    return true
  }

  private func read(_ source: SourceFile) -> BPMNFile? {
    let (tree, faults) = readXML(asUTF8(source))
    diagnostics += faults
    guard let tree, let root = tree.root else { return nil }
    guard root.name.namespace == Vocabulary.namespace, root.local == "definitions" else {
      // A file that breaks off in its first tag has told enough.
      if faults.isEmpty { diagnostics.append(wrongVersion(root)) }
      return nil
    }
    var structure = StructureReader(tree)
    structure.read(root)
    diagnostics += structure.diagnostics
    return BPMNFile(
      tree: tree, types: structure.types, targetNamespace: root.attribute("targetNamespace")?.value ?? "",
      elementsByID: structure.elementsByID, unreadIDs: structure.unreadIDs, prefixes: declaredPrefixes(tree),
      imports: structure.imports,
      drawing: Drawing(tree))
  }

  private func wrongVersion(_ root: XMLElement) -> Diagnostic {
    let message: String
    if let version = Vocabulary.otherVersions[root.name.namespace] {
      message = "this is \(version): only BPMN 2.0 is supported"
    } else if root.name.namespace == Vocabulary.namespace {
      message = "a BPMN model begins with «definitions», not with «\(root.local)»"
    } else {
      let found = root.name.namespace.isEmpty ? "no namespace" : "the namespace «\(root.name.namespace)»"
      message = "«\(root.local)» is in \(found): expected «definitions» in «\(Vocabulary.namespace)»"
    }
    return Diagnostic(.bpmnVersion, at: root.nameRange, in: root.tree.file, message)
  }

  private func load(_ index: Int, of number: Int) {
    let item = files[number].imports[index]
    let element = item.element
    // What is imported of other kinds, as types of XML Schema, is no concern of a model.
    guard item.isModel else { return }
    let place = element.attribute("location")?.valueRange ?? element.nameRange
    func report(_ message: String, _ code: DiagnosticCode = .bpmnImportNotFound) {
      diagnostics.append(Diagnostic(code, at: place, in: element.tree.file, message))
    }
    let location = element.attribute("location")?.value
    guard let source = find(item.namespace, location) else {
      return report("no file is found at «\(location ?? "")»")
    }
    if numbers[source.path] == nil, files.count >= Self.filesMax {
      return report("more than \(Self.filesMax) files are imported", .limitExceeded)
    }
    let known: Int?
    if let number = numbers[source.path] {
      known = number
    } else {
      known = read(source).map { file in
        files.append(file)
        return files.count - 1
      }
      numbers[source.path] = .some(known)
    }
    guard let other = known else { return report("«\(source.path)» cannot be read as a BPMN model") }
    guard files[other].targetNamespace == item.namespace else {
      return report("«\(source.path)» is of the namespace «\(files[other].targetNamespace)», not «\(item.namespace)»")
    }
    files[number].imports[index].file = other
  }
}

/// The prefixes that the elements of a tree declare, by element.
private func declaredPrefixes(_ tree: SyntaxTree) -> [Int: [String: String]] {
  var result: [Int: [String: String]] = [:]
  for index in tree.elements.indices {
    let declared = declaredNamespaces(XMLElement(tree: tree, index: index))
    if !declared.isEmpty { result[index] = declared }
  }
  return result
}
