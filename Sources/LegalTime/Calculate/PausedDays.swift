import FEEL

/// The days that pauses took out: spans that lie apart, in order.
struct PausedDays {
  private var spans: [ClosedRange<CivilDate>] = []

  /// The last of them.
  var last: CivilDate? { spans.last?.upperBound }

  /// How many there are.
  var count: Int { spans.reduce(0) { $0 + $1.lowerBound.days(until: $1.upperBound) + 1 } }

  /// Takes out days that all lie after those taken out before.
  mutating func add(_ span: ClosedRange<CivilDate>) {
    precondition(last.map { $0 < span.lowerBound } ?? true, "pauses come in the order of their begin")
    spans.append(span)
  }

  /// The last day of the span that a day is in; nil when the day is not taken out.
  func end(around day: CivilDate) -> CivilDate? {
    var (low, high) = (0, spans.count)
    while low < high {
      let middle = (low + high) / 2
      if spans[middle].upperBound < day { low = middle + 1 } else { high = middle }
    }
    return low < spans.count && spans[low].contains(day) ? spans[low].upperBound : nil
  }

  func contains(_ day: CivilDate) -> Bool { end(around: day) != nil }
}
