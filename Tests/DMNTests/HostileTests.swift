import DMN
import FEEL
import KetenSource
import Testing

/// Files that were made to break a reader: each comes to an end, soon, with a finding.
@Suite struct HostileTests {
  private static func findings(_ content: String) -> [Diagnostic] {
    DecisionModel.read(SourceFile(path: "m.dmn", text: modelText(content))).diagnostics
  }

  @Test(.timeLimit(.minutes(5))) func longNamesOfTypes() {
    let deep = String(repeating: "list&lt;", count: 200_000) + "number" + String(repeating: "&gt;", count: 200_000)
    let found = Self.findings(#"<inputData name="i"><variable name="i" typeRef="\#(deep)"/></inputData>"#)
    #expect(found.map(\.code.id) == ["K336"])
  }

  @Test(.timeLimit(.minutes(5))) func manyUnknownNames() {
    let types = (0..<5_000).map {
      #"<itemDefinition name="type-\#($0)"><typeRef>tipe-\#($0)</typeRef></itemDefinition>"#
    }
    let found = Self.findings(types.joined())
    #expect(found.count == 5_000)
    #expect(found.filter { $0.message.contains("did you mean") }.count == 100)
  }

  @Test(.timeLimit(.minutes(5))) func tablesThatDoNotFit() {
    let columns = String(repeating: "<column name='c'/>", count: 20_000)
    let rows = String(repeating: "<row/>", count: 20_000)
    let found = Self.findings("<decision name='d'><relation>\(columns)\(rows)</relation></decision>")
    #expect(found.count == 20_000)
    #expect(found.allSatisfy { $0.code.id == "K342" })
  }

  /// A chain of elements of any length is compiled and determined, whichever comes first in the file.
  @Test(.timeLimit(.minutes(5)), arguments: [false, true]) func longChainOfDecisions(lastFirst: Bool) throws {
    var decisions = ["<decision id='d0' name='d0'><literalExpression><text>1</text></literalExpression></decision>"]
    for number in 1..<5_000 {
      decisions.append(
        """
        <decision id="d\(number)" name="d\(number)">
        <informationRequirement><requiredDecision href="#d\(number - 1)"/></informationRequirement>
        <literalExpression><text>d\(number - 1) + 1</text></literalExpression></decision>
        """)
    }
    let model = CompiledModel(try soundModel((lastFirst ? decisions.reversed() : decisions).joined()))
    #expect(model.decide("d4999", inputs: Context())?.value == .number(Number(5_000)))
  }

  /// Each model imports the two before it, so that the ways through them are more than could be walked.
  @Test(.timeLimit(.minutes(5))) func ladderOfImports() throws {
    func file(_ number: Int) -> SourceFile {
      let imports = (max(0, number - 2)..<number).map { other in
        "<import name='m\(other)' namespace='urn:\(other)' importType='https://www.omg.org/spec/DMN/20230324/MODEL/'/>"
      }
      let text = """
        <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m\(number)" namespace="urn:\(number)">
        \(imports.joined())<itemDefinition name="t"><typeRef>number</typeRef></itemDefinition>
        <inputData id="x\(number)" name="x\(number)"/>
        <decision id="d" name="d"><informationRequirement><requiredInput href="#x\(number)"/></informationRequirement>
        <literalExpression><text>x\(number) instance of \(number == 0 ? "t" : "m\(number - 1).t")</text></literalExpression>
        </decision></definitions>
        """
      return SourceFile(path: "m\(number).dmn", text: text)
    }
    let files = Dictionary(uniqueKeysWithValues: (0..<31).map { ("urn:\($0)", file($0)) })
    let (read, faults) = DecisionModel.read(file(30)) { namespace, _ in files[namespace] }
    #expect(faults.isEmpty, "\(renderHuman(faults, color: false))")
    let model = CompiledModel(try #require(read))
    #expect(model.diagnostics.isEmpty)
    #expect(model.decide("d", inputs: Context([("x30", .number(.one)), ("x0", .null)]))?.value == .boolean(true))
  }

  @Test(.timeLimit(.minutes(5))) func longChainOfKnowledge() throws {
    let knowledge = (0..<5_000).map { number in
      """
      <businessKnowledgeModel id="f\(number)" name="f\(number)">
      <encapsulatedLogic><formalParameter name="n"/>
      <literalExpression><text>\(number == 0 ? "n" : "f\(number - 1)(n)")</text></literalExpression>
      </encapsulatedLogic>
      \(number == 0 ? "" : "<knowledgeRequirement><requiredKnowledge href='#f\(number - 1)'/></knowledgeRequirement>")
      </businessKnowledgeModel>
      """
    }
    let model = CompiledModel(try soundModel(knowledge.reversed().joined()))
    let outcome = try #require(model.decide("f4999", inputs: Context([("n", .number(Number(1)))])))
    #expect(outcome.value.isNull)
    #expect(outcome.faults.first?.message.contains("nests deeper than 128 levels") ?? false)
  }

  @Test(.timeLimit(.minutes(5))) func longChainOfServices() throws {
    var content = "<inputData id='x' name='x'/>"
    for number in 0..<2_000 {
      let asked =
        number == 0 ? "" : "<knowledgeRequirement><requiredKnowledge href='#s\(number - 1)'/></knowledgeRequirement>"
      content += """
        <decision id="d\(number)" name="d\(number)">
        <informationRequirement><requiredInput href="#x"/></informationRequirement>\(asked)
        <literalExpression><text>\(number == 0 ? "x" : "s\(number - 1)(x + 1)")</text></literalExpression></decision>
        <decisionService id="s\(number)" name="s\(number)"><outputDecision href="#d\(number)"/><inputData href="#x"/>
        </decisionService>
        """
    }
    let (model, one) = (CompiledModel(try soundModel(content)), Context([("x", .number(Number(1)))]))
    #expect(model.decide("s12", inputs: one)?.value == .number(Number(13)))
    let deep = try #require(model.decide("s1999", inputs: one))
    #expect(deep.value.isNull)
    #expect(
      deep.faults.map(\.message) == ["functions call each other too deep: at most 100 calls, and fewer of large ones"])
  }

  /// A model with bytes changed, taken out and doubled is read to a model or a finding, and every finding is in the file.
  @Test func mutatedModels() throws {
    let source = Array(
      modelText(
        """
        <itemDefinition name="T" isCollection="true"><typeRef>number</typeRef></itemDefinition>
        <inputData id="i" name="I"><variable name="I" typeRef="T"/></inputData>
        <decision id="d" name="D"><informationRequirement><requiredInput href="#i"/></informationRequirement>
        <decisionTable hitPolicy="FIRST"><input><inputExpression><text>I</text></inputExpression></input><output/>
        <rule><inputEntry><text>-</text></inputEntry><outputEntry><text>1</text></outputEntry></rule></decisionTable>
        </decision>
        """
      ).utf8)
    var state: UInt64 = 7
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var sound = 0
    for round in 0..<3_000 {
      var bytes = source
      let at = random(bytes.count)
      let end = min(bytes.count, at + 1 + random(30))
      switch random(3) {
      case 0: bytes[at] = UInt8(random(128))
      case 1: bytes.removeSubrange(at..<end)
      default: bytes.insert(contentsOf: bytes[at..<end], at: random(bytes.count))
      }
      let file = SourceFile(path: "round \(round)", bytes: bytes)
      let (model, found) = DecisionModel.read(file)
      #expect(model != nil || found.hasErrors, "\(file.path)")
      #expect(found.allSatisfy { $0.range.start >= 0 && $0.range.end <= bytes.count && $0.range.start <= $0.range.end })
      if found.isEmpty { sound += 1 }
    }
    #expect(
      sound > 20 && sound < 2_900, "\(sound) of the mutated files are sound: too few or too many to show anything")
  }
}
