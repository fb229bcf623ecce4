import Testing

@testable import FEEL

/// A call on values, without what the compiler says of it beforehand: `name: argument ; argument`.
func called(_ text: String) -> Value? {
  let parts = text.split(separator: ": ", maxSplits: 1)
  let arguments = parts.count < 2 ? [] : parts[1].split(separator: " ; ").map { World.sample.value(of: String($0)) }
  let values = arguments.compactMap(\.self)
  return values.count == arguments.count ? called(String(parts[0]), values) : nil
}

@Suite struct TemporalFunctionTests {
  @Test(arguments: Case.table(dates + times + datesAndTimes + durations + calendar)) func calls(_ item: Case) {
    #expect(called(item.text)?.description ?? "no such form" == item.expected)
  }

  static let dates = """
    date: null → null
    date: null ; 2 ; 1 → null
    date: 2017 ; null ; 1 → null
    date: 2017 ; 1 ; null → null
    date: "2017-12-31" → @"2017-12-31"
    date: ["2017-12-31"] → @"2017-12-31"
    date: [@"2017-12-31"] → @"2017-12-31"
    date: [] → null
    date: 1 → null
    date: "-2017-12-31" → @"-2017-12-31"
    date: "2017-12-31Z" → @"2017-12-31"
    date: "2017-12-31+01:00" → @"2017-12-31"
    date: "2017-12-31+15:00" → null
    date: "2017-12-31T" → null
    date: "" → null
    date: @"2017-09-03T09:45:30+12:00" → @"2017-09-03"
    date: @"2017-10-11" → @"2017-10-11"
    date: 2017 ; 12 ; 31 → @"2017-12-31"
    date: -2017 ; 1 ; 1 → @"-2017-01-01"
    date: 999999999 ; 12 ; 31 → @"999999999-12-31"
    date: 1000000000 ; 12 ; 31 → null
    date: 2017 ; 13 ; 31 → null
    date: 2017 ; 12 ; 32 → null
    date: 2017 ; 2 ; 29 → null
    date: 2017 ; -8 ; 2 → null
    date: 2017.5 ; 8 ; 2 → null
    date: "2017" ; 8 ; 2 → null
    """ + "\n"

  static let times = """
    time: "11:00:00Z" → @"11:00:00Z"
    time: null → null
    time: "" → null
    time: @"11:00:00" → @"11:00:00"
    time: @"2017-08-10" → @"00:00:00Z"
    time: @"2017-08-10T10:20:00" → @"10:20:00"
    time: @"2017-08-10T10:20:00.5+02:00" → @"10:20:00.5+02:00"
    time: @"2017-08-10T10:20:00@Etc/UTC" → @"10:20:00@Etc/UTC"
    time: 11 ; 59 ; 45 → @"11:59:45"
    time: 11 ; 59 ; 45 ; null → @"11:59:45"
    time: 11 ; 59 ; 45.123456789 → @"11:59:45.123456789"
    time: 11 ; 59 ; 45 ; @"PT2H" → @"11:59:45+02:00"
    time: 11 ; 59 ; 45 ; @"-PT2H45M" → @"11:59:45-02:45"
    time: 11 ; 59 ; 45 ; @"PT2H45M55S" → @"11:59:45+02:45:55"
    time: 11 ; 59 ; 45 ; @"PT0H" → @"11:59:45Z"
    time: 11 ; 59 ; 45 ; @"PT15H" → null
    time: 11 ; 59 ; 45 ; @"PT0.5S" → null
    time: 11 ; 59 ; 45 ; "PT2H" → null
    time: 24 ; 0 ; 0 → null
    time: 11 ; 60 ; 0 → null
    time: 11 ; 59 ; 60 → null
    time: 11 ; 59 ; -1 → null
    time: 11.5 ; 59 ; 1 → null
    time: null ; 59 ; 1 → null
    time: 11 → null
    """ + "\n"

  static let datesAndTimes = """
    date and time: "2012-12-24" → @"2012-12-24T00:00:00"
    date and time: "2012-03-07Z" → @"2012-03-07T00:00:00Z"
    date and time: "2017-12-31T11:22:33.345" → @"2017-12-31T11:22:33.345"
    date and time: "2011-12-03T10:15:30+01:00@Europe/Amsterdam" → null
    date and time: "11:00:00" → null
    date and time: null → null
    date and time: 2017 → null
    date and time: null ; null → null
    date and time: @"2017-08-10" ; null → null
    date and time: null ; @"23:59:01" → null
    date and time: @"2017-08-10" ; @"23:59:01" → @"2017-08-10T23:59:01"
    date and time: @"2017-08-10" ; @"23:59:01Z" → @"2017-08-10T23:59:01Z"
    date and time: @"2017-08-10T10:20:00+02:00" ; @"23:59:01" → @"2017-08-10T23:59:01"
    date and time: @"2017-09-05T10:20:00" ; @"09:15:30@Etc/UTC" → @"2017-09-05T09:15:30@Etc/UTC"
    date and time: @"2026-03-29" ; @"02:30:00@Europe/Amsterdam" → @"2026-03-29T03:30:00@Europe/Amsterdam"
    date and time: "2017-08-10" ; @"23:59:01" → null
    date and time: @"23:59:01" ; @"23:59:01" → null
    """ + "\n"

