import FEEL

/// What is owed for each day that an authority decides late, by how long it takes.
public struct PenaltyScale: Hashable, Sendable {
  /// The steps of the scale, in order: so many days, each at so many euros.
  public let bands: [Band]
  /// The provision that sets the amounts.
  public let basis: String

  /// Days with one amount.
  public struct Band: Hashable, Sendable {
    /// How many days.
    public let days: Int
    /// What is owed for each, in euros.
    public let euros: Int

    /// Makes a step of a scale.
    public init(days: Int, euros: Int) {
      self.days = days
      self.euros = euros
    }
  }

  /// Makes a scale; amounts change by order, so that they are data of a case.
  public init(_ bands: [Band], basis: String) {
    self.bands = bands
    self.basis = basis
  }

  /// The amounts of Awb 4:17 lid 2 as they stand since 1 January 2019.
  public static let awb = PenaltyScale(
    [Band(days: 14, euros: 23), Band(days: 14, euros: 35), Band(days: 14, euros: 45)], basis: "Awb art. 4:17 lid 2")

  /// For how many days it is owed at most.
  public var daysMax: Int { bands.reduce(0) { $0 + $1.days } }

  /// What is owed after so many days, in euros.
  public func euros(afterDays days: Int) -> Int {
    var (left, sum) = (max(0, days), 0)
    for band in bands {
      sum += min(left, band.days) * band.euros
      left -= min(left, band.days)
    }
    return sum
  }
}

extension TermCalculation {
  /// What a penalty comes to that runs over the days of this term, through a day, in euros; of a term in hours nil.
  ///
  /// It is owed for each day in default (Awb 4:17 lid 1); which day is the last of them the caller says.
  public func penalty(_ scale: PenaltyScale, through day: CivilDate) -> Int? {
    for step in steps {
      guard case .start(_, let firstDay) = step.kind else { continue }
      return firstDay.map { scale.euros(afterDays: $0.days(until: min(day, lastDay ?? day)) + 1) }
    }
    return nil
  }
}
