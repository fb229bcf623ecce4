import BPMN
import KetenSource
import Testing

/// Files that were made to break a reader: each comes to an end, soon, with a finding.
@Suite struct HostileTests {
  private static let source = Array(
    """
    <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:t="urn:m" targetNamespace="urn:m"
      xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC">
    <message id="m" name="M"/><collaboration id="c"><participant id="a" processRef="t:p"/><participant id="b"/>
    <messageFlow id="f" sourceRef="b" targetRef="s"/></collaboration>
    <process id="p" isExecutable="true"><startEvent id="s"><messageEventDefinition messageRef="m"/></startEvent>
    <sequenceFlow id="x" sourceRef="s" targetRef="g"/><eventBasedGateway id="g"/>
    <intermediateCatchEvent id="e"><timerEventDefinition><timeDate>1</timeDate></timerEventDefinition>
    </intermediateCatchEvent><receiveTask id="r" messageRef="m"><ioSpecification><dataOutput id="o"/><inputSet/>
    <outputSet><dataOutputRefs>o</dataOutputRefs></outputSet></ioSpecification><multiInstanceLoopCharacteristics>
    <loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics></receiveTask>
    <sequenceFlow id="y" sourceRef="g" targetRef="e"/><sequenceFlow id="z" sourceRef="g" targetRef="r"/>
    <endEvent id="n"/><sequenceFlow id="v" sourceRef="e" targetRef="n"/><sequenceFlow id="w" sourceRef="r"
    targetRef="n"/></process><di:BPMNDiagram><di:BPMNPlane bpmnElement="c"><di:BPMNShape bpmnElement="s">
    <dc:Bounds x="1" y="2" width="36" height="36"/></di:BPMNShape></di:BPMNPlane></di:BPMNDiagram></definitions>
    """.utf8)

  @Test func theSourceIsSound() {
    let found = BPMNModel.check(SourceFile(path: "m", bytes: Self.source), style: [])
    #expect(found.map(\.code.id) == ["K745"])
  }

  /// A model that breaks off anywhere gives a finding, and every finding is in the file.
  @Test func truncatedModels() {
    for count in stride(from: 0, to: Self.source.count, by: 3) {
      let file = SourceFile(path: "first \(count) bytes", bytes: Array(Self.source[..<count]))
      let found = BPMNModel.check(file)
      #expect(found.hasErrors, "\(file.path)")
      #expect(found.allSatisfy { $0.range.start <= $0.range.end && $0.range.end <= count }, "\(file.path)")
    }
  }

  /// A model with bytes changed, taken out and doubled is read to a model or a finding.
  @Test func mutatedModels() {
    var state: UInt64 = 11
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var sound = 0
    for round in 0..<1_000 {
      var bytes = Self.source
      let at = random(bytes.count)
      let end = min(bytes.count, at + 1 + random(40))
      switch random(4) {
      case 0: bytes[at] = UInt8(random(128))
      case 1: bytes.removeSubrange(at..<end)
      case 2: bytes.swapAt(at, random(bytes.count))
      default: bytes.insert(contentsOf: bytes[at..<end], at: random(bytes.count))
      }
      let file = SourceFile(path: "round \(round)", bytes: bytes)
      let (model, found) = BPMNModel.read(file)
      #expect(model != nil || found.hasErrors, "\(file.path)")
      if let model { #expect(BPMNAccount(model, found).lost.isEmpty, "\(file.path)") }
      let all = BPMNModel.check(file)
      #expect(all.allSatisfy { $0.range.start <= $0.range.end && $0.range.end <= bytes.count }, "\(file.path)")
      if !all.hasErrors { sound += 1 }
    }
    #expect(sound > 20 && sound < 950, "\(sound) of the mutated files are sound: too few or too many to show anything")
  }

  @Test(.timeLimit(.minutes(5))) func manyElements() {
    let nodes = (0..<5_000).map {
      #"<task id="t\#($0)"/><sequenceFlow id="f\#($0)" sourceRef="t\#($0)" targetRef="t0"/>"#
    }
    let found = findings(processText(nodes.joined()))
    #expect(found.isEmpty)
  }

  @Test(.timeLimit(.minutes(5))) func manyUnknownNames() {
    let tasks = (0..<5_000).map { #"<callActivity id="c-\#($0)" calledElement="d-\#($0)"/>"# }
    let found = BPMNModel.read(SourceFile(path: "m", text: processText(tasks.joined()))).diagnostics
    #expect(found.count == 5_000)
    #expect(found.allSatisfy { $0.code.id == "K717" })
  }
}
