import FEEL
import KetenSource

/// A type with what its values must meet beyond it: what an item definition says (DMN 1.5 §7.3.2).
///
/// The constraints stand at the level that they hold for: of the value as a whole here, of its parts in `shape`.
public struct TypeDefinition: Sendable {
  /// What it is called where it is used: the name of an item definition, or of a type of FEEL.
  public var name: String
  /// The type without the constraints.
  public var type: ValueType
  /// Unary tests that a value must meet, each of them, those of the base type first.
  public var constraints: [SourceText]
  /// The parts.
  public var shape: Shape

  /// What a type is made of.
  public indirect enum Shape: Sendable {
    /// It has no parts of its own.
    case simple
    /// A list of one type.
    case list(TypeDefinition)
    /// A context of entries.
    case context([Field])
    /// A function of parameters; the result is nil for any.
    case function([Field], result: TypeDefinition?)
  }

  /// A name with its type: an entry of a context or a parameter of a function.
  public struct Field: Sendable {
    /// The name.
    public var name: BoxedExpression.Name
    /// The type; nil for any.
    public var type: TypeDefinition?

    /// Makes a field.
    public init(_ name: BoxedExpression.Name, _ type: TypeDefinition?) {
      self.name = name
      self.type = type
    }
  }

  /// Makes a type.
  public init(_ name: String, _ type: ValueType, constraints: [SourceText] = [], shape: Shape = .simple) {
    self.name = name
    self.type = type
    self.constraints = constraints
    self.shape = shape
  }

  /// Whether it or a part of it has a constraint.
  public var isConstrained: Bool {
    if !constraints.isEmpty { return true }
    switch shape {
    case .simple, .function: return false
    case .list(let element): return element.isConstrained
    case .context(let fields): return fields.contains { $0.type?.isConstrained ?? false }
    }
  }
}

/// A named type of a model (DMN 1.5 §7.3.2).
public struct ItemDefinition: Sendable {
  /// The name.
  public let name: BoxedExpression.Name
  /// What it stands for; a part that could not be understood is `Any`.
  public let definition: TypeDefinition
  /// The whole element.
  public let range: SourceRange
}
