import FEEL

/// Whether weekends and holidays move the end of a term, as it follows from the Algemene termijnenwet.
public struct FreeDayRule: Hashable, Sendable {
  /// Whether they do.
  public let applies: Bool
  /// Why.
  public let reason: Reason
  /// The provision.
  public let basis: String?
  /// How an open question was read to come to this; nil when the law is clear.
  public let reading: Reading?

  /// Why weekends and holidays do, or do not, move the end.
  public enum Reason: Hashable, Sendable {
    /// The term is set in a law or a decree, and not longer than this, which art. 4 allows.
    case covered(LegalTerm.Source, upTo: TermLength)
    /// What set the term is neither.
    case source(LegalTerm.Source)
    /// It is counted back (art. 1 lid 2).
    case backward
    /// It is in this unit, or longer than the law has it of this unit (art. 4 onder a).
    case length(TermLength.Unit)
    /// It is no longer than the day of the event.
    case noLength
    /// It is counted in working days, and ends on one.
    case workingDays
    /// Another provision shuts it out.
    case excluded
    /// Only its extension makes it too long.
    case extendedTotal
    /// It is the term after a notice of default.
    case noticeOfDefault
  }

  init(_ applies: Bool, _ reason: Reason, basis: String?, reading: Reading? = nil) {
    self.applies = applies
    self.reason = reason
    self.basis = basis
    self.reading = reading
  }
}

extension LegalTerm {
  /// The rule for the term as it was extended; `days` is how many days the whole has, without paused ones.
  func freeDayRule(extendedBy granted: [TermLength], days: Int, readings: Readings) -> FreeDayRule {
    if case .excluded(let basis) = freeDays { return FreeDayRule(false, .excluded, basis: basis) }
    switch source {
    case .law, .decree: break
    case .bylaw, .authority, .agreement: return FreeDayRule(false, .source(source), basis: "ATW art. 1 lid 1, art. 5")
    }
    if direction == .backward { return FreeDayRule(false, .backward, basis: "ATW art. 1 lid 2") }
    let lengths = [length] + granted
    if lengths.allSatisfy({ $0.amount == 0 }) { return FreeDayRule(false, .noLength, basis: "ATW art. 1 lid 1") }
    if lengths.allSatisfy({ $0.unit == .workingDays }) { return FreeDayRule(false, .workingDays, basis: basis) }
    if length.isBeyondArticle4 { return FreeDayRule(false, .length(length.unit), basis: "ATW art. 4 onder a") }
    if isNoticeOfDefault {
      let reading = readings.noticeOfDefault
      return FreeDayRule(
        reading == .moves, .noticeOfDefault, basis: "ATW art. 1 lid 1, Awb art. 4:17 lid 1",
        reading: .noticeOfDefault(reading))
    }
    let bound = bound(of: lengths)
    let whole = bound.unit == .days ? days : lengths.reduce(0) { $0 + $1.amount }
    if whole > bound.amount || lengths.contains(where: \.isBeyondArticle4) {
      let reading = readings.extendedTotal
      let moves = reading == .moves || reading == .bySide && (side == .client || side == .third)
      return FreeDayRule(moves, .extendedTotal, basis: "ATW art. 4 onder a", reading: .extendedTotal(reading))
    }
    return FreeDayRule(
      true, .covered(source, upTo: bound),
      basis: source == .law ? "ATW art. 1 lid 1, art. 4" : "ATW art. 5, art. 1 lid 1, art. 4")
  }

  /// The bound of art 4, in the unit of the lengths, or, where units differ, ninety days.
  private func bound(of lengths: [TermLength]) -> TermLength {
    let units = Set(lengths.filter { $0.amount > 0 }.map(\.unit))
    switch units.count == 1 ? units.first : nil {
    case .weeks: return TermLength(12, .weeks)
    case .months: return TermLength(3, .months)
    case .days, .workingDays, .hours, .years, nil: return TermLength(90, .days)
    }
  }
}

extension TermLength {
  /// Whether the length is beyond art 4 onder a of the Algemene termijnenwet.
  var isBeyondArticle4: Bool {
    switch unit {
    case .hours, .years: true
    case .days: amount > 90
    case .workingDays: false
    case .weeks: amount > 12
    case .months: amount > 3
    }
  }
}
