/// The known name nearest to a misspelt one, or nil when none is near enough to be meant.
///
/// Near is an edit distance (insert, delete, replace, swap) of at most a third of the name's length, and at least 1.
package func nearest(to name: String, in known: some Sequence<String>) -> String? {
  let target = Array(name.lowercased().unicodeScalars)
  let limit = max(1, target.count / 3)
  var best: (distance: Int, name: String)?
  for candidate in known where candidate != name {
    let scalars = Array(candidate.lowercased().unicodeScalars)
    guard abs(scalars.count - target.count) <= limit else { continue }
    let distance = editDistance(target, scalars)
    guard distance <= limit, distance < max(target.count, 1) else { continue }
    if best.map({ (distance, candidate) < ($0.distance, $0.name) }) ?? true { best = (distance, candidate) }
  }
  return best?.name
}

/// The one known name that is a single slip away (a letter more, fewer, other or swapped, or other case): a mend that is
/// certain.
///
/// Nil when there is none, or more than one. In a name shorter than 4 letters one slip is too much of it: there only the
/// case may differ.
package func certainMeaning(of name: String, in known: some Sequence<String>) -> String? {
  let target = Array(name.lowercased().unicodeScalars)
  let limit = target.count < 4 ? 0 : 1
  var found: String?
  for candidate in known where candidate != name {
    let scalars = Array(candidate.lowercased().unicodeScalars)
    guard abs(scalars.count - target.count) <= limit, editDistance(target, scalars) <= limit else { continue }
    if found != nil { return nil }
    found = candidate
  }
  return found
}

private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
  guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
  var beforeLast = [Int](repeating: 0, count: right.count + 1)
  var last = Array(0...right.count)
  for i in 1...left.count {
    var row = [i] + [Int](repeating: 0, count: right.count)
    for j in 1...right.count {
      let cost = left[i - 1] == right[j - 1] ? 0 : 1
      row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
      if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
        row[j] = min(row[j], beforeLast[j - 2] + 1)
      }
    }
    (beforeLast, last) = (last, row)
  }
  return last[right.count]
}
