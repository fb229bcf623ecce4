import Testing

@testable import FEEL

@Suite struct TemporalTests {
  // MARK: Lexical forms

  /// A text and what it reads as; the forms of XML Schema with `@zone` (DMN 1.5 §10.3.4.1).
  @Test(arguments: Case.table(literals)) func readsLiterals(_ item: Case) {
    #expect(temporalValue(item.text)?.text ?? "none" == item.expected)
  }

  static let literals = """
    2019-03-31 → 2019-03-31
    -2016-01-30 → -2016-01-30
    0000-01-01 → 0000-01-01
    999999999-12-31 → 999999999-12-31
    -999999999-01-01 → -999999999-01-01
    9999999999-12-25 → none
    01211-12-31 → none
    998-12-31 → none
    +2012-12-02 → none
    2017-02-29 → none
    2016-02-29 → 2016-02-29
    2012-12-25T → none
    2012-12-2 → none
    ２０１２-12-25 → none
    10:30:11 → 10:30:11
    10:30:11.5 → 10:30:11.5
    10:30:11.123456789 → 10:30:11.123456789
    10:30:11.1234567891 → 10:30:11.123456789
    10:30:11.500 → 10:30:11.5
    10:30:11. → none
    10:30 → none
    24:00:00 → 00:00:00
    24:00:00.000 → 00:00:00
    24:00:00.001 → none
    24:00:01 → none
    24:01:00 → none
    25:00:00 → none
    10:60:00 → none
    10:00:60 → none
    10:30:11Z → 10:30:11Z
    10:30:11z → 10:30:11Z
    10:30:11-00:00 → 10:30:11Z
    10:30:11+14:00 → 10:30:11+14:00
    10:30:11-14:00 → 10:30:11-14:00
    10:30:11+14:01 → none
    10:30:11+02:45:55 → 10:30:11+02:45:55
    10:30:11+02:45:60 → none
    10:30:11+5:00 → none
    10:30:11+05 → none
    10:30:11+05:0 → none
    10:30:11@Etc/UTC → 10:30:11@Etc/UTC
    10:30:11Z@Etc/UTC → none
    10:30:11@ → none
    2018-12-08T10:30:11 → 2018-12-08T10:30:11
    2018-12-08t10:30:11 → none
    2018-12-08 10:30:11 → none
    2017-12-31T24:00:00 → 2018-01-01T00:00:00
    2017-12-31T24:00:00+01:00 → 2018-01-01T00:00:00+01:00
    999999999-12-31T24:00:00 → none
    999999999-12-31T23:59:59.999999999@Europe/Amsterdam → 999999999-12-31T23:59:59.999999999@Europe/Amsterdam
    -999999999-12-31T23:59:59.999999999+02:00 → -999999999-12-31T23:59:59.999999999+02:00
    PT36H → P1DT12H
    PT24H → P1D
    PT1000M → PT16H40M
    P2DT274M → P2DT4H34M
    PT0.999S → PT0.999S
    PT0.S → PT0S
    PT.5S → PT0.5S
    PT.S → none
    PT0.000S → PT0S
    -P0D → PT0S
    -PT1H2M → -PT1H2M
    -PT0.5S → -PT0.5S
    P0Y → P0M
    P26M → P2Y2M
    -P100M → -P8Y4M
    P999999999M → P83333333Y3M
    P0001Y → P1Y
    P1Y2M → P1Y2M
    P1Y2D → none
    P1YT2H → none
    P1W → none
    P → none
    P0 → none
    PT → none
    P1DT → none
    P1H → none
    P1S → none
    PT1D → none
    PT1M2H → none
    P2M1Y → none
    P-1D → none
    +P1D → none
    P1.5D → none
    PT1.5H → none
    --P1D → none
    p1d → none
    P106751991167300DT15H30M7S → P106751991167300DT15H30M7S
    P106751991167301D → none
    P99999999999999999999D → none
    P9223372036854775807M → P768614336404564650Y7M
    P768614336404564651Y → none
    foo → none
    """

  /// What a value is written as reads as that value again.
  @Test func readsWhatItWrites() {
    for item in Case.table(Self.literals) where item.expected != "none" {
      #expect(temporalValue(item.expected)?.text == item.expected)
      #expect(temporalValue(item.expected) == temporalValue(item.text))
    }
  }

  // MARK: Operators

  /// Comparison and arithmetic (DMN 1.5 tables 53 to 59).
  @Test(arguments: Case.table(comparisons + arithmetic + properties + identity))
  func evaluates(_ item: Case) {
    #expect(World.sample.value(of: item.text)?.description == item.expected)
  }

