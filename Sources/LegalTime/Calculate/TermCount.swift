import FEEL

/// Counts a term in days or more.
///
/// Pauses and extensions move the nominal end, in the order in which they happened. Weekends and holidays are looked at
/// once, at the end: an extension goes on from the nominal end, not from the Monday after it.
struct TermCount {
  let term: LegalTerm
  let calendar: LegalCalendar
  let readings: Readings
  let anchor: Anchor
  /// The first day that counts.
  private let firstDay: CivilDate
  private var nominal: CivilDate
  private var granted: [TermLength] = []
  private var uses: [ExtensionPower: Int] = [:]
  private var paused = PausedDays()
  /// The first day of a pause that has not ended.
  private var suspendedFrom: CivilDate?
  private var steps: [TermStep] = []

  init(term: LegalTerm, calendar: LegalCalendar, readings: Readings, anchor: Anchor) {
    self.term = term
    self.calendar = calendar
    self.readings = readings
    self.anchor = anchor
    firstDay = term.firstDay(from: anchor.at.date)
    nominal = anchor.at.date
  }

  mutating func run(_ course: TermCourse) throws(TermFault) -> TermDraft {
    add(.start(anchor, firstDay: firstDay), basis: term.basis)
    nominal = try term.nominalEnd(of: term.length, from: anchor.at.date, calendar)
    add(.length(term.length), basis: term.basis)
    for change in course.changes {
      switch change {
      case .pause(let pause): try apply(pause)
      case .extend(let use): try apply(use)
      }
    }
    let rule = rule
    guard suspendedFrom == nil else {
      add(.end, basis: nil)
      return TermDraft(steps: steps, nominalEnd: nominal, end: end)
    }
    add(.freeDays(rule), basis: rule.basis)
    let settled = try settled(rule)
    for (kind, basis, day) in settled.steps { steps.append(TermStep(kind: kind, basis: basis, end: .lastDay(day))) }
    let last = TermEnd.lastDay(settled.day)
    steps.append(TermStep(kind: .end, basis: nil, end: last))
    let counted =
      term.length.unit == .workingDays ? [firstDay, settled.day] : rule.applies ? [nominal, settled.day] : []
    return TermDraft(
      steps: steps, nominalEnd: nominal, end: last,
      isProvisional: !counted.allSatisfy { calendar.covers.contains($0) })
  }

  private mutating func add(_ kind: TermStep.Kind, basis: String?) {
    steps.append(TermStep(kind: kind, basis: basis, end: end))
  }

  /// The end as far as it has been counted.
  private var end: TermEnd {
    guard let suspendedFrom else { return .lastDay(nominal) }
    guard suspendedFrom <= nominal else { return .suspended(daysLeft: 0) }
    let isWorking = term.length.unit == .workingDays
    return .suspended(
      daysLeft: isWorking ? workingDays(in: suspendedFrom...nominal) : suspendedFrom.days(until: nominal) + 1)
  }

  // MARK: Pauses

  private mutating func apply(_ pause: Pause) throws(TermFault) {
    let first = max(pause.from.date.adding(days: 1), firstDay)
    guard suspendedFrom == nil else { return add(.pauseWithoutEffect(pause, .inOtherPause), basis: pause.basis) }
    let lastDay = try settled(rule).day
    guard first <= lastDay else {
      return add(.pauseWithoutEffect(pause, .over(.lastDay(lastDay))), basis: pause.basis)
    }
    let last: CivilDate
    switch pause.end {
    case .open:
      suspendedFrom = max(first, paused.last.map { $0.adding(days: 1) } ?? first)
      return add(.suspended(pause, from: suspendedFrom ?? first), basis: pause.basis)
    case .until(let end): last = end.date.adding(days: -1)
    case .through(let end): last = end.date
    }
    guard first <= last else {
      return add(.pauseWithoutEffect(pause, last < firstDay ? .beforeStart : .noDays), basis: pause.basis)
    }
    // Pauses come in the order of their begin, so what another took out of these days are the first of them.
    let fresh = max(first, paused.last.map { $0.adding(days: 1) } ?? first)
    guard fresh <= last else { return add(.pauseWithoutEffect(pause, .inOtherPause), basis: pause.basis) }
    let days = fresh.days(until: last) + 1
    paused.add(fresh...last)
    if term.length.unit == .workingDays {
      let lost = fresh <= nominal ? workingDays(in: fresh...min(last, nominal)) : 0
      nominal = try calendar.workingDay(lost, from: nominal, for: term, without: paused)
    } else {
      nominal = try nominal.adding(days: days).inRange()
    }
    add(.pause(pause, from: fresh, through: last, days: days), basis: pause.basis)
  }

