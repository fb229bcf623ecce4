import CommandLineTool
import FEEL
import KetenSource
import LegalTime

/// Runs the suite on Dutch holidays: a table of days, each with its weekday and its name.
///
/// A day passes when the calendar has a named day of that name on it, and the weekday is right. A year passes when the
/// calendar names no other day in it. Whether employers give the day off, which the last column tells, is no matter of
/// the law: Liberation Day is a holiday in every year (Algemene termijnenwet art. 3 lid 1).
@Sendable
func runHolidaySuite(_ folder: String) throws -> [GroupResult] {
  let rows = try readRows("\(folder)/nl_holidays.csv")
  var days = GroupResult("holidays", kind: "days")
  for row in rows {
    let found = Holiday.days(in: row.date.year).filter { $0.date == row.date }.map { name(of: $0) }
    let actual = (found.contains(row.name) ? [row.name] : found) + [weekdays[row.date.weekday - 1]]
    days.add(
      actual == [row.name, row.weekday]
        ? nil
        : Failure(name: "\(row.date)", expected: "\(row.name) \(row.weekday)", actual: actual.joined(separator: " ")))
  }
  var years = GroupResult("holidays", kind: "years")
  for (year, rows) in Dictionary(grouping: rows, by: \.date.year).sorted(by: { $0.key < $1.key }) {
    let expected = rows.map { "\($0.date) \($0.name)" }.sorted()
    let actual = Holiday.days(in: year).map { "\($0.date) \(name(of: $0))" }.sorted()
    years.add(
      actual == expected
        ? nil : Failure(name: "\(year)", expected: expected.description, actual: actual.description))
  }
  return [days, years]
}

private let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

/// The name in the suite's spelling, which has capitals at the front only.
private func name(of day: (date: CivilDate, holiday: Holiday)) -> String {
  let name = TermLanguage.dutch.name(of: day.holiday, in: day.date.year).lowercased()
  return name.prefix(1).uppercased() + name.dropFirst()
}

private struct HolidayRow {
  let date: CivilDate
  let weekday: String
  let name: String
}

private func readRows(_ path: String) throws -> [HolidayRow] {
  let file = try readSource(path)
  let lines = String(decoding: file.bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
  guard lines.first?.hasPrefix("date,weekday,name") == true else { throw CaseError("\(path) is no table of holidays") }
  return try lines.dropFirst().map { line in
    let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard cells.count >= 3, let date = CivilDate(iso: cells[0]) else { throw CaseError("\(path) has a row '\(line)'") }
    return HolidayRow(date: date, weekday: cells[1], name: cells[2])
  }
}
