import KetenLanguage

/// What a random chain may be made of, besides tasks, choices, forks, sub-processes, steps and guarded relations.
struct ChainFeatures: OptionSet {
  let rawValue: Int
  /// Nodes that a path may take out.
  static let optional = ChainFeatures(rawValue: 1)
  /// Messages, of the client too.
  static let messages = ChainFeatures(rawValue: 2)
  /// Workers' jobs.
  static let work = ChainFeatures(rawValue: 4)
  /// Numbers and strings that are compared with constants.
  static let values = ChainFeatures(rawValue: 8)
  /// A timer, on a task or by itself.
  static let timers = ChainFeatures(rawValue: 16)
  /// A term whose state guards read.
  static let terms = ChainFeatures(rawValue: 32)
  /// A condition with a delay, or a response with a deadline.
  static let delays = ChainFeatures(rawValue: 64)
  /// Acts on the border of an activity that leave it standing.
  static let counting = ChainFeatures(rawValue: 128)
  /// Ways back.
  static let loops = ChainFeatures(rawValue: 256)
  /// More steps and relations than nodes.
  static let paths = ChainFeatures(rawValue: 512)

  /// Automatic work, of which the proof does not know what it writes.
  static let scripts = ChainFeatures(rawValue: 1024)

  /// Inclusive and event-based gateways.
  static let gateways = ChainFeatures(rawValue: 2048)

  /// Signals, errors, escalations and event sub-processes.
  static let events = ChainFeatures(rawValue: 4096)

  /// What undoes what was done.
  static let compensation = ChainFeatures(rawValue: 8192)

  /// Events with several triggers, and flows with conditions from activities.
  static let several = ChainFeatures(rawValue: 32768)

  /// Activities that are done again.
  static let again = ChainFeatures(rawValue: 16384)

  /// Activities that need or bring several tokens.
  static let quantities = ChainFeatures(rawValue: 131072)

  /// A procedure that may run any number of times.
  static let repeatable = ChainFeatures(rawValue: 65536)

  /// Data that live in a sub-process or event sub-process.
  static let data = ChainFeatures(rawValue: 262144)

  /// A procedure that is called, perhaps more than once.
  static let calls = ChainFeatures(rawValue: 524288)

  /// Constraints of DECLARE on steps and nodes.
  static let constraints = ChainFeatures(rawValue: 1_048_576)

  static let clocks: [ChainFeatures] = [.timers, .terms, .delays]
  static let all: ChainFeatures = [.optional, .messages, .work, .values, .timers, .terms, .delays, .loops]
}

/// A generator of small chains, sound and unsound, from a seed.
///
/// A chain has at most one clock that matters, since the proof takes due moments in any order.
struct RandomChain {
  var random: SplitMix
  let features: ChainFeatures
  /// The one clock that may still be used.
  var clock: ChainFeatures
  /// The items, with what guards ask of each.
  private(set) var items: [RandomItem] = []
  var nodes: [String] = []
  var ids: [String] = []
  var optionalNodes: [String] = []
  /// What writes an item, and which.
  var writers: [(id: String, item: Int)] = []
  /// Whether there is a procedure to call.
  private(set) var canCall = false
  private var counter = 0

  init(seed: UInt64, features: ChainFeatures) {
    random = SplitMix(state: seed &* 7919 &+ UInt64(features.rawValue))
    self.features = features
    let clocks = ChainFeatures.clocks.filter { features.contains($0) }
    clock = clocks.isEmpty ? [] : clocks[random.below(clocks.count)]
    let kinds = features.contains(.values) ? RandomItem.all : Array(RandomItem.all.prefix(2))
    items = [kinds[random.below(kinds.count)]]
    if random.chance(2) {
      let second = kinds[random.below(kinds.count)]
      if second.name != items[0].name { items.append(second) }
    }
  }

  /// The text of a chain with one procedure, one path, and relations between them.
  mutating func text() -> String {
    let called = features.contains(.calls) ? calledProcedure() : ""
    let exit = node("endEvent") { "closes=\"case\"" + ($0.chance(6) ? " terminate=\"true\"" : "") }
    let first = block(depth: features.contains(.paths) ? random.below(2) : 1 + random.below(3), to: exit)
    let start = start(to: first)
    let steps = (0..<random.below(features.contains(.paths) ? 4 : 3)).map { _ in step() }
    let relations = (0..<1 + random.below(4)).map { _ in relation(steps.map(\.id)) }
    return """
      <chain xmlns="urn:keten:chain:1" id="proef" version="1.0.0">
      <network><client id="inwoner"/><partner id="gemeente" directs="true"/></network>
      <dossier holder="gemeente">\(items.map(\.declaration).joined())</dossier>
      \(messages)
      \(features.contains(.events) ? "<signal id=\"z\"/><error id=\"f\"/><escalation id=\"g\"/>" : "")
      <path id="pad" driver="inwoner">
      \(steps.map(\.text).joined(separator: "\n"))
      </path>
      \(called)
      <procedure id="proc"\(features.contains(.repeatable) ? " repeatable=\"true\"" : "")>
      \(term)
      \(start)
      \(nodes.joined(separator: "\n"))
      </procedure>
      \(relations.joined(separator: "\n"))
      \(constraint(steps.map(\.id)))
      </chain>
      """
  }

