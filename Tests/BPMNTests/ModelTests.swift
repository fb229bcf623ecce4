import KetenSource
import KetenXML
import Testing

@testable import BPMN

@Suite struct ModelTests {
  private static let order = processText(
    """
    <startEvent id="begin"><outgoing>f1</outgoing></startEvent>
    <sequenceFlow id="f1" sourceRef="begin" targetRef="pack"/>
    <subProcess id="pack"><incoming>f1</incoming><outgoing>f2</outgoing>
      <startEvent id="in"><outgoing>f3</outgoing></startEvent>
      <sequenceFlow id="f3" sourceRef="in" targetRef="box"/>
      <userTask id="box" camunda:assignee="ann">
        <extensionElements><zeebe:taskDefinition type="box"/></extensionElements>
        <incoming>f3</incoming><outgoing>f4</outgoing>
        <multiInstanceLoopCharacteristics isSequential="true">
          <loopCardinality>3</loopCardinality>
        </multiInstanceLoopCharacteristics>
      </userTask>
      <sequenceFlow id="f4" sourceRef="box" targetRef="out"><conditionExpression>a</conditionExpression></sequenceFlow>
      <endEvent id="out"><incoming>f4</incoming></endEvent>
    </subProcess>
    <sequenceFlow id="f2" sourceRef="pack" targetRef="end"/>
    <endEvent id="end"><incoming>f2</incoming><terminateEventDefinition/></endEvent>
    """,
    #"xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0""#)

  private func element(_ id: String, in model: BPMNModel) throws -> BPMNElement {
    try #require(model.elements.first { $0.id == id })
  }

  @Test func scopesHoldNodesAndFlows() throws {
    let model = try soundModel(Self.order)
    let graph = model.graph
    #expect(graph.scopes.map(\.type) == [.process, .subProcess])
    #expect(graph.scopes.map(\.parent) == [nil, 0])
    func ids(_ places: [ElementPlace]) -> [String] { places.compactMap { model.element($0)?.id } }
    #expect(ids(graph.scopes[0].nodes.map { graph.nodes[$0].element }) == ["begin", "pack", "end"])
    #expect(ids(graph.scopes[1].nodes.map { graph.nodes[$0].element }) == ["in", "box", "out"])
    #expect(ids(graph.scopes[1].flows.map { graph.flows[$0].element }) == ["f3", "f4"])
    #expect(graph.flows.filter(\.hasCondition).count == 1)
    let box = try element("box", in: model)
    let node = graph.nodes[try #require(graph.node(of: box))]
    #expect(ids(node.incoming.map { graph.flows[$0].element }) == ["f3"])
    #expect(ids(node.outgoing.map { graph.flows[$0].element }) == ["f4"])
  }

  @Test func elementsAreFoundByNameAndType() throws {
    let model = try soundModel(Self.order)
    let box = try element("box", in: model)
    #expect(box.type == .userTask)
    #expect(box.parent?.id == "pack")
    #expect(box.around(.process)?.id == "p")
    let loop = try #require(box.children(.loopCharacteristics).first)
    #expect(loop.flag("isSequential"))
    #expect(loop.part("loopCardinality")?.text == "3")
    #expect(box.targets("incoming").map(\.id) == ["f3"])
    #expect(try element("f4", in: model).target("targetRef")?.id == "out")
    #expect(try element("end", in: model).eventDefinitions.map(\.type) == [.terminateEventDefinition])
  }

  @Test func extensionsAreKeptWithTheirPlace() throws {
    let model = try soundModel(Self.order)
    let box = try element("box", in: model)
    let assignee = try #require(box.attribute("assignee", of: .camunda))
    #expect(model.file.text(assignee.valueRange) == "ann")
    #expect(box.extensions(of: .zeebe).map(\.local) == ["taskDefinition"])
    #expect(box.extensions(of: .camunda).isEmpty)
  }

  @Test func namesLeadToImportedFiles() throws {
    let main = modelText(
      """
      <import namespace="urn:other" location="other.bpmn" importType="http://www.omg.org/spec/BPMN/20100524/MODEL"/>
      <process id="p"><callActivity id="call" calledElement="o:q"/></process>
      """, attributes: #"xmlns:o="urn:other""#)
    let other = modelText(#"<process id="q"/>"#).replacing("urn:model", with: "urn:other")
    let model = try soundModel(main, imports: ["other.bpmn": other])
    let called = try #require(try element("call", in: model).target("calledElement"))
    #expect(called.type == .process)
    #expect(called.source.path == "other.bpmn")
  }

  @Test(arguments: [
    (#"location="none.bpmn" namespace="urn:other""#, "K719 none.bpmn"),
    (#"location="other.bpmn" namespace="urn:third""#, "K719 other.bpmn"),
    (#"location="no.bpmn" namespace="urn:other""#, "K719 no.bpmn"),
  ]) func importsThatFail(_ attributes: String, _ finding: String) {
    let text = modelText(
      #"<import \#(attributes) importType="http://www.omg.org/spec/BPMN/20100524/MODEL"/>"#)
    let other = modelText("").replacing("urn:model", with: "urn:other")
    let found = findings(text, imports: ["other.bpmn": other, "no.bpmn": "<a/>"])
    #expect(found.contains(finding), "\(found)")
    // What the missing file would define is not missed again.
    let using = text.replacing("</definitions>", with: #"<message id="m" itemRef="there"/></definitions>"#)
    if attributes.contains("none") { #expect(findings(using) == [finding]) }
  }

  /// Files may import each other: each is read once.
  @Test func importsMayGoRound() throws {
    func file(_ own: String, _ other: String) -> String {
      modelText(
        """
        <import namespace="urn:\(other)" location="\(other)"
          importType="http://www.omg.org/spec/BPMN/20100524/MODEL"/>
        <process id="\(own)"><callActivity id="c-\(own)" calledElement="x:\(other)"/></process>
        """, attributes: "xmlns:x=\"urn:\(other)\""
      ).replacing("urn:model", with: "urn:\(own)")
    }
    let model = try soundModel(file("a", "b"), imports: ["a": file("a", "b"), "b": file("b", "a")])
    #expect(model.files.map(\.targetNamespace) == ["urn:a", "urn:b", "urn:a"])
  }

  @Test func olderEncodingsAreRead() throws {
    let text = modelText(#"<process id="p" name="na\#("\u{EF}")ef"/>"#)
    var bytes = Array(#"<?xml version="1.0" encoding="ISO-8859-1"?>"#.utf8)
    for scalar in text.unicodeScalars { bytes.append(UInt8(scalar.value)) }
    let (model, found) = BPMNModel.read(SourceFile(path: "m.bpmn", bytes: bytes))
    #expect(found.isEmpty)
    #expect(try element("p", in: try #require(model)).name == "na\u{EF}ef")
    let windows = Array(#"<?xml version='1.0' encoding='windows-1252' ?><a b="\#u{80}"/>"#.utf8)
    #expect(asUTF8(SourceFile(path: "w", bytes: windows)).bytes.count > windows.count)
  }

  @Test func everyElementIsAccountedFor() throws {
    let file = SourceFile(
      path: "m.bpmn",
      text: modelText(
        """
        <process id="p"><documentation>x <process/></documentation><taak id="t"><documentation/></taak>
        <task id="u"/></process>
        <choreography id="c"><participant id="a"/></choreography>
        """))
    let (model, found) = BPMNModel.read(file)
    let account = BPMNAccount(try #require(model), found)
    #expect([account.elements, account.inModel, account.reported] == [9, 5, 4])
    #expect(account.lost.isEmpty)
    #expect(found.map(\.code.id) == ["K711", "K720"])
    // A finding that is lost shows in the account.
    #expect(BPMNAccount(try #require(model), []).lost == ["taak", "documentation"])
  }
}
