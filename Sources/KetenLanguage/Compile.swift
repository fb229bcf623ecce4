import FEEL
import KetenMachine
import KetenSource
import KetenXML

/// What a compilation does besides checking.
public struct CompileOptions: Sendable {
  /// Whether to prove the machine; without it, only what can be said without running anything is checked.
  public var prove = true
  /// Whether tokens may meet and are counted where they do, as BPMN has it (BPMN 2.0.2 §7.1.1).
  ///
  /// A proof is always on places that hold one token: where it finds that none meet, counting makes no difference.
  public var countsTokens = false
  /// When a proof gives up.
  public var budget = ProofBudget()
  /// How much the analysis of a decision table looks at before it gives up.
  public var tableBudget = FEEL.tableBudget
  /// Finds a file that the chain imports, by its path from the folder of the chain.
  ///
  /// The path does not lead out of that folder. Nil when there is no such file; by default none is found.
  public var files: @Sendable (_ href: String) -> SourceFile? = { _ in nil }

  /// The defaults: with proofs, within the default budget.
  public init() {}
}

/// What a chain file compiled to.
public struct Compilation: Sendable {
  /// Every finding, in order.
  public let diagnostics: [Diagnostic]
  /// The machine; nil when a finding stands in the way.
  public let machine: Machine?
  /// The chain as far as it could be read.
  package let chain: Chain?
  /// What the proofs looked at and came to; nil when none was made.
  package let proof: ProofReport?
}

/// Compiles a chain file: parse → validate → resolve → check → lower → prove.
///
/// Never throws: a fault in the file is a finding. Later stages go on with what is sound, and one fault gives one finding.
public func compile(_ file: SourceFile, options: CompileOptions = CompileOptions()) -> Compilation {
  var diagnostics: [Diagnostic] = []
  func finish(_ machine: Machine?, _ chain: Chain?, _ proof: ProofReport? = nil) -> Compilation {
    Compilation(diagnostics: diagnostics.ordered(), machine: machine, chain: chain, proof: proof)
  }

  let parsed = readXML(file)
  diagnostics += parsed.diagnostics
  guard let tree = parsed.tree else { return finish(nil, nil) }

  let isWellFormed = !parsed.diagnostics.hasErrors
  diagnostics += validate(tree, against: .chain, isComplete: isWellFormed)
  guard isWellFormed, var chain = readChain(tree) else { return finish(nil, nil) }

  let isWhole = !diagnostics.hasErrors
  diagnostics += resolveNames(&chain, isWhole: isWhole)
  let index = ChainIndex(chain)
  diagnostics += checkProcedures(chain, index, isWhole: isWhole)
  diagnostics += checkTerms(chain, index)
  diagnostics += checkPaths(chain, index)
  diagnostics += checkConstraints(chain, index)
  diagnostics += checkDataScopes(chain, index)
  diagnostics += checkCalls(chain, index, isWhole: isWhole)

  let (models, importFaults) = readImports(chain, options)
  diagnostics += importFaults
  let (expressions, faults) = compileExpressions(chain, index, models, tableBudget: options.tableBudget)
  diagnostics += faults
  diagnostics += checkBeginnings(chain, expressions)
  // What an expression that does not compile reads is not known.
  if !faults.hasErrors { diagnostics += checkDossier(chain, index, expressions) }
  guard !diagnostics.hasErrors else { return finish(nil, chain) }

  let machine = lower(chain, index, expressions, countsTokens: options.countsTokens && !options.prove)
  guard options.prove else { return finish(machine, chain) }

  let proof = prove(machine, budget: options.budget)
  // A guard that can give only one answer is a finding already; that a way behind it is dead is the same fault.
  let hasConstantGuard = diagnostics.contains { $0.code == .alwaysNullOrConstant }
  diagnostics += proof.diagnostics.filter { !hasConstantGuard || ![.deadNode, .deadStep].contains($0.code) }
  return finish(diagnostics.hasErrors ? nil : machine, chain, proof)
}
