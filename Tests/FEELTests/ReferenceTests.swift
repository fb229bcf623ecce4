import Foundation
import KetenSource
import Testing

@testable import FEEL

/// The articles of the documentation: what stands in them is so.
@Suite struct ReferenceTests {
  private static let catalogue = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources/FEEL/FEEL.docc")

  private static func article(_ name: String) throws -> String {
    try String(contentsOf: catalogue.appending(path: name), encoding: .utf8)
  }

  // MARK: Functions

  /// The functions under the marks of the reference.
  private static let groups: [(name: String, functions: [Function])] = [
    ("truth", logicFunctions), ("numbers", numberFunctions), ("texts", stringFunctions), ("lists", listFunctions),
    ("aggregates", aggregateFunctions), ("dates", temporalFunctions), ("ranges", rangeFunctions),
    ("contexts", contextFunctions), ("functions", functionFunctions),
  ]

  @Test func everyFunctionHasAGroup() {
    #expect(Self.groups.flatMap { $0.functions.map(\.typedSignature) } == Functions.all.map(\.typedSignature))
  }

  @Test func theTablesAreThoseOfTheFunctions() throws {
    let text = try Self.article("Reference.md")
    var lines: [String] = []
    var found: [String] = []
    var isInside = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line == "<!-- end -->" { isInside = false }
      if !isInside { lines.append(line) }
      guard let group = Self.groups.first(where: { line == "<!-- functions: \($0.name) -->" }) else { continue }
      lines += ["", "| Function | Gives |", "|---|---|"]
      lines += group.functions.map { "| `\($0.typedSignature)` | \($0.resultText) |" } + [""]
      found.append(group.name)
      isInside = true
    }
    #expect(found == Self.groups.map(\.name))
    let wanted = lines.joined(separator: "\n")
    if text != wanted, ProcessInfo.processInfo.environment["KETEN_RECORD"] == "1" {
      try wanted.write(to: Self.catalogue.appending(path: "Reference.md"), atomically: true, encoding: .utf8)
    }
    #expect(text == wanted, "Reference.md differs; run once with KETEN_RECORD=1")
  }

  // MARK: Examples

  private static let examples: [Case] = {
    let text = (try? article("Reference.md")) ?? ""
    return text.matches(of: /```feel\n([^`]*)```/).flatMap { Case.table(String($0.output.1)) }
  }()

  @Test func thereAreExamples() { #expect(Self.examples.count > 80) }

  @Test(arguments: examples) func examplesHold(_ item: Case) {
    #expect(World().value(of: item.text)?.description == item.expected)
  }

  // MARK: Limits

  private static let limits: [(row: String, numbers: [Int])] = [
    ("the text of an expression", [Parser.lengthMax]), ("nesting:", [Parser.depthMax]),
    ("the tree:", [Parser.heightMax]), ("a context written out", [ValueType.sizeMax]),
    ("iterations of", [Allowance.iterationsMax]), ("work of", [Allowance.workMax]),
    ("functions that call", [Allowance.callsMax, Allowance.levelsMax]),
    ("a text made", [Limits.stringMax]), ("items of", [Limits.itemsMax]),
    ("lists,", [Limits.depthMax]), ("reasons", [Frame.faultsMax]), ("the length", [PatternParser.lengthMax]),
    ("groups or classes", [PatternParser.depthMax]), ("a number in the braces", [PatternParser.countMax]),
    ("a pattern compiled", [PatternProgram.stepsMax]), ("a search", [PatternMatcher.stepsMax]),
    ("digits", [Number.digitsMax]),
    ("exponent", [Number.exponents.lowerBound, Number.exponents.upperBound]),
    (
      "years", [CivilDate.days.lowerBound, CivilDate.days.upperBound].map { CivilDate(daysSinceEpoch: $0).year }
    ),
    ("named zones", [ZoneDatabase.countMax]),
  ]

  @Test func theLimitsAreThoseOfTheCode() throws {
    let rows = try Self.article("Reference.md").split(separator: "\n")
    for (start, numbers) in Self.limits {
      let row = rows.first { $0.hasPrefix("| \(start)") }
      let cell = row?.split(separator: "|").dropFirst().first.map(String.init) ?? ""
      let said = cell.matches(of: /[−]?[0-9][0-9,]*/).map { Self.number($0.output) }
      #expect(said == numbers, "\(start): \(cell)")
    }
  }

  private static func number(_ text: Substring) -> Int? {
    Int(text.replacing(",", with: "").replacing("−", with: "-"))
  }

  // MARK: Embedding

  struct HostError: Error {
    let messages: [String]
    init(_ messages: [String]) { self.messages = messages }
  }

  @Test func theExampleRuns() throws {
    var printed: [String] = []
    func print(_ value: some Any) { printed.append("\(value)") }
    // Example begin
    struct Row: SlotReader {
      let values: [Value]
      func value(slot: Int) -> Value { values[slot] }
    }

    var environment = Environment()
    environment.declare(["leeftijd"], type: .number, slot: 0)
    environment.declare(["inkomen"], type: .number, slot: 1)
    environment.declare(
      ["norm"],
      function: FunctionValue(parameters: [.init("soort", .string)], result: .number) { arguments, _ in
        .number(Number(arguments[0].string == "alleen" ? 1_300 : 1_900))
      })

    let text = SourceText(#"leeftijd >= 18 and inkomen < norm("alleen")"#)
    let (program, diagnostics) = compile(text, in: environment, expecting: .boolean)
    guard let program else { throw HostError(diagnostics.map(\.message)) }

    let row = Row(values: [.number(Number(44)), .number(Number(1_250))])
    print(program.holds(row))  // true: a condition that is null does not hold
    print(program.evaluate(row))  // true, as a value

    let (value, faults) = program.explain(Row(values: [.number(Number(44)), .null]))
    print(value)  // null
    for fault in faults { print(fault.message) }  // this has no value
    // Example end
    #expect(printed == ["true", "true", "null", "this has no value"])
  }

  @Test func theExampleIsTheOneThatRuns() throws {
    let source = try String(contentsOf: URL(filePath: #filePath), encoding: .utf8)
    let begin = try #require(source.range(of: "    // Example begin\n"))
    let end = try #require(source.range(of: "    // Example end\n"))
    let lines = source[begin.upperBound..<end.lowerBound].split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix("    ") ? String($0.dropFirst(4)) : String($0) }
    #expect(try Self.article("FEEL.md").contains("```swift\n" + lines.joined(separator: "\n") + "```"))
  }
}

extension Function {
  /// How it is called, with the types of its parameters: `substring(string: string, start position: number, …)`.
  fileprivate var typedSignature: String {
    let list = parameters.map { parameter in
      let text = "\(parameter.name): \(parameter.type)"
      return parameter.isOptional ? "[\(text)]" : text
    }
    return "\(name)(\(list.joined(separator: ", "))\(isVariadic ? ", …" : ""))"
  }

  /// The type of the result in words.
  fileprivate var resultText: String {
    switch result {
    case .always(let type): "`\(type)`"
    case .first: "what the first argument is"
    case .item: "what the list holds"
    case .lists: "a list of what the lists hold"
    case .extended: "the list with what is added"
    case .duration: "`days and time duration` or `years and months duration`"
    }
  }
}