  /// The working days among some days.
  private func workingDays(in days: ClosedRange<CivilDate>) -> Int {
    var (day, count) = (days.lowerBound, 0)
    while day <= days.upperBound {
      if calendar.freeDay(on: day, countsClosingDays: term.countsClosingDays) == nil { count += 1 }
      day = day.adding(days: 1)
    }
    return count
  }

  // MARK: Extensions

  private mutating func apply(_ use: Extension) throws(TermFault) {
    if let reason = try noEffect(of: use) {
      return add(.extensionWithoutEffect(use, reason), basis: use.power.basis)
    }
    let wanted = try extended(by: use.by)
    var (by, end) = (use.by, wanted)
    if let upTo = use.power.upTo {
      let most = try extended(by: upTo)
      if most < wanted { (by, end) = (upTo, most) }
    }
    nominal = end
    granted.append(by)
    uses[use.power, default: 0] += 1
    add(.extended(use, granted: by), basis: use.power.basis)
  }

  private func noEffect(of use: Extension) throws(TermFault) -> NoEffect? {
    if use.announced.date < anchor.at.date { return .beforeStart }
    if suspendedFrom == nil {
      let lastDay = try settled(rule).day
      if use.announced.date > lastDay { return .over(.lastDay(lastDay)) }
    }
    if let atMost = use.power.atMost, uses[use.power, default: 0] >= atMost { return .tooOften(atMost) }
    guard let length = use.power.latest else { return nil }
    let latest = try term.nominalEnd(of: length, from: anchor.at.date, calendar)
    return use.announced.date > latest ? .tooLate(latest: latest) : nil
  }

  /// The nominal end, so much later.
  private func extended(by length: TermLength) throws(TermFault) -> CivilDate {
    switch length.unit {
    case .hours, .days: return try nominal.adding(days: length.amount).inRange()
    case .weeks: return try nominal.adding(days: 7 * length.amount).inRange()
    case .months: return try nominal.adding(months: length.amount).inRange()
    case .years: return try nominal.adding(months: 12 * length.amount).inRange()
    case .workingDays:
      return try calendar.workingDay(length.amount, from: nominal, for: term, without: paused)
    }
  }

  // MARK: Weekends and holidays

  private var wholeDays: Int { firstDay.days(until: nominal) + 1 - paused.count }

  private var rule: FreeDayRule { term.freeDayRule(extendedBy: granted, days: wholeDays, readings: readings) }

  /// The last day, with the steps that lead from the nominal end to it.
  private func settled(
    _ rule: FreeDayRule
  ) throws(TermFault) -> (day: CivilDate, steps: [(TermStep.Kind, basis: String, end: CivilDate)]) {
    guard rule.applies else { return (nominal, []) }
    var steps: [(TermStep.Kind, basis: String, end: CivilDate)] = []
    var (day, skipped) = try nextWorkingDay(from: nominal)
    if !skipped.isEmpty { steps.append((.movedOver(skipped), "ATW art. 1 lid 1", day)) }
    let workingDays = workingDays(through: day)
    if wholeDays >= 3, workingDays < 2 {
      var over: [SkippedDay] = []
      for _ in workingDays..<2 {
        over.append(SkippedDay(date: day, reason: .tooFew))
        (day, skipped) = try nextWorkingDay(from: day.adding(days: 1))
        over += skipped
      }
      steps.append((.minimum(workingDays: workingDays, over: over), "ATW art. 2", day))
    }
    return (day, steps)
  }

  /// The first day from a day on which a term can end: no free day, and, where a pause begins in the days that are
  /// added to a term, none of the pause.
  private func nextWorkingDay(from start: CivilDate) throws(TermFault) -> (CivilDate, [SkippedDay]) {
    var (day, skipped) = (start, [SkippedDay]())
    while true {
      let free = calendar.freeDay(on: day)
      if free == nil, !paused.contains(day) { return (day, skipped) }
      skipped.append(SkippedDay(date: day, reason: free.map { .free($0) } ?? .paused))
      day = try day.adding(days: 1).inRange()
    }
  }

  /// The working days of the term through a day, two at most.
  private func workingDays(through last: CivilDate) -> Int {
    var (day, count) = (firstDay, 0)
    while day <= last, count < 2 {
      let pausedThrough = paused.end(around: day)
      if pausedThrough == nil, calendar.freeDay(on: day) == nil { count += 1 }
      day = (pausedThrough ?? day).adding(days: 1)
    }
    return count
  }
}
