/// The bytes of a file after the certain mends of its findings.
///
/// Findings are taken in order, each with its first fix-it. The edits of one fix-it are done together or not at all: one
/// that overlaps an edit taken before, or reaches outside the file, is left for the next round.
package func applyFixIts(_ diagnostics: [Diagnostic], to file: SourceFile) -> [UInt8] {
  var taken: [Diagnostic.Edit] = []
  for diagnostic in diagnostics where diagnostic.file.path == file.path {
    guard let edits = diagnostic.fixIts.first?.edits else { continue }
    let new = edits.filter { !taken.contains($0) }
    if new.allSatisfy({ edit in edit.fits(in: file) && !taken.contains { $0.conflicts(with: edit) } }) {
      taken += new
    }
  }
  return apply(taken, to: file.bytes[...])
}

/// A run of a file's bytes with those edits done; the edits lie within it and do not overlap.
func apply(_ edits: [Diagnostic.Edit], to bytes: ArraySlice<UInt8>) -> [UInt8] {
  var result: [UInt8] = []
  var next = bytes.startIndex
  for edit in edits.sorted(by: { $0.range < $1.range }) {
    result += bytes[next..<edit.range.start]
    result += Array(edit.replacement.utf8)
    next = edit.range.end
  }
  return result + bytes[next...]
}

extension Diagnostic.Edit {
  func fits(in file: SourceFile) -> Bool {
    0 <= range.start && range.start <= range.end && range.end <= file.bytes.count
  }

  /// Whether the result of both would depend on their order; edits that only touch do not.
  fileprivate func conflicts(with other: Diagnostic.Edit) -> Bool {
    if range.start == other.range.start, range.end == range.start || other.range.end == other.range.start {
      return range == other.range
    }
    return range.start < other.range.end && other.range.start < range.end
  }
}
