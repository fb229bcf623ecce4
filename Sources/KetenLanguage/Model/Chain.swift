import FEEL
import KetenSource
import KetenXML

/// A chain as its file says it: declarations in order, names still words with a place.
///
/// What the grammar refused is left out; what refers to it stays silent, so that one fault gives one message.
package struct Chain: Sendable {
  package var tree: SyntaxTree
  package var name = Name(text: "", range: SourceRange(0, 0))
  package var version = ""
  package var title: String?
  package var language: String?
  package var parties: [Party] = []
  package var purposes: [Purpose] = []
  package var types: [TypeDeclaration] = []
  package var items: [Item] = []
  package var messages: [Message] = []
  package var imports: [Import] = []
  /// The signals, errors and escalations.
  package var triggers: [Heading] = []
  package var decisions: [Decision] = []
  package var procedures: [Procedure] = []
  package var paths: [Path] = []
  package var relations: [Relation] = []
  /// The constraints of the chain and its paths, in file order.
  package var constraints: [Constraint] = []
  package var terms: [Term] = []
  /// Every name that is declared or used, by number.
  package var names = NameTable()
  package var symbols = NameMap<Symbol>(NameTable())
  /// Every node and step, in file order: sub-process contents and boundary events too.
  package private(set) var allNodes: [Node] = []
  /// Every relation and every term, in file order.
  package private(set) var allRelations: [Relation] = []
  package private(set) var allTerms: [Term] = []
  /// The data of every scope.
  package private(set) var allData: [Item] = []

  package var file: SourceFile { tree.file }

  /// A declared name with the place of its declaration.
  package struct Name: Sendable {
    package var number = NameNumber.none
    package var text: String
    package var range: SourceRange
  }

  /// A use of a name.
  package struct Reference: Sendable {
    /// None for a name that is not of this chain's own file.
    package var number = NameNumber.none
    package var name: String
    package var range: SourceRange
    /// Marked with `?`.
    package var isOptional = false

    package init(_ name: Name) { (number, self.name, range) = (name.number, name.text, name.range) }

    package init(number: NameNumber = .none, name: String, range: SourceRange, isOptional: Bool = false) {
      (self.number, self.name, self.range, self.isOptional) = (number, name, range, isOptional)
    }
  }

  /// What a name stands for.
  package struct Symbol: Sendable {
    package enum Kind: String, Sendable {
      case chain, party, purpose, type, item, message, signal, error, escalation, `import`, decision, procedure, path,
        group, event, term
      case data = "dataObject"
      /// What an instance of an activity calls the element of the list that it is for.
      case element = "element of a list"
      /// Declared by something that was refused or is not supported.
      case refused
    }
    package var kind: Kind
    package var range: SourceRange
  }

  /// What stands on every declaration.
  package struct Heading: Sendable {
    package var name: Name
    /// The element's name, as `userTask`.
    package var element: String
    package var title: String?
    package var basis: String?
    package var range: SourceRange
  }

  package struct Party: Sendable {
    package var heading: Heading
    package var isClient: Bool
    package var directs = false
    package var actsFor: Reference?
  }

  package struct Purpose: Sendable { package var heading: Heading }

  package struct TypeDeclaration: Sendable {
    package var heading: Heading
    package var type: Reference?
    package var isList = false
    package var fields: [Field] = []

    package struct Field: Sendable {
      package var name: Name
      package var type: Reference
      package var isList: Bool
    }
  }

  package struct Item: Sendable {
    package var heading: Heading
    package var type: Reference
    package var isList = false
    package var holder: Reference?
    package var purposes: [Reference] = []
    package var retain: String?
    package var source: String?
  }

  /// What a call hands over, or gets back.
  package struct Mapping: Sendable {
    package var from: XMLAttribute
    package var to: Reference
    package var range: SourceRange
  }

  package struct Message: Sendable {
    package var heading: Heading
    package var from: [Reference]
    package var to: [Reference]
    package var carries: [Reference]
    package var keep: String?
    /// What it carries by which it finds the one that it is for.
    package var key: Reference?
  }

  /// What an event reads and writes.
  package struct Access: Sendable {
    package var reads: [Reference] = []
    package var knows: [Reference] = []
    package var writes: [Reference] = []
    package var purposes: [Reference] = []
  }

  /// A node of a procedure or a step of a path: anything that can happen.
  ///
  /// It is shared, since it is large and passed from hand to hand.
  @dynamicMemberLookup
  package final class Node: Sendable {
    package let content: NodeContent
    package init(_ content: consuming NodeContent) { self.content = content }
    package subscript<Value>(dynamicMember path: KeyPath<NodeContent, Value>) -> Value { content[keyPath: path] }
  }

  /// What a node says.
  package struct NodeContent: Sendable {
    package var heading: Heading
    package var kind: NodeKind
    package var by: [Reference] = []
    package var access = Access()
    package var guardAttribute: XMLAttribute?
    package var closes: Reference?
    package var next: Reference?
    package var flows: [Flow] = []
    /// Where the flows lead, and then `next`.
    package var targets: [Reference] = []
    package var message: Reference?
    /// What the key of the message must be.
    package var correlation: XMLAttribute?
    package var timer: (text: String, range: SourceRange)?
    /// What computes the timer.
    package var timerExpression: XMLAttribute?
    package var signal: Reference?
    package var error: Reference?
    package var escalation: Reference?
    package var link: Reference?
    /// Of a throw the activity that is undone, or `all`; of a catch `true`.
    package var compensation: Reference?
    package var isCancel = false
    /// What a conditional event waits for.
    package var condition: XMLAttribute?
    package var job: String?
    package var expression: XMLAttribute?
    /// When a complex gateway goes on.
    package var activation: XMLAttribute?
    package var decision: Reference?
    package var isOptional = false
    /// What an event waits for or throws that has several of it, each as a node with that one alone.
    package var triggers: [Node] = []
    /// Of an event with several triggers: whether it waits for all of them.
    package var isParallelMultiple = false
    /// Of an event-based gateway: whether it begins its procedure, and whether the events behind it are all waited for.
    package var instantiates = false
    package var isParallelBeginning = false
    /// An event sub-process.
    package var isTriggeredByEvent = false
    package var isInterrupting = true
    package var terminates = false
    package var boundary: [Node] = []
    /// Of an ad-hoc sub-process: whether one thing goes on at a time, when it is done, and whether the rest then ends.
    package var isSequential = false
    package var completion: XMLAttribute?
    package var cancelsRemaining = true
    /// How many tokens begin it, and how many each way on gets from it.
    package var startQuantity = 1
    package var completionQuantity = 1
    /// At most one in a chain without faults.
    package var loops: [Loop] = []
    package var body: Body?
    /// Steps: state at the start of the case.
    package var isRequired = false
    package var isIncluded = true
    package var isRepeatable = false
    /// The procedure that it calls, what it hands over, and what it gets back.
    package var call: Reference?
    package var inputs: [Mapping] = []
    package var outputs: [Mapping] = []
  }

  package enum NodeKind: String, Sendable {
    case startEvent, endEvent, userTask, manualTask, serviceTask, receiveTask, scriptTask, businessRuleTask
    case exclusiveGateway, parallelGateway, inclusiveGateway, eventBasedGateway, complexGateway
    case sendTask, subProcess, transaction, adHocSubProcess, callActivity, intermediateCatchEvent,
      intermediateThrowEvent, boundaryEvent, step
  }

  /// How an activity is done several times.
  package struct Loop: Sendable {
    package var range: SourceRange
    /// A standard loop, else several instances.
    package var isStandard: Bool
    package var condition: XMLAttribute?
    package var testsBefore = false
    /// Of a standard loop: how many times at most.
    package var maximum: Int?
    package var cardinality: XMLAttribute?
    package var isSequential = false
    package var completion: XMLAttribute?
    /// The list of which each element has an instance, and what the instance calls its element.
    package var list: XMLAttribute?
    package var element: Name?
    /// What each instance gives, and the item that takes the list of it.
    package var collect: XMLAttribute?
    package var into: Reference?
    /// The data of each instance.
    package var data: [Item] = []
    /// Of what stands around an instance in its own scope: the activity whose instance it is.
    package var activity: Name?
    package var behavior = Behavior.all
    /// What is thrown as an instance is done.
    package var `throws`: [Node] = []

    /// Of several instances: when something is thrown (BPMN 2.0.2, table 10.30).
    package enum Behavior: String, Sendable {
      case none = "None"
      case one = "One"
      case all = "All"
      case complex = "Complex"
    }
  }

  package struct Flow: Sendable {
    package var to: Reference
    package var guardAttribute: XMLAttribute?
    package var isOtherwise = false
    package var range: SourceRange
    package var title: String?
  }

  /// What a procedure or sub-process holds.
  package struct Body: Sendable {
    package var nodes: [Node] = []
    package var relations: [Relation] = []
    package var terms: [Term] = []
    /// What lives and dies with each run of it.
    package var data: [Item] = []
    /// What the machine keeps besides.
    package var kept: [Kept] = []
    /// Of a chain whose calls are written out: which copy of what the file says it belongs to.
    package var copy = 0
    /// Whether it is the body around an activity that is done several times, and its places count.
    package var counts = false
  }

  /// A piece of data that the file gives no element of its own.
  package struct Kept: Sendable {
    package var name: String
    /// What the file calls it, when it does.
    package var title: String?
    /// Nil for the type that expressions know it by.
    package var type: ValueType?
  }

  package struct Procedure: Sendable {
    package var heading: Heading
    package var purposes: [Reference] = []
    /// Whether each start opens a run of its own; else it runs once.
    package var isRepeatable = false
    package var body = Body()
  }

  package struct Path: Sendable {
    package var heading: Heading
    package var driver: Reference?
    package var purposes: [Reference] = []
    package var steps: [Node] = []
    package var groups: [Group] = []
    package var relations: [Relation] = []
  }

  package struct Group: Sendable {
    package var heading: Heading
    /// The steps in it and in the groups it holds, and those of these that complete.
    package var members: [Name] = []
    /// What happens in it at its own level: its steps, the groups in it that complete, the parts of those that do not.
    package var parts: [Name] = []
    /// Whether it is an event of its own, as a sub-process of DCR graphs.
    package var completes = false
  }

  package struct Relation: Sendable {
    package enum Kind: String, Sendable { case condition, milestone, response, include, exclude }
    package var kind: Kind
    package var range: SourceRange
    package var from: [Reference]
    package var to: [Reference]
    package var guardAttribute: XMLAttribute?
    package var basis: String?
    package var after: (text: String, range: SourceRange)?
    package var within: (text: String, range: SourceRange)?
    package var renews = false
  }

  /// A constraint of DECLARE.
  package struct Constraint: Sendable {
    /// It counts no further.
    package static let countMax = 1000

    package var template: ConstraintTemplate
    package var range: SourceRange
    package var a: Reference
    package var b: Reference?
    /// Its `n`.
    package var times: (text: String, range: SourceRange)?
    package var basis: String?
    /// The path it stands in, whose steps are all that it looks at; nil for all that happens in the case.
    package var path: Int?
  }

  package struct Term: Sendable {
    package var heading: Heading
    package var from: [Reference]
    package var until: [Reference]
    package var duration: (text: String, range: SourceRange)
    package var renews = false
    package var source: String?
    package var side: String?
  }
}

