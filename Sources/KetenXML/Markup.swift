import KetenSource

/// An element to be written: names, values and content, without places.
package struct Markup: Hashable, Sendable {
  package typealias Name = SyntaxTree.Name

  package struct Attribute: Hashable, Sendable {
    package var name: Name
    package var value: String
    package init(_ name: Name, _ value: String) { (self.name, self.value) = (name, value) }
  }

  package enum Content: Hashable, Sendable {
    case element(Markup)
    case text(String)
  }

  package var name: Name
  package var attributes: [Attribute] = []
  package var content: [Content] = []

  package init(_ name: Name) { self.name = name }

  package init(_ local: String, namespace: String) { self.init(Name(namespace: namespace, local: local)) }

  /// An element with attributes of no namespace, in this order; those that are nil are left out.
  package init(_ local: String, namespace: String, _ attributes: KeyValuePairs<String, String?>) {
    self.init(local, namespace: namespace)
    for (name, value) in attributes { self[name] = value }
  }

  /// The elements in it, in order.
  package var children: [Markup] {
    get {
      content.compactMap { if case .element(let child) = $0 { child } else { nil } }
    }
    set { content = newValue.map { .element($0) } }
  }

  /// The character data directly in it.
  package var text: String {
    content.reduce(into: "") { text, part in if case .text(let run) = part { text += run } }
  }

  /// The attribute of no namespace with this name; a new one comes last.
  package subscript(_ name: String) -> String? {
    get { attributes.first { $0.name.local == name && $0.name.namespace.isEmpty }?.value }
    set {
      let index = attributes.firstIndex { $0.name.local == name && $0.name.namespace.isEmpty }
      switch (index, newValue) {
      case (let index?, let value?): attributes[index].value = value
      case (let index?, nil): attributes.remove(at: index)
      case (nil, let value?): attributes.append(Attribute(Name(namespace: "", local: name), value))
      case (nil, nil): break
      }
    }
  }

  package mutating func append(_ child: Markup) { content.append(.element(child)) }

  package mutating func append(contentsOf children: [Markup]) { content += children.map { .element($0) } }
}

extension XMLElement {
  /// The element with all that is in it, references resolved; white space between elements is left out.
  package var markup: Markup {
    var result = Markup(name)
    result.attributes = attributes.map { Markup.Attribute($0.name, $0.value) }
    let children = Array(children)
    let runs = Array(texts)
    if children.isEmpty {
      if let text { result.content = [.text(text.string)] }
      return result
    }
    let isMixed = runs.contains { !$0.isBlank }
    var next = 0
    for child in children {
      if isMixed { appendRuns(before: child.range.start, of: runs, from: &next, to: &result) }
      result.append(child.markup)
    }
    if isMixed { appendRuns(before: range.end, of: runs, from: &next, to: &result) }
    return result
  }

  private func appendRuns(
    before end: Int, of runs: [SyntaxTree.TextRow], from next: inout Int, to result: inout Markup
  ) {
    while next < runs.count, Int(runs[next].span.start) < end {
      result.content.append(.text(decoded(runs[next])))
      next += 1
    }
  }
}
