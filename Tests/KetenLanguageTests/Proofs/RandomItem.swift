/// An item of a random chain: what guards ask of it, and with which values that is tried.
struct RandomItem {
  let name: String
  let type: String
  private let tests: [String]

  static let all: [RandomItem] = [
    RandomItem(name: "b1", type: "boolean", tests: ["b1", "b1", "not(b1)", "b1 = true", "b1 = null"]),
    RandomItem(name: "b2", type: "boolean", tests: ["b2", "b2", "not(b2)", "b2 = false", "not(b2 = null)"]),
    RandomItem(name: "n1", type: "number", tests: ["n1 &gt; 5", "n1 = 5", "n1 &lt; 5", "n1 &lt;= 5", "n1 != 5"]),
    RandomItem(name: "s1", type: "string", tests: ["s1 = &quot;a&quot;", "s1 != &quot;a&quot;"]),
  ]

  var declaration: String { "<item id=\"\(name)\" type=\"\(type)\"/>" }

  func anyTest(_ random: inout SplitMix) -> String { tests[random.below(tests.count)] }
}

extension RandomChain {
  /// A guard on items, and at times on the clock or on what has been done.
  mutating func anyGuard() -> String {
    let first = atom()
    switch random.below(6) {
    case 0: return "\(first) and \(atom())"
    case 1: return "\(first) or \(atom())"
    case 2: return "not(\(first)) and \(atom())"
    default: return first
    }
  }

  private mutating func atom() -> String {
    if clock == .terms, random.chance(2) {
      return ["terms.termijn.exceeded", "terms.termijn.open", "not(terms.termijn.met)"][random.below(3)]
    }
    if random.chance(6) { return "steps.\(ids[random.below(ids.count)]).done" }
    if items.count == 2, items[0].type == items[1].type, random.chance(6) { return "\(items[0].name) = \(items[1].name)" }
    return items[random.below(items.count)].anyTest(&random)
  }

  /// An attribute that writes some item.
  mutating func writes(_ id: String, optionalOnceIn one: Int) -> String {
    let number = random.below(items.count)
    writers.append((id, number))
    return " writes=\"\(items[number].name)\(random.chance(one) ? "?" : "")\""
  }

  /// An attribute that reads what guards may ask for.
  var reads: String { " reads=\"\(items.map { $0.name + "?" }.joined(separator: " "))\"" }
}
