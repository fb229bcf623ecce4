/// A condition as `and`, `or` and `not` over atoms, for those who reason about it without evaluating the atoms.
///
/// `a != b` stands as `not` of the atom `a = b`, and `>=`, `<=` as `not` of `<`, `>`, so that a condition and its
/// opposite share an atom. Evaluated over the atoms' values it gives what the program gives.
public indirect enum Skeleton: Hashable, Sendable {
  /// A boolean, or null.
  case constant(Value)
  /// The atom with that number in `Program.atoms`.
  case atom(Int)
  /// All of these.
  case and([Skeleton])
  /// One of these.
  case or([Skeleton])
  /// The opposite.
  case not(Skeleton)

  /// The value in three-valued logic, given those of the atoms; what is not a boolean counts as null.
  public func evaluate(_ atom: (Int) -> Value) -> Value {
    switch self {
    case .constant(let value): return value
    case .atom(let index): return atom(index)
    case .not(let inner): return Truth(inner.evaluate(atom)).inverse.value
    case .and(let parts):
      return parts.reduce(Truth.true) { $0 == .false ? $0 : $0.and(Truth($1.evaluate(atom))) }.value
    case .or(let parts):
      return parts.reduce(Truth.false) { $0 == .true ? $0 : $0.or(Truth($1.evaluate(atom))) }.value
    }
  }
}

/// A truth value of FEEL's three-valued logic (DMN 1.5 §10.3.2.15, tables 48 and 49).
enum Truth: Int8, CaseIterable {
  case `false`, `true`, null

  @inline(__always)
  init(_ value: Bool) { self = value ? .true : .false }

  @inline(__always)
  init(_ value: Value) {
    if case .boolean(let value) = value { self = value ? .true : .false } else { self = .null }
  }

  @inline(__always)
  init(_ value: Bool?) { self = value.map { Truth($0) } ?? .null }

  var value: Value {
    switch self {
    case .false: .boolean(false)
    case .true: .boolean(true)
    case .null: .null
    }
  }

  var inverse: Truth {
    switch self {
    case .false: .true
    case .true: .false
    case .null: .null
    }
  }

  func and(_ other: Truth) -> Truth {
    self == .false || other == .false ? .false : self == .true && other == .true ? .true : .null
  }

  func or(_ other: Truth) -> Truth {
    self == .true || other == .true ? .true : self == .false && other == .false ? .false : .null
  }
}
