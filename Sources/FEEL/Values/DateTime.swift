/// A time of day, with or without a zone (DMN 1.5 §10.3.2.3.4).
public struct TimeOfDay: Sendable {
  /// Nanoseconds since midnight, below 86 400 000 000 000.
  public let nanoseconds: Int64
  /// The zone, if it says.
  public let zone: Zone?

  /// Makes a time; nil outside the day.
  public init?(nanoseconds: Int64, zone: Zone? = nil) {
    guard (0..<TimeOfDay.day).contains(nanoseconds) else { return nil }
    self.nanoseconds = nanoseconds
    self.zone = zone
  }

  /// Makes a time from a count of nanoseconds that may pass midnight either way.
  init(wrapping nanoseconds: Int128, zone: Zone?) {
    let rest = nanoseconds % Int128(TimeOfDay.day)
    self.nanoseconds = Int64(rest < 0 ? rest + Int128(TimeOfDay.day) : rest)
    self.zone = zone
  }

  static let day: Int64 = 86_400_000_000_000

  /// Seconds ahead of UTC: of a zone whose offset depends on the day, outside summer time; without a zone, those of the
  /// Netherlands.
  var offset: Int64 { (zone ?? .dutch).standardOffset }

  /// Nanoseconds since midnight in UTC, below 0 or past a day where that is another day.
  var ordinal: Int64 { nanoseconds - offset * 1_000_000_000 }

  /// Whole seconds since midnight in UTC, rounded towards negative infinity.
  var seconds: Int64 { floorDivide(ordinal, 1_000_000_000) }

  var hour: Int { Int(nanoseconds / 3_600_000_000_000) }
  var minute: Int { Int(nanoseconds / 60_000_000_000 % 60) }
  /// The whole seconds.
  var second: Int { Int(nanoseconds / 1_000_000_000 % 60) }
}

extension TimeOfDay: Hashable, Comparable, CustomStringConvertible {
  /// Equal to the second, whatever the zones they are written in.
  ///
  /// The value of a time is its number of seconds (DMN 1.5 §10.3.2.3.4); fractions are kept and do not count. One
  /// without a zone is one in the Netherlands here, so that this is an equivalence; `order` takes it by the other's.
  public static func == (left: TimeOfDay, right: TimeOfDay) -> Bool { left.seconds == right.seconds }

  /// The earlier is less.
  public static func < (left: TimeOfDay, right: TimeOfDay) -> Bool { left.seconds < right.seconds }

  /// Hashes the time, not the zone.
  public func hash(into hasher: inout Hasher) { hasher.combine(seconds) }

  /// Negative, zero or positive as this is earlier than, the same as or later than the other.
  ///
  /// Where one has no zone it is taken to have the other's, and in one zone the wall clock counts (DMN 1.5 table 54).
  func order(_ other: TimeOfDay) -> Int {
    let isByWall = zone == other.zone || zone == nil || other.zone == nil
    let (a, b) = isByWall ? (nanoseconds / 1_000_000_000, other.nanoseconds / 1_000_000_000) : (seconds, other.seconds)
    return a == b ? 0 : a < b ? -1 : 1
  }

  /// As ISO 8601, with its zone: `13:00:00.5+01:00`.
  public var description: String {
    padded(hour, 2) + ":" + padded(minute, 2) + ":" + padded(second, 2)
      + fractionText(Int(nanoseconds % 1_000_000_000)) + (zone?.description ?? "")
  }
}

/// A date and time, with or without a zone (DMN 1.5 §10.3.2.3.6).
///
/// It keeps the zone it was written in. One without a zone is taken by the legal time of the Netherlands where a moment is
/// needed: the implicit zone that XQuery leaves to its context.
///
/// In a zone whose clocks change, a wall clock that comes twice is the first of the two, and one that never comes is
/// moved on by as much as the clocks are. Where arithmetic leads to the second, the result has the offset for a zone, so
/// that a value is what its text says.
public struct DateTime: Sendable {
  /// The wall clock in seconds since 1970-01-01T00:00:00 of that same clock.
  let wallSeconds: Int64
  let nanoseconds: Int32
  /// The zone, if it says.
  public let zone: Zone?

  private init(wallSeconds: Int64, nanoseconds: Int32, zone: Zone?) {
    (self.wallSeconds, self.nanoseconds, self.zone) = (wallSeconds, nanoseconds, zone)
  }

  /// Makes a date and time from its two parts; the zone is the time's.
  public init(date: CivilDate, time: TimeOfDay) {
    let wall = Int64(date.daysSinceEpoch) * 86_400 + time.nanoseconds / 1_000_000_000
    nanoseconds = Int32(time.nanoseconds % 1_000_000_000)
    zone = time.zone
    switch time.zone {
    case .offset, nil: wallSeconds = wall
    case .dutch?, .named?:
      let zone = time.zone ?? .dutch
      let instant = zone.instant(ofWall: wall)
      wallSeconds = instant + zone.offset(at: instant)
    }
  }

