/// Writes a chain of so many events, as a municipality might: procedures with gateways, deadlines and parallel advice,
/// beside paths whose steps the client takes, with relations between the two.
struct ChainText {
  private(set) var text = ""
  private var items: [String] = []
  private var body: [String] = []
  /// Where a procedure's line of nodes has come to: the lines of the node before wait for the name of the next.
  private var unit = 0
  private var node = 0
  private var item = 0

  static func write(events: Int) -> String {
    var writer = ChainText()
    var left = events
    while left > 0 {
      let count = left < 80 ? left : 40
      writer.unit(of: count)
      left -= count
    }
    return writer.file(events)
  }

  private func file(_ events: Int) -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <chain xmlns="urn:keten:chain:1" id="chain-\(events)" version="1.0.0" xml:lang="nl">
      <title>Keten van \(events) gebeurtenissen</title>
      <documentation>Wat de wet vastlegt, ligt hier vast; al het andere bepaalt de inwoner zelf.</documentation>
      <network>
        <client id="inwoner" title="Inwoner"/>
        <partner id="gemeente" title="Gemeente (college)" directs="true"/>
        <partner id="wijkteam" title="Sociaal wijkteam"/>
        <partner id="adviseur" title="Onafhankelijk adviseur"/>
      </network>
      <purpose id="toegang" title="Onderzoek naar ondersteuning" basis="Wmo 2015 art. 2.3.2"/>
      <dossier holder="gemeente" purpose="toegang">
    \(items.joined(separator: "\n"))
      </dossier>
    \(body.joined(separator: "\n"))
    </chain>

