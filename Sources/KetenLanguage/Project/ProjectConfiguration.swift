import KetenSource
import KetenXML

/// How a project is checked: what its `.keten.xml` says.
///
/// Paths are those of files seen from the folder of `.keten.xml`.
package struct ProjectConfiguration: Sendable {
  /// Where it stands; nil for the rules of no project.
  package let file: SourceFile?
  /// The path of the baseline; nil for none.
  package private(set) var baselinePath: String?
  /// The findings that are known.
  package private(set) var baseline = Baseline()
  private var rules: [Rule] = []
  private var skipped: [PathPattern] = []

  private struct Rule {
    var codes: Set<DiagnosticCode>
    /// Nil leaves findings out.
    var severity: Severity?
    /// Nil for all files.
    var files: PathPattern?
  }

  /// The name of the file.
  package static let fileName = ".keten.xml"

  /// No rules.
  package init() { file = nil }

  /// Reads a configuration with its baseline; what is wrong in it is a finding, and what is right in it counts.
  ///
  /// - Parameter files: Finds a file by its path from the folder of the configuration.
  package static func read(
    _ file: SourceFile, files: (String) -> SourceFile?
  ) -> (configuration: ProjectConfiguration, diagnostics: [Diagnostic]) {
    let parsed = readXML(file)
    var configuration = ProjectConfiguration(file: file)
    guard parsed.diagnostics.isEmpty, let tree = parsed.tree, let root = tree.root else {
      return (configuration, parsed.diagnostics)
    }
    var diagnostics = validate(tree, against: .project)
    guard root.local == Grammar.project.root else { return (configuration, diagnostics) }
    if let attribute = root.attribute("baseline") {
      diagnostics += configuration.readBaseline(attribute, files)
    }
    for child in root.ownChildren {
      switch child.local {
      case "rule": configuration.add(child, nil, &diagnostics)
      case "files":
        guard let path = child.value("path") else { continue }
        for rule in child.ownChildren where rule.local == "rule" {
          configuration.add(rule, PathPattern(path), &diagnostics)
        }
      case "skip": configuration.skipped += child.value("path").map { [PathPattern($0)] } ?? []
      default: break
      }
    }
    return (configuration, diagnostics.ordered())
  }

  private init(file: SourceFile) { self.file = file }

  private mutating func readBaseline(_ attribute: XMLAttribute, _ files: (String) -> SourceFile?) -> [Diagnostic] {
    let path = attribute.trimmed
    func refusal(_ message: String) -> [Diagnostic] {
      [Diagnostic(.projectNoBaseline, at: attribute.valueRange, in: attribute.tree.file, message)]
    }
    if path.split(separator: "/").contains("..") {
      return refusal("the baseline «\(path)» leads out of the folder of the project")
    }
    baselinePath = path
    guard let file = files(path) else {
      return refusal("the baseline «\(path)» cannot be read: `keten check --update-baseline` makes it")
    }
    let read = Baseline.read(file)
    baseline = read.baseline
    return read.diagnostics
  }

  /// Whether a file is passed over where its folder is checked.
  package func skips(_ path: String) -> Bool { skipped.contains { $0.matches(path) } }

  /// A finding in a file with the weight that the project gives it; nil when it is left out.
  package func apply(to finding: Diagnostic, path: String) -> Diagnostic? {
    let last = rules.last { $0.codes.contains(finding.code) && ($0.files?.matches(path) ?? true) }
    guard let last else { return finding }
    guard let severity = last.severity else { return nil }
    var finding = finding
    finding.severity = severity
    return finding
  }
}

// MARK: - Rules

extension ProjectConfiguration {
  private mutating func add(_ element: XMLElement, _ files: PathPattern?, _ diagnostics: inout [Diagnostic]) {
    guard let codes = element.attribute("codes"), let word = element.value("severity"),
      word == "off" || Severity(rawValue: word) != nil
    else { return }
    let severity = Severity(rawValue: word)
    var rule = Rule(codes: [], severity: severity, files: files)
    for word in codes.references {
      let meant = Self.codes(word.name)
      let open = severity == .error ? meant : meant.filter { $0.severity != .error }
      if meant.isEmpty {
        let near = nearest(to: word.name, in: allCodes.flatMap { [$0.id, $0.name] })
        let hint = near.map { ": did you mean «\($0)»?" } ?? ": `keten explain` lists them"
        diagnostics.append(
          Diagnostic(
            .projectUnknownCode, at: word.range, in: element.tree.file, "there is no code «\(word.name)»\(hint)"))
      } else if open.isEmpty {
        diagnostics.append(
          Diagnostic(
            .projectSoftensError, at: word.range, in: element.tree.file,
            "«\(word.name)» is an error, and stays one: put it into the baseline where it cannot be mended yet"))
      }
      rule.codes.formUnion(open)
    }
    rules.append(rule)
  }

  /// The codes that a word means: one by its id or name, or a family by the first of its digits.
  private static func codes(_ word: String) -> [DiagnosticCode] {
    let lower = word.lowercased()
    if let code = allCodes.first(where: { $0.id.lowercased() == lower || $0.name == lower }) { return [code] }
    guard (2...3).contains(lower.utf8.count), lower.hasPrefix("k") else { return [] }
    return allCodes.filter { $0.id.lowercased().hasPrefix(lower) }
  }
}
