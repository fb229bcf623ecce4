import KetenSource

/// Why a text is not an expression.
///
/// The first one ends the reading, so that one fault gives one message.
final class SyntaxFault: Error {
  // A class, so that the frames of the parser, which all can throw it, stay small: nesting costs stack.
  let code: DiagnosticCode
  let lower: Int
  let upper: Int
  let message: Message
  let fixIts: [(message: String, lower: Int, upper: Int, replacement: String)]

  init(
    _ code: DiagnosticCode, _ lower: Int, _ upper: Int, _ message: Message,
    fixIts: [(message: String, lower: Int, upper: Int, replacement: String)] = []
  ) {
    self.code = code
    self.lower = lower
    self.upper = upper
    self.message = message
    self.fixIts = fixIts
  }

  func diagnostic(in text: SourceText) -> Diagnostic {
    Diagnostic(
      code, at: text.sourceRange(lower, upper), in: text.file, message.text,
      fixIts: fixIts.map { fix in
        Diagnostic.FixIt(fix.message, [Diagnostic.Edit(text.sourceRange(fix.lower, fix.upper), fix.replacement)])
      })
  }

  /// The wording of a fault.
  struct Message: Sendable {
    let text: String

    static let openComment = Message(text: "this comment is not closed by '*/'")
    static let openString = Message(text: "this string is not closed by '\"'")
    static let empty = Message(text: "expected an expression, but there is none")
    static let chainedComparison = Message(text: "comparisons do not chain; join two of them by 'and'")
    static let equalSign = Message(text: "FEEL compares with a single '='")
    static let emptyRange = Message(text: "a range needs an end")

    static func unexpectedCharacter(_ bytes: ArraySlice<UInt8>) -> Message {
      Message(text: "'\(String(decoding: bytes, as: UTF8.self))' has no meaning in FEEL")
    }

    static func badEscape(_ bytes: ArraySlice<UInt8>) -> Message {
      Message(text: "'\(String(decoding: bytes, as: UTF8.self))' is no escape; a backslash is written '\\\\'")
    }

    static func numberOutOfRange(_ bytes: ArraySlice<UInt8>) -> Message {
      Message(text: "'\(String(decoding: bytes, as: UTF8.self))' is too large for a number of FEEL")
    }

    static func expected(_ what: String, found: String) -> Message {
      Message(text: "expected \(what), but found \(found)")
    }

    static func tooDeep(_ limit: Int) -> Message {
      Message(text: "this expression nests deeper than \(limit) levels")
    }

    static func tooLong(_ limit: Int) -> Message {
      Message(text: "this expression is longer than \(limit) bytes")
    }

    static func unsupported(_ what: String) -> Message {
      Message(text: "\(what) is FEEL that is not supported yet")
    }

    static func bareType(_ name: String) -> Message {
      let example = ["context": "context<name: Any>", "function": "function<Any> -> Any"][name] ?? "\(name)<Any>"
      return Message(text: "'\(name)' does not say what it is made of: write for example '\(example)'")
    }

    static func unknownType(_ name: String, _ suggestion: String?) -> Message {
      Message(text: "there is no type '\(name)'" + (suggestion.map { "; did you mean '\($0)'?" } ?? ""))
    }
  }
}
