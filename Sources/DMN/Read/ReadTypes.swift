import FEEL
import KetenSource
import KetenXML

/// The item definitions of a file: what each stands for, once it is known.
struct TypeTable {
  /// At most so many parts in one type, all levels counted: types that hold others twice double at each level.
  static let partsMax = 100_000
  /// At most so many types may be defined each by the next.
  static let chainMax = 200

  enum State {
    case open(depth: Int)
    case known(TypeDefinition, parts: Int)
  }

  var elements: [String: XMLElement] = [:]
  var states: [String: State] = [:]
  /// A longer name is taken for no type of FEEL, so that lists of lists of lists come to an end.
  static let nameBytesMax = 1_000

  /// How many components deep the definition being read stands.
  var depth = 0
  /// The parts of the definition being read.
  var parts = 0
  /// How many definitions are being read, each for the sake of the one before.
  var chain = 0

  static let any = TypeDefinition("Any", .any)

  /// The types of FEEL by the names that the versions of DMN give them (DMN 1.5 §7.3.2, §10.3.2.2).
  static let builtIn: [String: ValueType] = [
    "Any": .any, "Null": .null, "number": .number, "string": .string, "boolean": .boolean, "date": .date,
    "time": .time, "date and time": .dateTime, "dateTime": .dateTime, "days and time duration": .dayTimeDuration,
    "dayTimeDuration": .dayTimeDuration, "years and months duration": .yearMonthDuration,
    "yearMonthDuration": .yearMonthDuration, "context": .context([]), "list": .list(.any), "range": .range(.any),
    "function": .any,
  ]

  /// A type of FEEL by its name, with or without the prefix of FEEL, or a list or range of one.
  static func builtIn(_ name: String) -> ValueType? {
    guard name.utf8.count <= nameBytesMax else { return nil }
    let bare = name.hasPrefix("feel:") ? String(name.dropFirst(5)) : name
    if let type = builtIn[bare] { return type }
    for (prefix, wrap) in [("list<", ValueType.list), ("range<", ValueType.range)]
    where bare.hasPrefix(prefix) && bare.hasSuffix(">") {
      let inner = bare.dropFirst(prefix.count).dropLast().split(separator: " ").joined(separator: " ")
      return builtIn(inner).map(wrap)
    }
    return nil
  }
}

// MARK: Item definitions

extension ModelReader {
  /// The item definitions, in order.
  mutating func itemDefinitions() -> [ItemDefinition] {
    children(of: root, named: "itemDefinition").compactMap { element in
      let name = name(of: element)
      if name.text.isEmpty { return nil }
      let definition = definition(named: name.text, at: name.range) ?? TypeTable.any
      return ItemDefinition(name: name, definition: definition, range: element.range)
    }
  }

  /// What an item definition of this file stands for; nil when there is none of that name.
  private mutating func definition(named name: String, at place: SourceRange) -> TypeDefinition? {
    switch types.states[name] {
    case .known(let definition, let parts):
      types.parts += parts
      return definition
    case .open(let depth):
      if depth == types.depth {
        report(.dmnCyclicType, at: place, "the type «\(name)» is defined as itself")
      }
      // A type that holds itself, as a person has parents, is any value where it comes round.
      return TypeDefinition(name, .any)
    case nil:
      return types.elements[name].map { firstDefinition($0, name, at: place) }
    }
  }

  /// Reads an item definition that was not read before, within the limits.
  private mutating func firstDefinition(_ element: XMLElement, _ name: String, at place: SourceRange) -> TypeDefinition
  {
    let outer = types.parts
    types.parts = 1
    types.chain += 1
    types.states[name] = .open(depth: types.depth)
    var definition = TypeDefinition(name, .any)
    if types.chain > TypeTable.chainMax {
      report(.limitExceeded, at: place, "more than \(TypeTable.chainMax) types are defined each by the next")
    } else {
      definition = define(element, name)
    }
    if types.parts > TypeTable.partsMax {
      report(
        .limitExceeded, at: place, "the type «\(name)» has more than \(TypeTable.partsMax) parts, all levels counted")
      definition = TypeDefinition(name, .any)
      types.parts = 1
    }
    types.chain -= 1
    types.states[name] = .known(definition, parts: types.parts)
    types.parts += outer
    return definition
  }

