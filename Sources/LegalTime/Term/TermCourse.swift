import FEEL

/// When something happened: a day of the Netherlands, and the moment where it is known.
public struct Occurrence: Hashable, Sendable, Comparable {
  /// The day, in legal time of the Netherlands.
  public let date: CivilDate
  /// The moment; nil when only the day is known.
  public let moment: Moment?

  /// Something that happened at a moment.
  public init(at moment: Moment) {
    self.moment = moment
    date = DutchTime.wallClock(at: moment).date
  }

  /// Something of which the day is known.
  public init(on date: CivilDate) {
    self.date = date
    moment = nil
  }

  /// The moment, or the begin of the day.
  public var begin: Moment { moment ?? date.begin }

  /// Whether it has happened by a moment.
  public func isBy(_ moment: Moment) -> Bool { begin <= moment }

  /// Earlier is less; of the same day, what has no moment stands at its begin.
  public static func < (left: Occurrence, right: Occurrence) -> Bool {
    (left.begin, left.date) < (right.begin, right.date)
  }
}

extension CivilDate {
  /// The midnight with which the day begins in the Netherlands.
  var begin: Moment { DutchTime.moment(date: self, milliseconds: 0) }
  /// The midnight with which it ends: the first moment that is not in it.
  var end: Moment { adding(days: 1).begin }
}

/// What happened in a case that a term depends on.
///
/// A course is a value: the same course with the same calendar and readings gives the same calculation, so that a host
/// which keeps these on record can calculate again.
public struct TermCourse: Hashable, Sendable {
  /// What starts the term: of several the first that happened counts, and of none the term is idle.
  public var anchors: [Anchor]
  /// When it was paused, in any order.
  public var pauses: [Pause]
  /// When it was extended, in any order.
  public var extensions: [Extension]
  /// When what it is for was done; nil when it was not, or when it is a window that just passes.
  public var completed: Occurrence?
  /// When it fell away, as by a withdrawal.
  public var voided: Occurrence?

  /// Makes a course.
  public init(
    anchors: [Anchor], pauses: [Pause] = [], extensions: [Extension] = [], completed: Occurrence? = nil,
    voided: Occurrence? = nil
  ) {
    self.anchors = anchors
    self.pauses = pauses
    self.extensions = extensions
    self.completed = completed
    self.voided = voided
  }
}

/// What a term is counted from.
public struct Anchor: Hashable, Sendable {
  /// What happened, in the model's own words.
  public var name: String?
  /// When.
  public var at: Occurrence

  /// An event or a date on file.
  public init(_ name: String? = nil, at occurrence: Occurrence) {
    self.name = name
    at = occurrence
  }

  /// The end of another term, with its weekends and holidays (Awb 7:10 lid 1).
  ///
  /// Nil when that end is not known yet, or does not come: only a term that ended anchors another, not one that was met
  /// in time or fell away. For a term in hours the moment counts.
  public init?(_ name: String? = nil, endOf other: TermCalculation) {
    switch other.outcome {
    case .met?, .void?: return nil
    case .metLate?, nil: break
    }
    switch other.end {
    case .lastDay(let day): self.init(name, at: Occurrence(on: day))
    case .moment(let moment): self.init(name, at: Occurrence(at: moment))
    case .suspended: return nil
    }
  }
}

/// A suspension: days that do not count (Awb 4:15).
public struct Pause: Hashable, Sendable {
  /// What paused it, in the model's own words.
  public var name: String?
  /// What began it; the day after is the first that does not count.
  public var from: Occurrence
  /// How it ends.
  public var end: End
  /// The ground for it; in a term that a law set, the explanation says when there is none.
  public var basis: String?

  /// How a pause ends.
  public enum End: Hashable, Sendable {
    /// It has not ended.
    case open
    /// That day counts again ("tot de dag waarop", Awb 4:15).
    case until(Occurrence)
    /// That day is the last that does not count ("tot en met", Woo 4.4 lid 3).
    case through(Occurrence)
  }

  /// Makes a pause.
  public init(_ name: String? = nil, from: Occurrence, _ end: End, basis: String? = nil) {
    self.name = name
    self.from = from
    self.end = end
    self.basis = basis
  }
}

/// A power to extend a term.
public struct ExtensionPower: Hashable, Sendable {
  /// How much at most, each time; nil when the law says nothing.
  public var upTo: TermLength?
  /// How often; nil when the law says nothing.
  public var atMost: Int?
  /// How long after the start of the term it must be announced at the latest (Awb 3:18 lid 2); it must always be
  /// announced before the end.
  public var latest: TermLength?
  /// The provision that gives it.
  public var basis: String?

  /// Makes a power.
  public init(upTo: TermLength? = nil, atMost: Int? = nil, latest: TermLength? = nil, basis: String? = nil) {
    self.upTo = upTo
    self.atMost = atMost
    self.latest = latest
    self.basis = basis
  }
}

/// One use of a power to extend.
public struct Extension: Hashable, Sendable {
  /// What extended it, in the model's own words.
  public var name: String?
  /// When it was announced.
  public var announced: Occurrence
  /// By how much.
  public var by: TermLength
  /// The power that was used.
  public var power: ExtensionPower

  /// Makes an extension.
  public init(_ name: String? = nil, announced: Occurrence, by: TermLength, power: ExtensionPower = ExtensionPower()) {
    self.name = name
    self.announced = announced
    self.by = by
    self.power = power
  }
}
