import BPMN
import KetenSource
import KetenXML

/// The translation of one BPMN model into a chain.
///
/// The nodes are translated one by one into elements of the chain; then what nobody says yet of the data is settled, since
/// that depends on all of them; then the elements are put into their procedures and sub-processes.
final class Translation {
  let model: BPMNModel
  var ledger = Ledger()
  var names = ChainNames()
  /// The names of the elements that have one in the chain.
  var nameOf: [BPMNElement: String] = [:]
  var network = Network()
  var messages = Messages()
  var data = ImportedData()
  /// The nodes of the chain, by the index of the node in the graph of the model.
  var nodes: [Int: ImportedNode] = [:]
  /// Nodes that the model implies, by the process or sub-process that they stand in.
  var additions: [BPMNElement: [ChainElement]] = [:]
  /// The errors, signals and escalations of the chain.
  var triggers: [ChainElement] = []
  var triggerNames: [String: String] = [:]
  var linkNames: [String: String] = [:]
  /// What whoever begins a process without a start event is asked.
  var askedAtImpliedStart: [BPMNElement: [String]] = [:]
  /// Names that only exist in the instances of an activity.
  var localNames: [BPMNElement: Set<String>] = [:]
  /// The processes that are brought in.
  var processes: [BPMNElement] = []

  /// Whether the file was made from a chain, so that its expressions are in the words of one.
  let isFromChain: Bool

  init(_ model: BPMNModel) {
    self.model = model
    isFromChain = model.keptChain != nil
  }

  var graph: FlowGraph { model.graph }

  /// The whole chain.
  func translate() -> ChainElement {
    let root = model.elements[0]
    take(root)
    takeFrame()
    findProcesses()
    declareData()
    nameElements()
    findParties()
    connectMessages()
    for process in processes { translateNodes(of: process) }
    settleData()
    var chain = ChainElement("chain", from: place(root))
    chain.set("xmlns", "urn:keten:chain:1")
    chain.set("id", chainName(root))
    chain.set("version", "1.0.0")
    if let language = root.xml.attributes.first(where: { $0.name.local == "lang" && !$0.name.namespace.isEmpty }) {
      ledger.take(attribute: language.index, of: root.file)
      chain.set("xml:lang", MappedText(copying: language.text))
    }
    if let name = text(root, "name"), !name.isEmpty {
      var title = ChainElement("title")
      title.text = name
      chain.children.append(title)
    }
    chain.children += documentation(root)
    chain.children.append(networkElement())
    if let dossier = dossierElement() { chain.children.append(dossier) }
    chain.children += messageElements() + triggers
    chain.children += processes.compactMap(procedureElement)
    let result = restored(chain)
    sweep()
    return result
  }

  /// The processes of the file, and those of imported files that they call.
  private func findProcesses() {
    var waiting = model.elements.filter { $0.type == .process }
    var seen: Set<BPMNElement> = Set(waiting)
    while !waiting.isEmpty {
      let process = waiting.removeFirst()
      processes.append(process)
      for element in model.elements(of: process.file)
      where element.type == .callActivity && element.around(.process) == process {
        guard let called = element.target("calledElement"), called.type == .process, seen.insert(called).inserted
        else { continue }
        waiting.append(called)
      }
    }
  }

  /// Takes what every file says of itself, and what tools write out though it says nothing.
  private func takeFrame() {
    for (file, tree) in model.trees.enumerated() {
      for attribute in tree.root.map({ Array($0.attributes) }) ?? [] {
        let isOfFile = ["targetNamespace", "expressionLanguage", "typeLanguage"].contains(attribute.name.local)
        if isOfFile, attribute.name.namespace.isEmpty { ledger.take(attribute: attribute.index, of: file) }
      }
      for index in tree.elements.indices {
        for attribute in XMLElement(tree: tree, index: index).attributes {
          let isSchema = attribute.name.namespace == "http://www.w3.org/2001/XMLSchema-instance"
          let isNothing = attribute.name.local == "name" && attribute.value.isEmpty
          if isSchema || isNothing { ledger.take(attribute: attribute.index, of: file) }
        }
      }
    }
  }

