import KetenSource

/// What data can be read where, besides the dossier: those of a body in all it holds, and those of an instance, of an
/// activity that is done several times, in that instance.
package struct DataScopes: Sendable {
  /// Something that can be read by name.
  package struct Datum: Sendable {
    package var name: NameNumber
    package var text: String
    /// What it is called among the items of the machine.
    package var item: String
    /// Where it lives, for people.
    package var home: String
    /// Of a declared one what the file says.
    package var declaration: Chain.Item?
  }

  /// By body: what can be read in it, the innermost last.
  private var bodies: [[Datum]] = []
  private let index: ChainIndex

  package init(_ index: ChainIndex) {
    self.index = index
    for (number, entry) in index.bodies.enumerated() {
      var visible = entry.parent.map { bodies[$0] } ?? []
      if entry.parent != nil, let owner = index[entry.owner.name.number]?.node {
        visible += DataScopes.ofInstance(owner)
      }
      bodies.append(visible + DataScopes.own(number, entry))
    }
  }

  private static func own(_ number: Int, _ entry: ChainIndex.BodyEntry) -> [Datum] {
    entry.body.data.map { datum($0, "\(entry.owner.element) \"\(entry.owner.name.text)\"") }
  }

  private static func datum(_ data: Chain.Item, _ home: String) -> Datum {
    let name = data.heading.name
    return Datum(name: name.number, text: name.text, item: name.text, home: home, declaration: data)
  }

  /// What each instance of an activity has: its element, and its data; `loopCounter` is no name of the file.
  package static func ofInstance(_ node: Chain.Node) -> [Datum] {
    guard let loop = node.loops.first else { return [] }
    let activity = node.heading.name.text
    let home = "each instance of \(node.heading.element) \"\(activity)\""
    let element = loop.element.map {
      Datum(name: $0.number, text: $0.text, item: elementItem(activity), home: home)
    }
    return [element].compactMap { $0 } + loop.data.map { datum($0, home) }
  }

  /// What can be read in a body; nothing but the dossier outside all.
  package func visible(in body: Int?) -> [Datum] { body.map { bodies[$0] } ?? [] }

  /// What a body itself declares.
  package func declared(in body: Int) -> [Datum] { DataScopes.own(body, index.bodies[body]) }

  /// What can be read where a node stands: the start of a procedure, or of an event sub-process, stands around it.
  package func visible(at entry: ChainIndex.Entry) -> [Datum] {
    visible(in: place(of: entry)) + (entry.host == nil ? DataScopes.ofInstance(entry.node) : [])
  }

  /// The body whose data a node sees; nil for none.
  package func place(of entry: ChainIndex.Entry) -> Int? {
    guard let body = entry.body else { return nil }
    return isSeed(entry) ? index.bodies[body].parent : body
  }

  /// Whether a node opens the body that it stands in, so that it may write the data there but not read them.
  package func isSeed(_ entry: ChainIndex.Entry) -> Bool {
    guard let body = entry.body, entry.node.kind == .startEvent, entry.host == nil else { return false }
    return index.bodies[body].parent == nil || index.isEventBody(body)
  }

  /// Whether there are any.
  package var isEmpty: Bool { bodies.allSatisfy(\.isEmpty) }

  // MARK: The items of an activity that is done several times

  package static func elementItem(_ activity: String) -> String { "\(activity).element" }
  package static func counterItem(_ activity: String) -> String { "\(activity).counter" }
  package static func listItem(_ activity: String) -> String { "\(activity).list" }
  package static func begunItem(_ activity: String) -> String { "\(activity).begun" }
  package static func collectedItem(_ activity: String) -> String { "\(activity).collected" }
}
