import KetenLanguage
import KetenMachine
import KetenSource
import Testing

/// The proof's verdict on random chains against a plain exploration by real commands.
@Suite struct ProofPropertyTests {
  @Test(arguments: 0..<4) func verdictsAgreeWithPlay(batch: Int) {
    var compared = 0
    for number in 0..<15 {
      let seed = UInt64(batch * 1000 + number)
      var generator = RandomChain(seed: seed)
      let text = generator.text()
      let file = SourceFile(path: "seed-\(seed).chain.xml", text: text)
      var options = CompileOptions()
      options.prove = false
      let compilation = compile(file, options: options)
      guard let machine = compilation.machine else { continue }
      let report = prove(machine, budget: ProofBudget(states: 400))
      var plain = PlainExplorer(machine, limit: 250)
      plain.run()
      guard report.isComplete, plain.isComplete else { continue }
      compared += 1
      compare(report, plain, machine, "seed \(seed)\n\(text)\n\(renderHuman(report.diagnostics, color: false))")
    }
    #expect(compared >= 5, "too few chains were small enough to compare")
  }

  private func compare(_ report: ProofReport, _ plain: PlainExplorer, _ machine: Machine, _ what: String) {
    let codes = Set(report.diagnostics.map(\.code.id))
    #expect(codes.contains("K421") == plain.meets, "tokens meet: \(what)")
    let incomplete = !codes.isDisjoint(with: ["K420", "K423", "K502"])
    #expect(incomplete == !plain.alwaysCompletes, "completion: \(what)")
    guard !incomplete, !codes.contains("K421"), !codes.contains("K602") else { return }
    for (number, event) in machine.events.enumerated() {
      guard let element = event.element, !event.name.hasSuffix(".skip") else { continue }
      let row = machine.elements[element.int]
      let isDead = report.diagnostics.contains {
        ["K422", "K501"].contains($0.code.id) && $0.range == row.range && row.kind != "procedure"
      }
      let hasFired = plain.fired.contains(Index(number))
      if isDead { #expect(!hasFired, "\(event.name) is called dead and happens: \(what)") }
      if !hasFired, row.kind != "procedure" {
        #expect(isDead, "\(event.name) never happens and is not called dead: \(what)")
      }
    }
  }
}
