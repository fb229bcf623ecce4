import FEEL
import KetenSource
import Testing

/// An expression and the text of its value.
struct Case: CustomTestStringConvertible {
  let text: String
  let expected: String

  /// Reads `expression → value`.
  init(_ line: String) {
    let parts = line.split(separator: " → ", maxSplits: 1)
    text = String(parts[0])
    expected = String(parts[parts.count - 1])
  }

  var testDescription: String { text }

  static func table(_ lines: String) -> [Case] { lines.split(separator: "\n").map { Case(String($0)) } }
}

@Suite struct EvaluationTests {
  @Test(arguments: Case.table(operators)) func evaluatesOperators(_ item: Case) { check(item) }
  @Test(arguments: Case.table(names)) func evaluatesNames(_ item: Case) { check(item) }

  private func check(_ item: Case) {
    let value = World.sample.value(of: item.text)
    #expect(value?.description == item.expected)
  }

  static let operators = """
    1 + 2 * 3 → 7
    (1 + 2) * 3 → 9
    2 ** 10 → 1024
    -2 ** 2 → 4
    2 ** -1 → 0.5
    10 - 2 - 3 → 5
    7 / 2 → 3.5
    1 = 1.0 → true
    1 < 2 → true
    2 <= 1 → false
    "a" < "b" → true
    "a" + "b" → "ab"
    1 != 2 → true
    null = null → true
    1 = null → false
    not(true) → false
    true and false → false
    true or false → true
    if 1 < 2 then "ja" else "nee" → "ja"
    if null = 1 then 1 else 2 → 2
    5 between 1 and 10 → true
    5 in [1..5] → true
    5 in [1..5) → false
    5 in ]5..6] → false
    5 in (1, 5) → true
    5 in (< 3, > 4) → true
    5 in < 3 → false
    5 in [1, 5] → true
    "a" in ("b", "c") → false
    """

  static let names = """
    toegekend → true
    not(afgewezen) → true
    leeftijd >= 18 and toegekend → true
    bedrag * 2 → 199.9
    plan-indienen → 4
    plan - indienen → 4
    steps.plan-indienen.done → true
    steps.plan.done → false
    steps.plan-indienen.by = "inwoner" → true
    terms.onderzoek.state != "exceeded" → true
    aantal kinderen + 1 → 3
    aantal  kinderen + 1 → 3
    kosten-per-jaar / 12 → 100
    leeg + 1 → null
    leeg = null → true
    onbekend and false → false
    wat dan ook + 1 → 6
    verslag.title → "Verslag"
    verslag.mediaType → null
    kinderen[leeftijd > 10].naam → ["Bo"]
    kinderen[1].naam → "An"
    kinderen.leeftijd → [4, 11]
    count(kinderen) → 2
    """
}
