import KetenLanguage
import KetenSource
import KetenXML

/// Writes a chain as BPMN 2.0 XML, with a drawing.
///
/// Procedures are processes of the directing party, paths are ad-hoc sub-processes, parties are pools and lanes; what
/// BPMN has no word for stands in `extensionElements` in the namespace `urn:keten:bpmn:1`, so that reading it again gives
/// the same chain. A chain with errors is not written: then the text is nil, and the findings say why.
public func exportBPMN(
  _ file: SourceFile, options: CompileOptions = CompileOptions()
) -> (text: String?, diagnostics: [Diagnostic]) {
  var options = options
  options.prove = false
  let compilation = compile(file, options: options)
  let errors = compilation.diagnostics.filter { $0.severity == .error }
  guard errors.isEmpty, let root = compilation.chain?.tree.root else { return (nil, errors) }
  return (bpmnText(root.markup), [])
}

/// The BPMN file of a chain without errors.
package func bpmnText(_ chain: Markup) -> String {
  var export = BPMNExport(canonical(chain))
  return write(export.definitions(), style: MarkupStyle(prefixes: BPMNNamespace.prefixes))
}

/// What is gathered while a chain is written as BPMN.
struct BPMNExport {
  let chain: Markup
  var names: FreshNames
  /// The parties in order, with the pool of each that holds no process.
  let parties: [Markup]
  let director: String
  /// Root elements that stand before the collaboration, in order.
  var roots: [Markup] = []
  var participants: [Markup] = []
  var messageFlows: [Markup] = []
  var processes: [Markup] = []
  /// What is drawn.
  var drawing: DrawingPlan
  /// The declared messages by id.
  let messages: [String: Markup]
  /// The name of each party's resource, which stands for it as a performer; those that are used.
  var resources: [String: String] = [:]

  init(_ chain: Markup) {
    self.chain = chain
    names = FreshNames(chain)
    parties = chain.parts("network").flatMap { $0.parts("client", "partner") }
    director = parties.first { $0.isTrue("directs") }?["id"] ?? ""
    messages = Dictionary(
      chain.parts("message").compactMap { message in message["id"].map { ($0, message) } },
      uniquingKeysWith: { first, _ in first })
    drawing = DrawingPlan()
  }

  mutating func definitions() -> Markup {
    let id = chain["id"] ?? "chain"
    let collaborationID = names.fresh("collaboration-\(id)")
    declareTriggers()
    for procedure in chain.parts("procedure") { export(procedure: procedure) }
    for path in chain.parts("path") where hasSteps(path) { export(path: path) }
    addPartyPools()

    var definitions = Markup.bpmn(
      "definitions",
      [
        "id": names.fresh("definitions-\(id)"), "name": chain.parts("title").first.map(\.text),
        "targetNamespace": "urn:keten:chain:\(id)", "expressionLanguage": BPMNNamespace.feel,
        "typeLanguage": BPMNNamespace.feel, "exporter": "keten",
      ])
    definitions.append(contentsOf: roots)
    definitions.append(collaboration(collaborationID))
    definitions.append(contentsOf: processes)
    definitions.append(drawing.markup(of: collaborationID, names: &names))
    return definitions
  }

  private func collaboration(_ id: String) -> Markup {
    var collaboration = Markup.bpmn("collaboration", ["id": id, "name": chain.parts("title").first.map(\.text)])
    collaboration.append(contentsOf: documentation(of: chain))
    let written: Set = ["procedure", "path", "message", "signal", "error", "escalation"]
    var rest = remainder(chain, said: written) ?? Markup.keten("chain")
    // An ad-hoc sub-process has an activity (BPMN 2.0.2, section 10.3.5), so that an empty path is none.
    rest.append(
      contentsOf: chain.parts("path").filter { !hasSteps($0) }
        .map { $0.moved(from: BPMNNamespace.chain, to: BPMNNamespace.keten) })
    var extensions = Markup.bpmn("extensionElements")
    extensions.append(rest)
    collaboration.append(extensions)
    collaboration.append(contentsOf: participants + messageFlows)
    return collaboration
  }

  /// The messages, signals, errors and escalations of the chain.
  private mutating func declareTriggers() {
    for declared in chain.parts("message", "signal", "error", "escalation") {
      let kind = declared.name.local
      var element = Markup.bpmn(kind, ["id": declared["id"], "name": declared.called])
      if kind == "error" || kind == "escalation" { element["\(kind)Code"] = declared["id"] }
      addHead(of: declared, said: ["id", "title"], to: &element)
      roots.append(element)
    }
  }

  // MARK: What every element has

  /// The texts without a language; those with one are kept beside BPMN's words, which have none.
  func documentation(of element: Markup) -> [Markup] {
    element.parts("documentation").filter(\.attributes.isEmpty).map { .bpmn("documentation", text: $0.text) }
  }

  /// Adds the documentation and what BPMN has no word for.
  func addHead(of element: Markup, said: Set<String>, extra: [Markup.Attribute] = [], to result: inout Markup) {
    result.append(contentsOf: documentation(of: element))
    var rest = remainder(element, said: said.union(["id", "title"])) ?? Markup.keten(element.name.local)
    rest.attributes += extra
    // A name that is only the id is no title, unless the chain says so.
    if element["title"] == element["id"] { rest["title"] = element["title"] }
    guard !rest.attributes.isEmpty || !rest.content.isEmpty else { return }
    var extensions = Markup.bpmn("extensionElements")
    extensions.append(rest)
    result.append(extensions)
  }
}
