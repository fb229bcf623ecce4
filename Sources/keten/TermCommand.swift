import CommandLineTool
import FEEL
import KetenSource
import LegalTime

private func choice<Choice: RawRepresentable & CaseIterable>(_ name: String, of type: Choice.Type) -> ArgumentValue
where Choice.RawValue == String { ArgumentValue(name: name, kind: .choice(type.allCases.map(\.rawValue))) }

private let when = ArgumentValue(name: "when", kind: .text)
private let span = ArgumentValue(name: "span", kind: .text)
private let basisValue = ArgumentValue(name: "provision", kind: .text)

/// The options that describe a term; each is a member of the file by the same name.
private let from = Option("from", value: when, repeats: true, help: "what starts it, as 2026-02-02; the first counts")
private let within = Option(
  "within", value: ArgumentValue(name: "duration", kind: .text), help: "how long it is, as P8W, P6M, P3D or PT48H")
private let days = Option(
  "days", value: ArgumentValue(name: "kind", kind: .choice(["all", "working"])), help: "which days P3D counts")
private let source = Option("source", value: choice("source", of: LegalTerm.Source.self), help: "what set it")
private let basis = Option("basis", value: basisValue, help: "the provision that sets it")
private let side = Option("side", value: choice("side", of: LegalTerm.Side.self), help: "for whom it counts")
private let starts = Option(
  "starts", value: choice("rule", of: LegalTerm.Start.self), help: "whether the first day counts")
private let direction = Option(
  "direction", value: choice("direction", of: LegalTerm.Direction.self), help: "whether it is counted on or back")
private let excluded = Option(
  "excluded", value: basisValue, help: "the provision that shuts out weekends and holidays, as 'Awb art. 4:17 lid 1'")
private let noticeOfDefault = Option("notice-of-default", help: "it is the term after a notice of default")
private let suspended = Option(
  "suspended", value: span, repeats: true,
  help: "a pause, as '2026-02-10/2026-02-24 Awb art. 4:15': the last day counts again; 2026-02-10/.. is open")
private let suspendedThrough = Option(
  "suspended-through", value: span, repeats: true, help: "a pause of which the last day does not count either")
private let extended = Option(
  "extended", value: span, repeats: true, help: "an extension, as '2026-03-20/P6W Ow art. 16.64 lid 2'")
private let until = Option("until", value: when, help: "when what it is for was done")
private let void = Option("void", value: when, help: "when it fell away")

private let readings = Option(
  "reading", value: ArgumentValue(name: "question=answer", kind: .text), repeats: true,
  help: "how an open question of law is read, as extendedTotal=moves")
private let calendar = Option(
  "calendar", value: ArgumentValue(name: "file", kind: .file(endings: [".json"])),
  help: "another calendar than the one shipped")
private let language = Option(
  "language", short: "l", value: choice("language", of: TermLanguage.self), help: "the language of the explanation")
private let json = Option("json", help: "prints the calculation as JSON")

let termVerb = Verb(
  name: "term", summary: "calculates a legal term, and says how its end comes about",
  discussion: [
    "The term and its course are given by options, or by a JSON file with members of the same names; of both, the option "
      + "counts. In a file a pause is {\"from\", \"until\" or \"through\", \"basis\"}, and an extension {\"on\", \"by\", "
      + "\"upTo\", \"atMost\", \"latest\", \"basis\"}.",
    "Weekends and holidays follow from the Algemene termijnenwet: from what set the term, its unit and its length. Of "
      + "each step the provision is shown.",
    "Exit status: 0 when the term can be calculated, 2 on wrong usage.",
  ],
  operand: Operand(
    value: ArgumentValue(name: "file", kind: .file(endings: [".json"])), count: .optional,
    help: "the term and its course as JSON, or - for standard input"),
  options: [
    from, within, days, source, basis, side, starts, direction, excluded, noticeOfDefault, suspended, suspendedThrough,
    extended, until, void, readings, calendar, language, json,
  ], run: explainTerm)

