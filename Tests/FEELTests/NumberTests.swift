import FEEL
import Testing

@Suite struct NumberTests {
  @Test func x() throws {
    let a = try #require(Number("1")), b = try #require(Number("1.0"))
    #expect(b.description == "1")
    #expect(a == b)
    #expect(!(a < b))
    #expect(!(b < a))
  }
}
