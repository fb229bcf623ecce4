/// A term as a provision sets it: how long, counted how, by whose authority.
///
/// What happened in a case stands in a ``TermCourse``; both together give a ``TermCalculation``.
public struct LegalTerm: Hashable, Sendable {
  /// How long it is.
  public var length: TermLength
  /// What set it; weekends and holidays follow from it.
  public var source: Source
  /// The provision that sets it, as `Omgevingswet art. 16.64 lid 1`.
  public var basis: String?
  /// For whom it counts.
  public var side: Side
  /// Whether the day of the event counts.
  public var starts: Start
  /// Whether it is counted on from the event, or back from it.
  public var direction: Direction
  /// Whether weekends and holidays follow from the law, or another law shuts them out.
  public var freeDays: FreeDays
  /// Whether it is the term after a notice of default, on which the law is open (``OpenQuestion/noticeOfDefault``).
  public var isNoticeOfDefault: Bool

  /// What set a term.
  public enum Source: String, Hashable, Sendable, CaseIterable {
    /// An act of parliament (Algemene termijnenwet art. 1).
    case law
    /// A general administrative order, to which the act applies likewise (art. 5).
    case decree
    /// A by-law or another regulation of a lower authority.
    case bylaw
    /// The authority itself, in the case, as the term to complete an application (Awb 4:5).
    case authority
    /// The parties, as a term for advice or a service target.
    case agreement
  }

  /// For whom a term counts.
  public enum Side: String, Hashable, Sendable, CaseIterable {
    case authority, client, partner, third, none
  }

  /// Which day is the first that counts.
  public enum Start: String, Hashable, Sendable, CaseIterable {
    /// The day after the event: the rule (Awb 6:8 lid 1).
    case dayAfter
    /// The day of the event itself, as for views on a draft (Awb 3:16 lid 2).
    case sameDay
  }

  /// In which direction a term is counted.
  public enum Direction: String, Hashable, Sendable, CaseIterable {
    /// From the event on.
    case forward
    /// Back from the event: the term is over so long before it (Awb 7:4 lid 1, 8:58 lid 1).
    case backward
  }

  /// Where the rule about weekends and holidays comes from.
  public enum FreeDays: Hashable, Sendable {
    /// From the Algemene termijnenwet, by source, unit and length.
    case derived
    /// Shut out by a provision, as Awb 4:17 lid 1 does for the 42 days of the penalty.
    case excluded(basis: String)
  }

  /// Makes a term; what is left out is the rule.
  public init(
    _ length: TermLength, source: Source = .law, basis: String? = nil, side: Side = .authority,
    starts: Start = .dayAfter, direction: Direction = .forward, freeDays: FreeDays = .derived,
    isNoticeOfDefault: Bool = false
  ) {
    self.length = length
    self.source = source
    self.basis = basis
    self.side = side
    self.starts = starts
    self.direction = direction
    self.freeDays = freeDays
    self.isNoticeOfDefault = isNoticeOfDefault
  }
}
