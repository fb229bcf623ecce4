import FEEL
import KetenSource

extension TermCalculation {
  /// The calculation as JSON: dates in ISO 8601, moments in UTC, each step with its words in a language.
  package func json(in language: TermLanguage) -> JSONValue {
    let explanation = explanation(in: language)
    let steps = zip(steps, explanation.lines).map { step, line in
      JSONValue.members([
        "step": .string(step.kind.name), "basis": step.basis.map { .string($0) }, "end": step.end.json,
        "effect": step.kind.hasEffect ? nil : .bool(false), "days": step.kind.days.map { .integer($0) },
        "text": .string(line.text),
      ])
    }
    return .members([
      "term": term.json, "calendar": .string(calendarVersion),
      "reading": reading.map { ["question": .string($0.question.rawValue), "answer": .string($0.answer)] },
      "nominalEnd": nominalEnd.map { .string("\($0)") }, "end": end.json, "due": due.map { .string($0.utc) },
      "provisional": .bool(isProvisional), "outcome": outcome?.json, "steps": .array(steps),
    ])
  }
}

extension LegalTerm {
  fileprivate var json: JSONValue {
    .members([
      "length": .string(length.iso), "unit": .string(length.unit.rawValue), "source": .string(source.rawValue),
      "basis": basis.map { .string($0) }, "side": .string(side.rawValue), "starts": .string(starts.rawValue),
      "direction": .string(direction.rawValue),
    ])
  }
}

extension TermEnd {
  fileprivate var json: JSONValue {
    switch self {
    case .lastDay(let day): .string("\(day)")
    case .moment(let moment): .string(moment.utc)
    case .suspended(let left): ["suspended": true, "daysLeft": .integer(left)]
    }
  }
}

extension TermOutcome {
  fileprivate var json: JSONValue {
    switch self {
    case .met: ["state": "met"]
    case .metLate(let days): ["state": "metLate", "days": .integer(days)]
    case .void: ["state": "void"]
    }
  }
}

extension TermStep.Kind {
  /// The name of the step's kind.
  fileprivate var name: String {
    switch self {
    case .start: "start"
    case .length: "length"
    case .pause, .suspended, .pauseWithoutEffect: "pause"
    case .extended, .extensionWithoutEffect: "extension"
    case .freeDays: "freeDays"
    case .movedOver: "movedOver"
    case .minimum: "minimum"
    case .end: "end"
    case .outcome: "outcome"
    }
  }

  fileprivate var hasEffect: Bool {
    switch self {
    case .pauseWithoutEffect, .extensionWithoutEffect: false
    case .freeDays(let rule): rule.applies
    case .start, .length, .pause, .suspended, .extended, .movedOver, .minimum, .end, .outcome: true
    }
  }

  /// The days that a pause takes out or over which the end moves.
  fileprivate var days: Int? {
    switch self {
    case .pause(_, _, _, let days): days
    case .movedOver(let days), .minimum(_, let days): days.count
    case .start, .length, .suspended, .pauseWithoutEffect, .extended, .extensionWithoutEffect, .freeDays, .end,
      .outcome:
      nil
    }
  }
}

extension Moment {
  /// The moment in UTC, as 2026-04-13T22:00:00Z.
  fileprivate var utc: String {
    let days = floorDivide(milliseconds, 86_400_000)
    let seconds = Int((milliseconds - days * 86_400_000) / 1000)
    let pad = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return
      "\(CivilDate(daysSinceEpoch: Int(days)))T\(pad(seconds / 3600)):\(pad(seconds / 60 % 60)):\(pad(seconds % 60))Z"
  }
}
