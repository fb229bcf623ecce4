/// The code points that differ in case only (XPath Functions 3.1 §5.6.2, flag `i`): those with the same lower case, or
/// the same upper case.
enum CaseVariants {
  /// The other variants of each code point that has any.
  private static let table: [UInt32: [UInt32]] = {
    var (byLower, byUpper): ([String: [UInt32]], [String: [UInt32]]) = ([:], [:])
    var cased: [Unicode.Scalar] = []
    // No code point beyond these planes has a case.
    for value in UInt32(0)...0x1FFFF {
      guard let scalar = Unicode.Scalar(value), scalar.properties.changesWhenCaseMapped else { continue }
      cased.append(scalar)
      byLower[scalar.properties.lowercaseMapping, default: []].append(value)
      byUpper[scalar.properties.uppercaseMapping, default: []].append(value)
    }
    var result: [UInt32: [UInt32]] = [:]
    for scalar in cased {
      let lower = byLower[scalar.properties.lowercaseMapping] ?? []
      let upper = byUpper[scalar.properties.uppercaseMapping] ?? []
      let others = Set(lower + upper).subtracting([scalar.value])
      if !others.isEmpty { result[scalar.value] = others.sorted() }
    }
    return result
  }()

  /// The other variants of a code point.
  static func others(of value: UInt32) -> [UInt32] { table[value] ?? [] }

  /// Whether two code points are the same but for their case.
  static func areSame(_ a: UInt32, _ b: UInt32) -> Bool { a == b || others(of: a).contains(b) }
}
