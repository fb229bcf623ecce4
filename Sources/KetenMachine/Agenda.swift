/// The silent events that may have become enabled, so that settling looks only at what changed.
///
/// It may name events that are not enabled; it may not miss one that is.
package struct Agenda: Sendable {
  /// Whether anybody reads it: replay does not.
  package var isActive: Bool
  private var stride: Int
  private var words: [UInt64] = []

  package init(of machine: Machine) {
    isActive = true
    stride = machine.index.agendaStride
  }

  private init() {
    isActive = false
    stride = 1
  }

  /// One that forgets everything.
  package static let inactive = Agenda()

  package mutating func add(_ number: Int32, _ slot: Int) {
    guard isActive, number >= 0 else { return }
    let word = slot * stride + Int(number) / 64
    while words.count <= slot * stride + stride - 1 { words.append(0) }
    words[word] |= 1 << UInt64(number % 64)
  }

  package mutating func remove(_ number: Int32, _ slot: Int) {
    words[slot * stride + Int(number) / 64] &= ~(1 << UInt64(number % 64))
  }

  /// Forgets a scope that closed.
  package mutating func forget(_ slot: Int) {
    guard isActive, words.count > slot * stride else { return }
    for word in slot * stride..<(slot + 1) * stride { words[word] = 0 }
  }

  /// The first event of a scope to try, by its number; nil when there is none.
  package func first(_ slot: Int) -> Int? {
    guard words.count > slot * stride else { return nil }
    for word in 0..<stride where words[slot * stride + word] != 0 {
      return word * 64 + words[slot * stride + word].trailingZeroBitCount
    }
    return nil
  }
}

extension Machine {
  /// Puts all silent events of a scope on the agenda.
  package func tryAll(_ slot: Int, of state: Case, _ agenda: inout Agenda) {
    let def = state.scopes[slot].def
    guard agenda.isActive, def >= 0 else { return }
    for number in 0..<index.scopeSilent[Int(def)].count { agenda.add(number, slot) }
  }

  /// Puts all silent events of a case on the agenda.
  package func tryEverything(_ state: Case, _ agenda: inout Agenda) {
    for slot in state.preorder { tryAll(slot, of: state, &agenda) }
  }

  /// Puts those that read data, time or terms on the agenda.
  package func tryDataReaders(_ state: Case, _ agenda: inout Agenda) {
    guard index.isAnythingGuarded, agenda.isActive else { return }
    for slot in state.preorder where state.scopes[slot].def >= 0 {
      for event in index.dataReaders[index.scopeDataReaders[Int(state.scopes[slot].def)].range] {
        agenda.add(index.silentNumber[event.int], slot)
      }
    }
  }

  /// Puts those on the agenda that read an absence in a scope.
  @inline(__always)
  package func tryLate(_ slot: Int, of state: Case, _ agenda: inout Agenda) {
    let def = state.scopes[slot].def
    guard agenda.isActive, def >= 0 else { return }
    for event in index.late[index.scopeLate[Int(def)].range] { agenda.add(index.silentNumber[event.int], slot) }
  }

  /// Puts the watchers of a place or bit of a scope on the agenda.
  package func notify(_ rows: Rows, _ slot: Int, of state: Case, _ agenda: inout Agenda) {
    for watcher in index.watchers[rows.range] {
      let number = index.silentNumber[watcher.event.int]
      if watcher.level == 0 {
        agenda.add(number, slot)
        continue
      }
      let def = events[watcher.event.int].scope.raw
      for lower in state.scopes.indices
      where state.scopes[lower].isAlive && state.scopes[lower].def == def
        && state.ancestor(lower, level: watcher.level) == slot
      {
        agenda.add(number, lower)
      }
    }
  }
}
