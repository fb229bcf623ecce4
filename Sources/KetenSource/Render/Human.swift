/// Findings for people: each with its place, the source line with the exact range marked, its notes and its mends.
///
/// With `color`, in the colours of a terminal; whether there is one is for the caller to know.
package func renderHuman(_ diagnostics: [Diagnostic], color: Bool) -> String {
  let renderer = HumanRenderer(paint: Paint(isOn: color))
  return diagnostics.map(renderer.render).joined(separator: "\n")
}

/// A remark for people with its place: as why a value is null.
package func renderRemark(_ message: String, at range: SourceRange, in file: SourceFile, color: Bool) -> String {
  HumanRenderer(paint: Paint(isOn: color)).render(Diagnostic.Note(message, at: range, in: file))
}

/// How many findings of each weight there are, as `2 errors, 1 warning in 3 files`.
package func summary(of diagnostics: [Diagnostic], fileCount: Int) -> String {
  let counts = Severity.allCases.compactMap { severity -> String? in
    let count = diagnostics.count { $0.severity == severity }
    return count == 0 ? nil : plural(count, severity.rawValue)
  }
  return (counts.isEmpty ? "no findings" : counts.joined(separator: ", ")) + " in " + plural(fileCount, "file")
}

/// A count with its noun, as `1 file`, `2 files`.
package func plural(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

/// Terminal colours, or none.
package struct Paint: Sendable {
  /// Whether text is coloured at all.
  package let isOn: Bool

  package init(isOn: Bool) { self.isOn = isOn }

  /// What a text is coloured for.
  package enum Ink: String, Sendable {
    case bold = "1"
    case error = "1;31"
    case warning = "1;33"
    case note = "1;36"
    case help = "1;32"
    case faint = "34"
  }

  /// The text in that colour.
  package func callAsFunction(_ ink: Ink, _ text: String) -> String {
    isOn && !text.isEmpty ? "\u{1B}[\(ink.rawValue)m\(text)\u{1B}[0m" : text
  }
}

private struct HumanRenderer {
  let paint: Paint

  func render(_ diagnostic: Diagnostic) -> String {
    let ink: Paint.Ink =
      switch diagnostic.severity {
      case .error: .error
      case .warning: .warning
      case .note: .note
      }
    let place = place(diagnostic.range, in: diagnostic.file)
    let code = "[\(diagnostic.code.id) \(diagnostic.code.name)]"
    let label = paint(ink, diagnostic.severity.rawValue + ":")
    var output = "\(place) \(label) \(paint(.bold, visible(diagnostic.message))) \(paint(.faint, code))\n"
    let snippet = Snippet(file: diagnostic.file, ranges: [diagnostic.range], mark: "^")
    output += render(snippet.lines(), indent: "", ink)
    for note in diagnostic.notes { output += render(note) }
    for fixIt in diagnostic.fixIts { output += render(fixIt, in: diagnostic.file) }
    return output
  }

  func render(_ note: Diagnostic.Note) -> String {
    let text = "\(paint(.note, "note:")) \(visible(note.message))\n"
    guard let range = note.range else { return "  \(text)" }
    let snippet = Snippet(file: note.file, ranges: [range], mark: "~")
    return "  \(place(range, in: note.file)) \(text)" + render(snippet.lines(), indent: "  ", .note)
  }

  private func render(_ fixIt: Diagnostic.FixIt, in file: SourceFile) -> String {
    var output = "  \(paint(.help, "help:")) \(visible(fixIt.message))\n"
    for snippet in replacedLines(fixIt.edits, in: file) {
      output += render(snippet.lines(), indent: "  ", .help)
    }
    return output
  }

  private func place(_ range: SourceRange, in file: SourceFile) -> String {
    let position = file.position(of: range.start)
    return paint(.bold, "\(visible(file.path)):\(position.line):\(position.column):")
  }

  private func render(_ lines: [Snippet.Line], indent: String, _ ink: Paint.Ink) -> String {
    let width = lines.map { $0.number.map { String($0).count } ?? 3 }.max() ?? 1
    var output = ""
    for line in lines {
      guard let number = line.number else {
        output += "\(indent) \(paint(.faint, line.text))\n"
        continue
      }
      let digits = String(number)
      let gutter = String(repeating: " ", count: width - digits.count) + digits + " |"
      output += "\(indent) \(paint(.faint, gutter))\(line.text.isEmpty ? "" : " " + line.text)\n"
      if line.marks.isEmpty { continue }
      let blank = String(repeating: " ", count: width) + " |"
      output += "\(indent) \(paint(.faint, blank)) \(paint(ink, line.marks))\n"
    }
    return output
  }
}

/// The lines that a mend touches as they will be, with what is new marked; none for lines that disappear.
private func replacedLines(_ edits: [Diagnostic.Edit], in file: SourceFile) -> [Snippet] {
  var groups: [(lines: ClosedRange<Int>, edits: [Diagnostic.Edit])] = []
  for edit in edits.sorted(by: { $0.range < $1.range }) where edit.fits(in: file) {
    let lines = file.position(of: edit.range.start).line...file.position(of: edit.range.end).line
    if let last = groups.last, last.lines.upperBound >= lines.lowerBound {
      let joined = last.lines.lowerBound...max(last.lines.upperBound, lines.upperBound)
      groups[groups.count - 1] = (joined, last.edits + [edit])
    } else {
      groups.append((lines, [edit]))
    }
  }
  return groups.compactMap { replacedLines($0.lines, $0.edits, in: file) }
}

private func replacedLines(
  _ lines: ClosedRange<Int>, _ edits: [Diagnostic.Edit], in file: SourceFile
) -> Snippet? {
  guard let start = file.lineRange(lines.lowerBound)?.start, let lineEnd = file.lineRange(lines.upperBound)?.end
  else { return nil }
  if edits.allSatisfy({ $0.removesWholeLines(in: file) }) { return nil }
  let first = min(start, edits.first?.range.start ?? start)
  let end = max(lineEnd, edits.last?.range.end ?? lineEnd)
  let bytes = apply(edits, to: file.bytes[first..<end])
  if bytes.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) { return nil }
  var shift = -first
  let ranges = edits.map { edit in
    let start = edit.range.start + shift
    shift += edit.replacement.utf8.count - (edit.range.end - edit.range.start)
    return SourceRange(start, start + edit.replacement.utf8.count)
  }
  let replaced = SourceFile(path: file.path, bytes: bytes)
  return Snippet(file: replaced, ranges: ranges, mark: "+", firstLineNumber: lines.lowerBound)
}

extension Diagnostic.Edit {
  fileprivate func removesWholeLines(in file: SourceFile) -> Bool {
    replacement.isEmpty && file.lineStarts.contains(range.start) && file.lineStarts.contains(range.end)
  }
}
