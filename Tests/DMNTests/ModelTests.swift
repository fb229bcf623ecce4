import DMN
import FEEL
import KetenSource
import Testing

/// What a model holds: elements, what they require, and the models that are imported.
@Suite struct ModelTests {
  @Test func elementsAndTheirRequirements() throws {
    let model = try soundModel(
      """
      <inputData id="i" name="Kosten"><variable name="Kosten" typeRef="number"/></inputData>
      <businessKnowledgeModel id="k" name="Afronden">
        <encapsulatedLogic>
          <formalParameter name="bedrag" typeRef="number"/>
          <literalExpression><text>floor(bedrag)</text></literalExpression>
        </encapsulatedLogic>
      </businessKnowledgeModel>
      <decision id="d" name="  Te   betalen "><variable name="Te betalen" typeRef="number"/>
        <informationRequirement><requiredInput href="urn:model#i"/></informationRequirement>
        <informationRequirement><requiredDecision href="#e"/></informationRequirement>
        <knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement>
        <knowledgeRequirement><requiredKnowledge href="#s"/></knowledgeRequirement>
        <literalExpression><text> Kosten &lt; 1 </text></literalExpression>
      </decision>
      <decision id="e" name="Leeg"/>
      <decisionService id="s" name="Dienst">
        <outputDecision href="#e"/><encapsulatedDecision href="#e"/>
        <inputDecision href="#e"/><inputData href="#i"/>
      </decisionService>
      """)
    let decision = try #require(model.decisions.first)
    #expect(decision.name.text == "Te betalen")
    #expect(decision.variable.type?.type == .number)
    #expect(decision.information.map(\.element) == [reference(.input, 0), reference(.decision, 1)])
    #expect(decision.knowledge.map(\.element) == [reference(.knowledge, 0), reference(.service, 0)])
    #expect((decision.information + decision.knowledge).allSatisfy { $0.path.isEmpty })
    guard case .literal(let text) = decision.expression?.form else {
      Issue.record("no literal expression")
      return
    }
    #expect(text.string == "Kosten < 1")
    #expect(model.file.text(text.sourceRange(7, 8)) == "&lt;")
    #expect(model.decisions[1].expression == nil)
    #expect(model.decisions[1].variable.name.text == "Leeg")
    guard case .function(let parameters, _) = model.knowledge[0].function?.form else {
      Issue.record("no function")
      return
    }
    #expect(parameters.map(\.name.text) == ["bedrag"])
    #expect(parameters.map(\.type) == [.number])
    let service = model.services[0]
    #expect(service.outputs.map(\.element) == [reference(.decision, 1)])
    #expect(service.inputs.map(\.element) == [reference(.input, 0)])
    #expect(service.inputDecisions.count == 1)
    #expect(service.encapsulated.count == 1)
    #expect(model.element(named: "Dienst") == reference(.service, 0))
    #expect(model.element(named: "Nergens") == nil)
  }

  private func reference(_ kind: ElementReference.Kind, _ index: Int) -> ElementReference {
    ElementReference(namespace: "urn:model", kind: kind, index: index)
  }

  @Test(arguments: [
    "http://www.omg.org/spec/DMN/20180521/MODEL/", "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/", "https://www.omg.org/spec/DMN/20230324/MODEL/",
  ])
  func everyVersionIsRead(_ namespace: String) throws {
    let text = """
      <dmn:definitions xmlns:dmn="\(namespace)" name="m" namespace="urn:m" xmlns="urn:other">
        <dmn:decision name="d"><dmn:literalExpression><dmn:text>1</dmn:text></dmn:literalExpression></dmn:decision>
        <decision/>
      </dmn:definitions>
      """
    let (model, diagnostics) = DecisionModel.read(SourceFile(path: "m.dmn", text: text))
    #expect(diagnostics.map(\.message) == [])
    #expect(model?.decisions.map(\.name.text) == ["d"])
  }

