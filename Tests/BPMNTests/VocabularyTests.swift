import KetenSource
import Testing

@testable import BPMN

@Suite struct VocabularyTests {
  /// Every type has a rule, and every type that a rule names has one too.
  @Test func everyTypeIsInTheTable() {
    let known = Set(Vocabulary.table.map(\.type))
    let absent = ElementType.allCases.filter { !known.contains($0) }
    #expect(absent == [.flowElementsContainer])
    #expect(Vocabulary.table.count == known.count, "a type stands twice in the table")
  }

  /// A type extends what the Schema says it extends.
  @Test(arguments: [
    (ElementType.userTask, [ElementType.task, .activity, .flowNode, .flowElement, .baseElement]),
    (.transaction, [.subProcess, .activity]), (.boundaryEvent, [.catchEvent, .event, .flowNode]),
    (.potentialOwner, [.humanPerformer, .performer, .resourceRole]), (.globalConversation, [.collaboration]),
    (.timerEventDefinition, [.eventDefinition, .rootElement]), (.globalUserTask, [.globalTask, .callableElement]),
  ]) func typesExtendOthers(_ type: ElementType, _ others: [ElementType]) {
    for other in others { #expect(type.isA(other), "\(type) is no \(other)") }
    #expect(!type.isA(.dataObject))
  }

  /// An element stands where its group may stand, and has the type of its part.
  @Test(arguments: [
    ("process", "task", "task"), ("process", "adHocSubProcess", "adHocSubProcess"), ("process", "group", "group"),
    ("definitions", "signalEventDefinition", "signalEventDefinition"),
    (
      "sequenceFlow", "conditionExpression",
      "formalExpression"
    ), ("lane", "childLaneSet", "laneSet"), ("task", "potentialOwner", "potentialOwner"),
    ("multiInstanceLoopCharacteristics", "inputDataItem", "dataInput"), ("task", "incoming", "reference"),
  ]) func partsHaveTypes(_ parent: String, _ name: String, _ type: String) throws {
    let rule = Vocabulary.rule(of: try #require(ElementType(rawValue: parent)))
    #expect(rule.part(named: name)?.type.rawValue == type)
  }

  @Test(arguments: [
    ("process", "dataInput"), ("task", "task"), ("process", "flowNode"), ("startEvent", "dataInput"),
    ("definitions", "task"), ("process", "message"), ("lane", "laneSet"), ("process", "reference"),
  ]) func otherPartsHaveNoPlace(_ parent: String, _ name: String) throws {
    let rule = Vocabulary.rule(of: try #require(ElementType(rawValue: parent)))
    #expect(rule.part(named: name) == nil)
  }
}
