import Glibc

/// Wall time of `keten check` as a process, from start to exit, beside programs that bound it.
@Sendable func measureColdStart(_ bench: Bench) {
  let small = "\(temporaryFolder())/keten-bench-10.chain.xml"
  guard let file = fopen(small, "w") else { return complain("keten-bench: cannot write \(small)") }
  fputs(ChainText.write(events: 10), file)
  fclose(file)
  defer { unlink(small) }
  let keten = "\(ownFolder())/keten"
  var programs = [("true", Child(path: "/bin/true"))]
  programs.append(("chain.10", Child(path: keten, arguments: ["check", small])))
  programs.append(("version", Child(path: keten, arguments: ["--version"])))
  programs.append(("xmllint.10", Child(path: "/usr/bin/xmllint", arguments: ["--noout", small])))
  if let wmo = shippedChain() {
    programs.append(("wmo", Child(path: keten, arguments: ["check", wmo])))
    programs.append(("xmllint.wmo", Child(path: "/usr/bin/xmllint", arguments: ["--noout", wmo])))
  }
  measure(programs.filter { $0.1.exists }, bench)
}

/// Takes turns, so that a slow moment hits all alike.
private func measure(_ programs: [(name: String, child: Child)], _ bench: Bench) {
  var times: [[Double]] = Array(repeating: [], count: programs.count)
  var processor: [[Double]] = Array(repeating: [], count: programs.count)
  var statuses: [Int32] = Array(repeating: 0, count: programs.count)
  for turn in -1..<20 {
    for (number, program) in programs.enumerated() {
      do throws(Child.Failure) {
        let run = try program.child.time()
        statuses[number] = run.status
        guard turn >= 0 else { continue }
        times[number].append(Double(run.nanoseconds) / 1e6)
        processor[number].append(Double(run.processorNanoseconds) / 1e6)
      } catch {
        complain("keten-bench: \(program.child.path) does not start")
      }
    }
  }
  for (number, program) in programs.enumerated() where !times[number].isEmpty {
    bench.report(
      Figure("cold.\(program.name)", Samples(times[number]), "ms").with("n", times[number].count)
        .with("cpu_ms", Samples(processor[number]).median).with("exit", Int(statuses[number])))
  }
}

/// The chain that is shipped, looked for from here upwards; nil when this runs elsewhere.
func shippedChain() -> String? {
  var folder = ownFolder()
  while !folder.isEmpty {
    let path = "\(folder)/workflows/wmo/wmo.chain.xml"
    if isReadable(path) { return path }
    folder = folder.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }
  }
  return isReadable("workflows/wmo/wmo.chain.xml") ? "workflows/wmo/wmo.chain.xml" : nil
}

private func temporaryFolder() -> String { getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp" }
