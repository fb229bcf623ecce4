/// The zone of a time: a fixed offset from UTC, the legal time of the Netherlands, or a zone of the IANA database.
public enum Zone: Hashable, Sendable {
  /// So many seconds ahead of UTC, at most 14 hours either way.
  case offset(seconds: Int32)
  /// `Europe/Amsterdam`, as `DutchTime` has it: the law's clock depends on no file.
  case dutch
  /// Another zone of the IANA time zone database, as `ZoneDatabase` has it.
  case named(ID)

  /// UTC.
  public static let utc = Zone.offset(seconds: 0)

  /// The number of a named zone in this process: equal for equal names, and of no meaning outside it.
  public struct ID: Hashable, Sendable {
    let index: Int32
  }

  /// The zone of a name, as `Europe/Paris` or `Etc/UTC`; nil for one that the database does not have.
  public init?(name: String) {
    if name == Zone.dutchName {
      self = .dutch
    } else if let id = ZoneDatabase.id(named: name) {
      self = .named(id)
    } else {
      return nil
    }
  }

  private static let dutchName = "Europe/Amsterdam"

  /// The name in the IANA database; nil for an offset.
  public var name: String? {
    switch self {
    case .offset: nil
    case .dutch: Zone.dutchName
    case .named(let id): ZoneDatabase[id].name
    }
  }
}

extension Zone {
  /// Seconds ahead of UTC at an instant, in seconds since the epoch.
  func offset(at instant: Int64) -> Int64 {
    switch self {
    case .offset(let seconds): return Int64(seconds)
    case .dutch:
      // The rule of summer time has no say over years that DutchTime cannot count.
      guard instant.magnitude < 1_000_000_000_000 else { return 3600 }
      return DutchTime.offset(at: Moment(milliseconds: instant * 1000)) / 1000
    case .named(let id): return Int64(ZoneDatabase[id].rules.offset(at: instant))
    }
  }

  /// The instant of a wall clock, both in seconds since the epoch of their own clock.
  ///
  /// Of a time that comes twice, when clocks are put back, it is the first; a time that never comes, when clocks are put
  /// forward, is as much later as they are: ISO 8601 leaves it open, and calendars do so.
  func instant(ofWall wall: Int64) -> Int64 {
    switch self {
    case .offset(let seconds): return wall - Int64(seconds)
    case .dutch:
      guard wall.magnitude < 1_000_000_000_000 else { return wall - 3600 }
      // Of a wall clock that never comes the winter's reading is the same time later.
      return wall - (offset(at: wall - 7200) == 7200 ? 7200 : 3600)
    case .named(let id): return ZoneDatabase[id].rules.instant(ofWall: wall)
    }
  }

  /// Seconds ahead of UTC outside summer time, by the rules in force last.
  var standardOffset: Int64 {
    switch self {
    case .offset(let seconds): Int64(seconds)
    case .dutch: 3600
    case .named(let id): Int64(ZoneDatabase[id].rules.standardOffset)
    }
  }
}

extension Zone: CustomStringConvertible {
  /// As it follows a time: `Z`, `+01:00`, `@Europe/Paris`.
  public var description: String {
    switch self {
    case .dutch, .named: return "@" + (name ?? "")
    case .offset(0): return "Z"
    case .offset(let seconds):
      let magnitude = Int(seconds.magnitude)
      let text = (seconds < 0 ? "-" : "+") + padded(magnitude / 3600, 2) + ":" + padded(magnitude / 60 % 60, 2)
      return magnitude % 60 == 0 ? text : text + ":" + padded(magnitude % 60, 2)
    }
  }
}
