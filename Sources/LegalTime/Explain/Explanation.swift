import FEEL

/// A calculation as a lawyer would check it: what the term is, then every step with its provision.
public struct Explanation: Hashable, Sendable {
  /// What the term is: its length and what set it.
  public let title: String
  /// The steps, in order.
  public let lines: [Line]
  /// What the calculation rests on: the calendar, and that the end is provisional.
  public let remarks: [String]

  /// A step in words.
  public struct Line: Hashable, Sendable {
    /// What kind of step it is, in a word.
    public let label: String
    /// The end of the term as it stands after the step.
    public let end: String
    /// What happens in it.
    public let text: String
    /// The provision that it rests on; nil where none was given.
    public let basis: String?
  }
}

extension TermCalculation {
  /// The calculation in words.
  public func explanation(in language: TermLanguage) -> Explanation {
    var remarks = [language.text("calendar \(calendarVersion)", "kalender \(calendarVersion)")]
    if isProvisional {
      remarks.append(
        language.text(
          "provisional: the calendar does not know yet which days a royal decree makes equal to holidays then",
          "voorlopig: de kalender weet nog niet welke dagen dan bij koninklijk besluit met feestdagen zijn gelijkgesteld"
        ))
    }
    return Explanation(
      title: language.title(of: term),
      lines: steps.map { step in
        Explanation.Line(
          label: language.label(of: step.kind), end: language.end(step.end), text: text(of: step, language),
          basis: step.basis)
      },
      remarks: remarks)
  }

  private func text(of step: TermStep, _ language: TermLanguage) -> String {
    switch step.kind {
    case .start(let anchor, let firstDay): language.start(anchor, firstDay: firstDay, of: term)
    case .length(let length): language.counted(length, in: self)
    case .pause(let pause, let from, let through, let days):
      language.pause(pause, from, through, days) + groundRemark(pause, language)
    case .suspended(let pause, let from):
      language.named(pause.name)
        + language.text("no day counts from \(language.day(from))", "vanaf \(language.day(from)) telt geen dag")
        + groundRemark(pause, language)
    case .pauseWithoutEffect(let pause, let reason):
      language.named(pause.name)
        + language.text(
          "the pause since \(language.occurrence(pause.from)) changes nothing: ",
          "de opschorting sinds \(language.occurrence(pause.from)) verandert niets: ") + language.reason(reason)
    case .extended(let use, let granted): language.extended(use, granted)
    case .extensionWithoutEffect(let use, let reason):
      language.named(use.name)
        + language.text(
          "the extension announced on \(language.occurrence(use.announced)) changes nothing: ",
          "de verlenging die op \(language.occurrence(use.announced)) is meegedeeld verandert niets: ")
        + language.reason(reason)
    case .freeDays(let rule): language.rule(rule, of: term)
    case .movedOver(let days): language.movedOver(days)
    case .minimum(let workingDays, let days): language.minimum(workingDays, days)
    case .end: language.closing(step.end)
    case .outcome(let outcome, let at): language.outcome(outcome, at)
    }
  }
}

extension TermCalculation {
  /// That a pause of a term of a law has no ground, which it needs.
  private func groundRemark(_ pause: Pause, _ language: TermLanguage) -> String {
    guard pause.basis == nil, term.source == .law || term.source == .decree else { return "" }
    return language.text("; no ground was given for it", "; er is geen grond voor gegeven")
  }
}

extension TermLanguage {
  /// What a term is, in a line.
  func title(of term: LegalTerm) -> String {
    let source =
      switch term.source {
      case .law: text("set in a law", "gesteld in een wet")
      case .decree: text("set in a general administrative order", "gesteld in een algemene maatregel van bestuur")
      case .bylaw: text("set in a by-law", "gesteld in een verordening")
      case .authority: text("set by the authority", "gesteld door het bestuursorgaan")
      case .agreement: text("agreed", "afgesproken")
      }
    let basis = term.basis.map { " (\($0))" } ?? ""
    return text("Term of \(length(term.length))", "Termijn van \(length(term.length))") + ", \(source)\(basis)"
  }

  /// The kind of a step in a word.
  func label(of kind: TermStep.Kind) -> String {
    switch kind {
    case .start: text("start", "begin")
    case .length: text("length", "lengte")
    case .pause, .suspended, .pauseWithoutEffect: text("pause", "opschorting")
    case .extended, .extensionWithoutEffect: text("extension", "verlenging")
    case .freeDays: text("free days", "vrije dagen")
    case .movedOver: text("roll-over", "verschuiving")
    case .minimum: text("minimum", "minimum")
    case .end: text("end", "einde")
    case .outcome: text("outcome", "afloop")
    }
  }
}
