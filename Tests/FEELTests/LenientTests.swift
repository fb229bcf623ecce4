import FEEL
import KetenSource
import Testing

/// What expressions give that have an error in them, as a decision of DMN runs them (§10.3.2.1: an error is null).
@Suite struct LenientTests {
  @Test(arguments: Case.table(faulty)) func decides(_ item: Case) {
    let text = SourceText(item.text)
    let box = BoxedExpression(.literal(text), range: text.range)
    #expect(compile(box, in: Environment(), file: text.file).program.evaluate().description == item.expected)
  }

  static let faulty = """
    for x in 5 return x + 1 → [6]
    for x in null return x → null
    for x in "a", y in [1, 2] return y → [1, 2]
    some x in 5 satisfies x > 4 → true
    every x in null satisfies true → null
    some x in [1, 2] satisfies if x = 2 then true else "a" → null
    true and "x" → null
    false and "x" → false
    "x" or true → true
    "a" + 1 → null
    -"a" → null
    if "x" then 1 else 2 → 2
    1 < "a" → null
    1 = "1" → null
    {a: 1, a: 2} → null
    {a: 1}.b → null
    abs("1") → null
    abs(1, 2) → null
    nowhere → null
    [nowhere, 1] → [null, 1]
    1 + → null
    """

  @Test func aFaultSaysWhatTheCheckSaid() {
    let text = SourceText("[onbekend, 1 / 0]")
    let box = BoxedExpression(.literal(text), range: text.range)
    let (value, faults) = compile(box, in: Environment(), file: text.file).program.explain(
      slots: UnsafeBufferPointer(start: nil, count: 0))
    #expect(value.description == "[null, null]")
    #expect(faults.map(\.message) == ["nothing here is named 'onbekend'", "this divides by zero"])
  }
}
