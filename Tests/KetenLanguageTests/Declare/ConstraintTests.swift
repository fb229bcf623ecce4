import FEEL
import KetenMachine
import KetenSource
import Testing

@testable import KetenLanguage

extension ConstraintTemplate {
  /// What it means, of the letters `a` and `b` (Pesic, 2008; for chain precedence De Giacomo, De Masellis and Montali,
  /// 2014).
  func formula(_ count: Int) -> TraceFormula {
    let (a, b) = (TraceFormula.event("a"), TraceFormula.event("b"))
    let (noA, noB) = (TraceFormula.not(a), TraceFormula.not(b))
    let response = TraceFormula.globally(.implies(a, .finally(b)))
    let precedence = TraceFormula.weakUntil(noB, a)
    let alternateResponse = TraceFormula.globally(.implies(a, .next(.until(noA, b))))
    let alternatePrecedence = TraceFormula.and(precedence, .globally(.implies(b, .weakNext(precedence))))
    let chainResponse = TraceFormula.globally(.implies(a, .next(b)))
    let chainPrecedence = TraceFormula.and(noB, .globally(.implies(.next(b), a)))
    func atLeast(_ count: Int) -> TraceFormula {
      count == 1 ? .finally(a) : .finally(.and(a, .next(atLeast(count - 1))))
    }
    let (someA, someB) = (TraceFormula.finally(a), TraceFormula.finally(b))
    switch self {
    case .existence: return atLeast(count)
    case .absence: return .not(atLeast(count))
    case .exactly: return .and(atLeast(count), .not(atLeast(count + 1)))
    case .initial: return a
    case .end: return .finally(.and(a, .not(.next(.or(a, noA)))))
    case .choice: return .or(someA, someB)
    case .exclusiveChoice: return .and(.or(someA, someB), .not(.and(someA, someB)))
    case .respondedExistence: return .implies(someA, someB)
    case .coExistence: return .and(.implies(someA, someB), .implies(someB, someA))
    case .response: return response
    case .precedence: return precedence
    case .succession: return .and(response, precedence)
    case .alternateResponse: return alternateResponse
    case .alternatePrecedence: return alternatePrecedence
    case .alternateSuccession: return .and(alternateResponse, alternatePrecedence)
    case .chainResponse: return chainResponse
    case .chainPrecedence: return chainPrecedence
    case .chainSuccession: return .and(chainResponse, chainPrecedence)
    case .notCoExistence, .notRespondedExistence: return .not(.and(someA, someB))
    case .notSuccession, .notResponse, .notPrecedence: return .globally(.implies(a, .not(someB)))
    case .notChainSuccession, .notChainResponse, .notChainPrecedence:
      return .globally(.implies(a, .not(.next(b))))
    }
  }
}

