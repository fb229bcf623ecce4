import Foundation
import KetenLanguage
import KetenMachine
import KetenSource
import Testing

/// The proof's verdict on random chains against a plain exploration by real commands.
///
/// `KETEN_PROPERTY_CHAINS` says how many chains of each kind are tried.
@Suite struct ProofPropertyTests {
  static let kinds: [(name: String, features: ChainFeatures)] = [
    ("plain", []), ("paths", .paths), ("optional nodes", .optional), ("messages", .messages),
    ("work", .work), ("values", [.values, .paths]), ("timers", .timers), ("terms", .terms),
    ("delays", [.delays, .paths]), ("counting", [.counting, .timers]), ("loops", [.loops, .work]),
    ("scripts", .scripts), ("all", .all), ("gateways", [.gateways, .messages]),
    ("gateways in loops", [.gateways, .loops]),
    ("events", [.events, .work]), ("events that count", [.events, .counting]),
    ("compensation", [.compensation, .events]), ("compensation", .compensation), ("standard loops", [.again, .events]),
    ("events and gateways", [.events, .gateways]), ("quantities", [.quantities, .work]),
    ("several", [.several, .messages]),
    ("several events", [.several, .messages, .events]), ("several that count", [.several, .messages, .counting]),
    ("constraints", [.constraints, .paths]), ("constraints on nodes", [.constraints, .messages]),
    ("repeatable", [.repeatable, .work]),
    ("data", .data), ("data beside each other", [.data, .events]), ("data that are kept", [.data, .compensation]),
    ("calls", .calls), ("calls with data", [.calls, .data, .work]), ("calls and events", [.calls, .events]),
  ]
  private static let chains =
    ProcessInfo.processInfo.environment["KETEN_PROPERTY_CHAINS"].flatMap { Int($0) } ?? 20

  @Test(arguments: kinds.indices) func verdictsAgreeWithPlay(kind: Int) {
    var compared = 0
    for number in 0..<Self.chains where comparison(seed: number, kind) { compared += 1 }
    #expect(compared * 4 >= Self.chains, "too few \(Self.kinds[kind].name) chains were small enough to compare")
  }

  /// Compares on one chain; false when that cannot be done.
  private func comparison(seed: Int, _ kind: Int) -> Bool {
    var generator = RandomChain(seed: UInt64(seed), features: Self.kinds[kind].features)
    let text = generator.text()
    var options = CompileOptions()
    options.prove = false
    let compilation = compile(SourceFile(path: "seed-\(seed).chain.xml", text: text), options: options)
    guard let machine = compilation.machine else { return false }
    let report = prove(machine, budget: ProofBudget(states: 120))
    guard report.isComplete else { return false }
    var plain = PlainExplorer(machine, limit: 90)
    plain.run()
    guard plain.isComplete else { return false }
    let found = renderHuman(report.diagnostics, color: false)
    compare(report, plain, "\(Self.kinds[kind].name), seed \(seed)\n\(text)\n\(found)")
    return true
  }

  private func compare(_ report: ProofReport, _ plain: PlainExplorer, _ what: String) {
    let codes = Set(report.diagnostics.map(\.code.id))
    #expect(plain.replayFault == nil, "the records of a decision lead elsewhere: \(what)")
    guard plain.machine.assignments.isEmpty else { return compareLoosely(codes, report, plain, what) }
    #expect(codes.contains("K421") == plain.meets, "tokens meet: \(what)")
    #expect(codes.contains("K412") == plain.goesRound, "goes round: \(what)")
    guard codes.isDisjoint(with: ["K421", "K412"]), !plain.meets, !plain.goesRound else { return }
    let (lost, held) = (plain.lost, plain.held)
    let isLost = !codes.isDisjoint(with: ["K420", "K423", "K502"])
    #expect(isLost == (lost != nil), "completion: \(lost.map { plain.path(to: $0) } ?? ""): \(what)")
    #expect(codes.contains("K602") == (held != nil), "clients: \(held.map { plain.path(to: $0) } ?? ""): \(what)")
    guard codes.isDisjoint(with: ["K420", "K423", "K502", "K602"]), lost == nil, held == nil else { return }
    let dead = dead(report)
    let expected = Set(plain.dead.map { plain.machine.elements[$0.int].range })
    let names = plain.dead.map { plain.machine.elements[$0.int].name }.sorted()
    #expect(dead == expected, "never happen: \(names): \(what)")
  }

  /// Automatic work may write anything, as far as the proof knows: it looks at more than can happen.
  private func compareLoosely(
    _ codes: Set<String>, _ report: ProofReport, _ plain: PlainExplorer, _ what: String
  ) {
    if plain.meets { #expect(codes.contains("K421"), "tokens meet: \(what)") }
    guard codes.isDisjoint(with: ["K421", "K412"]) else { return }
    #expect(!plain.goesRound, "goes round: \(what)")
    let never = Set(plain.dead.map { plain.machine.elements[$0.int].range })
    #expect(dead(report).isSubset(of: never), "called dead and happens: \(what)")
  }

  private func dead(_ report: ProofReport) -> Set<SourceRange> {
    Set(report.diagnostics.filter { ["K422", "K501"].contains($0.code.id) }.map(\.range))
  }
}
