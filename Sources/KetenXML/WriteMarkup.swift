/// How XML is written.
package struct MarkupStyle: Sendable {
  /// The prefixes that the root declares, by namespace; the empty one is the default.
  package var prefixes: [(namespace: String, prefix: String)]
  /// The elements whose text is prose: its lines are indented, since white space around them does not count.
  package var prose: Set<String> = ["documentation"]
  /// Lines are broken between attributes so that they are no longer than this, in characters.
  package var columns = 120

  package init(prefixes: [(namespace: String, prefix: String)]) { self.prefixes = prefixes }
}

/// Writes a whole file, of which the element is the root.
///
/// What is read again is the same element, but for white space around prose. A value with a double quote in it stands
/// in single ones.
package func write(_ root: Markup, style: MarkupStyle) -> String {
  var writer = MarkupWriter(style: style)
  writer.write(root, depth: 0)
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + writer.output
}

/// The lines of prose without white space around them and without blank ones at either end, nor several in a row.
package func proseLines(_ text: String) -> [String] {
  var lines: [String] = []
  for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
    let words = trimmed(line)
    if words.isEmpty, lines.last?.isEmpty ?? true { continue }
    lines.append(words)
  }
  if lines.last?.isEmpty ?? false { lines.removeLast() }
  return lines
}

private func trimmed(_ text: Substring) -> String {
  let blank: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\n" }
  let scalars = text.unicodeScalars
  guard let first = scalars.firstIndex(where: { !blank($0) }), let last = scalars.lastIndex(where: { !blank($0) })
  else { return "" }
  return String(scalars[first...last])
}

private struct MarkupWriter {
  private static let xmlNamespace = "http://www.w3.org/XML/1998/namespace"

  let style: MarkupStyle
  private(set) var output = ""
  /// The prefixes in force, by namespace: those of the root, then those of the elements that are open.
  private var scopes: [[String: String]] = []

  init(style: MarkupStyle) { self.style = style }

  mutating func write(_ element: Markup, depth: Int) {
    let indent = String(repeating: "  ", count: depth)
    let declared = declarations(for: element, isRoot: depth == 0)
    scopes.append(Dictionary(declared.map { ($0.namespace, $0.prefix) }, uniquingKeysWith: { first, _ in first }))
    defer { scopes.removeLast() }
    let name = qualified(element.name, isAttribute: false)
    output += indent
    writeTag(name, element, declared, indent: indent)
    if element.content.isEmpty {
      output += "/>\n"
      return
    }
    output += ">"
    if element.content.contains(where: { if case .text = $0 { true } else { false } }) {
      writeText(element, name, indent: indent)
    } else {
      output += "\n"
      for child in element.children { write(child, depth: depth + 1) }
      output += indent
    }
    output += "</\(name)>\n"
  }

  // MARK: Names

  private func prefix(of namespace: String) -> String? {
    for scope in scopes.reversed() { if let prefix = scope[namespace] { return prefix } }
    return nil
  }

  private func qualified(_ name: Markup.Name, isAttribute: Bool) -> String {
    if name.namespace == Self.xmlNamespace { return "xml:\(name.local)" }
    if isAttribute, name.namespace.isEmpty { return name.local }
    guard let prefix = prefix(of: name.namespace), !prefix.isEmpty else { return name.local }
    return "\(prefix):\(name.local)"
  }

  /// The namespaces that an element declares: the root those of the style, others what is not in force at them.
  private func declarations(for element: Markup, isRoot: Bool) -> [(namespace: String, prefix: String)] {
    var declared = isRoot ? style.prefixes : []
    func isKnown(_ namespace: String, attribute: Bool) -> Bool {
      if namespace == Self.xmlNamespace || attribute && namespace.isEmpty { return true }
      if let own = declared.last(where: { $0.namespace == namespace }) { return !(attribute && own.prefix.isEmpty) }
      guard let prefix = prefix(of: namespace) else { return namespace.isEmpty && !isDefaultInForce(declared) }
      return !(attribute && prefix.isEmpty)
    }
    if !isKnown(element.name.namespace, attribute: false) {
      let isNone = element.name.namespace.isEmpty
      declared.append((element.name.namespace, isNone ? "" : freshPrefix(declared)))
    }
    for attribute in element.attributes where !isKnown(attribute.name.namespace, attribute: true) {
      declared.append((attribute.name.namespace, freshPrefix(declared)))
    }
    return declared
  }

  private func isDefaultInForce(_ declared: [(namespace: String, prefix: String)]) -> Bool {
    declared.contains { $0.prefix.isEmpty } || scopes.contains { $0.values.contains("") }
  }

  private func freshPrefix(_ declared: [(namespace: String, prefix: String)]) -> String {
    var number = 1
    while scopes.contains(where: { $0.values.contains("ns\(number)") })
      || declared.contains(where: { $0.prefix == "ns\(number)" })
    { number += 1 }
    return "ns\(number)"
  }

  // MARK: Tags and text

  private mutating func writeTag(
    _ name: String, _ element: Markup, _ declared: [(namespace: String, prefix: String)], indent: String
  ) {
    var parts = declared.map { declaration in
      (declaration.prefix.isEmpty ? "xmlns" : "xmlns:\(declaration.prefix)") + "=" + quoted(declaration.namespace)
    }
    parts += element.attributes.map { qualified($0.name, isAttribute: true) + "=" + quoted($0.value) }
    var line = "<\(name)"
    var column = indent.count + line.count
    let continuation = indent + (parts.count > 1 ? "  " : "")
    for (number, part) in parts.enumerated() {
      // Room for the end of the tag, as `/>`.
      let isTooLong = column + 1 + part.count + 2 > style.columns
      if isTooLong, number > 0 {
        line += "\n" + continuation + part
        column = continuation.count + part.count
      } else {
        line += " " + part
        column += 1 + part.count
      }
    }
    output += line
  }

  private mutating func writeText(_ element: Markup, _ name: String, indent: String) {
    guard style.prose.contains(element.name.local), element.children.isEmpty else {
      for part in element.content {
        switch part {
        case .text(let text): output += escaped(text)
        case .element(let child): writeInline(child)
        }
      }
      return
    }
    let lines = proseLines(element.text)
    let length = output.split(separator: "\n", omittingEmptySubsequences: false).last?.count ?? 0
    if lines.count == 1, length + lines[0].count + name.count + 3 <= style.columns {
      output += escaped(lines[0])
      return
    }
    output += "\n"
    for line in lines { output += line.isEmpty ? "\n" : "\(indent)  \(escaped(line))\n" }
    output += indent
  }

  /// Writes an element amid text, where white space counts.
  private mutating func writeInline(_ element: Markup) {
    let declared = declarations(for: element, isRoot: false)
    scopes.append(Dictionary(declared.map { ($0.namespace, $0.prefix) }, uniquingKeysWith: { first, _ in first }))
    defer { scopes.removeLast() }
    let name = qualified(element.name, isAttribute: false)
    writeTag(name, element, declared, indent: "")
    output += element.content.isEmpty ? "/>" : ">"
    for part in element.content {
      switch part {
      case .text(let text): output += escaped(text)
      case .element(let child): writeInline(child)
      }
    }
    if !element.content.isEmpty { output += "</\(name)>" }
  }

  private func quoted(_ value: String) -> String {
    let quote: Unicode.Scalar = value.contains("\"") && !value.contains("'") ? "'" : "\""
    var result = String(quote)
    for scalar in value.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case quote: result += "&quot;"
      case "\n": result += "&#10;"
      case "\t": result += "&#9;"
      case "\r": result += "&#13;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + String(quote)
  }

  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\r": result += "&#13;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
