import FEEL

/// The days that do not count as working days: weekends, holidays by rule, and the days that a royal decree equates.
///
/// Holidays follow from rules and are always known. The days that a royal decree equates with them (Algemene termijnenwet
/// art. 3 lid 3) are data with a version, complete over ``covers``; beyond it a day may yet be named, so that a due date
/// there is provisional. A calculation keeps the version that it used.
public struct LegalCalendar: Hashable, Sendable {
  /// The version of the data, as `nl-2026-11-24`.
  public let version: String
  /// The days over which the royal-decree days are known, both included; the last is the horizon.
  public let covers: ClosedRange<CivilDate>
  /// The days that a royal decree equates with holidays, each with its decree.
  public let equatedDays: [CivilDate: String]
  /// The days on which a chain's own organisations are closed, each with the reason.
  ///
  /// They count in working days of a term that the authority set or that was agreed. A law does not know them.
  public let closingDays: [CivilDate: String]

  /// Makes a calendar of its data.
  public init(
    version: String, covers: ClosedRange<CivilDate>, equatedDays: [CivilDate: String] = [:],
    closingDays: [CivilDate: String] = [:]
  ) {
    self.version = version
    self.covers = covers
    self.equatedDays = equatedDays
    self.closingDays = closingDays
  }

  /// The last day for which the royal-decree days are known.
  public var horizon: CivilDate { covers.upperBound }

  /// Why a day is no working day in the sense of the Algemene termijnenwet; nil when it is one.
  public func freeDay(on date: CivilDate) -> FreeDay? {
    if let holiday = Holiday.recognised(on: date) { return .holiday(holiday) }
    if let basis = equatedDays[date] { return .equated(basis: basis) }
    switch date.weekday {
    case 6: return .saturday
    case 7: return .sunday
    default: return nil
    }
  }

  /// Why a day does not count in a term of working days.
  func freeDay(on date: CivilDate, countsClosingDays: Bool) -> FreeDay? {
    if let free = freeDay(on: date) { return free }
    return countsClosingDays ? closingDays[date].map { .closing(reason: $0) } : nil
  }

  /// The calendar with more closing days, as a chain names them; the version says so.
  public func closed(on days: [CivilDate: String], version: String) -> LegalCalendar {
    LegalCalendar(
      version: version, covers: covers, equatedDays: equatedDays,
      closingDays: closingDays.merging(days) { _, own in own })
  }
}

/// Why a day is no working day.
public enum FreeDay: Hashable, Sendable {
  case saturday
  case sunday
  /// A generally recognised holiday, or Good Friday; also one that falls in a weekend.
  case holiday(Holiday)
  /// A day that a royal decree equates with a holiday.
  case equated(basis: String)
  /// A closing day of the chain itself.
  case closing(reason: String)

  /// The article that makes it free; nil for a closing day.
  public var article: String? {
    switch self {
    case .saturday, .sunday: "ATW art. 1 lid 1"
    case .holiday(let holiday): holiday.article
    case .equated: "ATW art. 3 lid 3"
    case .closing: nil
    }
  }
}
