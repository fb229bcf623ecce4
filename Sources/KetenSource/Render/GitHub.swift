/// Findings as GitHub workflow commands, one a line, that a workflow's log shows as annotations in the changed files.
///
/// Columns count Unicode scalars from 1, the end column lies just past the range. GitHub refuses columns on a range of
/// several lines, so those carry lines alone. Notes follow in the message, a line each.
package func renderGitHub(_ diagnostics: [Diagnostic]) -> String {
  diagnostics.map(workflowCommand).joined()
}

private func workflowCommand(_ diagnostic: Diagnostic) -> String {
  let command =
    switch diagnostic.severity {
    case .error: "error"
    case .warning: "warning"
    case .note: "notice"
    }
  let start = diagnostic.file.position(of: diagnostic.range.start)
  let end = diagnostic.file.position(of: diagnostic.range.end)
  var properties = [("file", diagnostic.file.path), ("line", "\(start.line)"), ("endLine", "\(end.line)")]
  if start.line == end.line { properties += [("col", "\(start.column)"), ("endColumn", "\(end.column)")] }
  properties.append(("title", "\(diagnostic.code.id) \(diagnostic.code.name)"))
  let list = properties.map { "\($0)=\(escaped($1, property: true))" }.joined(separator: ",")
  let lines = [diagnostic.message] + diagnostic.notes.map { "note: \($0.place)\($0.message)" }
  return "::\(command) \(list)::\(escaped(lines.joined(separator: "\n"), property: false))\n"
}

private func escaped(_ text: String, property: Bool) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "%": result += "%25"
    case "\r": result += "%0D"
    case "\n": result += "%0A"
    case ":" where property: result += "%3A"
    case "," where property: result += "%2C"
    default: result += visible(String(scalar))
    }
  }
  return result
}

extension Diagnostic.Note {
  /// `path:line:column: `, or the path alone for a note on the whole.
  var place: String {
    guard let range else { return "\(file.path): " }
    let position = file.position(of: range.start)
    return "\(file.path):\(position.line):\(position.column): "
  }
}