  static let comparisons = """
    time("10:30:00") = time("10:30:00") → true
    time("10:30:00.0000") = time("10:30:00") → true
    time("10:30:00.0001") = time("10:30:00.0002") → true
    time("10:30:00.9") < time("10:30:01") → true
    time("10:30:00.1") < time("10:30:00.2") → false
    time("10:30:00Z") = time("10:30:00+00:00") → true
    time("10:30:00+02:00") = time("08:30:00Z") → true
    time("00:30:00+02:00") < time("00:30:00Z") → true
    time("10:30:00") = time("10:30:00+05:00") → true
    time("10:30:00") < time("10:31:00+05:00") → true
    time("10:31:00") <= time("10:30:00-05:00") → false
    time("10:30:00") = null → false
    date and time("2018-12-08") = date and time("2018-12-08T00:00:00") → true
    date and time("2018-12-08T00:00:00.0001") = date and time("2018-12-08T00:00:00.0000") → true
    @"2002-04-02T12:00:00-01:00" = @"2002-04-02T17:00:00+04:00" → true
    @"2002-04-02T23:00:00-04:00" = @"2002-04-03T02:00:00-01:00" → true
    @"2002-04-02T12:00:00" <= @"2002-04-02T12:00:00+09:00" → true
    @"2002-04-02T12:00:00" < @"2002-04-02T12:00:00+09:00" → false
    @"2002-04-02T12:00:01" > @"2002-04-02T12:00:00-09:00" → true
    @"2002-04-02T12:00:00" = @"2002-04-02T12:00:00@Etc/UTC" → true
    @"-0001-01-01T00:00:00" < @"0000-01-01T00:00:00" → true
    duration("P1D") = duration("PT24H") → true
    duration("P0D") = duration("-P0D") → true
    duration("P1Y") = duration("P12M") → true
    duration("-P1Y") < duration("P0M") → true
    @"2026-01-15" in [@"2026-01-01"..@"2026-01-15") → false
    @"10:00:00" in (@"09:59:59"..@"10:00:00"] → true
    @"P1D" in >= @"PT25H" → false
    @"P13M" between @"P1Y" and @"P2Y" → true
    """ + "\n"

  static let arithmetic = """
    @"2012-12-25" - @"2012-12-24" → @"P1D"
    @"2012-12-24" - @"2012-12-25" → @"-P1D"
    @"2012-12-24T23:59:00" - @"2012-12-22T03:45:00" → @"P2DT20H14M"
    @"2012-12-24T23:59:00.5" - @"2012-12-24T23:59:00.25" → @"PT0.25S"
    @"2012-12-24T12:00:00+02:00" - @"2012-12-24T12:00:00Z" → @"-PT2H"
    @"2012-12-24T12:00:00+02:00" - @"2012-12-24T12:00:00" → null
    @"2012-12-24T12:00:00" - @"2012-12-24T12:00:00Z" → null
    @"2012-12-25" - @"2012-12-24T12:00:00Z" → @"PT12H"
    @"2012-12-25" - @"2012-12-24T12:00:00+02:00" → @"PT14H"
    @"2012-12-25T12:00:00Z" - @"2012-12-25" → @"PT12H"
    @"2012-12-25" - @"2012-12-24T12:00:00" → null
    @"2012-12-25T12:00:00" - @"2012-12-25" → null
    @"10:00:00" - @"09:00:30" → @"PT59M30S"
    @"09:00:00" - @"10:00:00" → @"-PT1H"
    @"10:00:00+01:00" - @"10:00:00Z" → @"-PT1H"
    @"10:00:00" - @"09:00:00Z" → @"PT1H"
    @"10:00:00" + @"PT15H" → @"01:00:00"
    @"10:00:00" - @"PT11H" → @"23:00:00"
    @"10:00:00+02:00" + @"P1DT1H" → @"11:00:00+02:00"
    @"PT1H" + @"10:00:00" → @"11:00:00"
    time("23:59:00z") + duration("PT2M") = time("00:01:00@Etc/UTC") → true
    @"2012-12-24T23:59:00" + @"PT1M" → @"2012-12-25T00:00:00"
    @"PT1M" + @"2012-12-24T23:59:00" → @"2012-12-25T00:00:00"
    @"2012-12-24T23:59:00+01:00" - @"PT24H" → @"2012-12-23T23:59:00+01:00"
    @"2012-01-31T10:00:00Z" + @"P1M" → @"2012-02-29T10:00:00Z"
    @"2012-03-31" - @"P1M" → @"2012-02-29"
    @"P1Y" + @"2012-02-29" → @"2013-02-28"
    @"2012-01-15" + @"P13M" → @"2013-02-15"
    @"2012-01-15" - @"P13M" → @"2010-12-15"
    @"2012-12-25" + @"PT23H59M" → @"2012-12-25"
    @"2012-12-25" - @"PT1S" → @"2012-12-24"
    @"0001-01-01" - @"P1D" → @"0000-12-31"
    @"999999999-12-31" + @"P1D" → null
    @"-999999999-01-01" - @"PT1S" → null
    @"-999999999-01-01" + @"P0D" → @"-999999999-01-01"
    @"999999999-12-31T23:59:59" + @"PT1S" → null
    @"999999999-12-31T23:59:58Z" + @"PT1S" → @"999999999-12-31T23:59:59Z"
    @"999999999-12-31" - @"-999999999-01-01" → @"P730484999633D"
    @"2012-12-25" + @"P768614336404564650Y" → null
    @"P1D" + @"PT1H" → @"P1DT1H"
    @"P1D" - @"PT25H" → @"-PT1H"
    @"P1Y" - @"P13M" → @"-P1M"
    @"P106751991167300D" + @"P1D" → null
    @"P768614336404564650Y" + @"P1Y" → null
    @"P1D" * 2.5 → @"P2DT12H"
    -0.5 * @"P1D" → @"-PT12H"
    @"PT1S" / 3 → @"PT0.333333333S"
    @"P1Y" * 0.5 → @"P6M"
    @"P1Y" / 5 → @"P2M"
    @"-P1Y" / 5 → @"-P2M"
    @"P1D" / @"PT6H" → 4
    @"PT1H" / @"-PT2H" → -0.5
    @"P1Y" / @"P1M" → 12
    @"P1D" / @"P0D" → null
    @"P1D" * 1E30 → null
    -@"P1Y2M" → @"-P1Y2M"
    """ + "\n"