  /// A moment by the legal time of the Netherlands, written with the offset it has then.
  public init(_ moment: Moment) {
    let offset = DutchTime.offset(at: moment)
    let local = moment.milliseconds + offset
    wallSeconds = floorDivide(local, 1000)
    nanoseconds = Int32(local - wallSeconds * 1000) * 1_000_000
    zone = .offset(seconds: Int32(offset / 1000))
  }

  /// The moment on the time line, to the millisecond; nil more than some 290 million years away.
  public var moment: Moment? {
    let (milliseconds, isOver) = seconds.multipliedReportingOverflow(by: 1000)
    return isOver ? nil : Moment(milliseconds: milliseconds + Int64(nanoseconds) / 1_000_000)
  }

  /// The day by its own wall clock.
  public var date: CivilDate { CivilDate(daysSinceEpoch: Int(floorDivide(wallSeconds, 86_400))) }

  /// The time by its own wall clock.
  public var time: TimeOfDay {
    let second = wallSeconds - floorDivide(wallSeconds, 86_400) * 86_400
    return TimeOfDay(wrapping: Int128(second) * 1_000_000_000 + Int128(nanoseconds), zone: zone)
  }

  /// Seconds since the epoch in UTC.
  var seconds: Int64 {
    if case .offset(let offset) = zone { return wallSeconds - Int64(offset) }
    return (zone ?? .dutch).instant(ofWall: wallSeconds)
  }

  /// Seconds ahead of UTC.
  var offset: Int64 { wallSeconds - seconds }

  /// Nanoseconds since the epoch in UTC.
  var total: Int128 { Int128(seconds) * 1_000_000_000 + Int128(nanoseconds) }

  /// Nanoseconds since the epoch of the wall clock.
  var wallTotal: Int128 { Int128(wallSeconds) * 1_000_000_000 + Int128(nanoseconds) }

  /// The time so many nanoseconds later, by the time line; nil when its year is out of range.
  func moved(by duration: Int128) -> DateTime? {
    switch zone {
    case .offset, nil: return DateTime(wall: wallTotal + duration, zone: zone)
    case .dutch?, .named?: return DateTime(instant: total + duration, zone: zone ?? .dutch)
    }
  }

  private init?(instant total: Int128, zone: Zone) {
    guard let utc = DateTime(wall: total, zone: .utc) else { return nil }
    let offset = zone.offset(at: utc.wallSeconds)
    let wall = utc.wallSeconds + offset
    guard DateTime.walls.contains(wall) else { return nil }
    let isFirst = zone.instant(ofWall: wall) == utc.wallSeconds
    self.init(
      wallSeconds: wall, nanoseconds: utc.nanoseconds, zone: isFirst ? zone : .offset(seconds: Int32(offset)))
  }

  private init?(wall total: Int128, zone: Zone?) {
    guard let duration = DayTimeDuration(total: total), DateTime.walls.contains(duration.seconds) else { return nil }
    self.init(wallSeconds: duration.seconds, nanoseconds: duration.nanoseconds, zone: zone)
  }

  /// The wall clocks of the years that a date can have.
  private static let walls =
    Int64(CivilDate.days.lowerBound) * 86_400...Int64(CivilDate.days.upperBound) * 86_400 + 86_399
}

extension DateTime: Hashable, Comparable, CustomStringConvertible {
  /// The same instant to the second, whatever the zones they are written in.
  ///
  /// The value of a date and time is its number of seconds (DMN 1.5 §10.3.2.3.6); fractions are kept and do not count.
  /// One without a zone is one in the Netherlands here, so that this is an equivalence; `order` takes it by the other's.
  public static func == (left: DateTime, right: DateTime) -> Bool { left.seconds == right.seconds }

  /// The earlier is less.
  public static func < (left: DateTime, right: DateTime) -> Bool { left.seconds < right.seconds }

  /// Hashes the instant, not the zone.
  public func hash(into hasher: inout Hasher) { hasher.combine(seconds) }

  /// Negative, zero or positive as this is earlier than, the same as or later than the other.
  ///
  /// Where one has no zone it is taken to have the other's offset, so the wall clocks count (DMN 1.5 table 54).
  func order(_ other: DateTime) -> Int {
    let isByWall = zone == nil || other.zone == nil
    let (a, b) = isByWall ? (wallSeconds, other.wallSeconds) : (seconds, other.seconds)
    return a == b ? 0 : a < b ? -1 : 1
  }

  /// As ISO 8601, with its zone: `2026-03-02T09:00:00+01:00`.
  public var description: String { "\(date)T\(time)" }
}

extension CivilDate {
  /// The days since 1970-01-01 of the years −999 999 999 to 999 999 999 (DMN 1.5 §10.3.2.3.5).
  static let days = -365_243_219_162...365_241_780_471

  /// The day so many days after 1970-01-01; nil when its year is out of range.
  init?(exactDaysSinceEpoch days: Int) {
    guard CivilDate.days.contains(days) else { return nil }
    self.init(daysSinceEpoch: days)
  }
}

extension CivilDate: CustomStringConvertible {
  /// As ISO 8601: `2026-03-02`, `-0044-03-15`.
  public var description: String {
    (year < 0 ? "-" : "") + padded(abs(year), 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
  }
}
