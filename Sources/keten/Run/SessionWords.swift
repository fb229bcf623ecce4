import FEEL
import KetenMachine
import KetenSource

/// The words of a line: split at white space, with `"…"` and `'…'` holding words together; nil when a quote stays open.
func splitWords(_ line: String) -> [String]? {
  var words: [String] = []
  var word: String?
  var quote: Character?
  for character in line {
    if let open = quote {
      if character == open { quote = nil } else { word?.append(character) }
    } else if character == "\"" || character == "'" {
      quote = character
      word = word ?? ""
    } else if character.isWhitespace {
      if let ready = word { words.append(ready) }
      word = nil
    } else {
      word = (word ?? "") + String(character)
    }
  }
  guard quote == nil else { return nil }
  return words + (word.map { [$0] } ?? [])
}

/// Reads a moment as people type it: a date, with or without a time, with or without an offset; Dutch time without one.
func readMoment(_ text: String) -> Moment? {
  if let date = CivilDate(iso: text) { return DutchTime.moment(date: date, milliseconds: 0) }
  let joined = text.split(separator: " ").joined(separator: "T")
  if let moment = DateTime(iso: joined)?.moment { return moment }
  // Without seconds, as 2026-03-02T09:00 or 2026-03-02T09:00+01:00.
  guard let colon = joined.firstIndex(of: ":"), let end = joined.index(colon, offsetBy: 3, limitedBy: joined.endIndex)
  else { return nil }
  return DateTime(iso: joined[..<end] + ":00" + joined[end...])?.moment
}

/// Why a value cannot be read, in a sentence.
struct ValueFault: Error, Equatable {
  var message: String
}

/// Reads a value as people type it for an item: a document by its URI, a text without quotes, yes and no, else FEEL.
func readValue(_ text: String, for item: Item) throws(ValueFault) -> Value {
  switch item.type {
  case .document: return .context(Context([("uri", .string(text))]))
  case .string: return .string(text)
  case .boolean:
    switch text.lowercased() {
    case "true", "yes", "ja", "waar": return .boolean(true)
    case "false", "no", "nee", "onwaar": return .boolean(false)
    default: throw ValueFault(message: "\(item.name) is true or false, not '\(text)'")
    }
  case .date: if let value = CivilDate(iso: text) { return .date(value) }
  case .time: if let value = TimeOfDay(iso: text) { return .time(value) }
  case .dateTime: if let value = readMoment(text) { return .dateTime(DateTime(value)) }
  case .dayTimeDuration: if let value = DayTimeDuration(iso: text) { return .dayTimeDuration(value) }
  case .yearMonthDuration: if let value = YearMonthDuration(iso: text) { return .yearMonthDuration(value) }
  default: break
  }
  let result = FEEL.compile(SourceText(text), in: Environment(), expecting: item.type)
  guard let program = result.program, !result.diagnostics.hasErrors else {
    let reason = result.diagnostics.first?.message ?? "it is not FEEL"
    throw ValueFault(message: "cannot read '\(text)' for \(item.name): \(reason)")
  }
  return program.evaluate(NoNames())
}

private struct NoNames: SlotReader {
  func value(slot: Int) -> Value { .null }
}

/// How to give a value of a type, as an example.
func example(of item: Item) -> String {
  switch item.type {
  case .document: "\(item.name)=https://example.org/\(item.name)"
  case .boolean: "\(item.name)=true"
  case .number: "\(item.name)=1"
  case .date: "\(item.name)=2026-03-02"
  default: "\(item.name)=\"…\""
  }
}

// MARK: - Moments for people

private let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
private let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

/// A day for people: `Mon 2 Mar 2026`.
func spoken(_ date: CivilDate) -> String {
  "\(weekdays[date.weekday - 1]) \(date.day) \(months[date.month - 1]) \(date.year)"
}

/// A moment for people, by Dutch time: `Mon 2 Mar 2026 09:00`.
func spoken(_ moment: Moment) -> String {
  let (date, milliseconds) = DutchTime.wallClock(at: moment)
  let minutes = Int(milliseconds / 60_000)
  let time = [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
  return "\(spoken(date)) \(time)"
}

/// The end of a term for people: the whole last day when it ends at midnight.
func spokenEnd(_ moment: Moment) -> String {
  let (date, milliseconds) = DutchTime.wallClock(at: moment)
  return milliseconds == 0 ? "the end of \(spoken(date.adding(days: -1)))" : spoken(moment)
}