    """
  }

  /// One procedure with four fifths of the events, and a path with the rest.
  private mutating func unit(of count: Int) {
    let steps = max(1, count / 5)
    procedure(of: count - steps)
    path(of: steps)
    unit += 1
  }

  // MARK: Data

  private mutating func declare(_ type: String, _ title: String) -> String {
    item += 1
    let name = "stuk\(item)"
    items.append(
      "    <item id=\"\(name)\" type=\"\(type)\" title=\"\(title) \(item)\" retain=\"P15Y\" "
        + "basis=\"Wmo 2015 art. 2.3.2 lid 1\"/>")
    return name
  }

  // MARK: Procedures

  /// A start and an end, and between them whole segments as far as there is room.
  private mutating func procedure(of count: Int) {
    let request = declare("document", "Aanvraag")
    body.append(
      "  <procedure id=\"procedure\(unit)\" title=\"Beslissen op aanvraag \(unit)\" basis=\"Awb art. 4:1\" purpose=\"toegang\">"
    )
    body.append("    <term id=\"beslistermijn\(unit)\" title=\"Beslistermijn\" basis=\"Awb art. 4:13\" source=\"law\"")
    body.append("      side=\"authority\" from=\"aanvraag\(unit)\" until=\"besluit\(unit)\">")
    body.append("      <within duration=\"P8W\"/>")
    body.append("    </term>")
    body.append("    <startEvent id=\"aanvraag\(unit)\" title=\"Aanvraag \(unit) indienen\" basis=\"Awb art. 4:1\"")
    body.append("      by=\"inwoner\" writes=\"\(request)\" next=\"\(upcoming)\"/>")
    var left = max(count - 3, 0)
    while left > 0 {
      if left >= 10 {
        advice(on: request)
        left -= 5
      }
      if left >= 5 {
        supplement(to: request)
        left -= 5
      } else {
        task("Aanvraag beoordelen", by: "gemeente", "reads=\"\(request)\"")
        left -= 1
      }
    }
    let decision = declare("document", "Beschikking")
    let name = takeName()
    body.append("    <userTask id=\"\(name)\" title=\"Besluiten\" basis=\"Awb art. 3:46\" by=\"gemeente\"")
    body.append("      reads=\"\(request)\" writes=\"\(decision)\" next=\"besluit\(unit)\"/>")
    body.append("    <endEvent id=\"besluit\(unit)\" title=\"Besluit bekendgemaakt\"/>")
    body.append("  </procedure>")
  }

  private var upcoming: String { "knoop\(unit)-\(node)" }
  private mutating func takeName() -> String {
    defer { node += 1 }
    return upcoming
  }

  private mutating func task(_ title: String, by party: String, _ access: String) {
    let name = takeName()
    body.append("    <userTask id=\"\(name)\" title=\"\(title)\" basis=\"Awb art. 3:2\" by=\"\(party)\"")
    body.append("      \(access) next=\"\(upcoming)\"/>")
  }

  /// Two kinds of advice side by side: split, two tasks, join, and what is made of it.
  private mutating func advice(on request: String) {
    let advice = [declare("document", "Advies"), declare("document", "Zienswijze")]
    let (split, join) = ("split\(upcoming)", "samen\(upcoming)")
    let tasks = [takeName(), takeName()]
    body.append("    <parallelGateway id=\"\(split)\" title=\"Advies en zienswijze\">")
    for task in tasks { body.append("      <flow to=\"\(task)\"/>") }
    body.append("    </parallelGateway>")
    for (task, item) in zip(tasks, advice) {
      body.append("    <userTask id=\"\(task)\" title=\"Advies uitbrengen\" basis=\"Awb art. 3:5\" by=\"adviseur\"")
      body.append("      reads=\"\(request)\" writes=\"\(item)\" next=\"\(join)\"/>")
    }
    body.append("    <parallelGateway id=\"\(join)\" title=\"Alles ontvangen\" next=\"\(upcoming)\"/>")
    rename(tasks[0], to: split)
    task("Adviezen wegen", by: "wijkteam", "reads=\"\(request) \(advice[0]) \(advice[1])\"")
  }

  /// A check whether the request is complete, and, if it is not, a supplement within two weeks.
  private mutating func supplement(to request: String) {
    let (isComplete, days) = (declare("boolean", "Is de aanvraag volledig?"), declare("number", "Dagen gewacht"))
    let supplement = declare("document", "Aanvulling")
    task("Volledigheid beoordelen", by: "gemeente", "reads=\"\(request)\" writes=\"\(isComplete) \(days)\"")
    let (choice, asked, merge) = (takeName(), takeName(), takeName())
    body.append("    <exclusiveGateway id=\"\(choice)\" title=\"Volledig?\" basis=\"Awb art. 4:5\">")
    body.append(
      "      <flow to=\"\(asked)\" title=\"Onvolledig\" if=\"not(\(isComplete)) and \(days) * 1.5 &lt; 21\"/>")
    body.append("      <flow to=\"\(merge)\" title=\"Volledig\" otherwise=\"true\"/>")
    body.append("    </exclusiveGateway>")
    body.append("    <userTask id=\"\(asked)\" title=\"Aanvraag aanvullen\" basis=\"Awb art. 4:5\" by=\"inwoner\"")
    body.append("      writes=\"\(supplement)\" next=\"\(merge)\">")
    body.append(
      "      <boundaryEvent id=\"verlopen\(asked)\" title=\"Geen aanvulling\" timer=\"P2W\" next=\"\(merge)\"/>")
    body.append("    </userTask>")
    body.append("    <exclusiveGateway id=\"\(merge)\" title=\"Verder\" next=\"\(upcoming)\"/>")
  }

  /// The node before led to a name that turns out to be another's.
  private mutating func rename(_ name: String, to other: String) {
    let needle = "next=\"\(name)\""
    guard let index = body.lastIndex(where: { $0.hasSuffix("\(needle)/>") || $0.hasSuffix("\(needle)>") }) else {
      return
    }
    body[index] = body[index].split(separator: " ", omittingEmptySubsequences: false)
      .map { $0.hasPrefix(needle) ? "next=\"\(other)\"" + $0.dropFirst(needle.count) : String($0) }
      .joined(separator: " ")
  }

  // MARK: Paths

  private mutating func path(of count: Int) {
    let report = declare("document", "Verslag")
    body.append(
      "  <path id=\"pad\(unit)\" title=\"Onderzoek \(unit)\" basis=\"Wmo 2015 art. 2.3.2\" driver=\"inwoner\"")
    body.append("    purpose=\"toegang\">")
    for number in 0..<count {
      let name = "stap\(unit)-\(number)"
      let access = number == 0 ? "writes=\"\(report)\"" : "reads=\"\(report)\""
      let condition = number % 4 == 3 ? " if=\"not(steps.stap\(unit)-\(number - 1).done)\"" : ""
      body.append("    <step id=\"\(name)\" title=\"Gesprek \(number) voeren\" basis=\"Wmo 2015 art. 2.3.2\"")
      body.append("      by=\"inwoner wijkteam\" \(access)\(condition)/>")
    }
    for number in 1..<max(count, 1) {
      let (from, to) = ("stap\(unit)-\(number - 1)", "stap\(unit)-\(number)")
      switch number % 4 {
      case 0: body.append("    <response from=\"\(from)\" to=\"\(to)\" within=\"P2W\" basis=\"Wmo 2015 art. 2.3.3\"/>")
      case 1: body.append("    <condition from=\"\(from)\" to=\"\(to)\"/>")
      case 2: body.append("    <condition from=\"\(from)\" to=\"\(to)\" if=\"steps.\(from).done\"/>")
      default: body.append("    <exclude from=\"\(from)\" to=\"\(to)\"/>")
      }
    }
    body.append("  </path>")
    body.append("  <condition from=\"stap\(unit)-0\" to=\"aanvraag\(unit)\" basis=\"Wmo 2015 art. 2.3.2 lid 9\"/>")
  }
}
