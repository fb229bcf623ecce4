import BPMN
import KetenSource
import KetenXML

/// What became of all elements and attributes of a BPMN file: imported or reported, and none left out in silence.
package struct ImportAccount: Sendable, Equatable {
  /// A count of elements, or of attributes.
  package struct Count: Sendable, Equatable {
    package var total = 0
    package var imported = 0
    package var reported = 0
  }

  /// Of BPMN, and of extensions.
  package private(set) var elements = Count()
  package private(set) var attributes = Count()
  /// The elements of drawings, which are neither.
  package private(set) var drawn = 0
  /// The names of those that are neither imported nor reported: there must be none.
  package private(set) var lost: [String] = []

  init(_ model: BPMNModel, _ ledger: Ledger) {
    let tree = model.trees[0]
    for index in tree.elements.indices {
      let element = XMLElement(tree: tree, index: index)
      let place = ElementPlace(file: 0, index: index)
      if element.isDrawing {
        drawn += 1
        continue
      }
      elements.total += 1
      let isGone = ledger.hasReported(place)
      if isGone {
        elements.reported += 1
      } else if ledger.hasTaken(place) {
        elements.imported += 1
      } else {
        lost.append(element.local)
      }
      for attribute in element.attributes {
        attributes.total += 1
        if isGone || ledger.hasReported(attribute: attribute.index, of: 0) {
          attributes.reported += 1
        } else if ledger.hasTaken(attribute: attribute.index, of: 0) {
          attributes.imported += 1
        } else {
          lost.append("\(element.local)/@\(attribute.name.local)")
        }
      }
    }
  }
}
