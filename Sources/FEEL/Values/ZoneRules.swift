/// When the clocks of a zone stood how far ahead of UTC: a table of changes, and a rule for what comes after it.
///
/// Invariant: `changes` ascends, and `offsets` has one item more; offsets are within 26 hours.
struct ZoneRules: Hashable, Sendable {
  /// The instants at which the offset changed, in seconds since the epoch.
  let changes: [Int64]
  /// Seconds ahead of UTC before the first change, and from each change on.
  let offsets: [Int32]
  /// The rule from the last change on; nil when the last offset stays.
  let rule: ZoneRule?

  /// A zone that never changes.
  init(offset: Int32) { self.init(changes: [], offsets: [offset], rule: nil) }

  init(changes: [Int64], offsets: [Int32], rule: ZoneRule?) {
    precondition(offsets.count == changes.count + 1)
    (self.changes, self.offsets, self.rule) = (changes, offsets, rule)
  }

  /// The widest offset that the format of zone files allows (RFC 9636, §3.2).
  static let offsetMax: Int32 = 26 * 3600

  /// Seconds ahead of UTC outside summer time, by the rules in force last.
  var standardOffset: Int32 { rule?.standard ?? offsets[offsets.count - 1] }

  /// Seconds ahead of UTC at an instant.
  func offset(at instant: Int64) -> Int32 {
    if let rule, instant >= changes.last ?? .min { return rule.offset(at: instant) }
    return offsets[count(upTo: instant)]
  }

  /// The number of changes that have been at an instant.
  private func count(upTo instant: Int64) -> Int {
    var (low, high) = (0, changes.count)
    while low < high {
      let middle = (low + high) / 2
      if changes[middle] <= instant { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The first instant at which the wall clock shows this; of one that it never shows, the same time later, as the clock
  /// before the gap would have counted it.
  func instant(ofWall wall: Int64) -> Int64 {
    // Every instant that this wall clock may mean, and the changes about it, lie within three days.
    let window = wall - 259_200...wall + 259_200
    var offset = Int64(self.offset(at: window.lowerBound))
    var start = Int64.min
    var gap: Int64?
    for change in changes(in: window) {
      let (end, next) = (change.at + offset, change.at + Int64(change.offset))
      if start <= wall, wall < end { return wall - offset }
      if end <= wall, wall < next { gap = gap ?? wall - offset }
      (start, offset) = (next, Int64(change.offset))
    }
    return start <= wall ? wall - offset : gap ?? wall - offset
  }

  private func changes(in window: ClosedRange<Int64>) -> [(at: Int64, offset: Int32)] {
    let first = count(upTo: window.lowerBound - 1)
    var result: [(at: Int64, offset: Int32)] = []
    for index in first..<changes.count {
      guard changes[index] <= window.upperBound else { return result }
      result.append((changes[index], offsets[index + 1]))
    }
    let last = changes.last ?? .min
    result += (rule?.changes(about: window.lowerBound) ?? []).filter { $0.at > last && window.contains($0.at) }
    return result
  }
}

/// A rule for every year: one offset, or two with the days of the year on which they begin.
///
/// What the `TZ` variable of POSIX says, with the hours that RFC 9636 adds (§3.3.1).
struct ZoneRule: Hashable, Sendable {
  /// Seconds ahead of UTC outside summer time.
  let standard: Int32
  /// Summer time; nil when there is none.
  let summer: Summer?

  struct Summer: Hashable, Sendable {
    /// Seconds ahead of UTC.
    let offset: Int32
    /// When it begins, by the clock before it.
    let start: Switch
    /// When it ends, by its own clock.
    let end: Switch
  }

  /// A day of the year, and the seconds since its midnight, which may lead to another day.
  struct Switch: Hashable, Sendable {
    let day: Day
    let seconds: Int32

    /// Seconds since the epoch of the wall clock.
    func wall(_ year: Int) -> Int64 { Int64(day.daysSinceEpoch(year)) * 86_400 + Int64(seconds) }
  }

  enum Day: Hashable, Sendable {
    /// The nth day of the year, 1 to 365, leap days not counted.
    case common(Int)
    /// The nth day of the year after the first, 0 to 365, leap days counted.
    case counted(Int)
    /// A weekday, 0 (Sunday) to 6, the first to the fourth of the month, or 5 for the last.
    case weekday(Int, week: Int, month: Int)

    func daysSinceEpoch(_ year: Int) -> Int {
      switch self {
      case .common(let day):
        let isAfterLeapDay = day > 59 && CivilDate.daysIn(month: 2, year: year) == 29
        return firstDay(year, 1) + day - 1 + (isAfterLeapDay ? 1 : 0)
      case .counted(let day): return firstDay(year, 1) + day
      case .weekday(let weekday, let week, let month):
        let first = firstDay(year, month)
        let day = (weekday - CivilDate(daysSinceEpoch: first).weekday % 7 + 7) % 7 + (week - 1) * 7
        return first + (day < CivilDate.daysIn(month: month, year: year) ? day : day - 7)
      }
    }

    private func firstDay(_ year: Int, _ month: Int) -> Int {
      var date = CivilDate(daysSinceEpoch: 0)
      (date.year, date.month) = (year, month)
      return date.daysSinceEpoch
    }
  }

  /// Seconds ahead of UTC at an instant.
  func offset(at instant: Int64) -> Int32 {
    changes(about: instant).last { $0.at <= instant }?.offset ?? standard
  }

  /// The changes of the year of an instant and of those beside it, in order.
  func changes(about instant: Int64) -> [(at: Int64, offset: Int32)] {
    guard let summer else { return [] }
    let year = CivilDate(daysSinceEpoch: Int(floorDivide(instant, 86_400))).year
    var result: [(at: Int64, offset: Int32)] = []
    for year in year - 1...year + 1 {
      let start = (at: summer.start.wall(year) - Int64(standard), offset: summer.offset)
      let end = (at: summer.end.wall(year) - Int64(summer.offset), offset: standard)
      result += start.at <= end.at ? [start, end] : [end, start]
    }
    // Summer time all year ends where it begins again: then the begin has the last word.
    return result.sorted { ($0.at, $0.offset == summer.offset ? 1 : 0) < ($1.at, $1.offset == summer.offset ? 1 : 0) }
  }
}