extension Chain {
  /// Lists the nodes, relations and terms of all parts, once everything is read.
  mutating func listParts() {
    (allNodes, allData) = ([], [])
    allRelations = relations
    allTerms = terms
    for procedure in procedures { list(procedure.body) }
    for path in paths {
      list(path.steps)
      allRelations += path.relations
    }
    allRelations.sort { $0.range < $1.range }
    allTerms.sort { $0.heading.range < $1.heading.range }
  }

  private mutating func list(_ body: Body) {
    allRelations += body.relations
    allTerms += body.terms
    allData += body.data
    list(body.nodes)
  }

  private mutating func list(_ nodes: [Node]) {
    for node in nodes {
      allNodes.append(node)
      for loop in node.loops { allData += loop.data }
      list(node.boundary)
      if let inner = node.body { list(inner) }
    }
  }
}

extension Chain.Constraint {
  package var count: Int { times.flatMap { Int($0.text) } ?? 1 }

  /// Whether it takes no helper that counts.
  package var isSimple: Bool { !ConstraintRules(template, count: min(count, 3)).helpers.contains { $0.happens } }

  /// As `precedence(a, b)` or `existence(2, a)`.
  package var label: String {
    let parts = (times.map { [$0.text] } ?? []) + [a.name] + (b.map { [$0.name] } ?? [])
    return "\(template.rawValue)(\(parts.joined(separator: ", ")))"
  }
}

