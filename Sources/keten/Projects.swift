import CommandLineTool
import KetenLanguage
import KetenSource

/// How the files of a command line are checked: each by the nearest `.keten.xml` in its folder or one above it.
final class Projects {
  /// Where the configuration comes from.
  enum Choice { case nearest, file(SourceFile), none }

  /// What is wrong in the configurations.
  private(set) var diagnostics: [Diagnostic] = []
  private let choice: Choice
  private let makesBaseline: Bool
  /// By folder, from the root; nil where there is none.
  private var found: [String: Project?] = [:]

  /// A configuration with the folder that its paths are seen from.
  private final class Project {
    let folder: String
    let path: String
    let configuration: ProjectConfiguration

    init(folder: String, path: String, _ configuration: ProjectConfiguration) {
      (self.folder, self.path, self.configuration) = (folder, path, configuration)
    }
  }

  /// - Parameter makesBaseline: Whether the baselines are to be written, so that one may be missing and none counts.
  init(_ choice: Choice, makesBaseline: Bool = false) {
    (self.choice, self.makesBaseline) = (choice, makesBaseline)
  }

  /// Whether a file is passed over where its folder is checked.
  func skips(_ path: String) -> Bool {
    guard let (project, own) = project(of: path) else { return false }
    return project.configuration.skips(own)
  }

  /// The findings with the weight that the project of their file gives them.
  func weigh(_ findings: [Diagnostic]) -> [Diagnostic] {
    findings.compactMap { finding in
      guard let (project, own) = project(of: finding.file.path) else { return finding }
      return project.configuration.apply(to: finding, path: own)
    }
  }

  /// The findings that are not known, or none of them when they are to be known from now on, and how many are known.
  func settle(_ findings: [Diagnostic], _ files: [SourceFile]) throws -> (left: [Diagnostic], known: Int) {
    let checked = Dictionary(grouping: files.compactMap { project(of: $0.path) }) { ObjectIdentifier($0.project) }
    if makesBaseline {
      if files.contains(where: { project(of: $0.path)?.project.configuration.baselinePath == nil }) {
        throw UsageError.other("--update-baseline needs a \(ProjectConfiguration.fileName) that names a 'baseline'")
      }
      for group in checked.values.sorted(by: { $0[0].project.path < $1[0].project.path }) {
        try writeBaseline(of: group[0].project, findings, files: Set(group.map(\.own)))
      }
      return ([], known: findings.count)
    }
    let left = checked.values.reduce(findings) { left, group in
      group[0].project.configuration.baseline.settle(left, files: Set(group.map(\.own))) { finding in
        self.path(of: finding, in: group[0].project)
      }
    }
    return (left, findings.count - left.count { $0.code != .projectOldBaseline })
  }

  private func writeBaseline(of project: Project, _ findings: [Diagnostic], files: Set<String>) throws {
    guard let name = project.configuration.baselinePath else { return }
    let keys = findings.compactMap { finding in path(of: finding, in: project).map { Baseline.Key(finding, $0) } }
    let text = project.configuration.baseline.updated(by: keys, files: files)
    try writeFile(Array(text.utf8), to: relative(name, to: project.path))
  }

  // MARK: Finding the project

  private func path(of finding: Diagnostic, in project: Project) -> String? {
    self.project(of: finding.file.path).flatMap { $0.project === project ? $0.own : nil }
  }

  private func project(of path: String) -> (project: Project, own: String)? {
    guard let full = absolutePath(path), let project = project(in: folder(of: full)) else { return nil }
    let prefix = project.folder == "/" ? "/" : project.folder + "/"
    return full.hasPrefix(prefix) ? (project, String(full.dropFirst(prefix.count))) : nil
  }

  private func project(in folder: String) -> Project? {
    if let known = found[folder] { return known }
    let project = look(in: folder)
    found[folder] = .some(project)
    return project
  }

  private func look(in place: String) -> Project? {
    switch choice {
    case .none: return nil
    case .file(let file):
      // One for all: it is kept with the root.
      return place == "/" ? read(file, path: file.path) : project(in: "/")
    case .nearest:
      let path = (place == "/" ? "" : place) + "/" + ProjectConfiguration.fileName
      if isFile(path), let file = try? readSource(shown(path)) { return read(file, path: path) }
      return place == "/" ? nil : project(in: folder(of: place))
    }
  }

  /// A path as a user of this folder writes it.
  private func shown(_ path: String) -> String {
    guard let here = absolutePath("x").map(folder) else { return path }
    return path.hasPrefix(here + "/") ? String(path.dropFirst(here.count + 1)) : path
  }

  private func read(_ file: SourceFile, path: String) -> Project? {
    let baselines = filesBeside(path)
    let read = ProjectConfiguration.read(file) { href in
      baselines(href) ?? (makesBaseline ? SourceFile(path: href, text: Baseline().updated(by: [], files: [])) : nil)
    }
    diagnostics += read.diagnostics
    guard let folder = absolutePath(path).map({ folder(of: $0) }) else { return nil }
    return Project(folder: folder, path: path, read.configuration)
  }
}
