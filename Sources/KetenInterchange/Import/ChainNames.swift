import KetenSource

/// The names of a chain that is being made: each stands for one thing, and has the form of a name.
struct ChainNames {
  /// Names that mean something else where a name may stand.
  private static let kept: Set<String> = ["case", "all", "any", "true", "false", "steps", "terms", "now", "today"]

  private var taken: Set<String> = kept

  /// Gives a name that is free: the wanted one, or the next that is like it.
  mutating func give(_ wanted: String) -> String {
    let base = lexical(wanted)
    var name = base
    var number = 2
    while taken.contains(name) {
      name = "\(base)_\(number)"
      number += 1
    }
    taken.insert(name)
    return name
  }

  /// Takes a name out of the supply without giving it to anybody.
  mutating func reserve(_ name: String) { taken.insert(name) }
}

/// A text with everything that a name cannot have replaced by «_»: letters, digits, `-` and `_` stay.
func lexical(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber:
      result.unicodeScalars.append(scalar)
    default: result.unicodeScalars.append(scalar == "-" ? "-" : "_")
    }
  }
  guard let first = result.unicodeScalars.first else { return "_" }
  let isDigit = first.properties.generalCategory == .decimalNumber
  return isDigit || first == "-" || first.properties.generalCategory == .modifierLetter ? "_" + result : result
}
