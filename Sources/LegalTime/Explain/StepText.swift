import FEEL

// What each step says.

extension TermLanguage {
  /// A name of the model's before what is said of it.
  func named(_ name: String?) -> String { name.map { "'\($0)': " } ?? "" }

  func start(_ anchor: Anchor, firstDay: CivilDate?, of term: LegalTerm) -> String {
    let name = anchor.name.map { "'\($0)', " } ?? ""
    let event = name + occurrence(anchor.at)
    let from =
      switch term.direction {
      case .forward: text("counted from \(event)", "gerekend vanaf \(event)")
      case .backward: text("counted back from \(event)", "teruggerekend vanaf \(event)")
      }
    guard let firstDay else { return from }
    let rule =
      switch term.starts {
      case .dayAfter:
        text(
          "; that day does not count, day 1 is \(day(firstDay))", "; die dag telt niet mee, dag 1 is \(day(firstDay))")
      case .sameDay: text("; that day counts as day 1", "; die dag telt mee als dag 1")
      }
    return from + rule
  }

  func counted(_ length: TermLength, in calculation: TermCalculation) -> String {
    let words = self.length(length)
    if calculation.term.direction == .backward, length.unit != .hours {
      return text(
        "\(words) lie wholly between; this is the last day before them",
        "\(words) liggen er geheel tussen; dit is de laatste dag daarvoor")
    }
    if length.amount == 0 { return text("no longer than the day itself", "niet langer dan de dag zelf") }
    let isIncluded = calculation.term.starts == .sameDay && length.unit != .hours
    let included = isIncluded ? text(", the first day included", ", de eerste dag meegerekend") : ""
    let how =
      switch length.unit {
      case .hours: text("on the time line", "op de tijdlijn")
      case .days: text("all days counted", "alle dagen geteld")
      case .workingDays: text("without weekends and holidays", "zonder weekeinden en feestdagen")
      case .weeks where isIncluded: ""
      case .weeks: text("the same weekday", "dezelfde weekdag")
      case .months, .years: monthRule(calculation)
      }
    return words + (how.isEmpty ? "" : ": \(how)") + included
  }

  private func monthRule(_ calculation: TermCalculation) -> String {
    guard let start = calculation.course.anchors.map(\.at).min()?.date, calculation.term.starts == .dayAfter,
      case .lastDay(let end)? = calculation.steps.first(where: { if case .length = $0.kind { true } else { false } })?
        .end
    else { return "" }
    return end.day == start.day
      ? text("the same day of the month", "dezelfde dag van de maand")
      : text("the last day of a month without day \(start.day)", "de laatste dag van een maand zonder dag \(start.day)")
  }

  func pause(_ pause: Pause, _ from: CivilDate, _ through: CivilDate, _ count: Int) -> String {
    let span =
      count == 1
      ? text("1 day does not count, \(day(from))", "1 dag telt niet mee, \(day(from))")
      : text(
        "\(count) days do not count, from \(day(from)) through \(day(through))",
        "\(count) dagen tellen niet mee, van \(day(from)) tot en met \(day(through))")
    let again: String
    if case .until(let end) = pause.end {
      again = text("; \(day(end.date)) counts again", "; \(day(end.date)) telt weer mee")
    } else {
      again = ""
    }
    return named(pause.name) + span + again
  }

  func extended(_ use: Extension, _ granted: TermLength) -> String {
    let announced = text("announced on \(occurrence(use.announced))", "meegedeeld op \(occurrence(use.announced))")
    guard granted != use.by else {
      return named(use.name) + text("\(length(granted)) more, ", "\(length(granted)) erbij, ") + announced
    }
    return named(use.name)
      + text(
        "\(length(granted)) more, the most that is allowed; \(length(use.by)) were ",
        "\(length(granted)) erbij, het hoogste dat mag; \(length(use.by)) waren ") + announced
  }

  func reason(_ reason: NoEffect) -> String {
    switch reason {
    case .over(let end): text("the term had ended on \(self.end(end))", "de termijn was om op \(self.end(end))")
    case .beforeStart: text("the term had not started", "de termijn liep nog niet")
    case .noDays: text("it was over before a day had passed", "zij was voorbij voordat er een dag om was")
    case .inOtherPause: text("its days are in another pause", "haar dagen vallen in een andere opschorting")
    case .tooLate(let latest):
      text("it could be announced until \(day(latest))", "zij kon worden meegedeeld tot en met \(day(latest))")
    case .tooOften(let count):
      count == 1
        ? text("it can be done once", "het kan één keer")
        : text("it can be done \(count) times", "het kan \(count) keer")
    }
  }

  func movedOver(_ days: [SkippedDay]) -> String {
    text("it does not end on ", "hij eindigt niet op ") + list(days)
  }

  func minimum(_ count: Int, _ days: [SkippedDay]) -> String {
    let has =
      count == 0
      ? text("it holds no working day", "hij telt geen werkdag")
      : text("it holds one working day", "hij telt één werkdag")
    return has + text(" and must hold two; it goes on over ", " en moet er twee tellen; hij loopt door over ")
      + list(days)
  }

  /// Days with why they are skipped.
  private func list(_ days: [SkippedDay]) -> String {
    days.map { skipped in
      switch skipped.reason {
      case .free(let free): "\(day(skipped.date)) (\(name(of: free, on: skipped.date)))"
      case .paused: "\(day(skipped.date)) (\(text("paused", "opgeschort")))"
      case .tooFew: day(skipped.date)
      }
    }.joined(separator: ", ")
  }

  func closing(_ end: TermEnd) -> String {
    switch end {
    case .lastDay:
      text("the last day, until 24:00 in the Netherlands", "de laatste dag, tot 24.00 uur in Nederland")
    case .moment: text("the moment itself", "het moment zelf")
    case .suspended(let left):
      text("\(left) \(days(left)) left when the pause ends", "nog \(left) \(days(left)) als de opschorting eindigt")
    }
  }

  func outcome(_ outcome: TermOutcome, _ at: Occurrence) -> String {
    switch outcome {
    case .met: text("met on \(occurrence(at))", "gehaald op \(occurrence(at))")
    case .metLate(let late):
      text(
        "done on \(occurrence(at)), \(late) \(days(late)) late",
        "gedaan op \(occurrence(at)), \(late) \(days(late)) te laat")
    case .void: text("void since \(occurrence(at))", "vervallen op \(occurrence(at))")
    }
  }
}
