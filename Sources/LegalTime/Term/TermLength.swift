/// How long a term is: a number of one unit, as the law writes it.
public struct TermLength: Hashable, Sendable {
  /// How many; 0 is the event's own day, so that what follows begins the day after.
  public var amount: Int
  /// Of what.
  public var unit: Unit

  /// What is counted.
  public enum Unit: String, Hashable, Sendable, CaseIterable {
    case hours, days, workingDays, weeks, months, years
  }

  /// Makes a length.
  public init(_ amount: Int, _ unit: Unit) {
    self.amount = amount
    self.unit = unit
  }

  /// Reads an ISO 8601 duration of one unit: `P8W`, `P14D`, `P6M`, `P1Y`, `PT48H`; nil when it is anything else.
  ///
  /// With `countsWorkingDays`, `P3D` is three working days, and no other unit can be read. A length in two units, as
  /// `P1M2D`, is none: the law does not say in which order they would be counted.
  public init?(iso text: some StringProtocol, countsWorkingDays: Bool = false) {
    let isTime = text.hasPrefix("PT")
    let rest = text.dropFirst(isTime ? 2 : 1)
    let digits = rest.dropLast()
    guard text.hasPrefix("P"), !digits.isEmpty, digits.count <= 6, digits.allSatisfy({ $0.isASCII && $0.isNumber }),
      let amount = Int(digits)
    else { return nil }
    switch (isTime, countsWorkingDays, rest.last) {
    case (true, false, "H"): self.init(amount, .hours)
    case (false, false, "D"): self.init(amount, .days)
    case (false, true, "D"): self.init(amount, .workingDays)
    case (false, false, "W"): self.init(amount, .weeks)
    case (false, false, "M"): self.init(amount, .months)
    case (false, false, "Y"): self.init(amount, .years)
    default: return nil
    }
  }

  /// The duration in ISO 8601; working days are days there.
  public var iso: String {
    switch unit {
    case .hours: "PT\(amount)H"
    case .days, .workingDays: "P\(amount)D"
    case .weeks: "P\(amount)W"
    case .months: "P\(amount)M"
    case .years: "P\(amount)Y"
    }
  }
}
