/// The silent events that may have become enabled, so that settling looks only at what changed.
///
/// It may name events that are not enabled; it may not miss one that is.
package struct Agenda: Sendable {
  /// Whether anybody reads it: replay does not.
  package var isActive: Bool
  private var stride: Int
  private var words: [UInt64] = []

  /// One for a case: only where something happens by itself.
  package init(of machine: Machine, scopes count: Int) {
    isActive = !machine.index.silent.isEmpty
    stride = machine.index.agendaStride
    if isActive { words = Array(repeating: 0, count: max(count, 1) * stride) }
  }

  private init() {
    isActive = false
    stride = 1
  }

  /// One that forgets everything.
  package static var inactive: Agenda { Agenda() }

  package mutating func add(_ number: Int32, _ slot: Int) {
    guard isActive, number >= 0 else { return }
    add(1 << UInt64(number % 64), word: Int(number) / 64, slot)
  }

  /// Adds several at once: the bits of one word of a scope.
  @inline(__always)
  package mutating func add(_ bits: UInt64, word: Int, _ slot: Int) {
    let end = (slot + 1) * stride
    if words.count < end { words.append(contentsOf: repeatElement(0, count: end - words.count)) }
    words[slot * stride + word] |= bits
  }

  package mutating func remove(_ number: Int32, _ slot: Int) {
    words[slot * stride + Int(number) / 64] &= ~(1 << UInt64(number % 64))
  }

  /// Forgets a scope that closed.
  package mutating func forget(_ slot: Int) {
    guard isActive, words.count > slot * stride else { return }
    for word in slot * stride..<(slot + 1) * stride { words[word] = 0 }
  }

  /// The first event of a scope to try, by its number; −1 when there is none.
  @inline(__always)
  package func first(_ slot: Int) -> Int {
    let start = slot * stride
    guard words.count > start else { return -1 }
    for word in 0..<stride where words[start + word] != 0 {
      return word * 64 + words[start + word].trailingZeroBitCount
    }
    return -1
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
    guard agenda.isActive else { return }
    for slot in state.preorder { tryAll(slot, of: state, &agenda) }
  }

  /// Puts those on the agenda that a plain event of a scope may have enabled.
  @inline(__always)
  package func wake(_ wakes: Rows, _ slot: Int, _ agenda: inout Agenda) {
    for number in wakes.range { agenda.add(packed.wakes[number].bits, word: Int(packed.wakes[number].word), slot) }
  }

  /// Puts those that read data, time or terms on the agenda.
  package func tryDataReaders(_ state: Case, _ agenda: inout Agenda) {
    guard index.isAnythingGuarded, agenda.isActive else { return }
    var slot = state.firstSlot
    while slot >= 0 {
      let def = state.scopes[slot].def
      if def >= 0 {
        for number in index.scopeDataReaders[Int(def)].range {
          agenda.add(index.silentNumber[index.dataReaders[number].int], slot)
        }
      }
      slot = state.after(slot)
    }
  }

  /// Puts those on the agenda that read an absence in a scope.
  @inline(__always)
  package func tryLate(_ slot: Int, of state: Case, _ agenda: inout Agenda) {
    let def = state.scopes[slot].def
    guard agenda.isActive, def >= 0 else { return }
    for number in index.scopeLate[Int(def)].range { agenda.add(index.silentNumber[index.late[number].int], slot) }
  }

  /// Puts the watchers of a place or bit of a scope on the agenda.
  package func notify(_ rows: Rows, _ slot: Int, of state: Case, _ agenda: inout Agenda) {
    for row in rows.range {
      let watcher = index.watchers[row]
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
