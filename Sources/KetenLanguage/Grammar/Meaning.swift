import KetenSource

/// The one known name that is a single slip away (a letter more, fewer, other or swapped, or other case), or nil when there
/// is none or more than one.
func certainMeaning(of name: String, in known: [String]) -> String? {
  let target = Array(name.lowercased().unicodeScalars)
  var found: String?
  for candidate in known where isOneSlip(target, Array(candidate.lowercased().unicodeScalars)) {
    if found != nil { return nil }
    found = candidate
  }
  return found
}

private func isOneSlip(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Bool {
  if abs(left.count - right.count) > 1 { return false }
  guard let first = zip(left, right).enumerated().first(where: { $0.element.0 != $0.element.1 })?.offset else {
    return true
  }
  if left.count == right.count {
    if left[(first + 1)...] == right[(first + 1)...] { return true }
    guard first + 1 < left.count, left[first] == right[first + 1], left[first + 1] == right[first] else { return false }
    return left[(first + 2)...] == right[(first + 2)...]
  }
  let (short, long) = left.count < right.count ? (left, right) : (right, left)
  return short[first...] == long[(first + 1)...]
}

extension XMLElement {
  /// The mend that gives the element the one name that it can have meant, in both its tags.
  func renaming(certainly known: [String]) -> [Diagnostic.FixIt] {
    guard let meant = certainMeaning(of: local, in: known) else { return [] }
    let length = local.utf8.count
    var edits = [Diagnostic.Edit(SourceRange(nameRange.end - length, nameRange.end), meant)]
    if range.end > startTagRange.end {
      let bytes = tree.file.bytes
      var end = range.end - 1
      while end > startTagRange.end, ByteClass.table[Int(bytes[end - 1])] & ByteClass.nonBlank == 0 { end -= 1 }
      guard bytes[end - length..<end].elementsEqual(local.utf8) else { return [] }
      edits.append(Diagnostic.Edit(SourceRange(end - length, end), meant))
    }
    return [Diagnostic.FixIt("write «\(meant)»", edits)]
  }
}
