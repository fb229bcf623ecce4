import KetenSource

/// Where each part of a text that was written comes from.
package struct SourceMap: Sendable {
  struct Entry: Sendable {
    let range: SourceRange
    let origin: MappedText.Origin
  }

  /// In order of start, of two that start together the longer first: what is inside another is more exact.
  private(set) var entries: [Entry] = []
  /// What only follows from what the file says.
  private(set) var implied: [SourceRange] = []

  /// Adds what was written, in any order.
  mutating func add(_ range: SourceRange, _ origin: MappedText.Origin) {
    entries.append(Entry(range: range, origin: origin))
  }

  /// Notes that a range stands for nothing that the file says itself.
  mutating func addImplied(_ range: SourceRange) { implied.append(range) }

  /// Whether a range of the text lies in what only follows from what the file says.
  func isImplied(_ range: SourceRange) -> Bool {
    implied.contains { $0.start <= range.start && range.end <= $0.end }
  }

  /// Orders the entries, once all are there.
  mutating func finish() {
    entries.sort { ($0.range.start, -$0.range.end) < ($1.range.start, -$1.range.end) }
  }

  /// What a range of the text stands for: the most exact place that is known; nil when none is.
  ///
  /// A range over several parts of one text stands for all between the first and the last.
  package func place(of range: SourceRange) -> Place? {
    guard let around = innermost(range.start, range.end) else { return nil }
    let whole = around.place(of: range)
    guard range.end > range.start, case .whole = around.origin, let first = innermost(range.start, range.start + 1),
      let last = innermost(range.end - 1, range.end), first.range != around.range, last.range != around.range,
      case .copy = first.origin, case .copy = last.origin
    else { return whole }
    let from = first.place(of: SourceRange(range.start, range.start + 1))
    let to = last.place(of: SourceRange(range.end - 1, range.end))
    guard from.file === to.file, from.range.start <= to.range.end else { return whole }
    return Place(SourceRange(from.range.start, to.range.end), in: from.file)
  }

  private func innermost(_ start: Int, _ end: Int) -> Entry? {
    var found: Entry?
    for entry in entries {
      if entry.range.start > start { break }
      if entry.range.end >= end { found = entry }
    }
    return found
  }
}

extension SourceMap.Entry {
  fileprivate func place(of part: SourceRange) -> Place {
    switch origin {
    case .whole(let place): return place
    case .copy(let text, let offset):
      let lower = offset + part.start - range.start
      return Place(text.sourceRange(lower, lower + part.end - part.start), in: text.file)
    }
  }
}