  private func chainName(_ root: BPMNElement) -> MappedText {
    let id = attributeText(root, "id")
    return MappedText(names.give(id ?? "chain"), for: Place(root.range(of: "id"), in: root.source))
  }

  // MARK: Names

  /// Gives every process, node and data element its name in the chain, in the order of the file.
  private func nameElements() {
    for process in processes {
      for element in model.elements(of: process.file)
      where element == process || element.type.isA(.flowNode) && element.around(.process) == process {
        name(element)
      }
    }
  }

  /// Gives an element its name in the chain, which is its id where that can be.
  @discardableResult
  func name(_ element: BPMNElement, or other: String? = nil) -> String {
    if let name = nameOf[element] { return name }
    let id = element.id
    let wanted = id ?? other ?? element.tag
    let given = names.give(wanted)
    nameOf[element] = given
    if let id, given != id {
      ledger.note(
        .importRenamed, at: Place(element.range(of: "id"), in: element.source),
        "«\(id)» is called «\(given)» in the chain: "
          + (lexical(id) == id ? "the name stands for something else there" : "a name is letters, digits, «-» and «_»"))
    }
    return given
  }

  /// The name of an element in the chain, with the place of its id.
  func mappedName(_ element: BPMNElement, at origin: Place? = nil) -> MappedText {
    MappedText(name(element), for: origin ?? Place(element.range(of: "id"), in: element.source))
  }

  // MARK: Reading, and noting that it was read

  func take(_ element: BPMNElement) {
    ledger.take(element.place)
    if let id = element.xml.attribute("id") { ledger.take(attribute: id.index, of: element.file) }
  }

  func place(_ element: BPMNElement) -> Place { Place(element.nameRange, in: element.source) }

  /// The value of an attribute; nil when it is not there.
  func attributeText(_ element: BPMNElement, _ name: String) -> String? { text(element, name)?.string }

  /// The value of an attribute with its place; nil when it is not there.
  func text(_ element: BPMNElement, _ name: String) -> MappedText? {
    guard let attribute = element.xml.attribute(name) else { return nil }
    ledger.take(attribute: attribute.index, of: element.file)
    return MappedText(copying: attribute.text)
  }

  /// The value of a yes-or-no attribute.
  func flag(_ element: BPMNElement, _ name: String, default value: Bool = false) -> Bool {
    if let attribute = element.xml.attribute(name) { ledger.take(attribute: attribute.index, of: element.file) }
    return element.flag(name, default: value)
  }

  /// What a reference leads to, by attribute or part.
  func target(_ element: BPMNElement, _ name: String) -> BPMNElement? {
    if let attribute = element.xml.attribute(name) { ledger.take(attribute: attribute.index, of: element.file) }
    for part in element.parts(name) { take(part) }
    return element.target(name)
  }

  /// The documentation of an element as elements of the chain.
  func documentation(_ element: BPMNElement) -> [ChainElement] {
    element.parts("documentation").compactMap { part in
      take(part)
      _ = text(part, "textFormat")
      guard let text = part.xml.text?.trimmed, !text.utf8.isEmpty else { return nil }
      var result = ChainElement("documentation", from: place(part))
      result.text = MappedText(copying: text)
      return result
    }
  }

  /// The name of an element as the title of what it becomes.
  func setTitle(_ element: BPMNElement, _ result: inout ChainElement) {
    guard let name = text(element, "name"), !name.string.allSatisfy(\.isWhitespace) else { return }
    result.set("title", name)
  }

  func report(_ code: DiagnosticCode, _ element: BPMNElement, _ message: String) {
    ledger.report(code, element.place, at: place(element), message)
  }

  func note(_ code: DiagnosticCode, _ element: BPMNElement, _ message: String) {
    ledger.note(code, at: place(element), message)
  }
}

/// A node of the chain while it is being made.
struct ImportedNode {
  var element: ChainElement
  /// Names of data that it reads, with `?` where it may be missing.
  var reads: [String] = []
  var writes: [String] = []
  /// Whether a party or worker does it, who can be asked for data.
  var canWrite = false

  init(_ element: ChainElement) { self.element = element }
}