@Suite struct ConstraintTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    var template: ConstraintTemplate
    var count = 1

    var element: String {
      "<constraint template=\"\(template.rawValue)\" a=\"a\"" + (template.isUnary ? "" : " b=\"b\"")
        + (template.isCounting ? " n=\"\(count)\"" : "") + "/>"
    }
    var testDescription: String { "\(template.rawValue) \(count)" }
  }

  static let samples = ConstraintTemplate.allCases.flatMap { template in
    (1...(template.isCounting ? 4 : 1)).map { Sample(template: template, count: $0) }
  }

  private static let parties = """
    <network><client id="inwoner"/><partner id="gemeente" directs="true"/></network>
    """

  private func machine(_ parts: String) throws -> Machine {
    let text = """
      <chain xmlns="urn:keten:chain:1" id="proef" version="1.0.0">
      \(Self.parties)
      \(parts)
      </chain>
      """
    var options = CompileOptions()
    options.prove = false
    let compilation = compile(SourceFile(path: "proef.chain.xml", text: text), options: options)
    #expect(!compilation.diagnostics.hasErrors, "\(renderHuman(compilation.diagnostics, color: false))")
    return try #require(compilation.machine)
  }

  private static let steps = "abc".map { "<step id=\"\($0)\" by=\"inwoner\" repeatable=\"true\"/>" }.joined()

  @Test("a trace is accepted if and only if the formula holds, over all up to length 7", arguments: samples)
  func agreesWithItsFormula(_ sample: Sample) throws {
    let machine = try machine("<path id=\"pad\" driver=\"inwoner\">\(Self.steps)\(sample.element)</path>")
    try compare(machine, sample.template.formula(sample.count), "\(sample.template.rawValue) \(sample.count)")
  }

  @Test("two constraints hold together, in a path and in a chain", arguments: 0..<40)
  func constraintsAddUp(_ number: Int) throws {
    var random = SplitMix(state: UInt64(number))
    let (first, second) = (
      Self.samples[random.below(Self.samples.count)], Self.samples[random.below(Self.samples.count)]
    )
    let machine = try machine(
      "<path id=\"pad\" driver=\"inwoner\">\(Self.steps)\(first.element)</path>\(second.element)")
    try compare(
      machine, .and(first.template.formula(first.count), second.template.formula(second.count)),
      "\(first.element) \(second.element)", length: 5)
  }

  /// Plays all traces, each as a course of acts.
  private func compare(_ machine: Machine, _ formula: TraceFormula, _ name: String, length: Int = 7) throws {
    let events = try "abc".map { try #require(machine.event(named: String($0))) }
    let party = try #require(machine.party(named: "inwoner"))
    let at = Moment(milliseconds: 1_772_438_400_000)
    guard case .accepted(_, _, let begun) = begin(machine, at: at) else {
      Issue.record("the case does not begin")
      return
    }
    var differences: [String] = []
    var count = 0
    func visit(_ trace: [Character], _ state: Case?) {
      count += 1
      let isAccepted = state.map { machine.isAccepting(0, of: $0) } ?? false
      if isAccepted != formula.holds(in: trace) { differences.append(String(trace)) }
      guard trace.count < length else { return }
      for (letter, event) in zip("abc", events) {
        var next: Case?
        if let state, case .accepted(_, _, let after) = decide(.act(event, by: party, at: at), on: state, of: machine) {
          next = after
        }
        visit(trace + [letter], next)
      }
    }
    visit([], begun)
    #expect(differences.isEmpty, "\(name) differs on \(differences.prefix(5))")
    #expect(count == (0...length).reduce(0) { total, power in total + (0..<power).reduce(1) { value, _ in value * 3 } })
  }

  // MARK: In the language

  @Test func aConstraintBindsAlsoWhatIsOutOfPlay() throws {
    try Construct.path(
      """
      <step id="a" by="inwoner"/><step id="b" by="gemeente"/><step id="weg" by="inwoner"/>
      <step id="sluiten" by="gemeente" closes="case"/>
      <exclude from="weg" to="a b"/>
      <constraint template="precedence" a="a" b="sluiten" basis="Awb art. 4:1"/>
      <constraint template="response" a="a" b="b"/>
      """, proven: false
    ).play(
      """
      <refuse event="sluiten" by="gemeente" because="condition"/><do event="a" by="inwoner"/>
      <do event="weg" by="inwoner"/><do event="sluiten" by="gemeente"/><expect finished="false"/>
      """)
  }

  @Test func aConstraintJoinsProceduresAndPaths() throws {
    try Construct(
      """
      <path id="pad" driver="inwoner"><step id="melden" by="inwoner" repeatable="true"/></path>
      \(Construct.procedureText("<userTask id=\"eerst\" by=\"gemeente\" next=\"klaar\"/>"))
      <constraint template="existence" a="melden" n="2"/><constraint template="precedence" a="melden" b="eerst"/>
      """, proven: false
    ).play(
      """
      <do event="aanvraag" by="inwoner"/><refuse event="eerst" by="gemeente" because="condition"/>
      <do event="melden" by="inwoner"/><do event="eerst" by="gemeente"/><expect finished="false"/>
      <do event="melden" by="inwoner"/><expect finished="true"/>
      """)
  }

  @Test func aConstraintThatCannotBeKeptIsFound() throws {
    let findings = Construct.findings(
      "<userTask id=\"eerst\" by=\"gemeente\" next=\"klaar\"/>",
      with: "<constraint template=\"response\" a=\"eerst\" b=\"aanvraag\"/>")
    #expect(findings == ["K502 constraint"])
  }

  @Test(arguments: [
    ("template=\"response\" a=\"a\"", "K503 constraint"),
    ("template=\"response\" a=\"a\" b=\"a\"", "K503 a"),
    ("template=\"init\" a=\"a\" b=\"b\"", "K503 b"),
    ("template=\"choice\" a=\"a\" b=\"b\" n=\"2\"", "K503 2"),
    ("template=\"existence\" a=\"a\" n=\"1001\"", "K503 1001"),
    ("template=\"existence\" a=\"a\" n=\"0\"", "K110 0"),
    ("template=\"reponse\" a=\"a\" b=\"b\"", "K110 reponse"),
    ("template=\"precedence\" a=\"a\" b=\"pad\"", "K203 pad"),
  ])
  func whatDoesNotFitIsRefused(_ attributes: String, _ expected: String) throws {
    let file = SourceFile(
      path: "proef.chain.xml",
      text: """
        <chain xmlns="urn:keten:chain:1" id="proef" version="1.0.0">\(Self.parties)
        <path id="pad" driver="inwoner">\(Self.steps)<constraint \(attributes)/></path></chain>
        """)
    let found = compile(file).diagnostics.filter { $0.severity == .error }
    #expect(found.map { "\($0.code.id) \(file.text($0.range))" } == [expected])
  }

  @Test func signalsAreNotCounted() {
    #expect(
      Construct.findings(
        "<intermediateCatchEvent id=\"eerst\" signal=\"sein\" next=\"klaar\"/>",
        with: "<signal id=\"sein\"/><constraint template=\"existence\" a=\"eerst\" n=\"2\"/>"
      ).contains("K114 eerst"))
  }

  @Test func whatIsCalledIsNotReached() {
    #expect(
      Construct.findings(
        "<callActivity id=\"eerst\" call=\"deel\" next=\"klaar\"/>",
        with: """
          <procedure id="deel"><startEvent id="begin" next="doen"/><userTask id="doen" by="gemeente" next="af"/>
          <endEvent id="af"/></procedure><constraint template="existence" a="doen"/>
          """
      ).contains("K114 doen"))
  }

  @Test func aPageShowsWhatATemplateBecomes() {
    #expect(
      ConstraintRules(.alternateResponse).lines() == [
        "helper owed: never happens, excluded, pending", "include a → owed", "exclude b → owed", "condition owed → a",
      ])
  }
}
