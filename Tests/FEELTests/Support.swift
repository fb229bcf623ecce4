import FEEL
import KetenSource
import Testing

/// A world of names with values, as a chain would give them.
struct World: SlotReader {
  var environment = Environment()
  var values: [Value] = []

  /// Declares a name, with its value.
  mutating func add(_ path: String..., type: ValueType, _ value: Value) {
    environment.declare(path, type: type, slot: values.count)
    values.append(value)
  }

  func value(slot: Int) -> Value { values[slot] }

  static let sample: World = {
    var world = World()
    world.add("toegekend", type: .boolean, .boolean(true))
    world.add("afgewezen", type: .boolean, .boolean(false))
    world.add("onbekend", type: .boolean, .null)
    world.add("leeftijd", type: .number, .number(Number(42)))
    world.add("bedrag", type: .number, Number("99.95").map { .number($0) } ?? .null)
    world.add("leeg", type: .number, .null)
    world.add("naam", type: .string, .string("Saïd"))
    world.add("plan", type: .number, .number(Number(7)))
    world.add("indienen", type: .number, .number(Number(3)))
    world.add("aantal kinderen", type: .number, .number(Number(2)))
    world.add("kosten-per-jaar", type: .number, .number(Number(1200)))
    world.add("wat dan ook", type: .any, .number(Number(5)))
    world.add("today", type: .date, CivilDate(iso: "2026-03-02").map { .date($0) } ?? .null)
    world.add("now", type: .dateTime, .dateTime(DateTime(Moment(milliseconds: 1_772_438_400_000))))
    world.add("steps", "plan-indienen", "done", type: .boolean, .boolean(true))
    world.add("steps", "plan-indienen", "by", type: .string, .string("inwoner"))
    world.add("steps", "plan", "done", type: .boolean, .boolean(false))
    world.add("terms", "onderzoek", "state", type: .string, .string("running"))
    world.add("verslag", type: .document, .context(Context([("uri", .string("u:1")), ("title", .string("Verslag"))])))
    world.add(
      "kinderen", type: .list(.context([.init("naam", .string), .init("leeftijd", .number)])),
      .list([
        .context(Context([("naam", .string("An")), ("leeftijd", .number(Number(4)))])),
        .context(Context([("naam", .string("Bo")), ("leeftijd", .number(Number(11)))])),
      ]))
    world.environment.declare(["inkomen"], unreadable: "task 'besluiten' does not read it")
    world.environment.declare(namespace: ["empty"])
    return world
  }()

  /// The value of an expression; records an issue when it does not compile.
  func value(of text: String, _ location: SourceLocation = #_sourceLocation) -> Value? {
    let (program, diagnostics) = compile(SourceText(text), in: environment)
    guard let program else {
      Issue.record("\(text): \(diagnostics.map(\.message))", sourceLocation: location)
      return nil
    }
    return program.evaluate(self)
  }
}
