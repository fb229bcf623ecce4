import FEEL
import KetenLanguage
import KetenMachine
import KetenSource

/// How fast proofs look at states, and how long whole chains take to prove.
@Sendable func measureProofs(_ bench: Bench) {
  if bench.wants("proof.wmo"), let path = shippedChain(), let bytes = contents(of: path) {
    if let machine = compiled(SourceFile(path: path, bytes: bytes)) { measureProof("proof.wmo", machine, bench) }
  }
  measureProof("proof.linear100", Shape.linear(100).build(.act).machine, bench)
  for count in [10, 100] {
    measureProof("proof.exclusive\(count)", Shape.exclusive(count).build(.act).machine, bench)
    measureProof("proof.parallel\(count)", Shape.parallel(count).build(.act).machine, bench)
  }
  for events in [10, 20, 40] where bench.wants("proof.chain.\(events)") {
    let file = SourceFile(path: "chain.xml", text: ChainText.write(events: events))
    if let machine = compiled(file) { measureProof("proof.chain.\(events)", machine, bench) }
  }
}

private func compiled(_ file: SourceFile) -> Machine? {
  var options = CompileOptions()
  options.prove = false
  let folder = file.path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
  options.files = { href in
    contents(of: "\(folder)/\(href)").map { SourceFile(path: "\(folder)/\(href)", bytes: $0) }
  }
  let result = compile(file, options: options)
  if result.machine == nil { complain("keten-bench: \(file.path) does not compile, so nothing is proven of it") }
  return result.machine
}

private func measureProof(_ name: String, _ machine: Machine, _ bench: Bench) {
  guard bench.wants(name) else { return }
  let before = residentBytes()
  var report = prove(machine)
  let (wall, processor) = bench.nanoseconds {
    report = prove(machine)
    return 1
  }
  let allocated = allocations { report = prove(machine) }
  let samples = wall.map { $0 / 1e6 }
  bench.report(
    Figure(name, samples, "ms").with("states", report.states).with("steps", report.steps)
      .with("states_per_s", Double(report.states) / processor.median * 1e9)
      .with("complete", report.isComplete ? "yes" : "no").with("findings", report.diagnostics.count)
      .with("cpu_ms", processor.median / 1e6)
      .with("allocations_each_step", allocated / Double(max(report.steps, 1)))
      .with("resident_growth", residentBytes() - before))
}
