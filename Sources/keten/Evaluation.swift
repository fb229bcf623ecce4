import CommandLineTool
import FEEL
import Glibc
import KetenSource

// What the verbs that evaluate share: reading JSON from the command line, the clock, and showing what came of it.

/// When it is taken to be; the time that it is when the option is left out.
let evaluationTime = Option(
  "at", value: ArgumentValue(name: "time", kind: .text),
  help: "when it is, as 2026-03-02T09:00:00+01:00 (now by default)")
let evaluationColor = Option(
  "color", value: ArgumentValue(name: "when", kind: .choice(["auto", "always", "never"])),
  help: "colours findings and reasons for people")

/// A context given as JSON, or as `@file` or `-` to read it from there.
func readContext(
  _ text: String, of option: String, example: String = #"{"leeftijd": 18}"#
) throws -> (members: [JSONValue.Member], file: SourceFile) {
  let file: SourceFile
  if text == standardInput || text.hasPrefix("@") {
    file = try readSource(text == standardInput ? text : String(text.dropFirst()))
  } else {
    file = SourceFile(path: option, text: text)
  }
  do {
    guard case .object(let members) = try JSONValue(json: file.bytes) else {
      throw UsageError.other("\(option) is no JSON object, as \(example)")
    }
    if let fault = fault(.object(members)) { throw UsageError.other("\(file.path): \(fault)") }
    return (members, file)
  } catch let error as JSONError {
    let place = file.position(of: error.offset)
    throw UsageError.other("\(file.path):\(place.line):\(place.column): \(error.message)")
  }
}

/// What FEEL cannot take of JSON: a name that stands twice in an object, a number beyond 34 digits' range.
private func fault(_ json: JSONValue) -> String? {
  switch json {
  case .object(let members):
    var names: Set<String> = []
    for member in members {
      if !names.insert(member.name).inserted { return "the name '\(member.name)' stands twice in one object" }
      if let fault = fault(member.value) { return fault }
    }
    return nil
  case .array(let items): return items.lazy.compactMap(fault).first
  case .literal(let text): return Number(text) == nil ? "'\(text)' is too large for a number of FEEL" : nil
  case .null, .bool, .integer, .number, .string: return nil
  }
}

extension SourceFile {
  /// Where the first bytes stand that are no UTF-8; nil when all are.
  var firstNotUTF8: SourcePosition? {
    let bytes = bytes
    do {
      _ = try UTF8Span(validating: bytes.span)
      return nil
    } catch {
      return position(of: error.byteOffsets.lowerBound)
    }
  }
}

/// The moment that the option says, as `now()` gives it.
func evaluationMoment(_ arguments: Arguments) throws(UsageError) -> DateTime {
  guard let text = arguments.value(evaluationTime) else {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return DateTime(Moment(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000))
  }
  guard let moment = readMoment(text) else {
    throw .other("cannot read the time '\(text)': write it as 2026-03-02T09:00:00+01:00")
  }
  return DateTime(moment)
}

/// Shows a value as JSON on standard output, and why parts on the way to it are null on standard error.
func show(_ value: Value, _ faults: [Fault], _ arguments: Arguments, _ console: Console) {
  console.write(value.json.pretty())
  let color = console.usesColor(arguments.value(evaluationColor))
  // One reason met in many places of a loop is told once.
  var told: Set<String> = []
  for fault in faults {
    let remark = renderRemark("null: \(fault.message)", at: fault.range, in: fault.file, color: color)
    if told.insert(remark).inserted, told.count <= reasonsMax { console.writeError(remark) }
  }
  if told.count > reasonsMax { console.writeError("  and \(told.count - reasonsMax) more reasons\n") }
}

private let reasonsMax = 20
