import BPMN
import KetenSource
import KetenXML

/// What became of each element and attribute of a model: it is in the chain, or it was reported.
struct Ledger {
  /// Something that is not in the chain, with the reason.
  struct Entry {
    let code: DiagnosticCode
    let place: Place
    let message: String
  }

  private var elements: Set<ElementPlace> = []
  /// The attributes by their file and their number in it.
  private var attributes: Set<ElementPlace> = []
  private(set) var entries: [Entry] = []
  /// What was reported, so that what stands in it counts as reported too.
  private var reportedElements: Set<ElementPlace> = []
  private var reportedAttributes: Set<ElementPlace> = []

  mutating func take(_ element: ElementPlace) { elements.insert(element) }
  mutating func take(attribute index: Int, of file: Int) {
    attributes.insert(ElementPlace(file: file, index: index))
  }

  /// What stands in something reported, or is part of a drawing: nothing more is said of it.
  mutating func cover(_ element: ElementPlace) { reportedElements.insert(element) }

  func hasTaken(_ element: ElementPlace) -> Bool { elements.contains(element) }
  func hasTaken(attribute index: Int, of file: Int) -> Bool {
    attributes.contains(ElementPlace(file: file, index: index))
  }
  func hasReported(_ element: ElementPlace) -> Bool { reportedElements.contains(element) }
  func hasReported(attribute index: Int, of file: Int) -> Bool {
    reportedAttributes.contains(ElementPlace(file: file, index: index))
  }

  /// Notes something at a place; it says nothing of what became of an element.
  mutating func note(_ code: DiagnosticCode, at place: Place, _ message: String) {
    entries.append(Entry(code: code, place: place, message: message))
  }

  /// Reports that an element, with all in it, is not in the chain.
  mutating func report(_ code: DiagnosticCode, _ element: ElementPlace, at place: Place, _ message: String) {
    reportedElements.insert(element)
    note(code, at: place, message)
  }

  /// Reports that an attribute is not in the chain.
  mutating func report(
    _ code: DiagnosticCode, attribute index: Int, of file: Int, at place: Place, _ message: String
  ) {
    reportedAttributes.insert(ElementPlace(file: file, index: index))
    note(code, at: place, message)
  }

  /// The findings in order; what is merely described is said once for all that is alike, with the places as notes.
  func diagnostics() -> [Diagnostic] {
    var result: [Diagnostic] = []
    var first: [String: Int] = [:]
    var more: [Int: Int] = [:]
    for entry in entries {
      guard entry.code == .importDescription else {
        result.append(Diagnostic(entry.code, at: entry.place.range, in: entry.place.file, entry.message))
        continue
      }
      guard let index = first[entry.message] else {
        first[entry.message] = result.count
        result.append(Diagnostic(entry.code, at: entry.place.range, in: entry.place.file, entry.message))
        continue
      }
      more[index, default: 0] += 1
    }
    for (index, count) in more {
      result[index].notes.append(
        Diagnostic.Note("and at \(count) more place\(count == 1 ? "" : "s")", at: nil, in: result[index].file))
    }
    return result.ordered()
  }
}
