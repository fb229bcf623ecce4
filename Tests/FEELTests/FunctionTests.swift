import FEEL
import KetenSource
import Testing

@Suite struct FunctionTests {
  @Test(arguments: Case.table(numbers + texts + lists + other)) func calls(_ item: Case) {
    #expect(World.sample.value(of: item.text)?.description == item.expected)
  }

  static let numbers = """
    abs(-3) → 3
    abs(duration("-P1D")) → @"P1D"
    floor(1.5) → 1
    floor(-1.5) → -2
    floor(-1.56, 1) → -1.6
    ceiling(1.5) → 2
    ceiling(-1.5) → -1
    decimal(1/3, 2) → 0.33
    decimal(1.5, 0) → 2
    decimal(2.5, 0) → 2
    decimal(1125, -1) → 1120
    round up(5.5, 0) → 6
    round up(-5.01, 0) → -6
    round down(-5.9, 0) → -5
    round half up(5.5, 0) → 6
    round half up(-1.126, 2) → -1.13
    round half down(5.5, 0) → 5
    round half down(1.126, 2) → 1.13
    modulo(12, 5) → 2
    modulo(-12, 5) → 3
    modulo(12, -5) → -3
    modulo(-10.1, 4.5) → 3.4
    sqrt(16) → 4
    sqrt(2) → 1.414213562373095048801688724209698
    sqrt(0.25) → 0.5
    sqrt(3) → 1.732050807568877293527446341505872
    sqrt(1E-10) → 0.00001
    sqrt(123456789) → 11111.11106055555544054166614335347
    sqrt(15241578750190521) → 123456789
    sqrt(2E33) → 44721359549995793.92818347337462552
    sqrt(1E-6170) → 1E-3085
    sqrt(9.99E6144) → 3.1606961258558216545204213985699E+3072
    sqrt(-leeftijd) → null
    odd(5) → true
    even(-2.0) → true
    number("1500.5") → 1500.5
    number("1.000,5", ".", ",") → 1000.5
    number("1 000", " ", ".") → 1000
    number(from: "1,000", grouping separator: ",", decimal separator: ".") → 1000
    number(naam) → null
    """ + "\n"

  static let texts = """
    string(1.10) → "1.1"
    string(null = null) → "true"
    string(@"2026-01-01") → "2026-01-01"
    string("a") → "a"
    string([1, "a"]) → "[1, \\"a\\"]"
    string length("Saïd😀") → 5
    upper case("saïd") → "SAÏD"
    lower case("ABC") → "abc"
    substring("foobar", 3) → "obar"
    substring("foobar", 3, 3) → "oba"
    substring("foobar", -2, 1) → "a"
    substring(string: "foobar", start position: 2) → "oobar"
    substring("😀bc", 2) → "bc"
    contains(naam, "ï") → true
    contains("a", "") → true
    starts with("foobar", "of") → false
    starts with("foobar", "foo") → true
    ends with("foobar", "bar") → true
    substring before("foobar", "bar") → "foo"
    substring after("foobar", "o") → "obar"
    substring after("foobar", "x") → ""
    """ + "\n"

  static let lists = """
    count([]) → 0
    count([1, 2, 3]) → 3
    count("a") → 1
    sum([1, 2, 3]) → 6
    sum(1, 2.5) → 3.5
    sum([]) → null
    sum(kinderen.leeftijd) → 15
    min(3, 1, 2) → 1
    max([3, 1, 2]) → 3
    max("a", "c", "b") → "c"
    min([]) → null
    max(@"2026-01-01", today) → @"2026-03-02"
    mean(1, 2, 3, 4) → 2.5
    median([8, 2, 5, 3]) → 4
    list contains([1, 2, null], null) → true
    list contains([1, 2], 2.0) → true
    append([1], 2, 3) → [1, 2, 3]
    concatenate([1], [2, 3]) → [1, 2, 3]
    union([1, 2], [2, 3]) → [1, 2, 3]
    distinct values([1, 1.0, 2]) → [1, 2]
    reverse([1, 2]) → [2, 1]
    index of([1, 2, 1], 1) → [1, 3]
    flatten([1, [2, [3]]]) → [1, 2, 3]
    sublist([1, 2, 3], 2) → [2, 3]
    sublist([1, 2, 3], -2, 1) → [2]
    insert before([1, 3], 2, 2) → [1, 2, 3]
    remove([1, 2, 3], 2) → [1, 3]
    all([true, null]) → null
    any(false, true, null) → true
    """ + "\n"

