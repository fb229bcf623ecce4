/// A question about terms that the law leaves open.
public enum OpenQuestion: String, Hashable, Sendable, CaseIterable {
  /// Does the Algemene termijnenwet hold for a term that only its extension makes longer than art. 4 allows, as 8 and 6
  /// weeks together?
  case extendedTotal
  /// Does it hold for the two weeks after a notice of default, now that Awb 4:17 lid 1 shuts it out only for the 42 days?
  case noticeOfDefault
}

/// How the open questions are read; the reading that a calculation used is among its steps.
public struct Readings: Hashable, Sendable {
  /// How ``OpenQuestion/extendedTotal`` is answered.
  public var extendedTotal: ExtendedTotal
  /// How ``OpenQuestion/noticeOfDefault`` is answered.
  public var noticeOfDefault: NoticeOfDefault

  /// Whether an extended term that is too long for art 4 moves off a free day.
  public enum ExtendedTotal: String, Hashable, Sendable, CaseIterable {
    /// A term of the client or of a third party moves, one of the authority or a partner does not: nobody is late who
    /// may think himself in time, and no authority counts on a day that it may not have.
    case bySide
    /// It moves: each part by itself is short enough.
    case moves
    /// It does not: the whole is too long.
    case stays
  }

  /// Whether the two weeks after a notice of default move off a free day.
  public enum NoticeOfDefault: String, Hashable, Sendable, CaseIterable {
    /// They move: the law shuts the rule out for the 42 days only.
    case moves
    /// They do not.
    case stays
  }

  /// Makes a choice of readings; what is left out is read with the least risk.
  public init(extendedTotal: ExtendedTotal = .bySide, noticeOfDefault: NoticeOfDefault = .moves) {
    self.extendedTotal = extendedTotal
    self.noticeOfDefault = noticeOfDefault
  }
}

/// How an open question was read in a calculation.
public enum Reading: Hashable, Sendable {
  case extendedTotal(Readings.ExtendedTotal)
  case noticeOfDefault(Readings.NoticeOfDefault)

  /// The question that it answers.
  public var question: OpenQuestion {
    switch self {
    case .extendedTotal: .extendedTotal
    case .noticeOfDefault: .noticeOfDefault
    }
  }

  /// The word of the answer.
  public var answer: String {
    switch self {
    case .extendedTotal(let answer): answer.rawValue
    case .noticeOfDefault(let answer): answer.rawValue
    }
  }
}
