import CommandLineTool
import FEEL
import KetenSource

private let context = Option(
  "context", short: "c", value: ArgumentValue(name: "json", kind: .text),
  help: "the names that the expression may use, as a JSON object, @file or - for standard input")

let feelVerb = Verb(
  name: "feel", summary: "evaluates an expression of FEEL",
  discussion: [
    "The value goes to standard output as JSON; findings, and the reasons of what is null, go to standard error. JSON "
      + "has no dates: write date(geboren) to make one of a text.",
    "Exit status: 0 when there is a value, null included, 1 when the expression has errors, 2 on wrong usage.",
  ],
  operand: Operand(
    value: ArgumentValue(name: "expression", kind: .text), count: .one,
    help: "the expression, as 'leeftijd >= 18', or - for standard input"),
  options: [context, evaluationTime, evaluationColor], run: evaluateExpression)

@Sendable
private func evaluateExpression(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
  let operand = arguments.operands[0]
  let file =
    operand == standardInput ? try readSource(operand) : SourceFile(path: "<expression>", text: operand)
  if let place = file.firstNotUTF8 {
    throw UsageError.other("\(file.path):\(place.line):\(place.column): these bytes are not UTF-8")
  }
  var environment = Environment()
  var values: [Value] = [.dateTime(try evaluationMoment(arguments))]
  environment.declare(clock: 0)
  if let text = arguments.value(context) {
    for member in try readContext(text, of: "--context").members {
      let value = Value(json: member.value)
      environment.declare([member.name], type: value.type, slot: values.count)
      values.append(value)
    }
  }
  let text = SourceText(file: file, range: SourceRange(0, file.bytes.count))
  let (program, findings) = compile(text, in: environment)
  console.writeError(renderHuman(findings, color: console.usesColor(arguments.value(evaluationColor))))
  guard let program else { return .findings }
  let (value, faults) = values.withUnsafeBufferPointer { program.explain(slots: $0) }
  show(value, faults, arguments, console)
  return .fine
}
