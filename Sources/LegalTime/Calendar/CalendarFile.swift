import FEEL
import KetenSource

extension LegalCalendar {
  /// The calendar that comes with this version of Keten.
  ///
  /// Its data is a file of the form that ``init(file:)`` reads.
  public static let shipped: LegalCalendar = {
    do throws(CalendarFault) {
      return try LegalCalendar(file: PackageResources.nl_json)
    } catch {
      preconditionFailure("the calendar that is shipped cannot be read: \(error)")
    }
  }()

  /// Reads a calendar file: JSON with `version`, `from`, `horizon`, `equated` and `closed`.
  ///
  /// - Throws: what is wrong first. A day that stands twice, or an equated day outside `from` and `horizon`, is wrong.
  public init(file bytes: [UInt8]) throws(CalendarFault) {
    let json: JSONValue
    do { json = try JSONValue(json: bytes) } catch { throw CalendarFault("\(error)") }
    guard case .object(let members) = json else { throw CalendarFault("a calendar is a JSON object") }
    let known = ["version", "from", "horizon", "equated", "closed"]
    if let other = members.first(where: { !known.contains($0.name) }) {
      throw CalendarFault("a calendar has no '\(other.name)'")
    }
    guard case .string(let version)? = json["version"], !version.isEmpty else {
      throw CalendarFault("'version' must be a text that is not empty")
    }
    let (from, horizon) = (try readDate(json["from"], "from"), try readDate(json["horizon"], "horizon"))
    guard from <= horizon else { throw CalendarFault("'horizon' lies before 'from'") }
    let equated = try readDays(json["equated"], "equated", reason: "basis")
    if let day = equated.keys.sorted().first(where: { !(from...horizon).contains($0) }) {
      throw CalendarFault("the equated day \(day) lies outside 'from' and 'horizon'")
    }
    self.init(
      version: version, covers: from...horizon, equatedDays: equated,
      closingDays: try readDays(json["closed"], "closed", reason: "reason"))
  }
}

/// What is wrong with a calendar file.
public struct CalendarFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, in lower case, without a full stop.
  public let description: String

  init(_ description: String) { self.description = description }
}

private func readDays(
  _ json: JSONValue?, _ name: String, reason: String
) throws(CalendarFault) -> [CivilDate: String] {
  guard let json else { return [:] }
  guard case .array(let items) = json else { throw CalendarFault("'\(name)' must be a list of days") }
  var days: [CivilDate: String] = [:]
  for (number, item) in items.enumerated() {
    let place = "\(name)[\(number)]"
    let date = try readDate(item["date"], "\(place).date")
    guard case .string(let text)? = item[reason] else { throw CalendarFault("'\(place).\(reason)' must be a text") }
    guard days.updateValue(text, forKey: date) == nil else {
      throw CalendarFault("'\(name)' has \(date) twice")
    }
  }
  return days
}

private func readDate(_ json: JSONValue?, _ name: String) throws(CalendarFault) -> CivilDate {
  guard case .string(let text)? = json, let date = CivilDate(iso: text) else {
    throw CalendarFault("'\(name)' must be a date, as 2026-05-15")
  }
  return date
}