  /// What an item definition or component says: a type or components or a function, with constraints, and many of them
  /// for a collection (DMN 1.5 §7.3.2).
  private mutating func define(_ element: XMLElement, _ name: String) -> TypeDefinition {
    var definition = base(element)
    definition.name = name
    // Of a collection `allowedValues` is about each item and `typeConstraint` about the whole (DMN 1.5 table 23).
    definition.constraints += tests(child(of: element, named: "allowedValues")).map { [$0] } ?? []
    if boolean(element, "isCollection") {
      definition = TypeDefinition(name, .list(definition.type), shape: .list(definition))
    }
    definition.constraints += tests(child(of: element, named: "typeConstraint")).map { [$0] } ?? []
    return definition
  }

  private mutating func base(_ element: XMLElement) -> TypeDefinition {
    if let reference = child(of: element, named: "typeRef") {
      guard let text = reference.text?.trimmed else {
        report(.dmnMissingPart, at: reference.nameRange, "«typeRef» names no type")
        return TypeTable.any
      }
      return type(named: text.string, at: text.range) ?? TypeTable.any
    }
    if let function = child(of: element, named: "functionItem") { return functionType(function) }
    let components = children(of: element, named: "itemComponent")
    if components.isEmpty { return TypeTable.any }
    types.depth += 1
    let fields = components.compactMap { component -> TypeDefinition.Field? in
      let name = name(of: component)
      types.parts += 1
      return name.text.isEmpty ? nil : TypeDefinition.Field(name, define(component, name.text))
    }
    types.depth -= 1
    let plain = fields.map { ValueType.Field($0.name.text, $0.type?.type ?? .any) }
    return TypeDefinition("context", .context(plain), shape: .context(fields))
  }

  private mutating func functionType(_ element: XMLElement) -> TypeDefinition {
    types.depth += 1
    let parameters = children(of: element, named: "parameters").map { parameter in
      TypeDefinition.Field(name(of: parameter), declaredType(parameter))
    }
    let result = declaredType(element, "outputTypeRef")
    types.depth -= 1
    let type = ValueType.function(parameters.map { $0.type?.type ?? .any }, result?.type ?? .any)
    return TypeDefinition("function", type, shape: .function(parameters, result: result))
  }
}

// MARK: References to types

extension ModelReader {
  /// The type that an attribute of an element names; nil for none, and for one that is unknown, which is a finding.
  mutating func declaredType(_ element: XMLElement, _ attribute: String = "typeRef") -> TypeDefinition? {
    guard let attribute = element.attribute(attribute) else { return nil }
    let name = normalised(attribute)
    return name.text.isEmpty ? nil : type(named: name.text, at: name.range)
  }

  /// A type by the name that a file gives it: of FEEL, of this file, or of an imported one.
  mutating func type(named name: String, at place: SourceRange) -> TypeDefinition? {
    if let type = TypeTable.builtIn(name) {
      if case .list(let element) = type {
        return TypeDefinition(name, type, shape: .list(.init("\(element)", element)))
      }
      return TypeDefinition(name, type)
    }
    if let definition = definition(named: name, at: place) { return definition }
    for item in imports {
      let prefix = item.name.text.isEmpty ? "" : item.name.text + "."
      guard name.hasPrefix(prefix) else { continue }
      // What an import that failed would have defined nobody knows: its own finding is enough.
      guard let model = item.model else { return nil }
      if let definition = model.type(named: String(name.dropFirst(prefix.count))) { return definition }
    }
    report(.dmnUnknownType, at: place, "no type is called «\(name)»\(hint(name, in: knownTypes))")
    return nil
  }

  private var knownTypes: [String] {
    let imported = imports.flatMap { item in
      let prefix = item.name.text.isEmpty ? "" : item.name.text + "."
      return item.model?.itemDefinitions.map { prefix + $0.name.text } ?? []
    }
    return TypeTable.builtIn.keys.sorted() + types.elements.keys.sorted() + imported
  }

  /// The value of a yes-or-no attribute; no when it is not there.
  mutating func boolean(_ element: XMLElement, _ name: String) -> Bool {
    guard let attribute = element.attribute(name) else { return false }
    switch attribute.value {
    case "true", "1": return true
    case "false", "0": return false
    default:
      report(.dmnBadValue, at: attribute.valueRange, "«\(attribute.value)» is neither «true» nor «false»")
      return false
    }
  }
}
