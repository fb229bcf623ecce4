extension RelaxNGSchema {
  /// The schema in XML syntax.
  var xmlSyntax: String {
    var writer = XMLSyntaxWriter(namespace: namespace)
    writer.open(
      #"grammar xmlns="http://relaxng.org/ns/structure/1.0""#
        + #" xmlns:a="http://relaxng.org/ns/compatibility/annotations/1.0""#
        + #" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes" ns="\#(namespace)""#)
    writer.open("start")
    writer.write(.ref(start))
    writer.close("start")
    for definition in definitions {
      writer.open("define name=\"\(definition.name)\"")
      writer.document(definition.documentation)
      writer.write(definition.pattern)
      writer.close("define")
    }
    writer.close("grammar")
    return #"<?xml version="1.0" encoding="UTF-8"?>"# + "\n<!-- Generated from the language's grammar tables. -->\n"
      + writer.text
  }
}

private struct XMLSyntaxWriter {
  let namespace: String
  var text = ""
  private var depth = 0

  init(namespace: String) { self.namespace = namespace }

  mutating func line(_ content: String) { text += String(repeating: "  ", count: depth) + content + "\n" }

  mutating func open(_ tag: String) {
    line("<\(tag)>")
    depth += 1
  }

  mutating func close(_ name: String) {
    depth -= 1
    line("</\(name)>")
  }

  mutating func document(_ words: String) {
    if !words.isEmpty { line("<a:documentation>\(escaped(words))</a:documentation>") }
  }

  mutating func write(_ pattern: RelaxNGSchema.Pattern) {
    switch pattern {
    case .empty: line("<empty/>")
    case .text: line("<text/>")
    case .ref(let name): line("<ref name=\"\(name)\"/>")
    case .group(let parts): parts.forEach { write($0) }
    case .interleave(let parts): write("interleave", parts)
    case .choice(let parts): parts.count == 1 ? write(parts[0]) : write("choice", parts)
    case .optional(let part): write("optional", [part])
    case .zeroOrMore(let part): write("zeroOrMore", [part])
    case .oneOrMore(let part): write("oneOrMore", [part])
    case .mixed(let part): write("mixed", [part])
    case .data(let expression):
      open("data type=\"string\"")
      line("<param name=\"pattern\">\(escaped(expression))</param>")
      close("data")
    case .value(let value): line("<value type=\"token\">\(escaped(value))</value>")
    case .element(let name, let content): write("element name=\"\(name)\"", [content])
    case .attribute(let name, let documentation, let value):
      open("attribute name=\"\(name)\" ns=\"\(name.hasPrefix("xml:") ? GrammarIndex.xmlNamespace : "")\"")
      document(documentation)
      write(value)
      close("attribute")
    case .anyElement(let all, let content):
      open("element")
      writeAnyName(except: all ? [] : ["<nsName/>"])
      write(content)
      close("element")
    case .anyAttribute(let all, let exceptLanguage):
      open("attribute")
      let language = exceptLanguage ? ["<name ns=\"\(GrammarIndex.xmlNamespace)\">lang</name>"] : []
      writeAnyName(except: all ? [] : ["<nsName/>", "<nsName ns=\"\"/>"] + language)
      line("<text/>")
      close("attribute")
    }
  }

  private mutating func write(_ tag: String, _ parts: [RelaxNGSchema.Pattern]) {
    open(tag)
    parts.forEach { write($0) }
    close(String(tag.prefix { $0 != " " }))
  }

  private mutating func writeAnyName(except names: [String]) {
    guard !names.isEmpty else { return line("<anyName/>") }
    open("anyName")
    open("except")
    names.forEach { line($0) }
    close("except")
    close("anyName")
  }

  private func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
