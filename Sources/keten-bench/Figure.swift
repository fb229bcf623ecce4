import Glibc

/// One measured figure, printed as a line of JSON.
struct Figure {
  enum Detail {
    case number(Double)
    case text(String)
  }

  var name: String
  var value: Double
  var unit: String
  var range: ClosedRange<Double>?
  var details: [(key: String, detail: Detail)] = []

  init(_ name: String, _ value: Double, _ unit: String) {
    (self.name, self.value, self.unit) = (name, value, unit)
  }

  /// The median of samples, with the least and the greatest.
  init(_ name: String, _ samples: Samples, _ unit: String) {
    self.init(name, samples.median, unit)
    range = samples.least...samples.greatest
  }

  /// The figure with one more detail.
  func with(_ key: String, _ number: Double) -> Figure {
    var result = self
    result.details.append((key, .number(number)))
    return result
  }

  /// The figure with one more detail.
  func with(_ key: String, _ number: Int) -> Figure { with(key, Double(number)) }

  /// The figure with one more detail.
  func with(_ key: String, _ text: String) -> Figure {
    var result = self
    result.details.append((key, .text(text)))
    return result
  }

  var json: String {
    var parts = ["\"bench\":\(quoted(name))", "\"value\":\(rounded(value))", "\"unit\":\(quoted(unit))"]
    if let range {
      parts += ["\"min\":\(rounded(range.lowerBound))", "\"max\":\(rounded(range.upperBound))"]
    }
    for (key, detail) in details {
      switch detail {
      case .number(let number): parts.append("\(quoted(key)):\(rounded(number))")
      case .text(let text): parts.append("\(quoted(key)):\(quoted(text))")
      }
    }
    return "{" + parts.joined(separator: ",") + "}"
  }

  private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case _ where scalar.value < 0x20: result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// Four digits are more than a noisy machine can tell.
  private func rounded(_ number: Double) -> String {
    guard number.isFinite else { return "null" }
    guard number != 0 else { return "0" }
    let digits = 3 - Int(log10(abs(number)).rounded(.down))
    guard digits > 0 else {
      let scale = pow(10, Double(-digits))
      return String(Int64((number / scale).rounded() * scale))
    }
    let scale = pow(10, Double(digits))
    let result = (number * scale).rounded() / scale
    return result == result.rounded() ? String(Int64(result)) : "\(result)"
  }
}

/// The samples of one figure.
struct Samples {
  private let sorted: [Double]

  init(_ values: [Double]) {
    precondition(!values.isEmpty, "a figure has at least one sample")
    sorted = values.sorted()
  }

  var least: Double { sorted[0] }
  var greatest: Double { sorted[sorted.count - 1] }
  var median: Double { quantile(0.5) }
  var count: Int { sorted.count }

  /// The smallest sample that so large a share of them does not exceed.
  func quantile(_ share: Double) -> Double {
    let rank = Int((share * Double(sorted.count)).rounded(.up)) - 1
    return sorted[min(max(rank, 0), sorted.count - 1)]
  }

  func map(_ transform: (Double) -> Double) -> Samples { Samples(sorted.map(transform)) }
}