extension Chain.Node {
  /// The node, and what stands for each of its triggers.
  package var withTriggers: [Chain.Node] { [self] + content.triggers }
}

extension Chain.NodeContent {
  /// A task or a sub-process that flow may lead to.
  package var isActivity: Bool { (body != nil && !isTriggeredByEvent) || kind.rawValue.hasSuffix("Task") }

  /// Whether it is done in one moment, once it is begun: an act, or automatic work.
  package var isBrief: Bool { body == nil && job == nil && kind != .receiveTask }

  /// Whether it throws what it names, rather than waiting for it.
  package var isThrower: Bool { kind == .endEvent || kind == .intermediateThrowEvent || kind == .sendTask }

  /// Whether it waits for what it stands on to be undone.
  package var catchesCompensation: Bool { !isThrower && compensation?.name == "true" }

  /// Whether something done in it, or it as a whole, can be undone.
  package var keepsLog: Bool {
    boundary.contains { $0.catchesCompensation }
      || body?.nodes.contains { node in
        node.keepsLog || node.kind == .startEvent && node.catchesCompensation
      } ?? false
  }

  /// Whether, as a start, it waits for nothing.
  package var beginsByItself: Bool {
    by.isEmpty && triggers.isEmpty && message == nil && !hasTimer && signal == nil && condition == nil && error == nil
      && escalation == nil && compensation == nil && guardAttribute == nil
  }

  /// Whether it has several triggers and waits for all of them.
  package var waitsForAll: Bool { isParallelMultiple && !triggers.isEmpty }

  package var hasTimer: Bool { timer != nil || timerExpression != nil }

  /// Whether it waits for a cycle of time.
  package var isCycle: Bool { timer?.text.hasPrefix("R") ?? false }
}
