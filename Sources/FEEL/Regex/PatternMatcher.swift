/// Finds the matches of a pattern in a text: of the leftmost ones the first in the order of the alternatives.
///
/// A pattern without back-references takes no step twice at one place once the search gets long, so its time is bounded
/// by the pattern's length times the text's. Beyond `stepsMax` any search ends without a result.
struct PatternMatcher {
  /// The most steps for one call, unless it is given another bound.
  static let stepsMax = 10_000_000
  /// The steps after which the matcher keeps what it has visited.
  private static let stepsUnkept = 2_000
  /// The most bits for what has been visited: 8 MiB.
  private static let visitedMax = 1 << 26

  private let program: PatternProgram
  private let stepsMax: Int
  /// Why there is no result beyond the most steps.
  private let excess: Fault.Reason
  let text: [UInt32]
  /// The steps that were taken.
  private(set) var steps = 0
  /// Where the groups begin and end, by twice their number; −1 for none.
  ///
  /// The whole match is group 0.
  private(set) var slots: [Int]
  private var marks: [Int]
  private var choices: [Choice] = []
  private var visited: [UInt64] = []
  /// The words of `visited` in use.
  private var used: [Int] = []

  /// What to do when the way taken fails.
  private enum Choice {
    case go(step: Int32, position: Int32)
    /// Goes on at each position down to the last.
    case fewer(step: Int32, position: Int32, last: Int32)
    case slot(Int32, was: Int32)
    case mark(Int32, was: Int32)
  }

  init(
    _ program: PatternProgram, _ text: String, stepsMax: Int = PatternMatcher.stepsMax, excess: Fault.Reason? = nil
  ) {
    self.program = program
    self.stepsMax = stepsMax
    self.excess = excess ?? .notRead("a pattern that this text can be searched for in \(stepsMax) steps")
    self.text = text.unicodeScalars.map(\.value)
    slots = [Int](repeating: -1, count: 2 * (program.groupCount + 1))
    marks = [Int](repeating: -1, count: program.markCount)
  }

  /// Whether there is a match at or after a position; then `slots` tells where.
  mutating func find(from first: Int) throws(Fault.Reason) -> Bool {
    forget()
    let canBegin = program.first
    for start in first...max(first, text.count) {
      if program.isAnchored, start > 0 { return false }
      if let canBegin, start >= text.count || !canBegin.matches(text[start]) { continue }
      if let end = try run(at: start) {
        (slots[0], slots[1]) = (start, end)
        return true
      }
    }
    return false
  }

  private mutating func forget() {
    for index in used { visited[index] = 0 }
    used.removeAll(keepingCapacity: true)
    for index in slots.indices { slots[index] = -1 }
  }

  private mutating func count(_ more: Int) throws(Fault.Reason) {
    steps += more
    guard steps <= stepsMax else { throw excess }
  }

  /// Counts a run of code points; each takes much less than a step.
  private mutating func countRun(_ length: Int) throws(Fault.Reason) { try count(length / 8) }
}

extension PatternMatcher {
  /// The end of the match that begins here; nil when there is none.
  private mutating func run(at start: Int) throws(Fault.Reason) -> Int? {
    choices.removeAll(keepingCapacity: true)
    var (step, position) = (0, start)
    while true {
      try count(1)
      if case .match = program.steps[step] { return position }
      if try advance(&step, &position) { continue }
      guard let (nextStep, nextPosition) = back() else { return nil }
      (step, position) = (nextStep, nextPosition)
    }
  }

