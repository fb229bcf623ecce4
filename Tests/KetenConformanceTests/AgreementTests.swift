import FEEL
import KetenSource
import Testing

@testable import keten_conformance

/// When a value is the one that a suite expects.
@Suite struct AgreementTests {
  private static func expected(_ json: String) throws -> ExpectedValue { try ExpectedValue(try JSONValue(json: json)) }

  private static func number(_ text: String) -> Value { Number(text).map { .number($0) } ?? .null }

  @Test(arguments: [
    ("1", "1", true), ("1", "1.0", true), ("1.5", "1.50", true), ("1", "1.000000000000001", false),
    ("3.1415926", "3.1415927", false), ("123456789", "123456790", false),
    // From 8 decimals on: a unit in the last one may differ, or as little as rounding on the way makes.
    ("3.14159265", "3.14159266", true), ("3.14159265", "3.14159267", false),
    ("966.396742204988", "966.39674220497536", true), ("966.396742204988", "966.396742206", false),
    ("0.0000000001", "0.0000000003", false), ("1234567890", "1234567891", false),
    ("0.33333333333333333333", "0.3333333333333333", true), ("-1.2345678901", "1.2345678901", false),
  ])
  func numbers(_ written: String, _ actual: String, _ agrees: Bool) throws {
    let value = try Self.expected("{\"t\":\"decimal\",\"v\":\"\(written)\"}")
    #expect(value.agrees(with: Self.number(actual)) == agrees)
  }

  @Test(
    arguments: [
      ("null", .null), (#"{"t":"string","v":" a "}"#, .string(" a ")), (#"{"t":"boolean","v":"true"}"#, .boolean(true)),
      (#"{"t":"boolean","v":"0"}"#, .boolean(false)), (#"{"t":"double","v":"1e2"}"#, number("100")),
      (#"{"t":"decimal","v":".035"}"#, number("0.035")),
      (#"{"t":"date","v":"2026-03-02"}"#, CivilDate(iso: "2026-03-02").map { .date($0) } ?? .null),
      (#"{"t":"time","v":"09:00:00Z"}"#, TimeOfDay(iso: "09:00:00Z").map { .time($0) } ?? .null),
      (
        #"{"t":"dateTime","v":"2026-03-02T09:00:00"}"#,
        DateTime(iso: "2026-03-02T09:00:00").map { .dateTime($0) } ?? .null
      ),
      (#"{"t":"duration","v":"P1Y"}"#, YearMonthDuration(iso: "P1Y").map { .yearMonthDuration($0) } ?? .null),
      (#"{"t":"duration","v":"PT1H"}"#, DayTimeDuration(iso: "PT1H").map { .dayTimeDuration($0) } ?? .null),
      (#"{"list":[{"t":"decimal","v":"1"},null]}"#, .list([number("1"), .null])),
      (
        #"{"context":{"t":{"t":"decimal","v":"1"},"v":{"list":[]}}}"#,
        .context(Context([("v", .list([])), ("t", number("1"))]))
      ),
    ] as [(String, Value)])
  func values(_ json: String, _ value: Value) throws {
    let expected = try Self.expected(json)
    #expect(expected.value == value)
    #expect(expected.agrees(with: value))
    #expect(!expected.agrees(with: .string("something else")))
    #expect(value.isNull || !expected.agrees(with: .null))
    #expect(!expected.agrees(with: .list([value])))
  }

  @Test(arguments: [
    (#"{"list":[{"t":"string","v":"a"}]}"#, Value.list([])),
    (#"{"list":[]}"#, .list([.null])),
    (#"{"context":{"a":null}}"#, .context(Context())),
    (#"{"context":{}}"#, .context(Context([("a", .null)]))),
    (#"{"context":{"a":null}}"#, .context(Context([("b", .null)]))),
  ])
  func differentParts(_ json: String, _ value: Value) throws {
    #expect(try !Self.expected(json).agrees(with: value))
  }

  @Test(arguments: [
    (#"{"t":"colour","v":"red"}"#, "no type of values is called 'colour'"),
    (#"{"t":"decimal","v":"x"}"#, "'x' is no decimal"), (#"{"t":"date","v":"2026-02-30"}"#, "'2026-02-30' is no date"),
    (#"{"v":"x"}"#, "'t' is no string"), ("7", "'t' is no string"),
  ])
  func whatCannotBeRead(_ json: String, _ message: String) throws {
    let error = #expect(throws: CaseError.self) { try Self.expected(json) }
    #expect(error?.description == message)
  }
}
