import KetenSource

/// What is written once in the file and stands for something else in each place that it is called from.
///
/// Its own names have the names of the calls that lead to it before them, as `call/node`; all others are the chain's.
struct Copy: Sendable {
  var prefix = ""
  /// The names that are its own, as the file has them.
  var own: Set<String> = []

  /// What a name of the file is called here; one with a full stop was added to an activity of that name.
  func name(_ text: String) -> String {
    own.contains(text) || own.contains(String(text.prefix { $0 != "." })) ? prefix + text : text
  }

  /// The name as the file has it.
  static func original(_ text: String) -> String {
    text.utf8.contains(UInt8(ascii: "/")) ? text.split(separator: "/").last.map(String.init) ?? text : text
  }
}

/// Writes each call as a sub-process that holds a copy of what it calls (BPMN 2.0.2, section 13.3.4); the procedures
/// that something calls are then gone.
///
/// - Returns: The chain without calls, its copies, the first of which is the file itself, and the names in them whose
///   originals are referred to by more than flow.
func expandCalls(
  _ chain: Chain, referenced: NameSet
) -> (chain: Chain, copies: [Copy], referenced: [NameNumber]) {
  guard chain.allNodes.contains(where: { $0.call != nil }) else { return (chain, [Copy()], []) }
  var expansion = CallExpansion(chain: chain, referenced: referenced)
  let called = calledProcedures(chain)
  for number in chain.procedures.indices {
    expansion.chain.procedures[number].body = expansion.expand(chain.procedures[number].body, 0)
  }
  expansion.chain.procedures.removeAll { called.contains($0.heading.name.text) }
  expansion.chain.names = expansion.names
  expansion.chain.listParts()
  return (expansion.chain, expansion.copies, expansion.found)
}

/// The procedures that something calls: they do not begin by themselves.
func calledProcedures(_ chain: Chain) -> Set<String> { Set(chain.allNodes.compactMap { $0.call?.name }) }

private struct CallExpansion {
  var chain: Chain
  var names: NameTable
  var copies = [Copy()]
  var found: [NameNumber] = []
  private let referenced: NameSet
  private let procedures: [String: Chain.Procedure]

  init(chain: Chain, referenced: NameSet) {
    (self.chain, self.referenced, names) = (chain, referenced, chain.names)
    procedures = Dictionary(chain.procedures.map { ($0.heading.name.text, $0) }) { first, _ in first }
  }

  /// A body with its names as a copy has them, and the calls in it written out.
  mutating func expand(_ body: Chain.Body, _ copy: Int) -> Chain.Body {
    var body = body
    body.copy = copy
    body.nodes = body.nodes.map { expand($0, copy) }
    guard copy > 0 else { return body }
    for number in body.data.indices { rename(&body.data[number].heading, copy) }
    for number in body.relations.indices {
      rename(&body.relations[number].from, copy)
      rename(&body.relations[number].to, copy)
    }
    for number in body.terms.indices {
      rename(&body.terms[number].heading, copy)
      rename(&body.terms[number].from, copy)
      rename(&body.terms[number].until, copy)
    }
    return body
  }

  private mutating func expand(_ node: Chain.Node, _ copy: Int) -> Chain.Node {
    var content = node.content
    if copy > 0 { rename(&content, copy) }
    content.boundary = content.boundary.map { expand($0, copy) }
    content.body = content.body.map { expand($0, copy) }
    if let call = content.call, let procedure = procedures[call.name] {
      let prefix = content.heading.name.text + "/"
      copies.append(Copy(prefix: prefix, own: ownNames(procedure.body)))
      let inner = copies.count - 1
      content.kind = .subProcess
      content.body = expand(procedure.body, inner)
      for number in content.inputs.indices { rename(&content.inputs[number].to, inner) }
    }
    return Chain.Node(content)
  }

  /// The nodes, terms and data of a body and of all it holds, without what it calls.
  private func ownNames(_ body: Chain.Body) -> Set<String> {
    var result = Set((body.data.map(\.heading) + body.terms.map(\.heading)).map(\.name.text))
    for node in body.nodes {
      for event in [node] + node.boundary { result.insert(event.heading.name.text) }
      for loop in node.loops { result.formUnion(loop.data.map(\.heading.name.text)) }
      if let inner = node.body { result.formUnion(ownNames(inner)) }
    }
    return result
  }

  // MARK: Names

  private mutating func rename(_ content: inout Chain.NodeContent, _ copy: Int) {
    if referenced.contains(content.heading.name.number) {
      rename(&content.heading, copy)
      found.append(content.heading.name.number)
    } else {
      rename(&content.heading, copy)
    }
    rename(&content.access.reads, copy)
    rename(&content.access.knows, copy)
    rename(&content.access.writes, copy)
    rename(&content.targets, copy)
    rename(&content.next, copy)
    rename(&content.compensation, copy)
    for number in content.flows.indices { rename(&content.flows[number].to, copy) }
    for number in content.outputs.indices { rename(&content.outputs[number].to, copy) }
    content.triggers = renamed(content.triggers, copy)
    for number in content.loops.indices {
      rename(&content.loops[number].into, copy)
      content.loops[number].throws = renamed(content.loops[number].throws, copy)
      for datum in content.loops[number].data.indices { rename(&content.loops[number].data[datum].heading, copy) }
    }
  }

  /// Parts of a node that are written as nodes.
  private mutating func renamed(_ nodes: [Chain.Node], _ copy: Int) -> [Chain.Node] {
    nodes.map { node in
      var content = node.content
      rename(&content, copy)
      return Chain.Node(content)
    }
  }

  private mutating func rename(_ heading: inout Chain.Heading, _ copy: Int) {
    heading.name.text = copies[copy].name(heading.name.text)
    heading.name.number = names.number(adding: heading.name.text)
  }

  private mutating func rename(_ reference: inout Chain.Reference, _ copy: Int) {
    let name = copies[copy].name(reference.name)
    guard name != reference.name else { return }
    reference.name = name
    reference.number = names.number(adding: name)
  }

  private mutating func rename(_ reference: inout Chain.Reference?, _ copy: Int) {
    guard var known = reference else { return }
    rename(&known, copy)
    reference = known
  }

  private mutating func rename(_ references: inout [Chain.Reference], _ copy: Int) {
    for number in references.indices { rename(&references[number], copy) }
  }
}
