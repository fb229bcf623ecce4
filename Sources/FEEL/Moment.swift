/// A moment on the time line: milliseconds since 1970-01-01T00:00:00Z.
public struct Moment: Hashable, Sendable, Comparable {
  /// Milliseconds since the epoch, negative before it.
  public var milliseconds: Int64

  /// Makes a moment from milliseconds since the epoch.
  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// Earlier is less.
  public static func < (left: Moment, right: Moment) -> Bool { left.milliseconds < right.milliseconds }
}

/// A day of the Gregorian calendar, proleptic, without a zone (DMN 1.5 §10.3.2.3.5).
public struct CivilDate: Hashable, Sendable, Comparable {
  /// The year; 0 is 1 BC.
  public var year: Int
  /// The month, 1 to 12.
  public var month: Int
  /// The day of the month, from 1.
  public var day: Int

  /// Makes a day; nil when there is no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), (-999_999_999...999_999_999).contains(year),
      (1...CivilDate.daysIn(month: month, year: year)).contains(day)
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// The day so many days after 1970-01-01.
  public init(daysSinceEpoch days: Int) {
    // The year is taken to start on 1 March, so that the leap day is its last.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days since 1970-01-01.
  public var daysSinceEpoch: Int {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The weekday, 1 (Monday) to 7 (Sunday), as ISO 8601 counts.
  public var weekday: Int { (daysSinceEpoch % 7 + 7 + 3) % 7 + 1 }

  /// The day number in a later (or earlier) month, or that month's last day where it has no such number.
  public func adding(months: Int) -> CivilDate {
    let total = year * 12 + (month - 1) + months
    let year = total >= 0 ? total / 12 : (total - 11) / 12
    let month = total - year * 12 + 1
    var result = self
    (result.year, result.month) = (year, month)
    result.day = min(day, CivilDate.daysIn(month: month, year: year))
    return result
  }

  /// The day so many days later.
  public func adding(days: Int) -> CivilDate { CivilDate(daysSinceEpoch: daysSinceEpoch + days) }

  /// The number of days in a month.
  public static func daysIn(month: Int, year: Int) -> Int {
    switch month {
    case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// An earlier day is less.
  public static func < (left: CivilDate, right: CivilDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

/// The legal time of the Netherlands: UTC+1, and UTC+2 between the last Sundays of March and October, 01:00 UTC.
///
/// The rule of Directive 2000/84/EC, in force since 1996; earlier moments are counted by the same rule.
public enum DutchTime {
  /// The offset from UTC at a moment, in milliseconds.
  public static func offset(at moment: Moment) -> Int64 {
    let moment = min(max(moment, .earliest), .latest)
    let days = Int(floorDivide(moment.milliseconds, 86_400_000))
    let year = CivilDate(daysSinceEpoch: days).year
    let isSummer = moment >= switchMoment(year: year, month: 3) && moment < switchMoment(year: year, month: 10)
    return isSummer ? 7_200_000 : 3_600_000
  }

  /// The wall clock at a moment: the day and the milliseconds since its midnight.
  public static func wallClock(at moment: Moment) -> (date: CivilDate, milliseconds: Int64) {
    let moment = min(max(moment, .earliest), .latest)
    let local = moment.milliseconds + offset(at: moment)
    let days = floorDivide(local, 86_400_000)
    return (CivilDate(daysSinceEpoch: Int(days)), local - days * 86_400_000)
  }

  /// The moment of a wall clock; of an hour that comes twice the first, of one that never comes the same time later.
  public static func moment(date: CivilDate, milliseconds: Int64) -> Moment {
    let local = Int64(date.daysSinceEpoch) * 86_400_000 + milliseconds
    let summer = Moment(milliseconds: local - 7_200_000)
    if offset(at: summer) == 7_200_000 { return summer }
    return Moment(milliseconds: local - 3_600_000)
  }

  private static func switchMoment(year: Int, month: Int) -> Moment {
    var day = CivilDate(daysSinceEpoch: 0)
    (day.year, day.month, day.day) = (year, month, 31)
    return Moment(milliseconds: Int64(day.daysSinceEpoch - day.weekday % 7) * 86_400_000 + 3_600_000)
  }
}

/// An ISO 8601 duration as it is written: months, days and time apart, since a month has no fixed length.
public struct CalendarDuration: Hashable, Sendable {
  /// Months, with twelve for a year.
  public var months: Int
  /// Days, with seven for a week.
  public var days: Int
  /// The time part in milliseconds.
  public var milliseconds: Int64
  /// Whether it was written as no days, as `P0D`: of what it is the length of, that is the day itself.
  private var isNoDays = false

  /// Makes a duration from its parts.
  public init(months: Int = 0, days: Int = 0, milliseconds: Int64 = 0) {
    (self.months, self.days, self.milliseconds) = (months, days, milliseconds)
  }

  /// Reads `P1Y2M3W4DT5H6M7S`, each part optional but at least one there; nil when it is anything else.
  public init?(iso text: some StringProtocol) {
    var rest = Substring(text)
    let isNegative = rest.first == "-"
    if isNegative { rest.removeFirst() }
    guard rest.first == "P" else { return nil }
    rest.removeFirst()
    self.init()
    var isTime = false
    var order = ["Y", "M", "W", "D"][...]
    var isEmpty = true
    var hasDate = false
    while let first = rest.first {
      if first == "T", !isTime {
        isTime = true
        order = ["H", "M", "S"][...]
        rest.removeFirst()
        guard !rest.isEmpty else { return nil }
        continue
      }
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest[digits.endIndex...]
      guard let unit = rest.first, let place = order.firstIndex(of: String(unit)), let number = Int(digits),
        number <= 999_999_999
      else { return nil }
      order = order[(place + 1)...]
      rest.removeFirst()
      isEmpty = false
      hasDate = hasDate || !isTime
      switch (isTime, unit) {
      case (false, "Y"): months += number * 12
      case (false, "M"): months += number
      case (false, "W"): days += number * 7
      case (false, "D"): days += number
      case (true, "H"): milliseconds += Int64(number) * 3_600_000
      case (true, "M"): milliseconds += Int64(number) * 60_000
      default: milliseconds += Int64(number) * 1000
      }
    }
    guard !isEmpty else { return nil }
    isNoDays = hasDate && months == 0 && days == 0 && milliseconds == 0
    if isNegative { (months, days, milliseconds) = (-months, -days, -milliseconds) }
  }

  /// Whether it has only a time part, which is counted on the time line; days and months are counted by the wall clock.
  public var isTime: Bool { months == 0 && days == 0 && !isNoDays }
}

extension Moment {
  /// The moment a duration later: months and days by the wall clock of the Netherlands, then the time on the time line.
  ///
  /// A sum past the year 9999 is the end of that year, and one before the year 1 its begin: no length that can be written
  /// leads further.
  public func adding(_ duration: CalendarDuration) -> Moment {
    var result = self
    if duration.months != 0 || duration.days != 0 {
      let wall = DutchTime.wallClock(at: self)
      let date = wall.date.adding(months: duration.months).adding(days: duration.days)
      guard date.year <= 9999 else { return .latest }
      guard date.year >= 1 else { return .earliest }
      result = DutchTime.moment(date: date, milliseconds: wall.milliseconds)
    }
    let (sum, isOver) = result.milliseconds.addingReportingOverflow(duration.milliseconds)
    if isOver { return duration.milliseconds < 0 ? .earliest : .latest }
    return min(max(Moment(milliseconds: sum), .earliest), .latest)
  }

  /// The begin of the year 1, in UTC.
  static let earliest = Moment(milliseconds: -62_135_596_800_000)
  /// The end of the year 9999 in the Netherlands.
  static let latest = Moment(milliseconds: 253_402_297_199_999)

  /// The end of a term that starts on this moment's day: the end of the last day, or, for a term in hours, that moment.
  ///
  /// The day itself does not count (Awb 6:8(1)), so that a term of no days is over with it; n weeks end on the same weekday, n months on the same day number.
  public func endOfTerm(_ duration: CalendarDuration) -> Moment {
    guard !duration.isTime else { return adding(duration) }
    let last = DutchTime.wallClock(at: self).date.adding(months: duration.months).adding(days: duration.days)
    guard last.year <= 9999 else { return .latest }
    return DutchTime.moment(date: last.adding(days: 1), milliseconds: 0)
  }
}

package func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
  let quotient = value / divisor
  return value % divisor != 0 && (value < 0) != (divisor < 0) ? quotient - 1 : quotient
}
