import FEEL

/// Counts a term in hours: on the time line, so that an hour is an hour when the clocks change.
///
/// Weekends and holidays do not move it (Algemene termijnenwet art. 4 onder a). Days that a pause takes out are given back
/// as the hours that they have.
struct HourCount {
  let term: LegalTerm
  let calendar: LegalCalendar
  let anchor: Anchor
  private var due = Moment(milliseconds: 0)
  private var uses: [ExtensionPower: Int] = [:]
  /// The end of the last pause so far.
  private var pausedThrough: CivilDate?
  private var suspendedFrom: CivilDate?
  private var steps: [TermStep] = []

  init(term: LegalTerm, calendar: LegalCalendar, anchor: Anchor) {
    self.term = term
    self.calendar = calendar
    self.anchor = anchor
  }

  mutating func run(_ course: TermCourse) throws(TermFault) -> TermDraft {
    due = start
    add(.start(anchor, firstDay: nil), basis: term.basis)
    due = try due.adding(hours: term.direction == .forward ? term.length.amount : -term.length.amount)
    add(.length(term.length), basis: term.basis)
    for change in course.changes {
      switch change {
      case .pause(let pause): try apply(pause)
      case .extend(let use): try apply(use)
      }
    }
    if suspendedFrom == nil {
      let rule = term.freeDayRule(extendedBy: [], days: 0, readings: Readings())
      add(.freeDays(rule), basis: rule.basis)
    }
    add(.end, basis: nil)
    return TermDraft(steps: steps, nominalEnd: nil, end: end)
  }

  /// The moment of the event; of an event of which only the day is known the end of that day, or its begin when the day
  /// counts or the term is counted back.
  private var start: Moment {
    if let moment = anchor.at.moment { return moment }
    return term.starts == .dayAfter && term.direction == .forward ? anchor.at.date.end : anchor.at.date.begin
  }

  private var end: TermEnd {
    guard let suspendedFrom else { return .moment(due) }
    return .suspended(daysLeft: Int(max(0, due.milliseconds - suspendedFrom.begin.milliseconds) / 86_400_000))
  }

  private mutating func add(_ kind: TermStep.Kind, basis: String?) {
    steps.append(TermStep(kind: kind, basis: basis, end: end))
  }

  private mutating func apply(_ pause: Pause) throws(TermFault) {
    guard suspendedFrom == nil else { return add(.pauseWithoutEffect(pause, .inOtherPause), basis: pause.basis) }
    let first = pause.from.date.adding(days: 1)
    guard first.begin < due else { return add(.pauseWithoutEffect(pause, .over(.moment(due))), basis: pause.basis) }
    let fresh = max(first, pausedThrough.map { $0.adding(days: 1) } ?? first)
    let last: CivilDate
    switch pause.end {
    case .open:
      suspendedFrom = fresh
      return add(.suspended(pause, from: fresh), basis: pause.basis)
    case .until(let end): last = end.date.adding(days: -1)
    case .through(let end): last = end.date
    }
    guard first <= last else { return add(.pauseWithoutEffect(pause, .noDays), basis: pause.basis) }
    guard start < last.end else { return add(.pauseWithoutEffect(pause, .beforeStart), basis: pause.basis) }
    guard fresh <= last else { return add(.pauseWithoutEffect(pause, .inOtherPause), basis: pause.basis) }
    pausedThrough = last
    due.milliseconds += last.end.milliseconds - max(start, fresh.begin).milliseconds
    due = try due.adding(hours: 0)
    add(.pause(pause, from: fresh, through: last, days: fresh.days(until: last) + 1), basis: pause.basis)
  }

  private mutating func apply(_ use: Extension) throws(TermFault) {
    if let reason = try noEffect(of: use) {
      return add(.extensionWithoutEffect(use, reason), basis: use.power.basis)
    }
    let by = TermLength(min(use.by.amount, use.power.upTo?.amount ?? .max), .hours)
    due = try due.adding(hours: by.amount)
    uses[use.power, default: 0] += 1
    add(.extended(use, granted: by), basis: use.power.basis)
  }

  private func noEffect(of use: Extension) throws(TermFault) -> NoEffect? {
    if use.announced < anchor.at { return .beforeStart }
    if suspendedFrom == nil, use.announced.begin >= due { return .over(.moment(due)) }
    if let atMost = use.power.atMost, uses[use.power, default: 0] >= atMost { return .tooOften(atMost) }
    guard let length = use.power.latest else { return nil }
    if length.unit == .hours {
      let latest = try start.adding(hours: length.amount)
      return use.announced.begin > latest ? .tooLate(latest: DutchTime.wallClock(at: latest).date) : nil
    }
    let latest = try term.nominalEnd(of: length, from: anchor.at.date, calendar)
    return use.announced.date > latest ? .tooLate(latest: latest) : nil
  }
}

extension Moment {
  /// So many hours later on the time line.
  fileprivate func adding(hours: Int) throws(TermFault) -> Moment {
    let moment = Moment(milliseconds: milliseconds + Int64(hours) * 3_600_000)
    _ = try DutchTime.wallClock(at: moment).date.inRange()
    // Beyond the years that it can count, the clock stands still.
    guard (-62_135_596_800_000...253_402_297_199_999).contains(moment.milliseconds) else { throw .beyondYears }
    return moment
  }
}
