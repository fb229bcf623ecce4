import KetenMachine
import KetenSource

/// Proves a machine: safe, sound, no dead event, every path can always become accepting, and no client can hold up a
/// statutory end.
///
/// Each finding carries the shortest run that shows it, as notes in order.
package func prove(_ machine: Machine, budget: ProofBudget = ProofBudget()) -> ProofReport {
  let limit = Explorer.Limit(states: budget.states, examinations: budget.examinations)
  var explorer = Explorer(machine: machine, limit: limit)
  explorer.run()
  // A run found is a run, but an idle event that did not happen may have been missed: then its inclusion counts.
  let missed = explorer.idle.filter { !explorer.fired[$0.int] }
  if !missed.isEmpty, explorer.isComplete {
    explorer = Explorer(machine: machine, limit: limit, busy: missed)
    explorer.run()
  }
  var verdicts = Verdicts(explorer: explorer)
  verdicts.judge()
  // A run found is a run, but what holds for some data may not hold for all: then the data are known before they matter.
  if verdicts.needsAnswersAhead {
    explorer = Explorer(machine: machine, limit: limit, busy: Set(missed), ahead: explorer.lateQuestions)
    explorer.run()
    verdicts = Verdicts(explorer: explorer)
    verdicts.judge()
  }
  return ProofReport(
    states: explorer.rows.count, steps: explorer.edges.count, isComplete: explorer.isComplete,
    diagnostics: verdicts.diagnostics)
}
