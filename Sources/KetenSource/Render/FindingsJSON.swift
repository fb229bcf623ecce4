/// Findings as one JSON array, in the order given.
///
/// Offsets are in bytes from 0, lines and columns from 1, columns in Unicode scalars; the end lies just past the range.
package func renderJSON(_ diagnostics: [Diagnostic]) -> String {
  JSONValue.array(diagnostics.map(\.json)).pretty()
}

extension Diagnostic {
  /// The finding as a JSON object.
  package var json: JSONValue {
    [
      "code": .string(code.id),
      "name": .string(code.name),
      "severity": .string(severity.rawValue),
      "path": .string(file.path),
      "start": file.json(at: range.start),
      "end": file.json(at: range.end),
      "message": .string(message),
      "notes": .array(notes.map(\.json)),
      "fixIts": .array(fixIts.map { $0.json(in: file) }),
    ]
  }
}

extension Diagnostic.Note {
  fileprivate var json: JSONValue {
    .members([
      "path": .string(file.path),
      "start": range.map { file.json(at: $0.start) },
      "end": range.map { file.json(at: $0.end) },
      "message": .string(message),
    ])
  }
}

extension Diagnostic.FixIt {
  fileprivate func json(in file: SourceFile) -> JSONValue {
    let edits = edits.map { edit -> JSONValue in
      [
        "start": file.json(at: edit.range.start),
        "end": file.json(at: edit.range.end),
        "replacement": .string(edit.replacement),
      ]
    }
    return ["message": .string(message), "edits": .array(edits)]
  }
}

extension SourceFile {
  fileprivate func json(at offset: Int) -> JSONValue {
    let position = position(of: offset)
    return ["offset": .integer(offset), "line": .integer(position.line), "column": .integer(position.column)]
  }
}
