import FEEL

/// The language in which a calculation is explained.
public enum TermLanguage: String, Hashable, Sendable, CaseIterable {
  case english = "en"
  case dutch = "nl"

  /// The text of this language; both stand side by side, so that who changes one sees the other.
  func text(_ english: @autoclosure () -> String, _ dutch: @autoclosure () -> String) -> String {
    switch self {
    case .english: english()
    case .dutch: dutch()
    }
  }
}

// MARK: Days

extension TermLanguage {
  /// A day for people: `Mon 2 Feb 2026`, `ma 2 februari 2026`.
  func day(_ date: CivilDate) -> String {
    let english = (["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], englishMonths)
    let dutch = (["ma", "di", "wo", "do", "vr", "za", "zo"], dutchMonths)
    let (weekdays, months) = self == .english ? english : dutch
    return "\(weekdays[date.weekday - 1]) \(date.day) \(months[date.month - 1]) \(date.year)"
  }

  /// A moment for people, by the clock of the Netherlands; of an hour that comes twice, with the offset from UTC.
  func moment(_ moment: Moment) -> String {
    let wall = DutchTime.wallClock(at: moment)
    let minutes = Int(wall.milliseconds / 60_000)
    let pad = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return "\(day(wall.date)) \(pad(minutes / 60)):\(pad(minutes % 60))"
  }

  /// When something happened.
  func occurrence(_ occurrence: Occurrence) -> String { occurrence.moment.map { moment($0) } ?? day(occurrence.date) }

  /// Where a term ends.
  func end(_ end: TermEnd) -> String {
    switch end {
    case .lastDay(let date): day(date)
    case .moment(let at): moment(at)
    case .suspended: text("suspended", "opgeschort")
    }
  }
}

private let englishMonths = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
private let dutchMonths = [
  "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
  "december",
]

// MARK: Lengths

extension TermLanguage {
  /// A length in words: `8 weeks`, `8 weken`.
  func length(_ length: TermLength) -> String {
    let isOne = length.amount == 1
    let unit =
      switch length.unit {
      case .hours: text(isOne ? "hour" : "hours", "uur")
      case .days: days(length.amount)
      case .workingDays: text(isOne ? "working day" : "working days", isOne ? "werkdag" : "werkdagen")
      case .weeks: text(isOne ? "week" : "weeks", isOne ? "week" : "weken")
      case .months: text(isOne ? "month" : "months", isOne ? "maand" : "maanden")
      case .years: text(isOne ? "year" : "years", "jaar")
      }
    return "\(length.amount) \(unit)"
  }

  /// The word for so many days.
  func days(_ count: Int) -> String { text(count == 1 ? "day" : "days", count == 1 ? "dag" : "dagen") }
}

// MARK: Free days

extension TermLanguage {
  /// What a day is named for that is free.
  func name(of free: FreeDay, on date: CivilDate) -> String {
    switch free {
    case .saturday: text("Saturday", "zaterdag")
    case .sunday: text("Sunday", "zondag")
    case .holiday(let holiday): name(of: holiday, in: date.year)
    case .equated: text("made equal by royal decree", "gelijkgesteld bij koninklijk besluit")
    case .closing(let reason): reason
    }
  }

  /// The name of a named day, in a year.
  public func name(of holiday: Holiday, in year: Int) -> String {
    switch holiday {
    case .newYearsDay: text("New Year's Day", "nieuwjaarsdag")
    case .goodFriday: text("Good Friday", "Goede Vrijdag")
    case .easterSunday: text("Easter Sunday", "eerste paasdag")
    case .easterMonday: text("Easter Monday", "tweede paasdag")
    case .kingsDay where year < 2014: text("Queen's Day", "Koninginnedag")
    case .kingsDay: text("King's Day", "Koningsdag")
    case .liberationDay: text("Liberation Day", "Bevrijdingsdag")
    case .ascensionDay: text("Ascension Day", "Hemelvaartsdag")
    case .whitSunday: text("Whit Sunday", "eerste pinksterdag")
    case .whitMonday: text("Whit Monday", "tweede pinksterdag")
    case .christmasDay: text("Christmas Day", "eerste kerstdag")
    case .secondChristmasDay: text("second day of Christmas", "tweede kerstdag")
    }
  }
}