  static let durations = """
    duration: "P1D" → @"P1D"
    duration: ["PT24H"] → @"P1D"
    duration: "P1Y27M" → @"P3Y3M"
    duration: "P1Y2D" → null
    duration: null → null
    duration: 2017 → null
    duration: [] → null
    duration: @"P1D" → @"P1D"
    years and months duration: @"2011-12-22" ; @"2013-08-24" → @"P1Y8M"
    years and months duration: @"2013-08-24" ; @"2011-12-22" → @"-P1Y8M"
    years and months duration: @"2015-01-21" ; @"2016-01-20" → @"P11M"
    years and months duration: @"2016-01-31" ; @"2016-02-29" → @"P0M"
    years and months duration: @"2016-01-21" ; @"2016-01-21" → @"P0M"
    years and months duration: @"-2011-12-22" ; @"2013-08-24" → @"P4023Y8M"
    years and months duration: @"2011-12-22T10:00:00Z" ; @"2013-08-24T09:00:00" → @"P1Y8M"
    years and months duration: @"2011-12-22" ; @"2013-08-24T09:00:00" → @"P1Y8M"
    years and months duration: @"-999999999-01-01" ; @"999999999-12-31" → @"P1999999998Y11M"
    years and months duration: null ; @"2013-08-24" → null
    years and months duration: "2011-12-22" ; @"2013-08-24" → null
    years and months duration: @"10:00:00" ; @"11:00:00" → null
    """ + "\n"

  static let calendar = """
    day of year: @"1970-01-01" → 1
    day of year: @"2019-12-31" → 365
    day of year: @"2020-12-31" → 366
    day of year: @"2019-09-17T10:10:10" → 260
    day of year: [@"2019-09-17"] → 260
    day of year: null → null
    day of year: "2019-09-17" → null
    day of week: @"2019-09-17" → "Tuesday"
    day of week: @"2019-09-22T23:59:59+14:00" → "Sunday"
    day of week: @"-0001-01-01" → "Friday"
    day of week: null → null
    day of week: "foo" → null
    month of year: @"2019-09-17" → "September"
    month of year: @"2019-12-17T00:00:00" → "December"
    month of year: null → null
    week of year: @"2019-09-17" → 38
    week of year: @"2003-12-29" → 1
    week of year: @"2004-01-04" → 1
    week of year: @"2005-01-01" → 53
    week of year: @"2005-01-03" → 1
    week of year: @"2005-01-09" → 1
    week of year: @"2010-01-01" → 53
    week of year: @"2020-12-31" → 53
    week of year: @"2008-12-29T10:00:00" → 1
    week of year: null → null
    week of year: 3 → null
    """

  @Test func takesNamedArguments() {
    for text in [
      #"date(from: "2026-03-02") = date(year: 2026, month: 3, day: 2)"#,
      #"time(from: "10:00:00") = time(hour: 10, minute: 0, second: 0)"#,
      #"time(hour: 10, minute: 0, second: 0, offset: @"PT1H") = @"10:00:00+01:00""#,
      #"date and time(date: @"2026-03-02", time: @"10:00:00") = date and time(from: "2026-03-02T10:00:00")"#,
      #"years and months duration(from: @"2026-03-02", to: @"2027-03-02") = duration(from: "P1Y")"#,
      #"day of year(date: @"2026-03-02") = 61 and week of year(date: @"2026-03-02") = 10"#,
      #"day of week(date: @"2026-03-02") = "Monday" and month of year(date: @"2026-03-02") = "March""#,
      #"before(point1: 1, point2: 2) and before(point: 1, range: [2..3]) and after(point: 4, range: [2..3])"#,
      #"after(range1: [3..4], range2: [1..2]) and meets(range1: [1..2], range2: [2..3])"#,
      #"during(point: 2, range: [1..3]) and includes(range: [1..3], point: 2) and coincides(point1: 1, point2: 1)"#,
      #"range(from: "[1..3]") = [1..3]"#,
    ] {
      #expect(World.sample.value(of: text) == .boolean(true), "\(text)")
    }
  }
}
