/// The vocabulary of one namespace: the single source for validation, the RELAX NG schemas and the reference.
package struct Grammar: Sendable {
  /// The file name of the generated schemas, without extension.
  package var name: String
  package var namespace: String
  package var root: String
  package var elements: [ElementRule]

  /// The rule of a key.
  package subscript(_ name: String) -> ElementRule? { elements.first { $0.key == name } }
}

/// One element: what it says, what it may carry and what it may hold.
///
/// Children may stand in any order.
package struct ElementRule: Sendable {
  package var name: String
  /// The element it stands in, when the same name means something else in another.
  package var context: String?
  package var summary: String
  package var attributes: [AttributeRule] = []
  package var children: [ChildRule] = []
  package var text = TextRule.none
  /// What the language has and this version does not, in a sentence; nil when it is supported.
  package var unsupported: String?

  package init(
    _ name: String, _ summary: String, attributes: [AttributeRule] = [], children: [ChildRule] = [],
    text: TextRule = .none, in context: String? = nil, unsupported: String? = nil
  ) {
    self.name = name
    self.context = context
    self.summary = summary
    self.attributes = attributes
    self.children = children
    self.text = text
    self.unsupported = unsupported
  }

  /// What tells it from all other rules: its name, with its context before it when it has one.
  package var key: String { context.map { "\($0).\(name)" } ?? name }
}

/// Whether an element may hold character data.
package enum TextRule: Sendable { case none, text }

/// A child that an element may hold.
package struct ChildRule: Sendable {
  package enum Occurrence: Sendable { case optional, one, many, oneOrMore }
  package var name: String
  /// Which of the rules of that name it is.
  package var context: String?
  package var occurrence: Occurrence
  /// Set when the child is known and supported elsewhere, but not yet in this element.
  package var unsupported: String?

  package init(
    _ name: String, _ occurrence: Occurrence = .many, in context: String? = nil, unsupported: String? = nil
  ) {
    self.name = name
    self.context = context
    self.occurrence = occurrence
    self.unsupported = unsupported
  }

  /// The key of the rule it goes by.
  package var key: String { context.map { "\($0).\(name)" } ?? name }
}

/// An attribute of no namespace, or `xml:lang`.
package struct AttributeRule: Sendable {
  package var name: String
  package var type: AttributeType
  package var isRequired: Bool
  package var summary: String
  package var unsupported: String?

  package init(
    _ name: String, _ type: AttributeType, required: Bool = false, _ summary: String, unsupported: String? = nil
  ) {
    self.name = name
    self.type = type
    isRequired = required
    self.summary = summary
    self.unsupported = unsupported
  }
}

/// The kinds of attribute values.
///
/// White space around a value does not count, and separates the words of a list.
package enum AttributeType: Sendable, Equatable {
  /// A new name: a letter or `_`, then letters, digits, `-` and `_`.
  case id
  /// One declared name.
  case reference
  /// Declared names, at least one.
  case references
  /// Declared names, at least one, each of which may carry `?`.
  case markedReferences
  /// The name of what may be there more than once: `call/name` in a call, `name[2]` for the second that is open.
  case instance
  /// Such names, at least one.
  case instances
  /// Any text that is not blank.
  case text
  /// A FEEL expression, not blank; checked by FEEL.
  case expression
  /// The name of a type: letters, digits, `-`, `_` and single spaces.
  case typeName
  case boolean
  /// An ISO 8601 duration of whole numbers, not negative, as `P6W` or `PT48H`.
  case duration
  /// A duration, a moment, or a cycle as `R3/P1D` or `R/P1D`.
  case timer
  /// A duration or `permanent`.
  case retention
  /// A date and time with an offset, as `2026-03-02T09:00:00+01:00`.
  case moment
  /// Three numbers: `1.0.0`.
  case version
  /// A language tag, as `nl` or `nl-NL`.
  case language
  /// A number of 20 digits.
  case oin
  /// A relative path.
  case path
  /// An absolute URI.
  case uri
  /// 64 hexadecimal digits.
  case sha256
  /// A whole number of at most nine digits, at least 1.
  case count
  case enumeration([String])
  /// Words out of a set, at least one.
  case words([String])
}
