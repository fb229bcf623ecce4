import FEEL

// Where the kernel makes and reads values of FEEL that are more than null, booleans and strings.

extension Value {
  /// A moment as a value.
  init(moment: Moment) { self = .string(String(moment.milliseconds)) }

  /// The day of a moment, by the legal time of the Netherlands.
  init(dayOf moment: Moment) {
    let date = DutchTime.wallClock(at: moment).date
    self = .string("\(date.year)-\(date.month)-\(date.day)")
  }

  /// A span of time as a value.
  init(milliseconds: Int64) { self = .string(String(milliseconds)) }

  /// The moment a clock is due that starts at a moment with this value as its duration; nil when it is none.
  func due(from moment: Moment) -> Moment? {
    guard case .string(let text) = self else { return nil }
    return CalendarDuration(iso: text).map { moment.adding($0) }
  }

  /// Whether the value may stand where a type is asked for; null always may.
  func fits(_ type: ValueType) -> Bool {
    switch (self, type) {
    case (.null, _), (_, .any), (.boolean, .boolean), (.string, .string): true
    default: false
    }
  }

  /// A list with one element more.
  func appending(_ element: Value) -> Value { element }
}
