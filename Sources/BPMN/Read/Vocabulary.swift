/// What the XML Schema of BPMN 2.0.2 says of each type: what it extends, its parts in their order, its attributes.
///
/// The table itself is in the file beside this one; this file reads its notation.
package enum Vocabulary {
  /// The namespace of the elements of BPMN 2.0.
  package static let namespace = "http://www.omg.org/spec/BPMN/20100524/MODEL"
  /// The namespace of its drawings.
  package static let drawingNamespace = "http://www.omg.org/spec/BPMN/20100524/DI"

  /// Versions of BPMN, or of what came before it, that are known and not read.
  static let otherVersions: [String: String] = [
    "http://schema.omg.org/spec/BPMN/2.0": "BPMN 2.0 Beta", "http://www.wfmc.org/2008/XPDL2.1": "XPDL 2.1",
    "http://www.wfmc.org/2009/XPDL2.2": "XPDL 2.2",
  ]

  /// The types that describe how parties talk, and have no process to run (BPMN 2.0.2 §9.5, chapter 11).
  static let notExecutable: Set<ElementType> = [
    .choreography, .globalChoreographyTask, .globalConversation, .conversation, .subConversation, .callConversation,
    .conversationAssociation, .conversationLink, .choreographyTask, .subChoreography, .callChoreography,
  ]

  /// Parts of which only one may be there, with what may be beside it: the choices of the XML Schema.
  static let choices: [ElementType: [String]] = [
    .timerEventDefinition: ["timeDate", "timeDuration", "timeCycle"],
    .resourceRole: ["resourceRef", "resourceAssignmentExpression"],
  ]

  /// What an attribute, or the text of a part, must be.
  enum ValueKind {
    case text, identifier, boolean, integer, mediaType
    /// A name with a prefix for something outside BPMN, as a type of XML Schema.
    case qualifiedName
    case oneOf([String])
    /// The name of another element, of one of these types.
    case reference([ElementType])
  }

  /// A part of an element.
  struct Part {
    let name: String
    let type: ElementType
    let minimum: Int
    let maximum: Int
    /// What a part that is a reference may lead to.
    let targets: [ElementType]
  }

  /// An attribute of an element.
  struct Attribute {
    let name: String
    let kind: ValueKind
    let isRequired: Bool
  }

  /// A type with all that it has from those it extends.
  struct Rule {
    var ancestors: Set<ElementType> = []
    var parts: [Part] = []
    var attributes: [String: Attribute] = [:]
    var isAbstract = false
    /// Whether text, and elements of any kind, may stand inside.
    var isOpen = false

    /// The place in the order of an element with this name, and its type; nil when it may not stand here.
    func part(named name: String) -> (index: Int, type: ElementType)? {
      if let index = parts.firstIndex(where: { $0.name == name }) { return (index, parts[index].type) }
      guard let type = ElementType(element: name), !Vocabulary.rule(of: type).isAbstract,
        let index = parts.firstIndex(where: { $0.name == $0.type.rawValue && type.isA($0.type) })
      else { return nil }
      return (index, type)
    }
  }

  /// What a type is.
  static func rule(of type: ElementType) -> Rule { rules[type] ?? Rule() }

  /// The names of all elements that may stand in one of a type.
  static func elementNames(in type: ElementType) -> [String] {
    rule(of: type).parts.flatMap { part -> [String] in
      if part.name != part.type.rawValue { return [part.name] }
      return ElementType.allCases.filter { $0.isA(part.type) && !rule(of: $0).isAbstract }.map(\.rawValue)
    }
  }

  private static let rules: [ElementType: Rule] = {
    var rules: [ElementType: Rule] = [:]
    for entry in table {
      var rule = entry.base.flatMap { rules[$0] } ?? Rule()
      rule.ancestors.insert(entry.type)
      rule.parts += entry.parts.split(separator: " ").map(readPart)
      for attribute in entry.attributes.split(separator: " ").map(readAttribute) {
        rule.attributes[attribute.name] = attribute
      }
      rule.isAbstract = entry.isAbstract
      if entry.isOpen { rule.isOpen = true }
      rules[entry.type] = rule
    }
    return rules
  }()

  /// More parts than any file may hold.
  static let manyMax = Int(Int32.max)

  /// Reads `name:type>target|target` with `?`, `*` or `+` after it.
  private static func readPart(_ text: Substring) -> Part {
    var text = text
    let counts: [Character: (Int, Int)] = ["?": (0, 1), "*": (0, manyMax), "+": (1, manyMax)]
    let count = text.last.flatMap { counts[$0] }
    if count != nil { text.removeLast() }
    let halves = text.split(separator: ">")
    let words = halves[0].split(separator: ":")
    let name = String(words[0])
    let written = halves.count > 1 ? ElementType.reference : ElementType(rawValue: String(words.last ?? words[0]))
    guard let type = written else { preconditionFailure("the vocabulary knows no type «\(text)»") }
    return Part(
      name: name, type: type, minimum: count?.0 ?? 1, maximum: count?.1 ?? 1,
      targets: halves.count > 1 ? readTypes(halves[1]) : [])
  }

  /// Reads `name!:kind`, `name:One|Other` or `name>target|target`.
  private static func readAttribute(_ text: Substring) -> Attribute {
    let halves = text.split(separator: ">")
    let words = halves[0].split(separator: ":")
    var name = words[0]
    let isRequired = name.last == "!"
    if isRequired { name.removeLast() }
    let kind: ValueKind
    if halves.count > 1 {
      kind = .reference(readTypes(halves[1]))
    } else {
      switch words.count > 1 ? words[1] : "" {
      case "": kind = .text
      case "id": kind = .identifier
      case "boolean": kind = .boolean
      case "integer": kind = .integer
      case "media": kind = .mediaType
      case "name": kind = .qualifiedName
      default: kind = .oneOf(words[1].split(separator: "|").map(String.init))
      }
    }
    return Attribute(name: String(name), kind: kind, isRequired: isRequired)
  }

  private static func readTypes(_ text: Substring) -> [ElementType] {
    if text == "any" { return [] }
    return text.split(separator: "|").map { name in
      guard let type = ElementType(rawValue: String(name)) else {
        preconditionFailure("the vocabulary knows no type «\(name)»")
      }
      return type
    }
  }
}
