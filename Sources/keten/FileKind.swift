import CommandLineTool

/// The kinds of files that a folder is searched for, by their ending.
enum FileKind: String, CaseIterable {
  case chain = ".chain.xml"
  case scenario = ".scenario.xml"
  case decisions = ".dmn"
  case procedures = ".bpmn"
}

/// The files to work on: those named, and those of a kind below the folders named.
func findFiles(_ paths: [String], kinds: [FileKind]) throws(FileError) -> [String] {
  try findFiles(paths, endings: kinds.map(\.rawValue))
}
