import FEEL
import KetenLanguage
import KetenMachine
import KetenSource

/// Replays traces against constraints of DECLARE, as conformance checking does: a trace conforms when each of its events
/// can happen in turn and nothing is owed at its end.
struct TraceReplay {
  private let machine: Machine
  private var state: Case
  private let initial: [UInt64]
  private let traces: [[Index<Event>]]
  private(set) var conforming = 0

  /// Ten constraints on eight activities, and traces of twenty events: most are random courses that the constraints allow,
  /// some are not.
  init(traces count: Int) {
    let letters = "abcdefgh".map(String.init)
    let machine = Self.machine(letters)
    guard case .accepted(_, _, let begun) = begin(machine, at: .origin) else { preconditionFailure("a case begins") }
    (self.machine, state, initial) = (machine, begun, begun.words)
    let events = letters.compactMap { machine.event(named: $0) }
    var random = XorShift()
    traces = (0..<count).map { number in
      var case_ = begun
      var trace: [Index<Event>] = []
      while trace.count < 20 {
        let event = events[random.below(events.count)]
        if machine.fireHot(event, 0, &case_) || number % 4 == 0 { trace.append(event) }
      }
      return trace
    }
  }

  private static func machine(_ letters: [String]) -> Machine {
    let constraints = [
      ("existence", "a", ""), ("response", "a", "b"), ("precedence", "a", "c"), ("alternateResponse", "d", "e"),
      ("alternatePrecedence", "a", "d"), ("respondedExistence", "f", "g"), ("notSuccession", "g", "f"),
      ("coExistence", "b", "c"), ("succession", "d", "h"), ("notChainSuccession", "h", "a"),
    ]
    let text = """
      <chain xmlns="urn:keten:chain:1" id="replay" version="1.0.0">
      <network><client id="anna"/><partner id="bert" directs="true"/></network>
      <path id="log" driver="anna">
      \(letters.map { "<step id=\"\($0)\" by=\"anna\" repeatable=\"true\"/>" }.joined())
      \(constraints.map { template, first, second in
        "<constraint template=\"\(template)\" a=\"\(first)\"\(second.isEmpty ? "" : " b=\"\(second)\"")/>"
      }.joined())
      </path>
      </chain>
      """
    var options = CompileOptions()
    options.prove = false
    guard let machine = compile(SourceFile(path: "replay.chain.xml", text: text), options: options).machine else {
      preconditionFailure("the constraints compile")
    }
    return machine
  }

  /// Replays all traces, and returns how many.
  mutating func play() -> Int {
    conforming = 0
    for trace in traces {
      for word in initial.indices { state.words[word] = initial[word] }
      if replays(trace), machine.isAccepting(0, of: state) { conforming += 1 }
    }
    return traces.count
  }

  private mutating func replays(_ trace: [Index<Event>]) -> Bool {
    for event in trace where !machine.fireHot(event, 0, &state) { return false }
    return true
  }
}

@Sendable func measureReplay(_ bench: Bench) {
  var replay = TraceReplay(traces: 10_000)
  _ = replay.play()
  bench.reportRate(
    "kernel.replay.declare10x20", "traces/s", [("conforming", replay.conforming), ("of", 10_000)]
  ) { replay.play() }
}
