import DMN
import FEEL
import KetenSource
import Testing

/// Item definitions as types (DMN 1.5 §7.3.2).
@Suite struct TypeTests {
  @Test(
    arguments: [
      ("number", .number), ("feel:string", .string), ("boolean", .boolean), ("date", .date), ("time", .time),
      ("date and time", .dateTime), ("dateTime", .dateTime), ("days and time duration", .dayTimeDuration),
      ("dayTimeDuration", .dayTimeDuration), ("years and months duration", .yearMonthDuration),
      ("feel:yearMonthDuration", .yearMonthDuration), ("Any", .any), ("Null", .null), ("context", .context([])),
      ("list", .list(.any)), ("list&lt;date and  time&gt;", .list(.dateTime)), ("range", .range(.any)),
      ("range&lt;number&gt;", .range(.number)),
    ] as [(String, ValueType)])
  func typesOfFEEL(_ name: String, _ type: ValueType) throws {
    let model = try soundModel(#"<inputData name="i"><variable name="i" typeRef="\#(name)"/></inputData>"#)
    #expect(model.inputs[0].variable.type?.type == type)
  }

  @Test func componentsCollectionsAndNamesWithDots() throws {
    let model = try soundModel(
      """
      <itemDefinition name="Gezin"><itemComponent name="leden" isCollection="true"><typeRef>Lid.v2</typeRef>
      </itemComponent></itemDefinition>
      <itemDefinition name="Lid.v2">
        <itemComponent name="naam"><typeRef>string</typeRef></itemComponent>
        <itemComponent name="adres"><itemComponent name="plaats"><typeRef>string</typeRef></itemComponent></itemComponent>
      </itemDefinition>
      <itemDefinition name="Leeg"/>
      """)
    let member = ValueType.context([
      .init("naam", .string), .init("adres", .context([.init("plaats", .string)])),
    ])
    #expect(model.type(named: "Gezin")?.type == .context([.init("leden", .list(member))]))
    #expect(model.type(named: "Leeg")?.type == .any)
    #expect(model.itemDefinitions.map(\.name.text) == ["Gezin", "Lid.v2", "Leeg"])
  }

  /// Each constraint stands at its level: `allowedValues` at the items of a collection, `typeConstraint` at the whole.
  @Test func constraintsAtEachLevel() throws {
    let model = try soundModel(
      """
      <itemDefinition name="Cijfer"><typeRef>number</typeRef><allowedValues><text>[1..10]</text></allowedValues>
      </itemDefinition>
      <itemDefinition name="Voldoende"><typeRef>Cijfer</typeRef><typeConstraint><text>&gt;= 5.5</text></typeConstraint>
      </itemDefinition>
      <itemDefinition name="Lijst" isCollection="true"><typeRef>Voldoende</typeRef>
        <allowedValues><text>&lt; 10</text></allowedValues><typeConstraint><text>count(?) &gt; 2</text></typeConstraint>
      </itemDefinition>
      <itemDefinition name="Rapport"><itemComponent name="cijfers"><typeRef>Lijst</typeRef></itemComponent>
      </itemDefinition>
      """)
    func texts(_ type: TypeDefinition?) -> [String] { type?.constraints.map(\.string) ?? [] }
    #expect(texts(model.type(named: "Voldoende")) == ["[1..10]", ">= 5.5"])
    let list = try #require(model.type(named: "Lijst"))
    #expect(texts(list) == ["count(?) > 2"])
    #expect(list.type == .list(.number))
    guard case .list(let item) = list.shape else {
      Issue.record("no list")
      return
    }
    #expect(texts(item) == ["[1..10]", ">= 5.5", "< 10"])
    let report = try #require(model.type(named: "Rapport"))
    #expect(texts(report) == [])
    #expect(report.isConstrained)
    guard case .context(let fields) = report.shape else {
      Issue.record("no context")
      return
    }
    #expect(fields.map(\.name.text) == ["cijfers"])
    #expect(fields.map { texts($0.type) } == [["count(?) > 2"]])
  }

  @Test func functions() throws {
    let model = try soundModel(
      """
      <itemDefinition name="Tarief"><functionItem outputTypeRef="number"><parameters name="uren" typeRef="number"/>
      </functionItem></itemDefinition>
      """)
    guard case .function(let parameters, let result) = model.type(named: "Tarief")?.shape else {
      Issue.record("no function")
      return
    }
    #expect(parameters.map(\.name.text) == ["uren"])
    #expect(parameters.map(\.type?.type) == [.number])
    #expect(result?.type == .number)
    #expect(model.type(named: "Tarief")?.type == .function([.number], .number))
  }

  /// A type that holds itself comes to an end, and so do types that double at each level and long rows of names.
  @Test func typesWithoutEnd() throws {
    let person = try soundModel(
      """
      <itemDefinition name="Persoon"><itemComponent name="ouders" isCollection="true"><typeRef>Persoon</typeRef>
      </itemComponent></itemDefinition>
      """)
    #expect(person.type(named: "Persoon")?.type == .context([.init("ouders", .list(.any))]))

    let doubling = (0..<40).map { level in
      let part = "<typeRef>\(level == 0 ? "number" : "T\(level - 1)")</typeRef></itemComponent>"
      return """
        <itemDefinition name="T\(level)"><itemComponent name="a">\(part)<itemComponent name="b">\(part)
        </itemDefinition>
        """
    }
    let (_, diagnostics) = DecisionModel.read(SourceFile(path: "t.dmn", text: modelText(doubling.joined())))
    #expect(diagnostics.map(\.code.id) == ["K105", "K105"])

    let chain = (0..<5_000).map { #"<itemDefinition name="C\#($0)"><typeRef>C\#($0 + 1)</typeRef></itemDefinition>"# }
    let (_, faults) = DecisionModel.read(SourceFile(path: "c.dmn", text: modelText(chain.joined())))
    #expect(faults.contains { $0.code.id == "K105" })
    #expect(faults.last?.message.contains("C5000") == true)
  }
}
