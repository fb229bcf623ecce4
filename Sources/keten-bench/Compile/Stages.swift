import KetenLanguage
import KetenMachine
import KetenSource
import KetenXML

/// The stages of compiling, each apart and in all, beside libxml2's tree of the same bytes in the same window.
@Sendable func measureCompile(_ bench: Bench) {
  for events in [10, 100, 1000, 10_000] where bench.wants("compile.chain.\(events)") {
    let file = SourceFile(path: "chain.xml", text: ChainText.write(events: events))
    let faults = compile(file, options: .withoutProof).diagnostics.filter { $0.severity == .error }
    if let fault = faults.first {
      complain("keten-bench: the chain of \(events) events has \(faults.count) faults: \(fault.message)")
    }
    var stages = Stages(file, events)
    stages.measure(bench)
    stages.measureMemory(bench)
  }
}

extension CompileOptions {
  fileprivate static var withoutProof: CompileOptions {
    var result = CompileOptions()
    result.prove = false
    return result
  }
}

private struct Stages {
  private let file: SourceFile
  private let name: String
  private let events: Int
  /// How often each stage runs in one sample, so that a sample is long enough for the clock.
  private let rounds: Int
  private var samples: [(stage: String, milliseconds: [Double], processor: [Double])] = []

  init(_ file: SourceFile, _ events: Int) {
    self.file = file
    self.events = events
    name = "compile.chain.\(events)"
    rounds = max(1, 1000 / events)
  }

  mutating func measure(_ bench: Bench) {
    for turn in -1..<bench.repetitions {
      run()
      // The first turn warms up.
      if turn < 0 { samples = [] }
    }
    for (stage, times, processor) in samples {
      let times = Samples(times)
      bench.report(
        Figure(stage == "all" ? name : "\(name).\(stage)", times, "ms")
          .with("mb_per_s", Double(file.bytes.count) / times.median / 1000).with("bytes", file.bytes.count)
          .with("cpu_ms", Samples(processor).median))
    }
    guard let whole = median("all"), let tree = median("dom") else { return }
    let checking = ["parse", "validate", "resolve", "index", "check", "expressions", "dossier"]
    let checked = checking.compactMap { median($0) }.reduce(0, +)
    bench.report(
      Figure("\(name).checked.ratio", checked / tree, "ratio")
        .with("of", "parse to dossier over dom, processor time").with("goal", 4))
    bench.report(Figure("\(name).ratio", whole / tree, "ratio").with("of", "all over dom, processor time"))
  }

  private func median(_ stage: String) -> Double? {
    samples.first { $0.stage == stage }.map { Samples($0.processor).median }
  }

  /// Times a stage as a process meets it: without what the stages before it freed, which the allocator would clear up on
  /// this one's account.
  private mutating func time<Result>(_ stage: String, _ body: () -> Result) -> Result {
    releaseFreeMemory()
    let (start, startOfWork) = (monotonicNanoseconds(), processorNanoseconds())
    for _ in 1..<rounds { _ = body() }
    let result = body()
    let processor = Double(processorNanoseconds() - startOfWork) / 1e6 / Double(rounds)
    let milliseconds = Double(monotonicNanoseconds() - start) / 1e6 / Double(rounds)
    if let index = samples.firstIndex(where: { $0.stage == stage }) {
      samples[index].milliseconds.append(milliseconds)
      samples[index].processor.append(processor)
    } else {
      samples.append((stage, [milliseconds], [processor]))
    }
    return result
  }

  private mutating func run() {
    let file = file
    _ = time("dom") { DocumentTree.read(file.bytes) }
    guard let tree = time("parse", { readXML(file).tree }) else { return }
    _ = time("validate") { validate(tree, against: .chain) }
    guard
      let chain = time(
        "resolve",
        { () -> Chain? in
          guard var chain = readChain(tree) else { return nil }
          _ = resolveNames(&chain, isWhole: true)
          return chain
        })
    else { return }
    let index = time("index") { ChainIndex(chain) }
    _ = time("check") { (checkProcedures(chain, index, isWhole: true), checkPaths(chain, index)) }
    let expressions = time("expressions") { compileExpressions(chain, index).0 }
    _ = time("dossier") { checkDossier(chain, index, expressions) }
    _ = time("lower") { lower(chain, index, expressions) }
    _ = time("all") { compile(file, options: .withoutProof) }
  }

  func measureMemory(_ bench: Bench) {
    releaseFreeMemory()
    let before = residentBytes()
    let result = compile(file, options: .withoutProof)
    let peak = residentBytes() - before
    releaseFreeMemory()
    let held = residentBytes() - before
    withExtendedLifetime(result) {
      bench.report(
        Figure("\(name).memory", Double(held), "bytes").with("bytes_per_event", Double(held) / Double(events))
          .with("bytes_per_file_byte", Double(held) / Double(file.bytes.count)).with("before_trim", peak))
    }
  }
}
