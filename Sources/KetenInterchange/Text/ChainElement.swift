import KetenSource

/// An element of a chain that is being written, with where it comes from.
package struct ChainElement: Sendable {
  package var name: String
  /// What it stands for in the file that it was made from; nil for what was made up.
  package var origin: Place?
  package private(set) var attributes: [(name: String, value: MappedText, origin: Place?)] = []
  package var children: [ChainElement] = []
  /// The text in it, where it holds text.
  package var text: MappedText?

  package init(_ name: String, from origin: Place? = nil) {
    self.name = name
    self.origin = origin
  }

  /// Adds an attribute, or replaces it; nothing for nil.
  ///
  /// - Parameter origin: What its name stands for; the place of its value when nil.
  package mutating func set(_ name: String, _ value: MappedText?, from origin: Place? = nil) {
    guard let value else { return }
    if let index = attributes.firstIndex(where: { $0.name == name }) {
      attributes[index] = (name, value, origin)
    } else {
      attributes.append((name, value, origin))
    }
  }

  package subscript(name: String) -> String? { attributes.first { $0.name == name }?.value.string }
}

extension ChainElement {
  /// Takes an attribute away.
  package mutating func remove(_ name: String) { attributes.removeAll { $0.name == name } }
}
