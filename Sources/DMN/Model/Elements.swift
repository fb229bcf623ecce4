import FEEL
import KetenSource

/// What a decision model is made of: inputs, decisions, and the knowledge and services that they use (DMN 1.5 §6.3).
public protocol ModelElement: Sendable {
  /// The id by which others refer to it; nil when it has none.
  var id: String? { get }
  /// The name.
  var name: BoxedExpression.Name { get }
  /// The name and type by which expressions know its value.
  var variable: Variable { get }
  /// The whole element.
  var range: SourceRange { get }
}

/// A name and the type of its value (DMN 1.5 §7.3.3, information item).
public struct Variable: Sendable {
  /// The name.
  public let name: BoxedExpression.Name
  /// The declared type; nil for any.
  public let type: TypeDefinition?

  /// Makes a variable.
  public init(_ name: BoxedExpression.Name, _ type: TypeDefinition?) {
    self.name = name
    self.type = type
  }
}

/// Data that comes from outside (DMN 1.5 §6.3.11).
public struct InputData: ModelElement {
  /// The id by which others refer to it; nil when it has none.
  public let id: String?
  /// The name.
  public let name: BoxedExpression.Name
  /// The name and type by which expressions know its value.
  public let variable: Variable
  /// The whole element.
  public let range: SourceRange
}

/// A value that is determined from others by an expression (DMN 1.5 §6.3.7).
public struct Decision: ModelElement {
  /// The id by which others refer to it; nil when it has none.
  public let id: String?
  /// The name.
  public let name: BoxedExpression.Name
  /// The name and type by which expressions know its value.
  public let variable: Variable
  /// The decisions and inputs whose values its expression reads.
  public let information: [Requirement]
  /// The knowledge and services whose functions its expression calls.
  public let knowledge: [Requirement]
  /// How it is determined; nil when the model does not say.
  public let expression: BoxedExpression?
  /// The whole element.
  public let range: SourceRange
}

/// A function that decisions and other knowledge call (DMN 1.5 §6.3.9).
public struct BusinessKnowledgeModel: ModelElement {
  /// The id by which others refer to it; nil when it has none.
  public let id: String?
  /// The name.
  public let name: BoxedExpression.Name
  /// The name by which expressions know the function; the type is that of the function or, in older models, of its
  /// result.
  public let variable: Variable
  /// What the function takes, with the constraints that `function` does not hold.
  public let parameters: [Variable]
  /// The knowledge and services whose functions it calls.
  public let knowledge: [Requirement]
  /// The function; nil when the model does not say.
  public let function: BoxedExpression?
  /// The whole element.
  public let range: SourceRange
}

/// Decisions that are asked together, as a function of what they need (DMN 1.5 §6.3.10).
public struct DecisionService: ModelElement {
  /// The id by which others refer to it; nil when it has none.
  public let id: String?
  /// The name.
  public let name: BoxedExpression.Name
  /// The name by which expressions know the function; the type is that of the function or of its result.
  public let variable: Variable
  /// The inputs that a caller gives, in order.
  public let inputs: [Requirement]
  /// The decisions that a caller gives the outcome of, in order.
  public let inputDecisions: [Requirement]
  /// The decisions whose outcome it gives: the value itself of one, a context of several.
  public let outputs: [Requirement]
  /// Further decisions that are determined inside.
  public let encapsulated: [Requirement]
  /// The whole element.
  public let range: SourceRange
}

/// A reference from one element to another, as it was written and what it leads to.
public struct Requirement: Sendable {
  /// What was written: `#id`, or `namespace#id`.
  public let href: BoxedExpression.Name
  /// The element; nil when there is none of that kind, which is a finding.
  public let element: ElementReference?
  /// The names of the imports that lead to the element's model; empty for an element of the same model.
  ///
  /// An import without a name is not among them.
  public let path: [String]
}

/// An element of a model or of one that it imports.
///
/// Equal for one element, however it was reached.
public struct ElementReference: Hashable, Sendable {
  /// The kinds of elements, each a list of a model.
  public enum Kind: String, Hashable, Sendable {
    /// Data from outside.
    case input
    /// A decision.
    case decision
    /// A business knowledge model.
    case knowledge
    /// A decision service.
    case service
  }

  /// The namespace of the model that holds it.
  public let namespace: String
  /// The list in which it stands.
  public let kind: Kind
  /// Its place in the list.
  public let index: Int

  /// Makes a reference.
  public init(namespace: String, kind: Kind, index: Int) {
    self.namespace = namespace
    self.kind = kind
    self.index = index
  }
}
