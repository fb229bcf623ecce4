extension Draft {
  /// How many steps belong to each step, and how deep those of the result nest.
  func measures(_ result: Int32) -> (sizes: [Int32], height: Int) {
    var sizes = [Int32](repeating: 1, count: steps.count)
    var heights = [Int32](repeating: 1, count: steps.count)
    for index in steps.indices {
      var (size, height): (Int64, Int32) = (1, 0)
      forEachOperand(steps[index]) { operand in
        guard operand >= 0 else { return }
        size += Int64(sizes[Int(operand)])
        height = max(height, heights[Int(operand)])
      }
      // A chain of bindings is walked in a loop.
      if case .bind = steps[index] { height -= 1 }
      // The rows of a table are looked up, most often without testing each.
      if case .table(let table) = steps[index], tables[Int(table)].isIndexed {
        let table = tables[Int(table)]
        size = table.inputs.reduce(Int64(table.rowCount)) { $0 + Int64(sizes[Int($1)]) }
      }
      sizes[index] = Int32(clamping: size)
      heights[index] = height + 1
    }
    return (sizes, steps.isEmpty ? 0 : Int(heights[Int(result)]))
  }

  private func forEachOperand(_ step: Instruction, _ body: (Int32) -> Void) {
    func all(_ run: Run) { operands[Int(run.start)..<Int(run.start + run.count)].forEach(body) }
    switch step {
    case .constant, .slot, .local, .capture, .fault: break
    case .arithmetic(_, let a, let b), .numeric(_, let a, let b), .compare(_, let a, let b),
      .compareNumbers(_, let a, let b), .meets(let a, let b), .cell(let a, let b), .bind(_, let a, let b),
      .range(let a, let b, _), .element(let a, let b), .filter(let a, let b, _):
      body(a)
      body(b)
    case .negate(let a), .not(let a), .path(let a, _), .instance(let a, _), .convert(let a, _), .collect(let a, _),
      .quantify(_, let a):
      body(a)
    case .choose(let a, let b, let c):
      body(a)
      body(b)
      body(c)
    case .iterate(let domain, let end, _, let inner):
      body(domain)
      body(end)
      body(inner)
    case .and(let run), .or(let run), .list(let run), .context(let run, _), .call(_, let run), .function(_, let run):
      all(run)
    case .invoke(let function, let run, _):
      body(function)
      all(run)
    case .table(let table):
      let table = tables[Int(table)]
      (table.inputs + table.allowed + table.fallbacks + table.tests + table.outputs).forEach(body)
    }
  }
}