  /// A procedure that calls may run; from outside nothing names what stands in it.
  private mutating func calledProcedure() -> String {
    let (begin, exit) = (name("i"), name("e"))
    ids = [begin]
    let first = block(depth: 1 + random.below(2), to: exit)
    let own = nodes
    (nodes, ids, optionalNodes, writers) = ([], [], [], [])
    canCall = true
    return """
      <procedure id="geroepen"><startEvent id="\(begin)" next="\(first)"/>
      \(own.joined(separator: "\n"))<endEvent id="\(exit)"/></procedure>
      """
  }

  mutating func name(_ stem: String) -> String {
    counter += 1
    return "\(stem)\(counter)"
  }

  /// Adds a node, of which the text follows its id.
  mutating func node(_ kind: String, _ attributes: (inout SplitMix) -> String) -> String {
    let id = name("n")
    nodes.append("<\(kind) id=\"\(id)\" \(attributes(&random))/>")
    ids.append(id)
    return id
  }

  mutating func chance(_ feature: ChainFeatures, _ one: Int) -> Bool {
    features.contains(feature) && random.chance(one)
  }

  // MARK: Parts

  private mutating func start(to first: String) -> String {
    let writes = items.indices.map { number in
      writers.append(("start", number))
      return items[number].name + (random.chance(3) ? "?" : "")
    }
    ids.append("start")
    let by = random.chance(4) ? "inwoner" : "gemeente"
    return "<startEvent id=\"start\" by=\"\(by)\" next=\"\(first)\" writes=\"\(writes.joined(separator: " "))\"/>"
  }

  private var messages: String {
    guard features.contains(.messages) else { return "" }
    // One that is kept goes stale after a while: that is a clock too.
    let keep = clock.isEmpty && nodes.count % 3 == 0 ? " keep=\"P1W\"" : ""
    return """
      <message id="m1" from="gemeente" to="inwoner" carries="\(items[0].name)"\(keep)/>
      <message id="m2" from="inwoner" to="gemeente"/>
      """
  }

  private var term: String {
    guard clock == .terms, let until = ids.dropFirst().first else { return "" }
    return "<term id=\"termijn\" from=\"start\" until=\"\(until)\"><within duration=\"P2W\"/></term>"
  }

  private mutating func step() -> (id: String, text: String) {
    let id = name("p")
    var attributes = " by=\"\(random.chance(2) ? "inwoner" : "gemeente")\""
    if random.chance(4) { attributes += " required=\"true\"" }
    if random.chance(4) { attributes += " included=\"false\"" }
    if random.chance(3) { attributes += " repeatable=\"true\"" }
    switch random.below(5) {
    case 0: attributes += writes(id, optionalOnceIn: 3)
    case 1: attributes += " reads=\"\(items[0].name)\""
    case 2: attributes += reads + " if=\"\(anyGuard())\""
    default: break
    }
    return (id, "<step id=\"\(id)\"\(attributes)/>")
  }

  private mutating func constraint(_ steps: [String]) -> String {
    let names = steps + ids
    guard features.contains(.constraints), names.count > 1 else { return "" }
    let template = ConstraintTemplate.allCases[random.below(ConstraintTemplate.allCases.count)]
    let first = random.below(names.count)
    let second = (first + 1 + random.below(names.count - 1)) % names.count
    let other = template.isUnary ? "" : " b=\"\(names[second])\""
    let times = template.isCounting ? " n=\"\(1 + random.below(3))\"" : ""
    return "<constraint template=\"\(template.rawValue)\" a=\"\(names[first])\"\(other)\(times)/>"
  }

  private mutating func relation(_ steps: [String]) -> String {
    let kinds = ["condition", "response", "milestone", "include", "exclude"]
    let kind = kinds[random.below(kinds.count)]
    let names = features.contains(.paths) && steps.count > 1 && random.chance(2) ? steps : steps + ids
    let free = steps + optionalNodes
    let targets = kind == "exclude" || kind == "include" ? (free.isEmpty ? ["start"] : free) : names
    var from = names[random.below(names.count)]
    let to = targets[random.below(targets.count)]
    var extra = ""
    if random.chance(3) { extra = " if=\"\(anyGuard())\"" }
    if kind != "condition", kind != "milestone", random.chance(3) {
      // A guard on what its own source writes.
      let writer = writers[random.below(writers.count)]
      from = writer.id
      extra = " if=\"\(items[writer.item].anyTest(&random))\""
    }
    if clock == .delays, random.chance(2), kind == "condition" || kind == "response" {
      clock = []
      extra += kind == "condition" ? " after=\"P1W\"" : " within=\"P1W\""
    }
    return "<\(kind) from=\"\(from)\" to=\"\(to)\"\(extra)/>"
  }
}