  static let other = """
    is defined(leeg) → false
    is defined(leeftijd) → true
    get value({a: 1}, "a") → 1
    get value({a: 1}, "b") → null
    not(null = 1) → true
    """

  @Test(arguments: Case.table(temporal)) func countsTime(_ item: Case) {
    #expect(World.sample.value(of: item.text)?.description == item.expected)
  }

  static let temporal = """
    date("2026-02-28") + duration("P1D") → @"2026-03-01"
    date(2024, 2, 29) + duration("P1Y") → @"2025-02-28"
    date(2026, 1, 31) + @"P1M" → @"2026-02-28"
    @"2026-03-01" - @"2026-02-01" → @"P28D"
    @"2026-03-01" - @"P1M" → @"2026-02-01"
    today + @"PT36H" → @"2026-03-03"
    today - @"PT1H" → @"2026-03-01"
    date(now) → @"2026-03-02"
    now → @"2026-03-02T09:00:00+01:00"
    now + @"P14D" → @"2026-03-16T09:00:00+01:00"
    now > date and time("2026-03-02T07:59:59Z") → true
    now = date and time("2026-03-02T08:00:00Z") → true
    now = @"2026-03-02T09:00:00" → true
    now - @"2026-03-01T09:00:00@Europe/Amsterdam" → @"P1D"
    @"2026-03-28T12:00:00@Europe/Amsterdam" + @"P1D" → @"2026-03-29T13:00:00@Europe/Amsterdam"
    now.year * 100 + now.month → 202603
    now.time offset → @"PT1H"
    now.hour → 9
    today.weekday → 1
    day of week(today) → "Monday"
    month of year(today) → "March"
    day(today) + month(today) + year(today) → 2031
    time("12:30:00") + @"PT13H" → @"01:30:00"
    time(12, 30, 15.5) → @"12:30:15.5"
    time(12, 30, 0, @"PT2H") → @"12:30:00+02:00"
    time("13:00:00+01:00") = time("12:00:00Z") → true
    date and time(today, time("10:00:00")) → @"2026-03-02T10:00:00"
    date and time("2026-01-01") → @"2026-01-01T00:00:00"
    date and time(2026, 3, 2, 9, 0, 0, @"PT1H") = now → true
    duration("P1DT2H") = duration("PT26H") → true
    duration("P1Y") + duration("P6M") → @"P1Y6M"
    duration("P1D") * 1.5 → @"P1DT12H"
    2 * duration("P1Y") → @"P2Y"
    duration("P1D") / 2 → @"PT12H"
    duration("P7D") / duration("P1D") → 7
    duration("PT0.5S") → @"PT0.5S"
    duration("P400D").days → 400
    duration("PT25H61M").hours → 2
    duration("PT1M1.5S").seconds → 1.5
    @"P1Y6M".months → 6
    -@"P1D" → @"-P1D"
    years and months duration(@"2025-12-31", @"2026-03-02") → @"P2M"
    years and months duration(today, @"2025-03-03") → @"-P11M"
    @"P1D" < @"PT25H" → true
    @"P1M" < @"P1Y" → true
    today in [@"2026-01-01"..@"2026-12-31"] → true
    today between @"2026-01-01" and @"2026-02-01" → false
    @"-0044-03-15".year → -44
    @"999999999-12-31" + @"P1D" → null
    @"2026-01-01T00:00:00" + @"P999999999Y" → null
    [1..5].end included → true
    """

  @Test func namesEachFormOnce() {
    // A named call finds its form by the names, a positional one by the count: neither may be ambiguous.
    let (program, diagnostics) = compile(
      SourceText("date(day: 1, month: 2, year: 2026) = date(from: \"2026-02-01\")"), in: Environment())
    #expect(!diagnostics.hasErrors)
    #expect(program?.evaluate() == .boolean(true))
  }
}
