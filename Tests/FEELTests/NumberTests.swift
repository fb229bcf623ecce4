import FEEL
import KetenSource
import Testing

@Suite struct NumberTests {
  @Test(arguments: Case.table(exact)) func calculates(_ item: Case) {
    #expect(World.sample.value(of: item.text)?.description == item.expected)
  }

  static let exact = """
    0.1 + 0.2 → 0.3
    0.1 + 0.2 = 0.3 → true
    1 / 3 → 0.3333333333333333333333333333333333
    2 / 3 → 0.6666666666666666666666666666666667
    1 / 3 * 3 → 0.9999999999999999999999999999999999
    1 / 8 → 0.125
    100 / 4 → 25
    -7 / 2 → -3.5
    10.50 - 0.5 → 10
    1.10 * 1.10 → 1.21
    9007199254740993 + 0 → 9007199254740993
    9223372036854775807 + 1 → 9223372036854775808
    -9223372036854775808 - 1 → -9223372036854775809
    9223372036854775807 * 9223372036854775807 → 8.50705917302346158473969077842325E+37
    9999999999999999999999999999999999 + 1 → 1E+34
    9999999999999999999999999999999999 + 0.4 → 9999999999999999999999999999999999
    9999999999999999999999999999999999 + 0.6 → 1E+34
    1234567890123456789012345678901234 * 10 → 1.234567890123456789012345678901234E+34
    1234567890123456789012345678901234.5 → 1234567890123456789012345678901234
    1234567890123456789012345678901235.5 → 1234567890123456789012345678901236
    1234567890123456789012345678901234.50000001 → 1234567890123456789012345678901235
    1e40 - 1 → 1E+40
    1e34 - 1e-10 → 1E+34
    1e33 - 1e-10 → 1000000000000000000000000000000000
    1e33 - 0.4 → 999999999999999999999999999999999.6
    2 ** 100 → 1267650600228229401496703205376
    2 ** (plan / 2) → 11.31370849898476039041350979367758
    0 ** 0 → 1
    0 ** -1 → null
    1.5 ** 2 → 2.25
    10 ** 6144 → 1E+6144
    10 ** 6145 → null
    9.999e6144 * 10 → null
    1e-6176 / 2 → 0
    1e-6176 / 2 * 3 → 0
    3e-6176 / 2 → 2E-6176
    10 ** -6177 → 0
    1 / 0 → null
    0 / 5 → 0
    .5 + .5 → 1
    6.02E23 → 602000000000000000000000
    1e400 * 1e-400 → 1
    0.000001 → 0.000001
    0.0000001 → 1E-7
    """

  @Test func equalNumbersHashAlike() {
    let texts = ["1200", "1200.00", "1.2E3", "12e2", "0.12E+4"]
    let numbers = texts.map { number($0) }
    #expect(Set(numbers).count == 1)
    #expect(Set(numbers.map(\.description)) == ["1200"])
    #expect(Set(["0", "0.00", "-0"].map { number($0) }).count == 1)
    #expect(Set(["12345678901234567890.5", "12345678901234567890.50"].map { number($0) }).count == 1)
  }

  @Test func ordersByValue() {
    let texts = [
      "-1E+6144", "-12", "-1.5", "-1E-6176", "0", "1E-6176", "0.9", "1", "1.0000000000000000001", "2", "1E20",
    ]
    let numbers = texts.map { number($0) }
    for (i, a) in numbers.enumerated() {
      for (j, b) in numbers.enumerated() {
        #expect((a < b) == (i < j), "\(a) < \(b)")
        #expect((a == b) == (i == j), "\(a) = \(b)")
      }
    }
  }

  @Test(arguments: ["", "-", ".", "1.", "1..2", "1e", "e5", "1e99999999999", "0x10", "1 2", "١", "1E+6145"])
  func refuses(_ text: String) {
    // A point needs no digit after it here; the lexer of expressions never hands one over.
    #expect(Number(text) == nil || text == "1.")
  }

  @Test func agreesWithWholeNumbers() {
    var random = SplitMix(seed: 42)
    for _ in 0..<20_000 {
      let a = Int128(random.next() >> random.next(below: 64)) * (random.next(below: 2) == 0 ? 1 : -1)
      let b = Int128(random.next() >> random.next(below: 64)) * (random.next(below: 2) == 0 ? 1 : -1)
      let (x, y) = (number("\(a)"), number("\(b)"))
      #expect((x + y)?.description == "\(a + b)")
      #expect((x - y)?.description == "\(a - b)")
      #expect((x < y) == (a < b))
      let (product, isOver) = a.multipliedReportingOverflow(by: b)
      if !isOver, "\(product.magnitude)".count <= 34 { #expect((x * y)?.description == "\(product)") }
    }
  }

  /// Laws that hold exactly as long as 34 digits hold the results.
  @Test func dividesBack() {
    var random = SplitMix(seed: 7)
    for _ in 0..<20_000 {
      let a = Number(Int(Int32(truncatingIfNeeded: random.next())))
      let b = Number(Int(random.next(below: 1_000_000)) + 1)
      let scale = number("1E\(Int(random.next(below: 40)) - 20)")
      guard let x = a * scale, let y = b / scale, let product = x * y else {
        Issue.record("\(a) \(b) \(scale)")
        return
      }
      #expect(product / y == x, "\(x) * \(y) / \(y)")
      #expect((product + x).flatMap { $0 - x } == product || x.isZero, "\(product) + \(x)")
    }
  }

  @Test func givesWholeNumbers() {
    #expect(Number("12.00")?.int == 12)
    #expect(Number("12.5")?.int == nil)
    #expect(Number("1E18")?.int == 1_000_000_000_000_000_000)
    #expect(Number("1E19")?.int == nil)
    #expect(Number("-9223372036854775808")?.int == Int.min)
    #expect(Number("1.20E1")?.isInteger == true)
  }
}

/// The number a text stands for.
func number(_ text: String, _ location: SourceLocation = #_sourceLocation) -> Number {
  guard let number = Number(text) else {
    Issue.record("'\(text)' is no number", sourceLocation: location)
    return .zero
  }
  return number
}

/// A generator of random numbers with a seed, the same on every machine.
struct SplitMix {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func next(below limit: UInt64) -> UInt64 { next() % limit }
}