  static let properties = """
    date("2018-12-10").weekday → 1
    date("2018-12-09").weekday → 7
    date("-0001-02-03").year → -1
    date and time("2018-12-10").hour → 0
    @"2018-12-10T10:30:01.25".second → 1.25
    @"10:30:01.25".second → 1.25
    @"10:30:00+05:00".time offset → @"PT5H"
    @"10:30:00-05:30".time offset → @"-PT5H30M"
    @"10:30:00".time offset → null
    @"10:30:00".timezone → null
    @"10:30:00@Etc/UTC".timezone → "Etc/UTC"
    @"10:30:00@Etc/UTC".time offset → @"PT0S"
    @"10:30:00+05:00".timezone → null
    @"2018-12-10T10:30:00@Etc/UTC".timezone → "Etc/UTC"
    @"2018-12-10T10:30:00+05:00".time offset → @"PT5H"
    @"2018-07-10T10:30:00@Europe/Amsterdam".time offset → @"PT2H"
    @"2018-12-10T10:30:00".time offset → null
    duration("P1Y2M").years → 1
    duration("P2M").years → 0
    duration("-P1Y2M").years → -1
    duration("-P1Y2M").months → -2
    duration("-P1DT2H3M4.5S").days → -1
    duration("-P1DT2H3M4.5S").hours → -2
    duration("-P1DT2H3M4.5S").minutes → -3
    duration("-P1DT2H3M4.5S").seconds → -4.5
    duration("P1D").hours → 0
    [@"2026-01-01"..@"2026-02-01").end → @"2026-02-01"
    [@"2026-01-01"..@"2026-02-01").end included → false
    """ + "\n"

  static let identity = """
    is(date("2012-12-25"), time("23:00:50")) → false
    is(date("2012-12-25"), date("2012-12-25")) → true
    is(time("23:00:50z"), time("23:00:50")) → false
    is(time("23:00:50z"), time("23:00:50+00:00")) → true
    is(time("23:00:50.1"), time("23:00:50.2")) → false
    is(@"2012-12-25T10:00:00+01:00", @"2012-12-25T09:00:00Z") → false
    is(@"2012-12-25T10:00:00Z", @"2012-12-25T10:00:00+00:00") → true
    is(@"2012-12-25T10:00:00Z", @"2012-12-25T10:00:00@Etc/UTC") → false
    is(@"P1D", @"PT24H") → true
    is(1, "1") → false
    is(1, 1) → true
    is(null, null) → true
    is(null, 1) → false
    is([@"10:00:00Z"], [@"11:00:00+01:00"]) → false
    is({a: [1]}, {a: [1]}) → true
    is([1..2], [1..2]) → true
    is([1..2], [1..2)) → false
    is(value1: 1, value2: 2) → false
    """
}
