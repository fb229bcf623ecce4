/// A regular expression compiled to steps: those of a machine that goes back to its last choice when it gets stuck.
struct PatternProgram: Sendable {
  private(set) var steps: [Step] = []
  private(set) var singles: [Single] = []
  /// The groups that capture.
  let groupCount: Int
  let flags: PatternFlags
  let hasBackReference: Bool
  /// How many loops have a mark.
  private(set) var markCount = 0
  // Trees written out, also those that make no step: a bound on the work.
  private var emitted = 0

  /// The most steps of a program; counted groups are written out as often as they repeat.
  static let stepsMax = 50_000

  /// What one code point is compared with.
  enum Single: Sendable {
    case scalar(UInt32)
    /// Any but a line feed and a carriage return.
    case anyInLine
    case any
    case member(CharacterClass)

    @inline(__always)
    func matches(_ value: UInt32) -> Bool {
      switch self {
      case .scalar(let scalar): value == scalar
      case .anyInLine: value != 0x0A && value != 0x0D
      case .any: true
      case .member(let members): members.contains(value)
      }
    }
  }

  enum Step: Sendable {
    /// Takes one code point.
    case one(Int)
    /// Takes exactly so many code points of a kind.
    case exactly(Int, count: Int)
    /// Takes as many code points of a kind as there are, at most `count`; then fewer.
    case most(Int, count: Int)
    /// Goes on at the first place; after a failure, at the second.
    case split(Int, Int)
    case jump(Int)
    /// Keeps the position as an end of a group.
    case save(Int)
    /// Keeps the position where a round of a loop begins.
    case mark(Int)
    /// Fails when a round has taken nothing.
    case advanced(Int)
    case start
    case end
    case back(Int)
    case match
  }

  init(_ pattern: String, _ flags: PatternFlags) throws(Fault.Reason) {
    var parser = try PatternParser(pattern, flags)
    let tree = try parser.parse()
    groupCount = parser.groupCount
    hasBackReference = parser.hasBackReference
    self.flags = flags
    try emit(tree)
    steps.append(.match)
  }

  /// What each match begins with, where that is one code point for sure.
  var first: Single? {
    for step in steps {
      switch step {
      case .save: continue
      case .one(let index), .exactly(let index, _): return singles[index]
      case .most, .split, .jump, .mark, .advanced, .start, .end, .back, .match: return nil
      }
    }
    return nil
  }

  /// Whether a match can only begin where the text does.
  var isAnchored: Bool { if case .start? = steps.first { !flags.isMultiline } else { false } }
}

extension PatternProgram {
  private mutating func append(_ step: Step) throws(Fault.Reason) {
    guard steps.count < PatternProgram.stepsMax else {
      throw .notRead("a regular expression of at most \(PatternProgram.stepsMax) steps")
    }
    steps.append(step)
  }

  private mutating func index(of single: Single) -> Int {
    singles.append(single)
    return singles.count - 1
  }

  private mutating func emit(_ tree: PatternTree) throws(Fault.Reason) {
    emitted += 1
    guard emitted <= 4 * PatternProgram.stepsMax else {
      throw .notRead("a regular expression of at most \(PatternProgram.stepsMax) steps")
    }
    switch tree {
    case .one(let single): try append(.one(index(of: single)))
    case .start: try append(.start)
    case .end: try append(.end)
    case .back(let group): try append(.back(group))
    case .sequence(let parts): for part in parts { try emit(part) }
    case .choice(let parts): try emitChoice(parts)
    case .group(let body, let number):
      if let number { try append(.save(2 * number)) }
      try emit(body)
      if let number { try append(.save(2 * number + 1)) }
    case .repeated(.one(let single), let least, let most, isReluctant: false, _):
      let index = index(of: single)
      if least > 0 { try append(.exactly(index, count: least)) }
      if most != least { try append(.most(index, count: most.map { $0 - least } ?? Int.max)) }
    case .repeated(let body, let least, let most, let isReluctant, let isNullable):
      for _ in 0..<least { try emit(body) }
      if let most {
        try emitOptional(body, count: most - least, isReluctant)
      } else {
        try emitLoop(body, isReluctant, isNullable)
      }
    }
  }

  private mutating func emitChoice(_ parts: [PatternTree]) throws(Fault.Reason) {
    var jumps: [Int] = []
    for (index, part) in parts.enumerated() {
      guard index < parts.count - 1 else {
        try emit(part)
        break
      }
      let split = steps.count
      try append(.jump(0))
      try emit(part)
      jumps.append(steps.count)
      try append(.jump(0))
      steps[split] = .split(split + 1, steps.count)
    }
    for jump in jumps { steps[jump] = .jump(steps.count) }
  }

  /// At most so many times.
  private mutating func emitOptional(_ body: PatternTree, count: Int, _ isReluctant: Bool) throws(Fault.Reason) {
    var splits: [Int] = []
    for _ in 0..<count {
      splits.append(steps.count)
      try append(.jump(0))
      try emit(body)
    }
    for split in splits {
      steps[split] = isReluctant ? .split(steps.count, split + 1) : .split(split + 1, steps.count)
    }
  }

  /// Any number of times; a round that takes nothing ends there, or the loop never would.
  private mutating func emitLoop(
    _ body: PatternTree, _ isReluctant: Bool, _ isNullable: Bool
  ) throws(Fault.Reason) {
    let split = steps.count
    let mark = markCount
    try append(.jump(0))
    if isNullable {
      markCount += 1
      try append(.mark(mark))
    }
    try emit(body)
    if isNullable { try append(.advanced(mark)) }
    try append(.jump(split))
    steps[split] = isReluctant ? .split(steps.count, split + 1) : .split(split + 1, steps.count)
  }
}
