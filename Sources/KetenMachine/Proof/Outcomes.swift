import FEEL

extension Machine {
  /// The values that an item can be given, null last, when all that writes it computes one of a few known values.
  package func outcomes(of item: Index<Item>) -> [Value]? {
    var known: Set<Value> = []
    var order: [Value] = []
    for event in events {
      let computed = assignments[event.assignments.range].filter { $0.item == item }
      let isWritten = accesses[event.accesses.range].contains {
        $0.item == item && ($0.use == .writes || $0.use == .adds)
      }
      guard isWritten || !computed.isEmpty else { continue }
      guard let outcomes = computed.last?.outcomes else { return nil }
      order += outcomes.filter { known.insert($0).inserted }
    }
    return known.isEmpty ? nil : order.filter { !$0.isNull } + order.filter(\.isNull)
  }
}
