import KetenSource
import KetenXML

/// What became of the elements of a file: each is in the model or was reported, and none is left out in silence.
public struct BPMNAccount: Sendable, Equatable {
  /// The elements of BPMN in the file.
  public let elements: Int
  /// Those that are in the model, to be used.
  public let inModel: Int
  /// Those that a finding is about: they, or what they stand in, are unknown or never run.
  public let reported: Int
  /// The names of those that are neither: there must be none.
  public let lost: [String]

  /// Counts the elements of the file of a model by its findings.
  public init(_ model: BPMNModel, _ diagnostics: [Diagnostic]) {
    let file = model.files[0]
    let codes: Set<DiagnosticCode> = [.bpmnUnknownElement, .bpmnNotExecutable]
    let places = Set(
      diagnostics.filter { codes.contains($0.code) && $0.file.path == file.source.path }.map(\.range))
    var isReported = Array(repeating: false, count: file.types.count)
    var (elements, inModel, reported) = (0, 0, 0)
    var lost: [String] = []
    for index in file.types.indices {
      let element = XMLElement(tree: file.tree, index: index)
      isReported[index] =
        places.contains(element.nameRange) || element.parent.map { isReported[$0.index] } ?? false
      guard element.name.namespace == Vocabulary.namespace else { continue }
      elements += 1
      if isReported[index] {
        reported += 1
      } else if file.types[index] != nil {
        inModel += 1
      } else if !isInText(element, file) {
        lost.append(element.local)
      } else {
        // It is part of a text, which is in the model.
        inModel += 1
      }
    }
    (self.elements, self.inModel, self.reported, self.lost) = (elements, inModel, reported, lost)
  }

}

/// Whether an element stands in one whose content is free, as documentation.
private func isInText(_ element: XMLElement, _ file: BPMNFile) -> Bool {
  var current = element.parent
  while let parent = current {
    if let type = file.types[parent.index] { return Vocabulary.rule(of: type).isOpen }
    current = parent.parent
  }
  return false
}
