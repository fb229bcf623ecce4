import FEEL

/// A named day of the Dutch calendar: the generally recognised holidays, and the two Sundays that bear a name.
public enum Holiday: String, Hashable, Sendable, CaseIterable {
  case newYearsDay, goodFriday, easterSunday, easterMonday, kingsDay, liberationDay, ascensionDay, whitSunday
  case whitMonday, christmasDay, secondChristmasDay

  /// The article of the Algemene termijnenwet that names it; nil for Easter and Whit Sunday, which are Sundays and no more.
  public var article: String? {
    switch self {
    case .easterSunday, .whitSunday: nil
    case .goodFriday: "ATW art. 3 lid 2"
    case .newYearsDay, .easterMonday, .kingsDay, .liberationDay, .ascensionDay, .whitMonday, .christmasDay,
      .secondChristmasDay:
      "ATW art. 3 lid 1"
    }
  }

  /// The day on which it falls in a year; nil when it was not yet kept in that year.
  ///
  /// The law is in force since 1 April 1965. For the years before it, what is given is the day as it was kept.
  public func date(in year: Int) -> CivilDate? {
    switch self {
    case .newYearsDay: CivilDate(year: year, month: 1, day: 1)
    case .goodFriday: Self.easter(year)?.adding(days: -2)
    case .easterSunday: Self.easter(year)
    case .easterMonday: Self.easter(year)?.adding(days: 1)
    case .kingsDay: Self.birthday(year)
    case .liberationDay: year < 1946 ? nil : CivilDate(year: year, month: 5, day: 5)
    case .ascensionDay: Self.easter(year)?.adding(days: 39)
    case .whitSunday: Self.easter(year)?.adding(days: 49)
    case .whitMonday: Self.easter(year)?.adding(days: 50)
    case .christmasDay: CivilDate(year: year, month: 12, day: 25)
    case .secondChristmasDay: CivilDate(year: year, month: 12, day: 26)
    }
  }

  /// The named days of a year, in order.
  ///
  /// Two can fall on one day, as Ascension and Liberation Day in 2016: then both are given.
  public static func days(in year: Int) -> [(date: CivilDate, holiday: Holiday)] {
    allCases.compactMap { holiday in holiday.date(in: year).map { ($0, holiday) } }.sorted { $0.0 < $1.0 }
  }

  /// The holiday of the law that falls on a day; nil when it is none.
  public static func recognised(on date: CivilDate) -> Holiday? {
    allCases.first { $0.article != nil && $0.mayFall(inMonth: date.month) && $0.date(in: date.year) == date }
  }

  /// Whether it can fall in a month, so that most days need no Easter.
  private func mayFall(inMonth month: Int) -> Bool {
    switch self {
    case .newYearsDay: month == 1
    case .goodFriday, .easterSunday, .easterMonday: month == 3 || month == 4
    case .kingsDay: (4...9).contains(month)
    case .liberationDay: month == 5
    case .ascensionDay, .whitSunday, .whitMonday: (4...6).contains(month)
    case .christmasDay, .secondChristmasDay: month == 12
    }
  }

  // MARK: Rules

  /// Easter Sunday of the Gregorian calendar, by the golden number, the solar and lunar corrections and the epact.
  static func easter(_ year: Int) -> CivilDate? {
    let golden = year % 19
    let (century, rest) = (year / 100, year % 100)
    let lunar = (8 * century + 13) / 25
    let moon = (19 * golden + century - century / 4 - lunar + 15) % 30
    let sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7
    // In two rare cases the full moon of the tables is a day earlier.
    let shift = (golden + 11 * moon + 22 * sunday) / 451
    let day = moon + sunday - 7 * shift + 114
    return CivilDate(year: year, month: day / 31, day: day % 31 + 1)
  }

  /// The day on which the birthday of the king or queen is celebrated.
  ///
  /// 31 August under Wilhelmina, 30 April from 1949 (Juliana's, kept by Beatrix), 27 April from 2014. On a Sunday it was
  /// kept a day later until 1979, and has been kept a day earlier since.
  private static func birthday(_ year: Int) -> CivilDate? {
    let day =
      switch year {
      case ..<1891: CivilDate?.none
      case ..<1949: CivilDate(year: year, month: 8, day: 31)
      case ..<2014: CivilDate(year: year, month: 4, day: 30)
      default: CivilDate(year: year, month: 4, day: 27)
      }
    guard let day, day.weekday == 7 else { return day }
    return day.adding(days: year < 1980 ? 1 : -1)
  }
}
