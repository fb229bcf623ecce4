import KetenSource

/// A decision table (DMN 1.5 §8): rules over inputs, each with what it decides.
public struct DecisionTable: Sendable {
  /// The columns that are tested, left to right.
  public var inputs: [Input]
  /// The columns that are decided, left to right.
  public var outputs: [Output]
  /// The rules, top to bottom.
  public var rules: [Rule]
  /// What is done with the rules that match.
  public var hitPolicy: HitPolicy
  /// Where it was written.
  public var range: SourceRange

  /// Makes a table.
  public init(inputs: [Input], outputs: [Output], rules: [Rule], hitPolicy: HitPolicy, range: SourceRange) {
    self.inputs = inputs
    self.outputs = outputs
    self.rules = rules
    self.hitPolicy = hitPolicy
    self.range = range
  }

  /// What is done with the rules that match (DMN 1.5 §8.2.10).
  public enum HitPolicy: Sendable, Hashable {
    /// At most one rule matches.
    case unique
    /// Rules that match together decide the same.
    case any
    /// The rule with the highest output by the order of the outputs' allowed values.
    case priority
    /// The first rule.
    case first
    /// All rules, in the order of the outputs' allowed values.
    case outputOrder
    /// All rules, in the order of the table.
    case ruleOrder
    /// All rules in any order, or their outputs brought together.
    case collect(Aggregation?)

    /// How the outputs of a collect table are brought together.
    public enum Aggregation: String, Sendable, Hashable, CaseIterable {
      /// Their sum.
      case sum = "SUM"
      /// How many there are.
      case count = "COUNT"
      /// The least.
      case min = "MIN"
      /// The greatest.
      case max = "MAX"
    }
  }

  /// A column that is tested.
  public struct Input: Sendable {
    /// What is tested, as FEEL.
    public var expression: SourceText
    /// What it is called in findings; the text of the expression where there is no label.
    public var label: String
    /// The declared type; nil for any.
    public var type: ValueType?
    /// The values it may have, as unary tests; nil for any.
    public var allowed: SourceText?

    /// Makes a column.
    public init(_ expression: SourceText, label: String, type: ValueType? = nil, allowed: SourceText? = nil) {
      self.expression = expression
      self.label = label
      self.type = type
      self.allowed = allowed
    }
  }

  /// A column that is decided.
  public struct Output: Sendable {
    /// The name of the entry in the result; empty in a table of one output.
    public var name: String
    /// The declared type; nil for any.
    public var type: ValueType?
    /// The values it may have, as unary tests, the most important first; nil for any.
    public var allowed: SourceText?
    /// What is decided when no rule matches; nil for null.
    public var fallback: SourceText?

    /// Makes a column.
    public init(_ name: String, type: ValueType? = nil, allowed: SourceText? = nil, fallback: SourceText? = nil) {
      self.name = name
      self.type = type
      self.allowed = allowed
      self.fallback = fallback
    }
  }

  /// A row: what each input must meet, and what is decided then.
  public struct Rule: Sendable {
    /// Unary tests, one of each input; `-` or an empty text is met by anything.
    public var tests: [SourceText]
    /// Expressions, one of each output.
    public var outputs: [SourceText]
    /// Where it was written.
    public var range: SourceRange

    /// Makes a row.
    public init(tests: [SourceText], outputs: [SourceText], range: SourceRange) {
      self.tests = tests
      self.outputs = outputs
      self.range = range
    }
  }
}
