/// The types of the elements of BPMN, abstract ones too, by their names in the XML Schema (BPMN 2.0.2, chapter 15).
///
/// An element whose name is not that of its type has the type of its part: a `conditionExpression` is a
/// `formalExpression`, a `flowNodeRef` is a `reference`.
package enum ElementType: String, CaseIterable, Sendable {
  // Foundation and common elements.
  case baseElement, rootElement, definitions, `import`, `extension`, extensionElements, documentation, relationship
  case reference, expression, formalExpression, text, script
  case artifact, association, group, textAnnotation, category, categoryValue, auditing, monitoring
  case error, escalation, message, signal, itemDefinition, endPoint
  case interface, operation, resource, resourceParameter, resourceRole, performer, humanPerformer, potentialOwner
  case resourceAssignmentExpression, resourceParameterBinding
  case correlationKey, correlationProperty, correlationPropertyBinding, correlationPropertyRetrievalExpression
  case correlationSubscription
  // Collaboration, conversation, choreography.
  case collaboration, participant, participantMultiplicity, participantAssociation, partnerEntity, partnerRole
  case messageFlow, messageFlowAssociation
  case conversationNode, conversation, subConversation, callConversation, conversationAssociation, conversationLink
  case globalConversation
  case choreography, globalChoreographyTask, choreographyActivity, choreographyTask, subChoreography
  case callChoreography
  // Process.
  case callableElement, process, laneSet, lane, globalTask, globalUserTask, globalManualTask, globalScriptTask
  case globalBusinessRuleTask
  case flowElementsContainer, flowElement, flowNode, sequenceFlow
  case activity, callActivity, subProcess, transaction, adHocSubProcess
  case task, userTask, manualTask, serviceTask, scriptTask, businessRuleTask, sendTask, receiveTask, rendering
  case loopCharacteristics, standardLoopCharacteristics, multiInstanceLoopCharacteristics, complexBehaviorDefinition
  case gateway, exclusiveGateway, inclusiveGateway, parallelGateway, complexGateway, eventBasedGateway
  case event, catchEvent, throwEvent, startEvent, endEvent, intermediateCatchEvent, intermediateThrowEvent
  case boundaryEvent, implicitThrowEvent
  case eventDefinition, messageEventDefinition, timerEventDefinition, errorEventDefinition
  case escalationEventDefinition, signalEventDefinition, conditionalEventDefinition, compensateEventDefinition
  case cancelEventDefinition, terminateEventDefinition, linkEventDefinition
  // Data.
  case dataObject, dataObjectReference, dataStore, dataStoreReference, dataState, property
  case ioSpecification, dataInput, dataOutput, inputSet, outputSet, ioBinding
  case dataAssociation, dataInputAssociation, dataOutputAssociation, assignment

  /// The type of an element with this name where its part says no other; nil for none.
  init?(element name: String) {
    self.init(rawValue: name)
    switch self {
    case .reference, .baseElement, .rootElement, .flowElementsContainer: return nil
    default: break
    }
  }

  /// Whether this type is another, or extends it.
  package func isA(_ other: ElementType) -> Bool { Vocabulary.rule(of: self).ancestors.contains(other) }

  /// Whether this type is one of several, or extends one.
  package func isA(anyOf others: [ElementType]) -> Bool { others.contains { isA($0) } }
}
