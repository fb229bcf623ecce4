/// A formula of linear temporal logic over finite traces (De Giacomo and Vardi, 2013), evaluated as it is defined.
///
/// An event is a letter; at each position of a trace exactly one happens. Past the last position nothing does.
indirect enum TraceFormula {
  case event(Character)
  case not(TraceFormula)
  case and(TraceFormula, TraceFormula)
  case or(TraceFormula, TraceFormula)
  /// There is a next position, and there it holds.
  case next(TraceFormula)
  case until(TraceFormula, TraceFormula)
  case finally(TraceFormula)
  case globally(TraceFormula)

  func holds(in trace: [Character], at position: Int = 0) -> Bool {
    let rest = position..<max(position, trace.count)
    switch self {
    case .event(let letter): return position < trace.count && trace[position] == letter
    case .not(let formula): return !formula.holds(in: trace, at: position)
    case .and(let left, let right): return left.holds(in: trace, at: position) && right.holds(in: trace, at: position)
    case .or(let left, let right): return left.holds(in: trace, at: position) || right.holds(in: trace, at: position)
    case .next(let formula): return position + 1 < trace.count && formula.holds(in: trace, at: position + 1)
    case .until(let before, let then):
      return rest.contains { end in
        then.holds(in: trace, at: end) && (position..<end).allSatisfy { before.holds(in: trace, at: $0) }
      }
    case .finally(let formula): return rest.contains { formula.holds(in: trace, at: $0) }
    case .globally(let formula): return rest.allSatisfy { formula.holds(in: trace, at: $0) }
    }
  }

  static func implies(_ left: TraceFormula, _ right: TraceFormula) -> TraceFormula { .or(.not(left), right) }

  /// Until, or for ever.
  static func weakUntil(_ before: TraceFormula, _ then: TraceFormula) -> TraceFormula {
    .or(.until(before, then), .globally(before))
  }

  /// At the next position, if there is one.
  static func weakNext(_ formula: TraceFormula) -> TraceFormula { .not(.next(.not(formula))) }
}
