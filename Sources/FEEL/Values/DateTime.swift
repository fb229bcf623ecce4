/// The zone of a time: a fixed offset from UTC, or the legal time of the Netherlands.
public enum Zone: Hashable, Sendable {
  /// So many seconds ahead of UTC, at most 14 hours either way.
  case offset(seconds: Int32)
  /// `Europe/Amsterdam`, as `DutchTime` has it.
  case dutch

  /// UTC.
  public static let utc = Zone.offset(seconds: 0)
}

extension Zone: CustomStringConvertible {
  /// As it follows a time: `Z`, `+01:00`, `@Europe/Amsterdam`.
  public var description: String {
    switch self {
    case .dutch: return "@Europe/Amsterdam"
    case .offset(0): return "Z"
    case .offset(let seconds):
      let magnitude = Int(seconds.magnitude)
      let text = (seconds < 0 ? "-" : "+") + padded(magnitude / 3600, 2) + ":" + padded(magnitude / 60 % 60, 2)
      return magnitude % 60 == 0 ? text : text + ":" + padded(magnitude % 60, 2)
    }
  }
}

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

  /// Nanoseconds since midnight in UTC, which orders times; without a zone, or in a zone whose offset depends on the
  /// day, the wall clock of UTC+1.
  var ordinal: Int64 {
    switch zone {
    case .offset(let seconds): nanoseconds - Int64(seconds) * 1_000_000_000
    case .dutch, nil: nanoseconds - 3_600_000_000_000
    }
  }

  var hour: Int { Int(nanoseconds / 3_600_000_000_000) }
  var minute: Int { Int(nanoseconds / 60_000_000_000 % 60) }
  var second: Int { Int(nanoseconds / 1_000_000_000 % 60) }
}

extension TimeOfDay: Hashable, Comparable, CustomStringConvertible {
  /// Equal in time, whatever the zones they are written in.
  public static func == (left: TimeOfDay, right: TimeOfDay) -> Bool { left.ordinal == right.ordinal }

  /// The earlier is less.
  public static func < (left: TimeOfDay, right: TimeOfDay) -> Bool { left.ordinal < right.ordinal }

  /// Hashes the time, not the zone.
  public func hash(into hasher: inout Hasher) { hasher.combine(ordinal) }

  /// As ISO 8601, with its zone: `13:00:00.5+01:00`.
  public var description: String {
    padded(hour, 2) + ":" + padded(minute, 2) + ":" + padded(second, 2)
      + fractionText(Int(nanoseconds % 1_000_000_000)) + (zone?.description ?? "")
  }
}

/// A date and time, with or without a zone (DMN 1.5 §10.3.2.3.5).
///
/// It keeps the zone it was written in. One without a zone is taken by the legal time of the Netherlands where it meets
/// one that has a zone: the implicit zone that XQuery leaves to its context.
public struct DateTime: Sendable {
  /// The wall clock in seconds since 1970-01-01T00:00:00 of that same clock.
  let wallSeconds: Int64
  let nanoseconds: Int32
  /// The zone, if it says.
  public let zone: Zone?

  init(wallSeconds: Int64, nanoseconds: Int32, zone: Zone?) {
    self.wallSeconds = wallSeconds
    self.nanoseconds = nanoseconds
    self.zone = zone
  }

  /// Makes a date and time from its two parts; the zone is the time's.
  public init(date: CivilDate, time: TimeOfDay) {
    wallSeconds = Int64(date.daysSinceEpoch) * 86_400 + time.nanoseconds / 1_000_000_000
    nanoseconds = Int32(time.nanoseconds % 1_000_000_000)
    zone = time.zone
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

  /// Seconds ahead of UTC.
  var offset: Int64 {
    if case .offset(let seconds) = zone { return Int64(seconds) }
    // The rule of summer time has no say over years that DutchTime cannot count.
    guard wallSeconds.magnitude < 1_000_000_000_000 else { return 3600 }
    let (date, milliseconds) = (self.date, (wallSeconds - floorDivide(wallSeconds, 86_400) * 86_400) * 1000)
    let moment = DutchTime.moment(date: date, milliseconds: milliseconds)
    return wallSeconds - floorDivide(moment.milliseconds, 1000)
  }

  /// Seconds since the epoch in UTC.
  var seconds: Int64 { wallSeconds - offset }

  /// Nanoseconds since the epoch in UTC.
  var total: Int128 { Int128(seconds) * 1_000_000_000 + Int128(nanoseconds) }

  /// The same zone at another instant; nil when it is out of range.
  func moved(by duration: Int128) -> DateTime? {
    let wall = Int128(wallSeconds) * 1_000_000_000 + Int128(nanoseconds)
    if zone != .dutch { return DateTime(wall: wall + duration, zone: zone) }
    let utc = total + duration
    guard let plain = DateTime(wall: utc, zone: .utc), let moment = plain.moment,
      moment.milliseconds.magnitude < 1_000_000_000_000_000
    else { return DateTime(wall: wall + duration, zone: zone) }
    return DateTime(wall: utc + Int128(DutchTime.offset(at: moment)) * 1_000_000, zone: .dutch)
  }

  private init?(wall: Int128, zone: Zone?) {
    guard let duration = DayTimeDuration(total: wall), duration.seconds.magnitude < DateTime.secondsMax else {
      return nil
    }
    self.init(wallSeconds: duration.seconds, nanoseconds: duration.nanoseconds, zone: zone)
  }

  /// Just short of the year 999 999 999, the last of `CivilDate`.
  static let secondsMax: UInt64 = 31_556_000_000_000_000
}

extension DateTime: Hashable, Comparable, CustomStringConvertible {
  /// The same instant, whatever the zones they are written in.
  public static func == (left: DateTime, right: DateTime) -> Bool {
    left.nanoseconds == right.nanoseconds && left.seconds == right.seconds
  }

  /// The earlier is less.
  public static func < (left: DateTime, right: DateTime) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }

  /// Hashes the instant, not the zone.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(seconds)
    hasher.combine(nanoseconds)
  }

  /// As ISO 8601, with its zone: `2026-03-02T09:00:00+01:00`.
  public var description: String { "\(date)T\(time)" }
}

extension CivilDate: CustomStringConvertible {
  /// As ISO 8601: `2026-03-02`, `-0044-03-15`.
  public var description: String {
    (year < 0 ? "-" : "") + padded(abs(year), 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
  }
}
