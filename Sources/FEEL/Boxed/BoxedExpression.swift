import KetenSource

/// A boxed expression (DMN 1.5 §10.2.2): a literal expression of FEEL, or a form that puts others in boxes.
///
/// Every form has the meaning of a FEEL expression (§10.2.2, "mapping to FEEL"), and is lowered to the same program. A
/// literal keeps the text as it stands in its file, so that a finding points into the box.
public struct BoxedExpression: Sendable {
  /// What it is.
  public var form: Form
  /// The type that its value must have, as declared; nil for any.
  public var type: ValueType?
  /// Where it was written.
  public var range: SourceRange

  /// Makes a boxed expression.
  public init(_ form: Form, type: ValueType? = nil, range: SourceRange) {
    self.form = form
    self.type = type
    self.range = range
  }

  /// The forms (DMN 1.5 §10.2.2.1 to §10.2.2.11).
  public indirect enum Form: Sendable {
    /// Nothing was written in the box: its value is null.
    case empty
    /// FEEL as text.
    case literal(SourceText)
    /// Names with values, each visible to those after it; with a result, the context is only on the way to that.
    case context([Entry], result: BoxedExpression?)
    /// A list of boxes.
    case list([BoxedExpression])
    /// A table of values: a list of contexts under the names of the columns.
    case relation(columns: [Name], rows: [[BoxedExpression]])
    /// A call of the function that an expression gives, with named arguments.
    case invocation(BoxedExpression, [Entry])
    /// A function of parameters.
    case function([Parameter], BoxedExpression)
    /// A function in a language other than FEEL, named: it has no value here.
    case foreignFunction(String)
    /// If, then, else.
    case conditional(BoxedExpression, BoxedExpression, BoxedExpression)
    /// The items of a list that match; inside the second box `item` is the item.
    case filter(BoxedExpression, BoxedExpression)
    /// `for`, `some` or `every` over one iterator.
    case iteration(Iteration, variable: Name, domain: BoxedExpression, body: BoxedExpression)
    /// A decision table.
    case table(DecisionTable)
  }

  /// The kinds of iteration.
  public enum Iteration: Sendable {
    /// The list of what the body gives.
    case list
    /// Whether the body holds for at least one.
    case some
    /// Whether the body holds for each.
    case every
  }

  /// A name with its place.
  public struct Name: Sendable {
    /// The name.
    public var text: String
    /// Where it was written.
    public var range: SourceRange

    /// Makes a name.
    public init(_ text: String, range: SourceRange) {
      self.text = text
      self.range = range
    }
  }

  /// A name with its boxed value: an entry of a context, or an argument of an invocation.
  public struct Entry: Sendable {
    /// The name.
    public var name: Name
    /// The declared type of the entry; nil for any.
    public var type: ValueType?
    /// The value.
    public var value: BoxedExpression

    /// Makes an entry.
    public init(_ name: Name, type: ValueType? = nil, value: BoxedExpression) {
      self.name = name
      self.type = type
      self.value = value
    }
  }

  /// A parameter of a function.
  public struct Parameter: Sendable {
    /// The name.
    public var name: Name
    /// The type; nil for any.
    public var type: ValueType?

    /// Makes a parameter.
    public init(_ name: Name, type: ValueType? = nil) {
      self.name = name
      self.type = type
    }
  }
}
