/// The templates of DECLARE (Pesic and Van der Aalst, 2006), by the names that a chain uses.
package enum ConstraintTemplate: String, CaseIterable, Sendable {
  case existence, absence, exactly
  case initial = "init"
  case end
  case choice, exclusiveChoice, respondedExistence, coExistence
  case response, precedence, succession
  case alternateResponse, alternatePrecedence, alternateSuccession
  case chainResponse, chainPrecedence, chainSuccession
  case notCoExistence, notRespondedExistence
  case notSuccession, notResponse, notPrecedence
  case notChainSuccession, notChainResponse, notChainPrecedence

  /// Whether it says how often one event happens.
  package var isCounting: Bool { self == .existence || self == .absence || self == .exactly }

  /// Whether it speaks of one event only.
  package var isUnary: Bool { isCounting || self == .initial || self == .end }

  /// What it says of `a` and `b`, in a sentence.
  package var summary: String {
    switch self {
    case .existence: "`a` happens at least `n` times"
    case .absence: "`a` happens fewer than `n` times: not at all without `n`"
    case .exactly: "`a` happens exactly `n` times"
    case .initial: "`a` is the first that happens"
    case .end: "`a` is the last that happens"
    case .choice: "`a` or `b` happens, or both"
    case .exclusiveChoice: "`a` or `b` happens, not both"
    case .respondedExistence: "when `a` happens, `b` happens too, before it or after it"
    case .coExistence: "`a` and `b` both happen, or neither"
    case .response: "after each `a` there is a `b`"
    case .precedence: "before the first `b` there is an `a`"
    case .succession: "response and precedence"
    case .alternateResponse: "after each `a` there is a `b` before the next `a`"
    case .alternatePrecedence: "before each `b` there is an `a`, after the `b` before it"
    case .alternateSuccession: "alternate response and alternate precedence"
    case .chainResponse: "what happens next after each `a` is `b`"
    case .chainPrecedence: "what happened last before each `b` is `a`"
    case .chainSuccession: "chain response and chain precedence"
    case .notCoExistence, .notRespondedExistence: "not both `a` and `b` happen"
    case .notSuccession, .notResponse, .notPrecedence: "after an `a` there is no `b` any more"
    case .notChainSuccession, .notChainResponse, .notChainPrecedence: "what happens next after an `a` is not `b`"
    }
  }
}
