import KetenSource

extension Compiler {
  /// Reports gaps, overlaps, dead rules and rules that could be one, and notes what the table can decide.
  ///
  /// - Parameters:
  ///   - table: A table without an error in it.
  ///   - types: The types of its inputs.
  ///   - budget: How much the analysis looks at.
  mutating func check(_ table: DecisionTable, _ types: [ValueType], budget: Int) {
    let reading = TableReading(table, types, self)
    let analysis = TableAnalysis(
      reading.rows, columns: reading.columns, hitPolicy: table.hitPolicy, hasDefault: reading.hasDefault,
      limits: TableAnalysis.Limits(budget: budget))
    let findings = TableFindings(
      table: table, analysis: analysis, domains: reading.columns.map(\.domain), file: text.file)
    // A test that never holds because of its type has been told of: that its rule never decides follows from it.
    let told = diagnostics.filter { $0.code == .alwaysNullOrConstant }.map(\.range)
    diagnostics += findings.all.filter { finding in
      finding.code != .deadRule || !told.contains { finding.range.start <= $0.start && $0.end <= finding.range.end }
    }
    reportNotAllowed(reading)
    outcomes = reading.outcomes(analysis)
  }
}

extension Compiler {
  /// Reports decided values that their output may not have.
  private mutating func reportNotAllowed(_ reading: TableReading) {
    for (column, output) in reading.table.outputs.enumerated() {
      guard let allowed = reading.allowedOutputs[column] else { continue }
      let cells = reading.table.rules.indices.map {
        (reading.table.rules[$0].outputs[column], reading.outputs[$0][column])
      }
      let fallback = output.fallback.map { [($0, reading.fallbacks[column])] } ?? []
      for case (let text, let value?) in cells + fallback where !value.isNull && !allowed.contains(value) {
        let known = output.allowed?.string ?? ""
        diagnostics.append(
          Diagnostic(
            .typeMismatch, at: text.range, in: text.file, "\(value) is not among the allowed values: \(known)"))
      }
    }
  }
}

/// An analysis in words, each answer at its rule or cell.
private struct TableFindings {
  let table: DecisionTable
  let analysis: TableAnalysis
  let domains: [ValueSet]
  let file: SourceFile

  var all: [Diagnostic] { gaps + overlaps + deadRules + merges + unanswered }

  private var place: SourceRange { nameRange(table.range) }

  private func place(_ rule: Int) -> SourceRange { nameRange(table.rules[rule].range) }

  /// The name in a tag, when a range is that of a whole element.
  private func nameRange(_ range: SourceRange) -> SourceRange {
    let bytes = file.bytes
    guard range.start < range.end, range.end <= bytes.count, bytes[range.start] == UInt8(ascii: "<") else {
      return range
    }
    let end = bytes[range.start..<range.end].firstIndex { " \t\r\n/>".utf8.contains($0) } ?? range.end
    return SourceRange(range.start + 1, end)
  }

  /// A column as its expression; one with a long expression by its label.
  private func label(_ column: Int) -> String {
    let input = table.inputs[column]
    let text = input.expression.utf8.count <= Self.expressionMax ? input.expression.string : input.label
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static let expressionMax = 40

  /// An input as FEEL: `kosten = 5000, soort = "sloop"`.
  private func example(_ witness: [Value?]) -> String {
    witness.enumerated().compactMap { column, value in value.map { "\(label(column)) = \($0)" } }
      .joined(separator: ", ")
  }

  private func box(_ region: TableAnalysis.Region) -> String {
    region.columns.enumerated().map { "\(label($0)): \($1.text(within: domains[$0]))" }.joined(separator: ", ")
  }

  private func numbers(_ rules: [Int]) -> String {
    let words = rules.map { String($0 + 1) }
    guard let last = words.last, words.count > 1 else { return "rule \(words.first ?? "")" }
    return "rules " + words.dropLast().joined(separator: ", ") + " and " + last
  }

  private func notes(_ rules: [Int]) -> [Diagnostic.Note] {
    rules.map { Diagnostic.Note("rule \($0 + 1)", at: place($0), in: file) }
  }

  private var gaps: [Diagnostic] {
    guard let first = analysis.gaps.first else { return [] }
    let all = analysis.gaps.map { Diagnostic.Note("nothing covers \(box($0))", at: nil, in: file) }
    let count = (analysis.moreGaps < Gaps.moreMax ? "" : "at least ") + "\(analysis.moreGaps)"
    let more = analysis.moreGaps > 0 ? [Diagnostic.Note("there are \(count) more gaps", at: nil, in: file)] : []
    let message = "no rule matches \(example(first.witness)): add a rule, or a value for when none matches"
    return [Diagnostic(.tableGap, at: place, in: file, message, notes: all + more)]
  }

  private var overlaps: [Diagnostic] {
    analysis.overlaps.enumerated().map { number, overlap in
      let (first, second) = (overlap.rows[0], overlap.rows[1])
      let why = table.hitPolicy == .any ? "decide differently" : "both match, where only one rule may"
      var notes = notes([first])
      if number == analysis.overlaps.count - 1, analysis.moreOverlaps > 0 {
        notes.append(Diagnostic.Note("\(analysis.moreOverlaps) more pairs of rules overlap", at: nil, in: file))
      }
      return Diagnostic(
        .tableOverlap, at: place(second), in: file,
        "\(numbers([first, second])) \(why): for example \(example(overlap.witness))", notes: notes)
    }
  }

  private var deadRules: [Diagnostic] {
    analysis.deadRows.compactMap { dead in
      let rule = dead.row
      switch dead.reason {
      case .emptyCell(let column):
        return Diagnostic(
          .deadRule, at: table.rules[rule].tests[column].range, in: file,
          "no value meets this, so rule \(rule + 1) never decides")
      case .outsideColumn(let column):
        return Diagnostic(
          .deadRule, at: table.rules[rule].tests[column].range, in: file,
          "\(label(column)) never has such a value, so rule \(rule + 1) never decides")
      case .covered(let others):
        // Under `unique` the overlap is the finding.
        if table.hitPolicy == .unique { return nil }
        let verb = others.count == 1 ? "covers" : "cover"
        return Diagnostic(
          .deadRule, at: place(rule), in: file,
          "rule \(rule + 1) never decides: \(numbers(others)) \(verb) all that it matches", notes: notes(others))
      }
    }
  }

  private var merges: [Diagnostic] {
    analysis.merges.map { merge in
      let cell = merge.cell.text(within: domains[merge.column])
      return Diagnostic(
        .mergeableRules, at: place(merge.rows[0]), in: file,
        "\(numbers(merge.rows)) decide the same: one rule with \(label(merge.column)): \(cell) says it",
        notes: notes(Array(merge.rows.dropFirst())))
    }
  }

  private var unanswered: [Diagnostic] {
    let questions = analysis.unanswered.map { question -> String in
      switch question {
      case .gaps: "whether a rule matches for every input"
      case .deadRows: "whether every rule can decide"
      }
    }
    guard !questions.isEmpty else { return [] }
    return [
      Diagnostic(
        .tableNotAnalysed, at: place, in: file,
        "the table is too large to find out \(questions.joined(separator: ", or "))")
    ]
  }
}
