import KetenXML

/// The namespaces of a BPMN file that is written.
enum BPMNNamespace {
  static let model = "http://www.omg.org/spec/BPMN/20100524/MODEL"
  static let drawing = "http://www.omg.org/spec/BPMN/20100524/DI"
  static let bounds = "http://www.omg.org/spec/DD/20100524/DC"
  static let waypoint = "http://www.omg.org/spec/DD/20100524/DI"
  static let instance = "http://www.w3.org/2001/XMLSchema-instance"
  /// What BPMN has no word for.
  static let keten = "urn:keten:bpmn:1"
  /// The language of expressions (DMN 1.5, section 10).
  static let feel = "https://www.omg.org/spec/DMN/20230324/FEEL/"
  static let chain = "urn:keten:chain:1"

  static let prefixes: [(namespace: String, prefix: String)] = [
    (model, "bpmn"), (drawing, "bpmndi"), (bounds, "dc"), (waypoint, "di"), (instance, "xsi"), (keten, "keten"),
  ]
}

extension Markup {
  /// An element of BPMN, with attributes in this order.
  static func bpmn(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:]) -> Markup {
    Markup(name, namespace: BPMNNamespace.model, attributes)
  }

  /// An element of BPMN that holds a text, as a reference.
  static func bpmn(_ name: String, text: String) -> Markup {
    var element = Markup(name, namespace: BPMNNamespace.model)
    element.content = [.text(text)]
    return element
  }

  /// A formal expression; the language is that of the file unless it says another.
  static func expression(_ name: String, _ text: String, language: String? = nil) -> Markup {
    var element = Markup.bpmn(name, text: text)
    element.attributes = [
      Attribute(Name(namespace: BPMNNamespace.instance, local: "type"), "bpmn:tFormalExpression")
    ]
    element["language"] = language
    return element
  }

  /// An element of Keten's own extension of BPMN.
  static func keten(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:]) -> Markup {
    Markup(name, namespace: BPMNNamespace.keten, attributes)
  }

  /// The element and all in it, with one namespace in place of another.
  func moved(from old: String, to new: String) -> Markup {
    var result = self
    if name.namespace == old { result.name.namespace = new }
    result.content = content.map { part in
      if case .element(let child) = part { .element(child.moved(from: old, to: new)) } else { part }
    }
    return result
  }

  /// The children of the chain language with one of these names.
  func parts(_ names: String...) -> [Markup] { children.filter { names.contains($0.name.local) } }

  /// The words of an attribute that is a list.
  func words(_ attribute: String) -> [String] {
    self[attribute]?.split(separator: " ").map(String.init) ?? []
  }

  func isTrue(_ attribute: String) -> Bool { self[attribute] == "true" }

  /// What people call it, else its id.
  var called: String { self["title"] ?? self["id"] ?? "" }
}

/// What an element of a chain says beyond the words of BPMN.
///
/// - Parameter said: The attributes and parts that BPMN says.
func remainder(_ element: Markup, said: Set<String>) -> Markup? {
  var rest = Markup.keten(element.name.local)
  rest.attributes = element.attributes.filter { !$0.name.namespace.isEmpty || !said.contains($0.name.local) }
  let texts = element.parts("documentation")
  rest.children = element.children.compactMap { child in
    guard child.name.namespace == BPMNNamespace.chain else { return child }
    if said.contains(child.name.local) { return nil }
    if child.name.local == "documentation", child.attributes.isEmpty {
      // BPMN has this text; beside texts in a language an empty element keeps its place.
      return texts.allSatisfy(\.attributes.isEmpty) ? nil : .keten("documentation")
    }
    return child.moved(from: BPMNNamespace.chain, to: BPMNNamespace.keten)
  }
  return rest.attributes.isEmpty && rest.content.isEmpty ? nil : rest
}

/// Gives out ids that are new in the file.
struct FreshNames {
  private var taken: Set<String> = []

  /// The ids of a chain stay what they are.
  init(_ chain: Markup) { collect(chain) }

  private mutating func collect(_ element: Markup) {
    if let id = element["id"] { taken.insert(id) }
    for child in element.children { collect(child) }
  }

  mutating func fresh(_ wanted: String) -> String {
    var name = wanted
    var number = 2
    while !taken.insert(name).inserted {
      name = "\(wanted)-\(number)"
      number += 1
    }
    return name
  }
}
