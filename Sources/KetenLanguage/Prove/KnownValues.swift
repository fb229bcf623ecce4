import FEEL
import KetenMachine
import KetenSource

extension Machine {
  /// Which values the items can have that a condition reads, where decisions alone write them: each at what it is
  /// decided by.
  func knownValues(of guardExpression: Index<Expression>) -> [Diagnostic.Note] {
    expressions[guardExpression.int].reads.compactMap { slot in
      guard case .item(let item) = readings[slot], let values = outcomes(of: item),
        let source = assignments.first(where: { $0.item == item }).map({ expressions[$0.expression.int] })
      else { return nil }
      let list = values.map(\.description).joined(separator: ", ")
      return Diagnostic.Note(
        "by this decision \"\(items[item.int].name)\" can only be \(list)", at: source.range, in: source.file)
    }
  }
}