  /// Takes one step; false when it fails.
  private mutating func advance(_ step: inout Int, _ position: inout Int) throws(Fault.Reason) -> Bool {
    let now = step
    step += 1
    switch program.steps[now] {
    case .one(let index):
      guard position < text.count, program.singles[index].matches(text[position]) else { return false }
      position += 1
    case .exactly(let index, let count):
      guard count <= text.count - position, visit(now, position) else { return false }
      let end = run(of: program.singles[index], from: position, to: position + count)
      try countRun(end - position)
      guard end == position + count else { return false }
      position = end
    case .most(let index, let count): return try takeMost(index, count, now, &position)
    case .split(let first, let second):
      guard visit(now, position) else { return false }
      choices.append(.go(step: Int32(second), position: Int32(position)))
      step = first
    case .jump(let target): step = target
    case .save(let slot):
      choices.append(.slot(Int32(slot), was: Int32(slots[slot])))
      slots[slot] = position
    case .mark(let mark):
      choices.append(.mark(Int32(mark), was: Int32(marks[mark])))
      marks[mark] = position
    case .advanced(let mark): return position > marks[mark]
    case .start: return isStart(position)
    case .end: return isEnd(position)
    case .back(let group): return try takeBack(group, &position)
    case .match: return true
    }
    return true
  }

  /// Undoes up to the last choice and takes its other way.
  private mutating func back() -> (step: Int, position: Int)? {
    while let choice = choices.popLast() {
      switch choice {
      case .go(let step, let position): return (Int(step), Int(position))
      case .fewer(let step, let position, let last):
        if position > last { choices.append(.fewer(step: step, position: position - 1, last: last)) }
        return (Int(step), Int(position))
      case .slot(let slot, let was): slots[Int(slot)] = Int(was)
      case .mark(let mark, let was): marks[Int(mark)] = Int(was)
      }
    }
    return nil
  }

  /// The end of a run of code points of a kind.
  private func run(of single: PatternProgram.Single, from first: Int, to last: Int) -> Int {
    var end = first
    while end < last, single.matches(text[end]) { end += 1 }
    return end
  }

  private mutating func takeMost(
    _ index: Int, _ count: Int, _ step: Int, _ position: inout Int
  ) throws(Fault.Reason) -> Bool {
    guard visit(step, position) else { return false }
    let first = position
    let last = count > text.count - first ? text.count : first + count
    let single = program.singles[index]
    if count == Int.max, isKept {
      // Where the loop has been before, it has been on from there too: the rest needs no second look.
      while position < last, single.matches(text[position]), visit(step, position + 1) { position += 1 }
    } else {
      position = run(of: single, from: first, to: last)
    }
    try countRun(position - first)
    if position > first {
      choices.append(.fewer(step: Int32(step + 1), position: Int32(position - 1), last: Int32(first)))
    }
    return true
  }

  /// Takes the text of a group once more; that of a group that matched nothing is empty.
  private mutating func takeBack(_ group: Int, _ position: inout Int) throws(Fault.Reason) -> Bool {
    let (start, end) = (slots[2 * group], slots[2 * group + 1])
    guard start >= 0, end >= start else { return true }
    let length = end - start
    guard length <= text.count - position else { return false }
    try countRun(length)
    for offset in 0..<length {
      let (a, b) = (text[start + offset], text[position + offset])
      guard a == b || program.flags.ignoresCase && CaseVariants.areSame(a, b) else { return false }
    }
    position += length
    return true
  }

  private func isStart(_ position: Int) -> Bool {
    position == 0 || program.flags.isMultiline && position < text.count && text[position - 1] == 0x0A
  }

  private func isEnd(_ position: Int) -> Bool {
    position == text.count || program.flags.isMultiline && text[position] == 0x0A
  }

  /// Whether what has been visited is kept by now: not in short searches, and not where it would take too much.
  private var isKept: Bool {
    steps > PatternMatcher.stepsUnkept && !program.hasBackReference
      && program.steps.count <= PatternMatcher.visitedMax / (text.count + 1)
  }

  /// Whether this step is taken here for the first time, as far as that is kept.
  private mutating func visit(_ step: Int, _ position: Int) -> Bool {
    guard isKept else { return true }
    let width = text.count + 1
    if visited.isEmpty { visited = [UInt64](repeating: 0, count: (program.steps.count * width + 63) / 64) }
    let bit = step * width + position
    let (word, mask) = (bit / 64, UInt64(1) << UInt64(bit % 64))
    guard visited[word] & mask == 0 else { return false }
    if visited[word] == 0 { used.append(word) }
    visited[word] |= mask
    return true
  }
}
