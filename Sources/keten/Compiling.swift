import BPMN
import CommandLineTool
import KetenInterchange
import KetenLanguage
import KetenSource

/// Whether a file is a DCR graph: one of no other kind, by its first element.
func isGraph(_ file: SourceFile) -> Bool {
  !FileKind.allCases.contains { file.path.hasSuffix($0.rawValue) } && isDCRGraph(file)
}

/// Compiles a chain, or a BPMN file or DCR graph as the chain that it becomes; the findings stand in the file itself.
func compileFile(_ file: SourceFile, options: CompileOptions) -> (compilation: Compilation?, findings: [Diagnostic]) {
  if isGraph(file) {
    let result = compileDCR(file, options: options)
    return (result.compilation, result.diagnostics)
  }
  guard file.path.hasSuffix(FileKind.procedures.rawValue) else {
    let compilation = compile(file, options: options)
    return (compilation, compilation.diagnostics)
  }
  let result = compileBPMN(file, options: options, imports: procedureFinder(beside: file.path))
  return (result.compilation, result.diagnostics)
}

/// Finds the files that a BPMN model imports: where the import says, in the folder of the model.
func procedureFinder(beside path: String) -> BPMNModel.Finder {
  let files = filesBeside(path)
  return { _, location in location.flatMap(files) }
}

/// What is wrong with a BPMN file: by the standard, by the rules of style, and, when a process of it says that it can be
/// run, as the chain that it becomes.
func checkProcedures(_ file: SourceFile, options: CompileOptions) -> [Diagnostic] {
  let find = procedureFinder(beside: file.path)
  let findings = BPMNModel.check(file, imports: find)
  guard let imported = importBPMN(file, imports: find).imported, imported.isExecutable else { return findings }
  let result = compileBPMN(file, options: options, imports: find)
  // What is only described is told by `keten import`.
  return (findings + result.diagnostics.filter { $0.severity != .note }).ordered()
}
