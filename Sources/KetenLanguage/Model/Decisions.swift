import KetenSource
import KetenXML

extension Chain {
  /// Another file that the chain uses.
  package struct Import: Sendable {
    package var heading: Heading
    package var href: (text: String, range: SourceRange)
  }

  /// A decision: a table of its own, or one of an imported model.
  package struct Decision: Sendable {
    package var heading: Heading
    package var imported: Reference?
    package var ref: XMLAttribute?
    package var hitPolicy: XMLAttribute?
    package var aggregation: XMLAttribute?
    package var inputs: [Input] = []
    package var outputs: [Output] = []
    package var rules: [Rule] = []

    /// Whether it is a decision of an imported model.
    package var isBound: Bool { imported != nil || ref != nil }

    package struct Input: Sendable {
      package var expression: XMLAttribute
      package var name: XMLAttribute?
      package var label: String?
      package var allowed: XMLAttribute?
      package var range: SourceRange
    }

    package struct Output: Sendable {
      package var name: Reference?
      package var type: Reference
      package var allowed: XMLAttribute?
      package var fallback: XMLAttribute?
      package var range: SourceRange
    }

    package struct Rule: Sendable {
      package var tests: [SourceText]
      package var outputs: [SourceText]
      package var range: SourceRange
    }
  }
}
