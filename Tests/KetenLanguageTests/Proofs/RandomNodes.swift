extension RandomChain {
  /// Adds nodes that lead to `exit`, and gives the first.
  mutating func block(depth: Int, to exit: String) -> String {
    guard depth > 0 else { return task(to: exit) }
    if canCall, random.chance(3) { return call(to: block(depth: depth - 1, to: exit)) }
    if chance(.several, 3) { return random.chance(2) ? ways(depth, to: exit) : several(to: exit) }
    if chance(.gateways, 2) { return random.chance(3) ? race(depth, to: exit) : some(depth, to: exit) }
    if chance(.again, 3) { return bordered(to: block(depth: depth - 1, to: exit)) }
    if chance(.quantities, 2) { return quantities(to: random.chance(2) ? block(depth: depth - 1, to: exit) : exit) }
    if chance(.compensation, 2) { return undone(depth, to: exit) }
    if chance(.events, 3) { return event(to: block(depth: depth - 1, to: exit)) }
    switch random.below(8) {
    case 0, 1: return task(to: block(depth: depth - 1, to: exit))
    case 2: return choice(depth, to: exit)
    case 3: return fork(depth, to: exit)
    case 4: return subProcess(depth, to: exit)
    case 5: return bordered(to: exit)
    case 6: return loop(depth, to: exit)
    default: return task(to: exit)
    }
  }

  private mutating func call(to exit: String) -> String {
    let id = name("c")
    let border = random.chance(3) ? boundary(to: exit) : ""
    nodes.append("<callActivity id=\"\(id)\" call=\"geroepen\" next=\"\(exit)\">\(border)</callActivity>")
    ids.append(id)
    return id
  }

  /// Data that are written, or perhaps not, and then asked; gives the declaration, and the first node.
  private mutating func asked(to exit: String) -> (declaration: String, first: String) {
    let (datum, write, choice, work) = (name("d"), name("n"), name("x"), name("n"))
    let mark = random.chance(3) ? "?" : ""
    let test = random.chance(2) ? datum : "not(\(datum))"
    nodes.append("<userTask id=\"\(write)\" by=\"gemeente\" writes=\"\(datum)\(mark)\" next=\"\(choice)\"/>")
    let flows =
      "<flow to=\"\(work)\" if=\"\(test) or \(anyGuard())\"/><flow to=\"\(exit)\" otherwise=\"true\"/>"
    nodes.append("<exclusiveGateway id=\"\(choice)\">\(flows)</exclusiveGateway>")
    let read = "reads=\"\(datum)\(random.chance(4) ? "" : "?")\" if=\"\(random.chance(3) ? "not(\(datum))" : datum)\""
    nodes.append("<userTask id=\"\(work)\" by=\"gemeente\" \(read) next=\"\(exit)\"/>")
    return ("<dataObject id=\"\(datum)\" type=\"boolean\"/>", write)
  }

  private mutating func task(to exit: String) -> String {
    let isOptional = chance(.optional, 3)
    let rest = "next=\"\(exit)\"" + (isOptional ? " optional=\"true\"" : "")
    let id: String
    if chance(.messages, 3) {
      id = node("receiveTask") { "message=\"\($0.chance(2) ? "m1" : "m2")\" \(rest)" }
    } else if chance(.scripts, 3) {
      id = script(rest)
    } else {
      id = work(rest)
    }
    if isOptional { optionalNodes.append(id) }
    return id
  }

  private mutating func script(_ rest: String) -> String {
    let number = random.below(items.count)
    let item = items[number]
    let test = anyGuard()
    let values = ["boolean": ("true", "null"), "number": ("5", "6"), "string": ("&quot;a&quot;", "&quot;b&quot;")]
    let (yes, no) = values[item.type] ?? ("null", "null")
    let text = item.type == "boolean" && random.chance(2) ? test : "if \(test) then \(yes) else \(no)"
    let id = node("scriptTask") { _ in "writes=\"\(item.name)\" expression=\"\(text)\" \(rest)" }
    writers.append((id, number))
    return id
  }

  /// Work of a person or a worker, with something to write, to read or to wait for.
  private mutating func work(_ rest: String) -> String {
    let isJob = chance(.work, 3)
    let who = isJob ? "job=\"werk\"" : "by=\"\(random.chance(4) ? "inwoner" : "gemeente")\""
    let id = name("n")
    var data = ""
    switch random.below(8) {
    case 0, 1, 2: data = writes(id, optionalOnceIn: 3)
    case 3: data = reads + " if=\"\(anyGuard())\""
    case 4: data = " reads=\"\(items[0].name)\""
    default: break
    }
    nodes.append("<\(isJob ? "serviceTask" : "userTask") id=\"\(id)\" \(who)\(data) \(rest)/>")
    ids.append(id)
    return id
  }

  private mutating func choice(_ depth: Int, to exit: String) -> String {
    let join = random.chance(5) ? join(to: exit) : exit
    let left = block(depth: depth - 1, to: join)
    let right = block(depth: depth - 1, to: join)
    let id = name("x")
    let flows = "<flow to=\"\(left)\" if=\"\(anyGuard())\"/><flow to=\"\(right)\" otherwise=\"true\"/>"
    nodes.append("<exclusiveGateway id=\"\(id)\">\(flows)</exclusiveGateway>")
    return id
  }

  private mutating func fork(_ depth: Int, to exit: String) -> String {
    let join = random.chance(5) ? exit : join(to: exit)
    let left = block(depth: depth - 1, to: join)
    let right = random.chance(12) ? left : block(depth: depth - 1, to: join)
    let id = name("a")
    nodes.append("<parallelGateway id=\"\(id)\"><flow to=\"\(left)\"/><flow to=\"\(right)\"/></parallelGateway>")
    return id
  }

  /// Some of two ways, joined by what waits for both if need be.
  private mutating func some(_ depth: Int, to exit: String) -> String {
    let (split, join) = (name("o"), name("k"))
    let kind = random.chance(6) ? "parallelGateway" : "inclusiveGateway"
    nodes.append("<\(kind) id=\"\(join)\" next=\"\(exit)\"/>")
    let left = block(depth: depth - 1, to: random.chance(8) ? exit : join)
    let right = block(depth: depth - 1, to: join)
    let last = random.chance(2) ? join : block(depth: depth - 1, to: join)
    let flows = "<flow to=\"\(left)\" if=\"\(anyGuard())\"/><flow to=\"\(right)\" if=\"\(anyGuard())\"/>"
    let rest = "<flow to=\"\(last)\" otherwise=\"true\"/>"
    nodes.append("<inclusiveGateway id=\"\(split)\">\(flows)\(rest)</inclusiveGateway>")
    return split
  }

  /// A task that leads on in several ways, joined by what waits for all of them if need be.
  private mutating func ways(_ depth: Int, to exit: String) -> String {
    let join = name("k")
    nodes.append("<inclusiveGateway id=\"\(join)\" next=\"\(exit)\"/>")
    let left = block(depth: depth - 1, to: random.chance(8) ? exit : join)
    let right = block(depth: depth - 1, to: join)
    let id = name("n")
    ids.append(id)
    let flow = "<flow to=\"\(left)\" if=\"\(anyGuard())\"/>"
    let other = pick(["next=\"\(right)\">", "><flow to=\"\(right)\" otherwise=\"true\"/>", "><flow to=\"\(right)\"/>"])
    nodes.append("<userTask id=\"\(id)\" by=\"gemeente\" \(other)\(flow)</userTask>")
    return id
  }

  /// An event that waits for two messages, by itself, on a border or behind a gateway.
  private mutating func several(to exit: String) -> String {
    let (id, task) = (name("c"), name("n"))
    ids.append(id)
    let triggers = "<trigger message=\"m1\"/><trigger message=\"m2\"/>"
    let all = random.chance(2) ? " parallelMultiple=\"true\"" : ""
    switch random.below(3) {
    case 0:
      nodes.append("<intermediateCatchEvent id=\"\(id)\"\(all) next=\"\(exit)\">\(triggers)</intermediateCatchEvent>")
      return id
    case 1:
      let mode = chance(.counting, 2) ? " interrupting=\"false\"" : ""
      let border = "<boundaryEvent id=\"\(id)\"\(all)\(mode) next=\"\(exit)\">\(triggers)</boundaryEvent>"
      nodes.append("<userTask id=\"\(task)\" by=\"gemeente\" next=\"\(exit)\">\(border)</userTask>")
      return task
    default:
      let gate = name("w")
      nodes.append("<intermediateCatchEvent id=\"\(id)\" next=\"\(exit)\">\(triggers)</intermediateCatchEvent>")
      nodes.append("<intermediateCatchEvent id=\"\(task)\" by=\"gemeente\" next=\"\(exit)\"/>")
      nodes.append("<eventBasedGateway id=\"\(gate)\"><flow to=\"\(id)\"/><flow to=\"\(task)\"/></eventBasedGateway>")
      return gate
    }
  }

  /// The first of two events.
  private mutating func race(_ depth: Int, to exit: String) -> String {
    let id = name("w")
    let (first, second) = (name("c"), name("c"))
    let left = block(depth: depth - 1, to: exit)
    nodes.append("<intermediateCatchEvent id=\"\(first)\" by=\"inwoner\" next=\"\(left)\"/>")
    let other = features.contains(.messages) ? "message=\"m\(1 + random.below(2))\"" : "by=\"gemeente\""
    nodes.append("<intermediateCatchEvent id=\"\(second)\" \(other) next=\"\(exit)\"/>")
    nodes.append(
      "<eventBasedGateway id=\"\(id)\"><flow to=\"\(first)\"/><flow to=\"\(second)\"/></eventBasedGateway>")
    ids += [first, second]
    return id
  }

  private mutating func join(to exit: String) -> String {
    let id = name("j")
    nodes.append("<parallelGateway id=\"\(id)\" next=\"\(exit)\"/>")
    return id
  }

  private mutating func loop(_ depth: Int, to exit: String) -> String {
    guard features.contains(.loops) else { return task(to: exit) }
    let (merge, choice) = (name("m"), name("x"))
    let body = block(depth: depth - 1, to: choice)
    let flows = "<flow to=\"\(merge)\" if=\"\(anyGuard())\"/><flow to=\"\(exit)\" otherwise=\"true\"/>"
    nodes.append("<exclusiveGateway id=\"\(merge)\" next=\"\(body)\"/>")
    nodes.append("<exclusiveGateway id=\"\(choice)\">\(flows)</exclusiveGateway>")
    return merge
  }

  private mutating func subProcess(_ depth: Int, to exit: String) -> String {
    let id = name("s")
    let outer = nodes
    nodes = []
    let end = name("e")
    let data = features.contains(.data) ? asked(to: end) : nil
    let first = data.map { block(depth: depth - 1, to: $0.first) } ?? block(depth: depth - 1, to: end)
    let inner = nodes
    nodes = outer
    let isOptional = chance(.optional, 2)
    var border = random.chance(2) ? boundary(to: exit) : ""
    var trigger = ""
    if features.contains(.events) {
      trigger = pick(["", "", " error=\"f\"", " escalation=\"g\"", " signal=\"z\""])
      border += catcher(to: exit) + eventSubProcess()
    }
    let attributes = "id=\"\(id)\" next=\"\(exit)\"" + (isOptional ? " optional=\"true\"" : "")
    let start = "<startEvent id=\"\(name("i"))\" next=\"\(first)\"/>"
    let ending = trigger.isEmpty && random.chance(4) ? " terminate=\"true\"" : trigger
    let stop = "<endEvent id=\"\(end)\"\(ending)/>"
    nodes.append(
      "<subProcess \(attributes)>\(data?.declaration ?? "")\(start)\(inner.joined())\(stop)\(border)</subProcess>")
    if isOptional { optionalNodes.append(id) }
    ids.append(id)
    return id
  }

  /// A task that another undoes, and perhaps what throws that.
  private mutating func undone(_ depth: Int, to exit: String) -> String {
    let (id, undo, border) = (name("n"), name("u"), name("b"))
    let after = block(depth: depth - 1, to: exit)
    let thrower =
      random.chance(2)
      ? after : node("intermediateThrowEvent") { _ in "compensation=\"\(id)\" next=\"\(after)\"" }
    nodes.append("<userTask id=\"\(undo)\" by=\"gemeente\"/>")
    nodes.append(
      """
      <userTask id="\(id)" by="gemeente" next="\(thrower)">
      <boundaryEvent id="\(border)" compensation="true" next="\(undo)"/></userTask>
      """)
    return id
  }

  private mutating func pick(_ texts: [String]) -> String { texts[random.below(texts.count)] }

  /// What throws or waits by itself.
  private mutating func event(to exit: String) -> String {
    let kind = random.chance(3) ? "intermediateCatchEvent" : "intermediateThrowEvent"
    let trigger = kind == "intermediateCatchEvent" ? "signal=\"z\"" : pick(["signal=\"z\"", "escalation=\"g\""])
    return node(kind) { _ in "\(trigger) next=\"\(exit)\"" }
  }

  /// A border that catches what comes from within, or a signal.
  private mutating func catcher(to exit: String) -> String {
    let trigger = pick(["", "error=\"f\"", "error=\"any\"", "escalation=\"g\"", "signal=\"z\""])
    guard !trigger.isEmpty else { return "" }
    let stays = features.contains(.counting) && !trigger.hasPrefix("error") && random.chance(2)
    return "<boundaryEvent id=\"\(name("b"))\" \(trigger)\(stays ? " interrupting=\"false\"" : "") next=\"\(exit)\"/>"
  }

  private mutating func eventSubProcess() -> String {
    let trigger = pick(["", "", "by=\"gemeente\"", "signal=\"z\"", "error=\"f\"", "escalation=\"g\""])
    guard !trigger.isEmpty else { return "" }
    let isSeveral = chance(.several, 2)
    let (id, start, task, end) = (name("v"), name("t"), name("n"), name("e"))
    if features.contains(.data) { return eventSubProcess(id, start, trigger, end) }
    let stays = !trigger.hasPrefix("error") && random.chance(3)
    return """
      <subProcess id="\(id)" triggeredByEvent="true">
      <startEvent id="\(start)" \(isSeveral ? "" : trigger)\(stays ? " interrupting=\"false\"" : "") next="\(task)">
      \(isSeveral ? "<trigger signal=\"z\"/><trigger message=\"m2\"/>" : "")</startEvent>
      <userTask id="\(task)" by="gemeente" next="\(end)"/><endEvent id="\(end)"/>
      </subProcess>
      """
  }

  /// One that has data of its own in each of its runs.
  private mutating func eventSubProcess(_ id: String, _ start: String, _ trigger: String, _ end: String) -> String {
    let outer = nodes
    nodes = []
    let data = asked(to: end)
    let inner = nodes
    nodes = outer
    let stays = !trigger.hasPrefix("error") && random.chance(2)
    return """
      <subProcess id="\(id)" triggeredByEvent="true">\(data.declaration)
      <startEvent id="\(start)" \(trigger)\(stays ? " interrupting=\"false\"" : "") next="\(data.first)"/>
      \(inner.joined())<endEvent id="\(end)"/>
      </subProcess>
      """
  }

  /// A task with something on its border, or a wait.
  private mutating func bordered(to exit: String) -> String {
    let id = name("n")
    ids.append(id)
    if clock == .timers, random.chance(4) {
      clock = []
      nodes.append("<intermediateCatchEvent id=\"\(id)\" timer=\"P2W\" next=\"\(exit)\"/>")
    } else {
      let border = (features.contains(.again) ? standardLoop() : "") + boundary(to: exit)
      nodes.append("<userTask id=\"\(id)\" by=\"inwoner\" next=\"\(exit)\">\(border)</userTask>")
    }
    return id
  }

  private mutating func standardLoop() -> String {
    let condition = random.chance(3) ? "loopCounter &lt; 2" : anyGuard()
    let maximum = random.chance(3) ? " loopMaximum=\"\(1 + random.below(2))\"" : ""
    return
      "<standardLoop loopCondition=\"\(condition)\"\(maximum)\(random.chance(2) ? " testBefore=\"true\"" : "")/>"
  }

  /// Two tasks, of which the first brings several tokens or the second needs them.
  private mutating func quantities(to exit: String) -> String {
    let start = random.chance(2) ? " startQuantity=\"2\"" : ""
    let many = random.chance(4) ? "" : " completionQuantity=\"2\""
    let second = work("next=\"\(exit)\"\(start)")
    return work("next=\"\(second)\"\(many)")
  }

  private mutating func boundary(to exit: String) -> String {
    let id = name("b")
    ids.append(id)
    let rest = "next=\"\(exit)\"/>"
    if clock == .timers {
      clock = []
      let mode = features.contains(.counting) && random.chance(2) ? " interrupting=\"false\"" : ""
      return "<boundaryEvent id=\"\(id)\" timer=\"P1W\"\(mode) \(rest)"
    }
    let mode = chance(.counting, 2) ? " interrupting=\"false\"" : ""
    if chance(.messages, 2) {
      return "<boundaryEvent id=\"\(id)\" message=\"m\(1 + random.below(2))\"\(mode) \(rest)"
    }
    let by = random.chance(3) ? "inwoner" : "gemeente"
    return "<boundaryEvent id=\"\(id)\" by=\"\(by)\"\(mode) \(rest)"
  }
}
