import KetenSource
import KetenXML

/// The findings of a project that are known and not shown again.
///
/// A finding is known by its file, its code and the tag it stands in, so that a change elsewhere in the file does not
/// bring it back. Each entry stands for one finding.
package struct Baseline: Sendable {
  private var entries: [Entry] = []
  private let file: SourceFile?

  private struct Entry {
    var finding: Key
    var range: SourceRange
  }

  /// What a finding is known by.
  package struct Key: Hashable, Comparable, Sendable {
    var file: String
    var code: String
    var at: String

    package static func < (left: Key, right: Key) -> Bool {
      (left.file, left.code, left.at) < (right.file, right.code, right.at)
    }
  }

  /// Nothing is known.
  package init() { file = nil }

  private init(file: SourceFile) { self.file = file }

  /// Reads a baseline; what is wrong in it is a finding.
  package static func read(_ file: SourceFile) -> (baseline: Baseline, diagnostics: [Diagnostic]) {
    let parsed = readXML(file)
    var baseline = Baseline(file: file)
    guard parsed.diagnostics.isEmpty, let tree = parsed.tree, let root = tree.root else {
      return (baseline, parsed.diagnostics)
    }
    for element in root.ownChildren where element.local == "old" {
      guard let path = element.value("file"), let code = element.value("code"), let place = element.value("at") else {
        continue
      }
      baseline.entries.append(Entry(finding: Key(file: path, code: code, at: place), range: element.startTagRange))
    }
    return (baseline, validate(tree, against: .baseline))
  }

  /// The findings that are not known; and of what is known of the files that were checked, that it is no longer found.
  ///
  /// - Parameters:
  ///   - findings: Those in the files that were checked.
  ///   - files: The paths of these files, from the folder of the baseline.
  ///   - path: The path of a finding's file, from there.
  package func settle(
    _ findings: [Diagnostic], files: Set<String>, path: (Diagnostic) -> String?
  ) -> [Diagnostic] {
    var known: [Key: [SourceRange]] = [:]
    for entry in entries.reversed() { known[entry.finding, default: []].append(entry.range) }
    var left = findings.filter { finding in
      guard let key = path(finding).map({ Key(finding, $0) }) else { return true }
      return known[key]?.popLast() == nil
    }
    guard let file else { return left }
    for (key, ranges) in known where files.contains(key.file) {
      for range in ranges {
        left.append(
          Diagnostic(
            .projectOldBaseline, at: range, in: file,
            "\(key.code) is not found there any more: `keten check --update-baseline` leaves it out"))
      }
    }
    return left
  }

  /// The text of a baseline that knows these findings, and of files that were not checked what it knew.
  package func updated(by findings: [Key], files: Set<String>) -> String {
    let kept = entries.map(\.finding).filter { !files.contains($0.file) }
    var text = "<baseline xmlns=\"\(Grammar.baseline.namespace)\">\n"
    for key in (kept + findings).sorted() {
      text += "  <old file=\"\(escapedXML(key.file))\" code=\"\(key.code)\" at=\"\(escapedXML(key.at))\"/>\n"
    }
    return text + "</baseline>\n"
  }
}

extension Baseline.Key {
  /// What a finding is known by, in a file with this path.
  package init(_ finding: Diagnostic, _ path: String) {
    (file, code, at) = (path, finding.code.id, finding.tag)
  }
}

extension Diagnostic {
  /// The tag that it stands in, or behind, as one line of at most 200 bytes.
  fileprivate var tag: String {
    let bytes = file.bytes
    let start = min(range.start, bytes.count)
    let lower = bytes[max(0, start - 200)..<start].lastIndex(of: UInt8(ascii: "<")) ?? start
    let first = bytes.indices.contains(start) && bytes[start] == UInt8(ascii: "<") ? start : lower
    let end = min(first + 200, bytes.count)
    let upper = bytes[first..<end].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? end
    return file.text(SourceRange(first, upper)).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
