import KetenSource
import KetenXML

/// A DCR graph as its file says it, in either of the two forms that public editors write.
struct DCRGraph {
  var title: SourceText?
  /// The events at the top; those in a nesting or sub-process stand in that.
  var events: [DCREvent] = []
  var relations: [DCRRelation] = []
  var data: [DCRData] = []

  /// Every event, before those in it.
  var allEvents: [DCREvent] { events.flatMap(\.family) }
}

final class DCREvent {
  enum Kind: String {
    case simple, nesting
    case subProcess = "subprocess"
  }

  let id: SourceText
  let kind: Kind
  let element: XMLElement
  var title: SourceText?
  var description: SourceText?
  var roles: [SourceText] = []
  var isIncluded = true
  var isPending = false
  var isExecuted = false
  /// The data that it writes, by their ids.
  var writes: [String] = []
  var parts: [DCREvent] = []

  init(_ id: SourceText, _ kind: Kind, _ element: XMLElement) {
    (self.id, self.kind, self.element) = (id, kind, element)
  }

  /// It and all events in it.
  var family: [DCREvent] { [self] + parts.flatMap(\.family) }

  /// What a relation with it is one with: a nesting is each event in it.
  var ends: [DCREvent] { kind == .nesting ? parts.flatMap(\.ends) : [self] }
}

struct DCRRelation {
  enum Kind: String, CaseIterable { case condition, milestone, response, include, exclude }

  let kind: Kind
  let element: XMLElement
  let source: SourceText
  let target: SourceText
  var guardText: SourceText?
  var time: XMLAttribute?
}

/// A value that events write and guards read.
struct DCRData {
  let id: SourceText
  /// The name of its type in FEEL.
  let type: String
  let initial: SourceText?
  let element: XMLElement
}