@Sendable
private func explainTerm(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
  var members: [JSONValue.Member] = []
  if let file = arguments.operands.first {
    let example = #"{"from": "2026-02-02", "within": "P8W"}"#
    members = try readContext(file == standardInput ? file : "@\(file)", of: file, example: example).members
  }
  let given = try optionMembers(arguments)
  members = members.filter { member in !given.contains { $0.name == member.name } } + given
  let request: TermRequest
  do { request = try TermRequest(members) } catch { throw UsageError.other("\(error)") }
  var days = LegalCalendar.shipped
  if let path = arguments.value(calendar) {
    let file = try readSource(path)
    do { days = try LegalCalendar(file: file.bytes) } catch { throw UsageError.other("\(path): \(error)") }
  }
  let result: TermCalculation?
  do {
    result = try request.term.calculation(of: request.course, calendar: days, readings: request.readings)
  } catch { throw UsageError.other("\(error)") }
  guard let result else { throw UsageError.other("nothing starts the term: give 'from'") }
  let words = arguments.value(language).flatMap(TermLanguage.init) ?? .english
  console.write(
    arguments.has(json)
      ? result.json(in: words).pretty() : page(result.explanation(in: words), columns: console.textColumns))
  return .fine
}

/// The options as members of a file.
private func optionMembers(_ arguments: Arguments) throws(UsageError) -> [JSONValue.Member] {
  var members: [JSONValue.Member] = []
  for option in [within, days, source, basis, side, starts, direction, excluded, until, void] {
    guard let value = arguments.all(option).last else { continue }
    members.append(JSONValue.Member(option.long, .string(value)))
  }
  if arguments.has(from) { members.append(JSONValue.Member("from", .array(arguments.all(from).map { .string($0) }))) }
  if arguments.has(noticeOfDefault) { members.append(JSONValue.Member("noticeOfDefault", true)) }
  var pauses: [JSONValue] = []
  for (option, last) in [(suspended, "until"), (suspendedThrough, "through")] {
    for text in arguments.all(option) {
      let (begin, end, basis) = try parts(text, of: option)
      pauses.append(
        .members([
          "from": .string(begin), "until": end == ".." || last != "until" ? nil : .string(end),
          "through": end == ".." || last != "through" ? nil : .string(end), "basis": basis.map { .string($0) },
        ]))
    }
  }
  if !pauses.isEmpty { members.append(JSONValue.Member("suspended", .array(pauses))) }
  var uses: [JSONValue] = []
  for text in arguments.all(extended) {
    let (announced, by, basis) = try parts(text, of: extended)
    uses.append(.members(["on": .string(announced), "by": .string(by), "basis": basis.map { .string($0) }]))
  }
  if !uses.isEmpty { members.append(JSONValue.Member("extended", .array(uses))) }
  var answers: [JSONValue.Member] = []
  for text in arguments.all(readings) {
    let sides = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard sides.count == 2 else { throw .other("--reading is a question and its answer, as extendedTotal=moves") }
    answers.append(JSONValue.Member(sides[0], .string(sides[1])))
  }
  if !answers.isEmpty { members.append(JSONValue.Member("readings", .object(answers))) }
  return members
}

/// The two ends of a span and the provision behind it: `2026-02-10/2026-02-24 Awb art. 4:15`.
private func parts(_ text: String, of option: Option) throws(UsageError) -> (String, String, basis: String?) {
  let words = text.split(separator: " ", maxSplits: 1).map(String.init)
  let ends = (words.first ?? "").split(separator: "/", omittingEmptySubsequences: false).map(String.init)
  guard ends.count == 2 else {
    let example = option.long == extended.long ? "2026-03-20/P6W" : "2026-02-10/2026-02-24"
    throw .other("cannot read \(option.typed) '\(text)': write it as \(example)")
  }
  return (ends[0], ends[1], words.count > 1 ? words[1] : nil)
}

/// The explanation in columns: the step, the end as it then stands, and what happens in it.
private func page(_ explanation: Explanation, columns: Int) -> String {
  let lines = explanation.lines
  let label = lines.map { screenWidth($0.label) }.max() ?? 0
  let end = lines.map { screenWidth($0.end) }.max() ?? 0
  let indent = label + end + 6
  var output = wrapped(explanation.title, columns: columns) + "\n"
  for line in lines {
    let text = line.text + (line.basis.map { " (\($0))" } ?? "")
    let block = wrapped(text, columns: max(columns, indent + 34), indent: String(repeating: " ", count: indent))
    output += "  \(padded(line.label, label))  \(padded(line.end, end))  \(block.dropFirst(indent))"
  }
  return output + "\n" + explanation.remarks.map { wrapped($0, columns: columns) }.joined()
}

private func padded(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - screenWidth(text)))
}
