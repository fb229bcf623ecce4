import KetenSource

extension Program {
  /// The program with its skeleton, where it is a condition made of others.
  func withSkeleton(of tree: Syntax, text: SourceText, environment: Environment) -> Program {
    guard type == .boolean, SkeletonBuilder.isMade(tree) else { return self }
    var builder = SkeletonBuilder(text: text, environment: environment)
    let skeleton = builder.skeleton(tree)
    if skeleton == .atom(0), builder.atoms.first?.text == self.text { return self }
    return Program(slots: slots, type: type, text: self.text, code: code, parts: (skeleton, builder.atoms))
  }
}

/// Takes a condition apart at `and`, `or` and `not`.
private struct SkeletonBuilder {
  let text: SourceText
  let environment: Environment
  var atoms: [Program] = []
  private var known: [String: Int] = [:]

  init(text: SourceText, environment: Environment) {
    self.text = text
    self.environment = environment
  }

  private static let opposites: [ComparisonOperator: ComparisonOperator] = [
    .notEqual: .equal, .greaterOrEqual: .less, .lessOrEqual: .greater,
  ]

  /// Whether there is anything to take apart: otherwise the whole is its own one atom.
  static func isMade(_ tree: Syntax) -> Bool {
    switch tree.kind {
    case .null, .boolean, .conjunction, .disjunction: true
    case .call(let name, _): name.text == "not"
    case .comparison(let symbol, _, _): opposites[symbol] != nil
    default: false
    }
  }

  mutating func skeleton(_ tree: Syntax) -> Skeleton {
    switch tree.kind {
    case .null: return .constant(.null)
    case .boolean(let value): return .constant(.boolean(value))
    case .conjunction(let operands): return .and(operands.map { skeleton($0) })
    case .disjunction(let operands): return .or(operands.map { skeleton($0) })
    case .call(let name, let arguments) where name.text == "not" && arguments.count == 1:
      // What is no condition is converted, as by any function.
      return isCondition(arguments[0].value) ? .not(skeleton(arguments[0].value)) : atom(tree)
    case .comparison(let symbol, let left, let right):
      // In three-valued logic too, each is the opposite of the other.
      guard let opposite = SkeletonBuilder.opposites[symbol] else { return atom(tree) }
      return .not(atom(Syntax(.comparison(opposite, left, right), tree.lower, tree.upper)))
    default: return atom(tree)
    }
  }

  private func isCondition(_ tree: Syntax) -> Bool {
    var compiler = Compiler(text: text, environment: environment)
    let type = compiler.part(tree).type
    return type == .boolean || type == .null
  }

  private mutating func atom(_ tree: Syntax) -> Skeleton {
    let key = tree.description
    if let index = known[key] { return .atom(index) }
    var compiler = Compiler(text: text, environment: environment)
    atoms.append(compiler.program(tree, expecting: nil))
    known[key] = atoms.count - 1
    return .atom(atoms.count - 1)
  }
}
