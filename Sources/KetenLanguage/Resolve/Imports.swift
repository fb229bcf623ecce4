import DMN
import KetenSource
import KetenXML

/// The decision models that a chain imports, by the name of the import.
package typealias ImportedModels = [String: CompiledModel]

/// Reads the imported files: each by a path that stays in the folder of the chain.
///
/// - Parameters:
///   - chain: The chain.
///   - options: How to find files, and how much the analysis of their tables looks at.
/// - Returns: The models that could be read, and all findings, those in the imported files too.
func readImports(
  _ chain: Chain, _ options: CompileOptions
) -> (models: ImportedModels, diagnostics: [Diagnostic]) {
  var models: ImportedModels = [:]
  var diagnostics: [Diagnostic] = []
  for item in chain.imports {
    let (href, range) = item.href
    let report = { (code: DiagnosticCode, message: String) in
      diagnostics.append(Diagnostic(code, at: range, in: chain.file, message))
    }
    guard let path = pathInside(href) else {
      // What is no relative path was reported as such.
      guard !href.hasPrefix("/") else { continue }
      report(.importOutsideFolder, "\"\(href)\" leads out of the folder of the chain: what it imports stands in it")
      continue
    }
    guard !path.hasSuffix(".chain.xml") else {
      report(.notSupported, "importing another chain is not supported yet: only decision models are")
      continue
    }
    guard let file = options.files(path) else {
      report(.importNotFound, "the file \"\(href)\" is not found in the folder of the chain")
      continue
    }
    let folder = path.split(separator: "/").dropLast().map { $0 + "/" }.joined()
    let (model, findings) = DecisionModel.checked(file, tableBudget: options.tableBudget) { _, location in
      location.flatMap { pathInside(folder + $0) }.flatMap { options.files($0) }
    }
    diagnostics += findings
    if let model, !findings.hasErrors { models[item.heading.name.text] = model }
  }
  return (models, diagnostics)
}

/// A relative path without what says nothing (`./`); nil when it is none, or leads upwards.
package func pathInside(_ href: String) -> String? {
  guard !href.hasPrefix("/"), !href.contains(where: { ":\\".contains($0) }) else { return nil }
  let parts = href.split(separator: "/").filter { $0 != "." }
  return parts.isEmpty || parts.contains("..") ? nil : parts.joined(separator: "/")
}
