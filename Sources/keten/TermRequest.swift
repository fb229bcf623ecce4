import FEEL
import KetenSource
import LegalTime

/// A term and its course as a file of `keten term` describes them.
struct TermRequest: Equatable {
  var term: LegalTerm
  var course: TermCourse
  var readings = Readings()

  /// Reads the members of a file.
  ///
  /// - Throws: what is wrong first, with the name of the member.
  init(_ members: [JSONValue.Member]) throws(RequestFault) {
    let top = Reader(.object(members), "")
    try top.knows([
      "from", "within", "days", "source", "basis", "side", "starts", "direction", "excluded", "noticeOfDefault",
      "suspended", "extended", "until", "void", "readings",
    ])
    let countsWorkingDays = try top.choice("days", of: DayKind.self) == .working
    guard let length = try top.length("within", countsWorkingDays) else {
      throw RequestFault("'within' is missing: say how long the term is, as P8W")
    }
    term = LegalTerm(length, basis: try top.text("basis"))
    if let source = try top.choice("source", of: LegalTerm.Source.self) { term.source = source }
    if let side = try top.choice("side", of: LegalTerm.Side.self) { term.side = side }
    if let starts = try top.choice("starts", of: LegalTerm.Start.self) { term.starts = starts }
    if let direction = try top.choice("direction", of: LegalTerm.Direction.self) { term.direction = direction }
    if let basis = try top.text("excluded") { term.freeDays = .excluded(basis: basis) }
    term.isNoticeOfDefault = try top.flag("noticeOfDefault")
    course = TermCourse(anchors: [], completed: try top.occurrence("until"), voided: try top.occurrence("void"))
    for item in try top.items("from") { course.anchors.append(try item.anchor()) }
    for item in try top.items("suspended") { course.pauses.append(try item.pause()) }
    for item in try top.items("extended") { course.extensions.append(try item.use(countsWorkingDays)) }
    guard let answers = top.member("readings") else { return }
    try answers.knows(OpenQuestion.allCases.map(\.rawValue))
    let (total, notice) = (OpenQuestion.extendedTotal.rawValue, OpenQuestion.noticeOfDefault.rawValue)
    if let answer = try answers.choice(total, of: Readings.ExtendedTotal.self) { readings.extendedTotal = answer }
    if let answer = try answers.choice(notice, of: Readings.NoticeOfDefault.self) { readings.noticeOfDefault = answer }
  }
}

/// What is wrong with the description of a term, in lower case, without a full stop.
struct RequestFault: Error, Equatable, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

private enum DayKind: String, CaseIterable { case all, working }

// MARK: Members

/// A value of the file, with where it stands.
private struct Reader {
  let json: JSONValue
  let place: String

  init(_ json: JSONValue, _ place: String) {
    self.json = json
    self.place = place
  }

  private func path(_ name: String) -> String { place.isEmpty ? name : "\(place).\(name)" }

  func member(_ name: String) -> Reader? { json[name].map { Reader($0, path(name)) } }

  /// Refuses what has no meaning here.
  func knows(_ names: [String]) throws(RequestFault) {
    guard case .object(let members) = json else { throw RequestFault("'\(place)' must be an object") }
    guard let other = members.first(where: { !names.contains($0.name) }) else { return }
    let hint = nearest(to: other.name, in: names).map { "; did you mean '\($0)'?" } ?? ""
    throw RequestFault("a term has no '\(path(other.name))'\(hint)")
  }

  func text(_ name: String) throws(RequestFault) -> String? {
    guard let value = json[name] else { return nil }
    guard case .string(let text) = value else { throw RequestFault("'\(path(name))' must be a text") }
    return text
  }

  func flag(_ name: String) throws(RequestFault) -> Bool {
    guard let value = json[name] else { return false }
    guard case .bool(let flag) = value else { throw RequestFault("'\(path(name))' must be true or false") }
    return flag
  }

  func count(_ name: String) throws(RequestFault) -> Int? {
    guard let value = json[name] else { return nil }
    guard case .literal(let text) = value, let count = Int(text), count >= 0 else {
      throw RequestFault("'\(path(name))' must be a whole number")
    }
    return count
  }

  func choice<Choice: RawRepresentable & CaseIterable>(
    _ name: String, of type: Choice.Type
  ) throws(RequestFault) -> Choice? where Choice.RawValue == String {
    guard let text = try text(name) else { return nil }
    if let value = Choice(rawValue: text) { return value }
    let known = Choice.allCases.map(\.rawValue)
    throw RequestFault("'\(path(name))' takes \(known.joined(separator: ", ")), not '\(text)'")
  }

  func length(_ name: String, _ countsWorkingDays: Bool) throws(RequestFault) -> TermLength? {
    guard let text = try text(name) else { return nil }
    if let length = TermLength(iso: text, countsWorkingDays: countsWorkingDays) { return length }
    throw RequestFault(
      countsWorkingDays
        ? "'\(path(name))' must be a number of working days, as P3D, not '\(text)'"
        : "'\(path(name))' must be a length in one unit, as P8W, P6M, P3D or PT48H, not '\(text)'")
  }

  func occurrence(_ name: String) throws(RequestFault) -> Occurrence? {
    guard let text = try text(name) else { return nil }
    return try readOccurrence(text, path(name))
  }

  /// The items of a list; one that stands alone is a list of one.
  func items(_ name: String) throws(RequestFault) -> [Reader] {
    guard let value = json[name] else { return [] }
    guard case .array(let items) = value else { return [Reader(value, path(name))] }
    return items.enumerated().map { Reader($0.element, "\(path(name))[\($0.offset)]") }
  }

  // MARK: Parts of a course

  /// A day or a moment, or an object that names the event.
  func anchor() throws(RequestFault) -> Anchor {
    if case .string(let text) = json { return Anchor(at: try readOccurrence(text, place)) }
    try knows(["event", "at"])
    return Anchor(try text("event"), at: try required("at"))
  }

  func pause() throws(RequestFault) -> Pause {
    try knows(["event", "from", "until", "through", "basis"])
    let (until, through) = (try occurrence("until"), try occurrence("through"))
    let end: Pause.End =
      switch (until, through) {
      case (let until?, nil): .until(until)
      case (nil, let through?): .through(through)
      case (nil, nil): .open
      case (_?, _?): throw RequestFault("'\(place)' has both 'until' and 'through'")
      }
    return Pause(try text("event"), from: try required("from"), end, basis: try text("basis"))
  }

  func use(_ countsWorkingDays: Bool) throws(RequestFault) -> Extension {
    try knows(["event", "on", "by", "upTo", "atMost", "latest", "basis"])
    let power = ExtensionPower(
      upTo: try length("upTo", countsWorkingDays), atMost: try count("atMost"), latest: try length("latest", false),
      basis: try text("basis"))
    guard let by = try length("by", countsWorkingDays) else { throw RequestFault("'\(path("by"))' is missing") }
    return Extension(try text("event"), announced: try required("on"), by: by, power: power)
  }

  private func required(_ name: String) throws(RequestFault) -> Occurrence {
    guard let occurrence = try occurrence(name) else { throw RequestFault("'\(path(name))' is missing") }
    return occurrence
  }

  private func readOccurrence(_ text: String, _ place: String) throws(RequestFault) -> Occurrence {
    if let date = CivilDate(iso: text) { return Occurrence(on: date) }
    if let moment = readMoment(text) { return Occurrence(at: moment) }
    throw RequestFault("'\(place)' must be a day, as 2026-02-02, or a moment, as 2026-02-02T09:00+01:00, not '\(text)'")
  }
}
