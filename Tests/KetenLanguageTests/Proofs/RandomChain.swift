/// A generator of small chains, sound and unsound, from a seed.
struct RandomChain {
  var random: SplitMix
  private var nodes: [String] = []
  private var ids: [String] = []
  private var counter = 0
  private var hasTimer = false

  init(seed: UInt64) { random = SplitMix(state: seed) }

  /// The text of a chain with one procedure, one path, and relations between them.
  mutating func text() -> String {
    let exit = node("endEvent") { "closes=\"case\"" + ($0.chance(6) ? " terminate=\"true\"" : "") }
    let first = block(depth: 3, to: exit)
    let steps = (0..<random.below(3)).map { _ in step() }
    let relations = (0..<random.below(4)).map { _ in relation(steps) }
    let term =
      random.chance(3) ? "<term id=\"termijn\" from=\"start\" until=\"\(exit)\"><within duration=\"P2W\"/></term>" : ""
    let by = random.chance(5) ? "gemeente" : "inwoner"
    return """
      <chain xmlns="urn:keten:chain:1" id="proef" version="1.0.0">
      <network><client id="inwoner"/><partner id="gemeente" directs="true"/></network>
      <dossier holder="gemeente">
      <item id="b1" type="boolean"/><item id="b2" type="boolean"/>
      </dossier>
      <path id="pad" driver="inwoner">
      \(steps.map(\.text).joined(separator: "\n"))
      </path>
      <procedure id="proc">
      \(term)
      <startEvent id="start" by="\(by)" next="\(first)" writes="b1 b2?"/>
      \(nodes.joined(separator: "\n"))
      </procedure>
      \(relations.joined(separator: "\n"))
      </chain>
      """
  }

  private mutating func name(_ stem: String) -> String {
    counter += 1
    return "\(stem)\(counter)"
  }

  private mutating func node(_ kind: String, _ attributes: (inout SplitMix) -> String) -> String {
    let id = name("n")
    nodes.append("<\(kind) id=\"\(id)\" \(attributes(&random))/>")
    ids.append(id)
    return id
  }

  /// Adds nodes that lead to `exit`, and gives the first.
  private mutating func block(depth: Int, to exit: String) -> String {
    guard depth > 0 else { return task(to: exit) }
    switch random.below(7) {
    case 0, 1: return task(to: block(depth: depth - 1, to: exit))
    case 2: return choice(depth, to: exit)
    case 3: return fork(depth, to: exit)
    case 4: return subProcess(depth, to: exit)
    case 5: return timed(to: exit)
    default: return task(to: exit)
    }
  }

  private mutating func task(to exit: String) -> String {
    let by = random.chance(6) ? "inwoner" : "gemeente"
    let writes = random.chance(3) ? " writes=\"\(random.chance(2) ? "b1" : "b2")\(random.chance(3) ? "?" : "")\"" : ""
    let reads = random.chance(8) ? " reads=\"b2\"" : ""
    return node("userTask") { _ in "by=\"\(by)\" next=\"\(exit)\"\(writes)\(reads)" }
  }

  private var guards: [String] { ["b1", "b2", "not(b1)", "b1 and b2", "b1 = true or not(b2)", "steps.start.done"] }

  private mutating func choice(_ depth: Int, to exit: String) -> String {
    let join = random.chance(5) ? parallelJoin(to: exit) : exit
    let left = block(depth: depth - 1, to: join)
    let right = block(depth: depth - 1, to: join)
    let id = name("x")
    let guardText = guards[random.below(guards.count)]
    nodes.append(
      "<exclusiveGateway id=\"\(id)\"><flow to=\"\(left)\" if=\"\(guardText)\"/><flow to=\"\(right)\" otherwise=\"true\"/></exclusiveGateway>"
    )
    return id
  }

  private mutating func fork(_ depth: Int, to exit: String) -> String {
    let join = random.chance(5) ? exit : parallelJoin(to: exit)
    let left = block(depth: depth - 1, to: join)
    let right = block(depth: depth - 1, to: join)
    let id = name("a")
    nodes.append("<parallelGateway id=\"\(id)\"><flow to=\"\(left)\"/><flow to=\"\(right)\"/></parallelGateway>")
    return id
  }

  private mutating func parallelJoin(to exit: String) -> String {
    let id = name("j")
    nodes.append("<parallelGateway id=\"\(id)\" next=\"\(exit)\"/>")
    return id
  }

  private mutating func subProcess(_ depth: Int, to exit: String) -> String {
    let id = name("s")
    let outer = nodes
    nodes = []
    let end = name("e")
    let first = block(depth: depth - 1, to: end)
    let inner = nodes
    nodes = outer
    let boundary = random.chance(2) ? "<boundaryEvent id=\"\(name("b"))\" by=\"gemeente\" next=\"\(exit)\"/>" : ""
    nodes.append(
      "<subProcess id=\"\(id)\" next=\"\(exit)\"><startEvent id=\"\(name("i"))\" next=\"\(first)\"/>\(inner.joined())<endEvent id=\"\(end)\"/>\(boundary)</subProcess>"
    )
    ids.append(id)
    return id
  }

  /// A task with a timer on it; one a chain, since the proof takes due moments in any order.
  private mutating func timed(to exit: String) -> String {
    guard !hasTimer else { return task(to: exit) }
    hasTimer = true
    let id = name("n")
    ids.append(id)
    let interrupting = random.chance(3) ? " interrupting=\"false\"" : ""
    nodes.append(
      "<userTask id=\"\(id)\" by=\"inwoner\" next=\"\(exit)\"><boundaryEvent id=\"\(name("t"))\" timer=\"P1W\"\(interrupting) next=\"\(exit)\"/></userTask>"
    )
    return id
  }

  private mutating func step() -> (id: String, text: String) {
    let id = name("p")
    let by = random.chance(2) ? "inwoner" : "gemeente"
    var attributes = ""
    if random.chance(4) { attributes += " required=\"true\"" }
    if random.chance(5) { attributes += " included=\"false\"" }
    if random.chance(3) { attributes += " repeatable=\"true\"" }
    if random.chance(5) { attributes += " writes=\"b1\"" }
    if random.chance(6) { attributes += " reads=\"b2\"" }
    if random.chance(8) { attributes += " reads=\"b1?\" if=\"b1\"" }
    let unique = attributes.components("reads=") > 1 || attributes.components("writes=") > 1 ? "" : attributes
    return (id, "<step id=\"\(id)\" by=\"\(by)\"\(unique)/>")
  }

  private mutating func relation(_ steps: [(id: String, text: String)]) -> String {
    let kinds = ["condition", "response", "milestone", "include", "exclude"]
    let kind = kinds[random.below(kinds.count)]
    let stepNames = steps.map(\.id)
    let names = stepNames + ids + ["start"]
    let from = names[random.below(names.count)]
    let targets = kind == "exclude" || kind == "include" ? (stepNames.isEmpty ? ["start"] : stepNames) : names
    let to = targets[random.below(targets.count)]
    let guardText = random.chance(4) ? " if=\"\(guards[random.below(guards.count)])\"" : ""
    return "<\(kind) from=\"\(from)\" to=\"\(to)\"\(guardText)/>"
  }
}

extension String {
  /// How often a text occurs.
  fileprivate func components(_ part: String) -> Int {
    split(separator: part, omittingEmptySubsequences: false).count - 1
  }
}
