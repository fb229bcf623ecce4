import Glibc

/// Runs the limits and peers of a built bench folder, prints their lines, and the ratios to what was measured here.
func runPeers(in folder: String, _ bench: Bench) {
  let python = ["venv/bin/python", "../venv/bin/python"].map({ "\(folder)/\($0)" }).first(where: isReadable)
  var programs = ["fire", "fire_swift", "eval"].map { Child(path: "\(folder)/limits/\($0)") }
  if let python {
    programs += ["a1_spiff_run.py", "a1_fsm_run.py", "a4_feel_dmn.py"].map {
      Child(path: "/usr/bin/env", arguments: ["-C", "\(folder)/peers", python, $0])
    }
  }
  let data = ["n10", "n100", "n1000", "n10000"].map { "\(folder)/data/\($0).bpmn" }.filter(isReadable)
  if !data.isEmpty { programs.append(Child(path: "\(folder)/limits/sax", arguments: data)) }
  var values: [String: Double] = [:]
  for program in programs {
    guard program.exists else {
      complain("keten-bench: there is no \(program.path); build the bench folder with its setup.sh")
      continue
    }
    do throws(Child.Failure) {
      for line in try program.output().text.split(separator: "\n") where line.hasPrefix("{") {
        write(line + "\n", to: STDOUT_FILENO)
        guard let name = text(of: "bench", in: line), let value = number(of: "value", in: line) else { continue }
        values[name] = value
      }
    } catch {
      complain("keten-bench: \(program.path) does not start")
    }
  }
  reportRatios(values, bench)
}

/// What is set beside what: the figure here, the figure there.
private let pairs = [
  ("kernel.fire.linear10", "b1.fire.linear10.64"), ("kernel.fire.xor10", "b1.fire.xor10.64"),
  ("kernel.fire.and10", "b1.fire.and10.64"), ("kernel.fire.and50", "b1.fire.and50.256"),
  ("kernel.fire.hot.linear10", "b1.fire.linear10.64"), ("kernel.fire.hot.xor10", "b1.fire.xor10.64"),
  ("kernel.fire.hot.and10", "b1.fire.and10.64"), ("kernel.fire.hot.and50", "b1.fire.and50.256"),
  ("kernel.fire.hot.linear10", "b1.fire_swift.linear10.64"),
  ("kernel.population.1000000.fire", "b1.fire.random_over_1M_live"),
  ("kernel.fire.linear10", "a1.spiff.linear10.transitions"),
  ("kernel.fire.linear10", "a1.transitions.linear10.transitions"),
  ("feel.expression.arithmetic", "b7.feel.bytecode.f64"), ("feel.expression.arithmetic", "b7.feel.bytecode.dec128"),
  ("feel.expression.arithmetic", "a4.expr.zen.compiled.arith"),
  ("feel.expression.arithmetic", "a4.expr.spiff-python.arith"),
  ("feel.expression.arithmetic", "a4.feel.pysfeel.arith"), ("feel.expression.in", "a4.expr.zen.compiled.in"),
  ("feel.expression.if", "a4.expr.zen.compiled.if"), ("feel.expression.between", "a4.expr.zen.compiled.between"),
  ("feel.decision.20", "a4.table.zen.rows20"), ("feel.decision.200", "a4.table.zen.rows200"),
  ("feel.decision.20", "a4.table.spiff-dmn.rows20"), ("feel.decision.200", "a4.table.spiff-dmn.rows200"),
  ("feel.table.interval.20", "b7.table.index20"), ("feel.table.interval.200", "b7.table.index200"),
  ("feel.table.interval.2000", "b7.table.index2000"),
]

private func reportRatios(_ values: [String: Double], _ bench: Bench) {
  for (mine, other) in pairs {
    guard let figure = bench.figure(mine), let value = values[other], value > 0 else { continue }
    bench.reportAlways(Figure("ratio.\(mine)", figure.value / value, "ratio").with("of", "\(mine) over \(other)"))
  }
}

private func text(of key: String, in line: Substring) -> String? {
  guard let start = rest(after: key, in: line), start.hasPrefix("\"") else { return nil }
  return String(start.dropFirst().prefix { $0 != "\"" })
}

private func number(of key: String, in line: Substring) -> Double? {
  rest(after: key, in: line).flatMap { Double($0.prefix { "+-.0123456789eE".contains($0) }) }
}

private func rest(after key: String, in line: Substring) -> Substring? {
  let needle = Array("\"\(key)\":".utf8)
  let bytes = Array(line.utf8)
  guard bytes.count >= needle.count else { return nil }
  for start in 0...(bytes.count - needle.count) where bytes[start...].starts(with: needle) {
    let text = Substring(decoding: bytes[(start + needle.count)...], as: UTF8.self)
    return text.drop { $0 == " " }
  }
  return nil
}
