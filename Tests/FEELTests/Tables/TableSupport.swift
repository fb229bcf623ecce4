import KetenSource
import Testing

@testable import FEEL

/// The tests of a cell, as syntax.
func tests(_ text: String, _ location: SourceLocation = #_sourceLocation) -> [Syntax.Test] {
  if text == "-" { return [] }
  if text.contains("?"), let tree = parse(SourceText(text), in: Environment()).tree {
    return [Syntax.Test(comparison: nil, value: tree)]
  }
  guard case .membership(_, let tests)? = parse(SourceText("? in (\(text))"), in: Environment()).tree?.kind else {
    Issue.record("'\(text)' is no cell", sourceLocation: location)
    return []
  }
  return tests
}

/// The value of an expression that depends on nothing.
func constant(_ tree: Syntax) -> Value? {
  func depends(_ tree: Syntax) -> Bool {
    switch tree.kind {
    case .name, .input: true
    default: tree.kind.children.contains(where: depends)
    }
  }
  if depends(tree) { return nil }
  return compile(SourceText(tree.description), in: Environment()).program?.evaluate(World())
}

/// What a cell accepts; `not(…)` around the whole text is read as the cell's.
func cell(_ text: String, _ type: ValueType = .any, _ location: SourceLocation = #_sourceLocation) -> ValueSet? {
  guard text.hasPrefix("not("), text.hasSuffix(")") else {
    return ValueSet(tests: tests(text, location), type: type, constant: constant)
  }
  let inner = String(text.dropFirst(4).dropLast())
  return ValueSet(tests: tests(inner, location), isNegated: true, type: type, constant: constant)
}

/// What a cell accepts; records an issue when it depends on more.
func set(_ text: String, _ type: ValueType = .any, _ location: SourceLocation = #_sourceLocation) -> ValueSet {
  guard let set = cell(text, type, location) else {
    Issue.record("'\(text)' depends on more than its column", sourceLocation: location)
    return .empty
  }
  return set
}

/// The value of an expression without names.
func value(_ text: String, _ location: SourceLocation = #_sourceLocation) -> Value {
  World().value(of: text, location) ?? .null
}

extension SplitMix {
  mutating func pick<Element>(_ items: [Element]) -> Element { items[Int(next(below: UInt64(items.count)))] }

  mutating func number(_ limit: Int) -> Int { Int(next(below: UInt64(limit))) }
}