  /// A model two imports away is reached by both names; one that two others import is read once.
  @Test func importsInARow() throws {
    let base = modelText(
      """
      <itemDefinition name="Bedrag"><typeRef>number</typeRef></itemDefinition>
      <inputData id="i" name="Kosten"><variable name="Kosten" typeRef="Bedrag"/></inputData>
      """
    ).replacing("urn:model", with: "urn:base")
    let middle = modelText(
      """
      <import name="basis" namespace="urn:base"/>
      <decision id="d" name="D"><variable name="D" typeRef="basis.Bedrag"/>
        <informationRequirement><requiredInput href="urn:base#i"/></informationRequirement>
      </decision>
      """
    ).replacing("urn:model", with: "urn:middle")
    let other = middle.replacing("urn:middle", with: "urn:other")
    let model = try soundModel(
      """
      <import name="een" namespace="urn:middle"/>
      <import name="" namespace="urn:other"/>
      <decision name="top"><variable name="top" typeRef="number"/>
        <informationRequirement><requiredDecision href="urn:middle#d"/></informationRequirement>
        <informationRequirement><requiredDecision href="urn:other#d"/></informationRequirement>
        <informationRequirement><requiredInput href="urn:base#i"/></informationRequirement>
      </decision>
      """, imports: ["urn:base": base, "urn:middle": middle, "urn:other": other])
    let required = model.decisions[0].information
    #expect(required.map(\.path) == [["een"], [], ["basis"]])
    #expect(model.imports[0].model?.imports[0].model === model.imports[1].model?.imports[0].model)
    let element = try #require(required[0].element.flatMap(model.resolve))
    #expect(element.model.namespace == "urn:middle")
    #expect(element.element.name.text == "D")
    #expect(element.element.variable.type?.name == "Bedrag")
  }

  @Test func importsInACircle() {
    let one = modelText(#"<import name="twee" namespace="urn:twee"/>"#)
    let two = one.replacing("urn:twee", with: "urn:model").replacing(
      #"namespace="urn:model" >"#, with: #"namespace="urn:twee">"#)
    let (model, diagnostics) = DecisionModel.read(SourceFile(path: "een.dmn", text: one)) { name, _ in
      SourceFile(path: "twee.dmn", text: two)
    }
    #expect(diagnostics.map(\.message) == ["the models of «urn:model» import each other"])
    #expect(diagnostics.map(\.file.path) == ["twee.dmn"])
    #expect(model?.imports.first?.model?.namespace == "urn:twee")
  }

  @Test func anImportIsOfTheNamespaceThatItSays() {
    let text = modelText(#"<import name="twee" namespace="urn:twee" locationURI="twee.dmn"/>"#)
    var asked: [String?] = []
    let (_, diagnostics) = DecisionModel.read(SourceFile(path: "een.dmn", text: text)) { _, location in
      asked.append(location)
      return SourceFile(path: "drie.dmn", text: modelText("").replacing("urn:model", with: "urn:drie"))
    }
    #expect(asked == ["twee.dmn"])
    #expect(diagnostics.map(\.message) == ["«drie.dmn» is the model of «urn:drie», not of «urn:twee»"])
  }

  /// A chain of models without end is cut, and a long chain of decisions is not.
  @Test func longChains() {
    var count = 0
    func next(_ name: String) -> String {
      modelText(#"<import name="n" namespace="\#(name)x"/>"#).replacing("urn:model", with: name)
    }
    let (_, diagnostics) = DecisionModel.read(SourceFile(path: "a.dmn", text: next("urn:"))) { name, _ in
      count += 1
      return SourceFile(path: "\(count).dmn", text: next(name))
    }
    #expect(count == 31)
    #expect(diagnostics.map(\.message) == ["more than 32 models import one another in a row"])

    let decisions = (0..<20_000).map { index in
      """
      <decision id="d\(index)" name="D\(index)"><informationRequirement><requiredDecision href="#d\(index + 1)"/>
      </informationRequirement></decision>
      """
    }
    let (model, faults) = DecisionModel.read(
      SourceFile(path: "b.dmn", text: modelText(decisions.joined() + #"<decision id="d20000" name="D"/>"#)))
    #expect(faults.map(\.message) == [])
    #expect(model?.decisions.count == 20_001)
  }
}
