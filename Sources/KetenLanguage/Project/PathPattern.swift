/// A pattern for paths below a folder: `*` and `?` stand for what is in a name, `**` for any number of folders.
///
/// A pattern that matches a folder matches what is in it; one without a `/` matches in any folder.
struct PathPattern: Sendable {
  private let parts: [Substring]

  init(_ text: String) {
    var parts = text.split(separator: "/")[...]
    while parts.first == "." { parts.removeFirst() }
    self.parts = text.contains("/") ? Array(parts) : ["**"] + parts
  }

  func matches(_ path: String) -> Bool { matches(parts[...], path.split(separator: "/")[...]) }

  private func matches(_ parts: ArraySlice<Substring>, _ names: ArraySlice<Substring>) -> Bool {
    guard let part = parts.first else { return true }
    if part == "**" {
      // At its end it stands for what is in the folder, not for the folder itself.
      if parts.count == 1 { return !names.isEmpty }
      return (names.startIndex...names.endIndex).contains { matches(parts.dropFirst(), names[$0...]) }
    }
    guard let name = names.first, matchesName(Array(part.unicodeScalars)[...], Array(name.unicodeScalars)[...]) else {
      return false
    }
    return matches(parts.dropFirst(), names.dropFirst())
  }

  /// Goes on from the last `*` with one character more where what follows does not match, so that time is bounded by
  /// the product of the lengths.
  private func matchesName(_ pattern: ArraySlice<Unicode.Scalar>, _ name: ArraySlice<Unicode.Scalar>) -> Bool {
    var (pattern, name) = (pattern, name)
    var retry: (pattern: ArraySlice<Unicode.Scalar>, name: ArraySlice<Unicode.Scalar>)?
    while true {
      if pattern.first == "*" {
        pattern.removeFirst()
        retry = (pattern, name)
      } else if let character = name.first, pattern.first == character || pattern.first == "?" {
        pattern.removeFirst()
        name.removeFirst()
      } else if pattern.isEmpty, name.isEmpty {
        return true
      } else if let last = retry, !last.name.isEmpty {
        retry = (last.pattern, last.name.dropFirst())
        (pattern, name) = (last.pattern, last.name.dropFirst())
      } else {
        return false
      }
    }
  }
}
