import KetenSource
import KetenXML

/// One file of a BPMN model, as it was written, with what each of its elements is.
struct BPMNFile: Sendable {
  /// Another file that this one imports (BPMN 2.0.2 §8.2.2, Import).
  struct Import: Sendable {
    let namespace: String
    /// The place of the other file in the model; nil when it is no BPMN or was not found.
    var file: Int?
    let element: XMLElement

    /// Whether it is BPMN that is imported, and not types or services.
    var isModel: Bool { element.attribute("importType")?.value == Vocabulary.namespace }
  }

  let tree: SyntaxTree
  /// What each element of the tree is; nil for those of other namespaces, those that BPMN does not have at their place,
  /// and what stands inside either.
  let types: [ElementType?]
  let targetNamespace: String
  /// The elements by id; of two with one id the first.
  let elementsByID: [String: Int]
  /// The ids of elements that BPMN does not have at their place: what refers to them is not wrong too.
  let unreadIDs: Set<String>
  /// The prefixes that elements declare, by element.
  let prefixes: [Int: [String: String]]
  var imports: [Import] = []
  let drawing: Drawing

  var source: SourceFile { tree.file }

  /// The namespace that a prefix stands for at an element; nil when it is not declared.
  func namespace(of prefix: String, at element: XMLElement) -> String? {
    var current: XMLElement? = element
    while let element = current {
      if let namespace = prefixes[element.index]?[prefix] { return namespace }
      current = element.parent
    }
    return nil
  }
}

/// A BPMN model (BPMN 2.0.2): a file with all that it imports, each element with its place.
///
/// An element that the standard does not have at its place is not in the model and has an error; nothing else is left
/// out. What is faulty in another way is there, and can be used as far as it goes.
public final class BPMNModel: Sendable {
  /// The file that was asked for comes first.
  let files: [BPMNFile]
  /// The processes and choreographies, with their nodes and flows.
  package let graph: FlowGraph

  init(files: [BPMNFile]) {
    self.files = files
    graph = FlowGraph(files)
  }

  /// The file that it was read from.
  public var file: SourceFile { files[0].source }
  /// The namespace of its elements, by which others import it.
  public var targetNamespace: String { files[0].targetNamespace }

  /// All elements of one file, in order.
  package func elements(of file: Int) -> [BPMNElement] {
    let types = files[file].types
    return types.indices.compactMap { index in
      types[index].map { BPMNElement(model: self, file: file, index: index, type: $0) }
    }
  }

  /// The elements of the file itself, in order.
  package var elements: [BPMNElement] { elements(of: 0) }

  /// The files that it consists of, as they were written; the one that was asked for comes first.
  package var trees: [SyntaxTree] { files.map(\.tree) }

  /// The element at a place; nil when BPMN has none there.
  package func element(_ place: ElementPlace) -> BPMNElement? {
    files[place.file].types[place.index].map {
      BPMNElement(model: self, file: place.file, index: place.index, type: $0)
    }
  }
}

/// Where an element stands: the file in the model, and the element in the file.
package struct ElementPlace: Hashable, Sendable {
  package let file: Int
  package let index: Int

  package init(file: Int, index: Int) { (self.file, self.index) = (file, index) }
}
