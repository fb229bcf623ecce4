extension Vocabulary {
  /// One type as the table has it.
  struct Entry {
    let type: ElementType
    let base: ElementType?
    let parts: String
    let attributes: String
    var isAbstract = false
    var isOpen = false
  }

  private static func type(
    _ type: ElementType, _ base: ElementType? = .baseElement, _ parts: String = "", _ attributes: String = ""
  ) -> Entry {
    Entry(type: type, base: base, parts: parts, attributes: attributes)
  }

  private static func abstract(
    _ type: ElementType, _ base: ElementType? = .baseElement, _ parts: String = "", _ attributes: String = ""
  ) -> Entry {
    Entry(type: type, base: base, parts: parts, attributes: attributes, isAbstract: true)
  }

  private static func open(
    _ type: ElementType, _ base: ElementType? = nil, _ parts: String = "", _ attributes: String = ""
  ) -> Entry {
    Entry(type: type, base: base, parts: parts, attributes: attributes, isOpen: true)
  }

  /// Every type, each after the one that it extends.
  static let table: [Entry] = foundation + common + collaboration + processes + activities + events + data

  /// BPMN 2.0.2 §8.2: base elements, documentation, extensions, relationships.
  private static let foundation: [Entry] = [
    abstract(.baseElement, nil, "documentation* extensionElements?", "id:id"),
    open(.documentation, nil, "", "id:id textFormat:media"), open(.extensionElements), open(.reference),
    open(.text), open(.script), abstract(.rootElement),
    open(.expression, .baseElement),
    open(.formalExpression, .expression, "", "language evaluatesToTypeRef:name"),
    type(
      .definitions, .baseElement, "import* extension* rootElement* relationship*",
      "name targetNamespace! expressionLanguage typeLanguage exporter exporterVersion"),
    type(.import, nil, "", "namespace! location! importType!"),
    type(.extension, nil, "documentation*", "definition:name mustUnderstand:boolean"),
    type(
      .relationship, .baseElement, "source>any+ target>any+", "type! direction:None|Forward|Backward|Both"),
    type(.auditing), type(.monitoring),
  ]

  /// BPMN 2.0.2 §8.4 and §8.5: artifacts, correlation, errors, messages, resources, services.
  private static let common: [Entry] = [
    abstract(.artifact),
    type(.association, .artifact, "", "sourceRef!>any targetRef!>any associationDirection:None|One|Both"),
    type(.group, .artifact, "", "categoryValueRef>categoryValue"),
    type(.textAnnotation, .artifact, "text?", "textFormat:media"),
    type(.category, .rootElement, "categoryValue*", "name"), type(.categoryValue, .baseElement, "", "value"),
    type(.error, .rootElement, "", "name errorCode structureRef>itemDefinition"),
    type(.escalation, .rootElement, "", "name escalationCode structureRef>itemDefinition"),
    type(.message, .rootElement, "", "name itemRef>itemDefinition"),
    type(.signal, .rootElement, "", "name structureRef>itemDefinition"),
    type(
      .itemDefinition, .rootElement, "", "structureRef:name isCollection:boolean itemKind:Information|Physical"),
    type(.endPoint, .rootElement),
    type(.interface, .rootElement, "operation+", "name! implementationRef:name"),
    type(
      .operation, .baseElement, "inMessageRef>message outMessageRef>message? errorRef>error*",
      "name! implementationRef:name"),
    type(.resource, .rootElement, "resourceParameter*", "name!"),
    type(.resourceParameter, .baseElement, "", "name type>itemDefinition isRequired:boolean"),
    type(
      .resourceRole, .baseElement,
      "resourceRef>resource? resourceParameterBinding* resourceAssignmentExpression?", "name"),
    type(.performer, .resourceRole), type(.humanPerformer, .performer), type(.potentialOwner, .humanPerformer),
    type(.resourceAssignmentExpression, .baseElement, "expression"),
    type(.resourceParameterBinding, .baseElement, "expression", "parameterRef!>resourceParameter"),
    type(.correlationKey, .baseElement, "correlationPropertyRef>correlationProperty*", "name"),
    type(
      .correlationProperty, .rootElement, "correlationPropertyRetrievalExpression+", "name type>itemDefinition"),
    type(
      .correlationPropertyBinding, .baseElement, "dataPath:formalExpression",
      "correlationPropertyRef!>correlationProperty"),
    type(
      .correlationPropertyRetrievalExpression, .baseElement, "messagePath:formalExpression", "messageRef!>message"),
    type(
      .correlationSubscription, .baseElement, "correlationPropertyBinding*", "correlationKeyRef!>correlationKey"),
  ]

  /// What a message flow may connect (BPMN 2.0.2 figure 8.28, InteractionNode; §7.6.2 for sub-processes).
  private static let interaction = "participant|activity|event|conversationNode|choreographyActivity"

  /// BPMN 2.0.2 chapters 9 and 11: collaborations, conversations, choreographies.
  private static let collaboration: [Entry] = [
    type(
      .collaboration, .rootElement,
      "participant* messageFlow* artifact* conversationNode* conversationAssociation* participantAssociation* "
        + "messageFlowAssociation* correlationKey* choreographyRef>choreography* conversationLink*",
      "name isClosed:boolean"),
    type(
      .participant, .baseElement,
      "interfaceRef>interface* endPointRef>endPoint* participantMultiplicity?", "name processRef>process"),
    type(.participantMultiplicity, .baseElement, "", "minimum:integer maximum:integer"),
    type(
      .participantAssociation, .baseElement, "innerParticipantRef>participant outerParticipantRef>participant"),
    type(.partnerEntity, .rootElement, "participantRef>participant*", "name"),
    type(.partnerRole, .rootElement, "participantRef>participant*", "name"),
    type(
      .messageFlow, .baseElement, "",
      "name sourceRef!>\(interaction) targetRef!>\(interaction) messageRef>message"),
    type(
      .messageFlowAssociation, .baseElement, "",
      "innerMessageFlowRef!>messageFlow outerMessageFlowRef!>messageFlow"),
    abstract(
      .conversationNode, .baseElement, "participantRef>participant* messageFlowRef>messageFlow* correlationKey*",
      "name"),
    type(.conversation, .conversationNode), type(.subConversation, .conversationNode, "conversationNode*"),
    type(
      .callConversation, .conversationNode, "participantAssociation*", "calledCollaborationRef>collaboration"),
    type(
      .conversationAssociation, .baseElement, "",
      "innerConversationNodeRef!>conversationNode outerConversationNodeRef!>conversationNode"),
    type(.conversationLink, .baseElement, "", "name sourceRef!>\(interaction) targetRef!>\(interaction)"),
    type(.globalConversation, .collaboration),
    type(.choreography, .collaboration, "flowElement*"),
    type(.globalChoreographyTask, .choreography, "", "initiatingParticipantRef!>participant"),
  ]

  /// BPMN 2.0.2 §10.2, §10.7, §10.8: processes and lanes; §10.4 of global tasks.
  private static let processes: [Entry] = [
    type(
      .callableElement, .rootElement, "supportedInterfaceRef>interface* ioSpecification? ioBinding*", "name"),
    type(
      .process, .callableElement,
      "auditing? monitoring? property* laneSet* flowElement* artifact* resourceRole* correlationSubscription* "
        + "supports>process*",
      "processType:None|Public|Private isClosed:boolean isExecutable:boolean "
        + "definitionalCollaborationRef>collaboration"),
    type(.laneSet, .baseElement, "lane*", "name"),
    type(
      .lane, .baseElement, "partitionElement:baseElement? flowNodeRef>flowNode* childLaneSet:laneSet?",
      "name partitionElementRef>any"),
    type(.globalTask, .callableElement, "resourceRole*"),
    type(.globalUserTask, .globalTask, "rendering*", "implementation"), type(.globalManualTask, .globalTask),
    type(.globalScriptTask, .globalTask, "script?", "scriptLanguage"),
    type(.globalBusinessRuleTask, .globalTask, "", "implementation"), type(.rendering),
    abstract(.flowElement, .baseElement, "auditing? monitoring? categoryValueRef>categoryValue*", "name"),
    abstract(.flowNode, .flowElement, "incoming>sequenceFlow* outgoing>sequenceFlow*"),
    type(
      .sequenceFlow, .flowElement, "conditionExpression:formalExpression?",
      "sourceRef!>flowNode targetRef!>flowNode isImmediate:boolean"),
    abstract(
      .choreographyActivity, .flowNode, "participantRef>participant+ correlationKey*",
      "initiatingParticipantRef!>participant loopType:None|Standard|MultiInstanceSequential|MultiInstanceParallel"),
    type(.choreographyTask, .choreographyActivity, "messageFlowRef>messageFlow+"),
    type(.subChoreography, .choreographyActivity, "flowElement* artifact*"),
    type(
      .callChoreography, .choreographyActivity, "participantAssociation*", "calledChoreographyRef>choreography"),
  ]

  /// BPMN 2.0.2 §10.3 and §10.6: activities and gateways.
  private static let activities: [Entry] = [
    abstract(
      .activity, .flowNode,
      "ioSpecification? property* dataInputAssociation* dataOutputAssociation* resourceRole* loopCharacteristics?",
      "isForCompensation:boolean startQuantity:integer completionQuantity:integer default>sequenceFlow"),
    type(.callActivity, .activity, "", "calledElement>callableElement"),
    type(.subProcess, .activity, "laneSet* flowElement* artifact*", "triggeredByEvent:boolean"),
    type(.transaction, .subProcess, "", "method"),
    type(
      .adHocSubProcess, .subProcess, "completionCondition:formalExpression?",
      "cancelRemainingInstances:boolean ordering:Parallel|Sequential"),
    type(.task, .activity), type(.userTask, .task, "rendering*", "implementation"), type(.manualTask, .task),
    type(.serviceTask, .task, "", "implementation operationRef>operation"),
    type(.scriptTask, .task, "script?", "scriptFormat"), type(.businessRuleTask, .task, "", "implementation"),
    type(.sendTask, .task, "", "implementation messageRef>message operationRef>operation"),
    type(.receiveTask, .task, "", "implementation instantiate:boolean messageRef>message operationRef>operation"),
    abstract(.loopCharacteristics),
    type(
      .standardLoopCharacteristics, .loopCharacteristics, "loopCondition:formalExpression?",
      "testBefore:boolean loopMaximum:integer"),
    type(
      .multiInstanceLoopCharacteristics, .loopCharacteristics,
      "loopCardinality:formalExpression? loopDataInputRef>any? loopDataOutputRef>any? inputDataItem:dataInput? "
        + "outputDataItem:dataOutput? complexBehaviorDefinition* completionCondition:formalExpression?",
      "isSequential:boolean behavior:None|One|All|Complex oneBehaviorEventRef>eventDefinition "
        + "noneBehaviorEventRef>eventDefinition"),
    type(
      .complexBehaviorDefinition, .baseElement, "condition:formalExpression event:implicitThrowEvent?"),
    abstract(
      .gateway, .flowNode, "", "gatewayDirection:Unspecified|Converging|Diverging|Mixed"),
    type(.exclusiveGateway, .gateway, "", "default>sequenceFlow"),
    type(.inclusiveGateway, .gateway, "", "default>sequenceFlow"), type(.parallelGateway, .gateway),
    type(.complexGateway, .gateway, "activationCondition:formalExpression?", "default>sequenceFlow"),
    type(
      .eventBasedGateway, .gateway, "", "instantiate:boolean eventGatewayType:Exclusive|Parallel"),
  ]

  /// BPMN 2.0.2 §10.5: events.
  private static let events: [Entry] = [
    abstract(.event, .flowNode, "property*"),
    abstract(
      .catchEvent, .event,
      "dataOutput* dataOutputAssociation* outputSet? eventDefinition* eventDefinitionRef>eventDefinition*",
      "parallelMultiple:boolean"),
    abstract(
      .throwEvent, .event,
      "dataInput* dataInputAssociation* inputSet? eventDefinition* eventDefinitionRef>eventDefinition*"),
    type(.startEvent, .catchEvent, "", "isInterrupting:boolean"), type(.endEvent, .throwEvent),
    type(.intermediateCatchEvent, .catchEvent), type(.intermediateThrowEvent, .throwEvent),
    type(.boundaryEvent, .catchEvent, "", "cancelActivity:boolean attachedToRef!>activity"),
    type(.implicitThrowEvent, .throwEvent),
    abstract(.eventDefinition, .rootElement),
    type(
      .messageEventDefinition, .eventDefinition, "operationRef>operation?", "messageRef>message"),
    type(
      .timerEventDefinition, .eventDefinition,
      "timeDate:formalExpression? timeDuration:formalExpression? timeCycle:formalExpression?"),
    type(.errorEventDefinition, .eventDefinition, "", "errorRef>error"),
    type(.escalationEventDefinition, .eventDefinition, "", "escalationRef>escalation"),
    type(.signalEventDefinition, .eventDefinition, "", "signalRef>signal"),
    type(.conditionalEventDefinition, .eventDefinition, "condition:formalExpression"),
    type(
      .compensateEventDefinition, .eventDefinition, "", "waitForCompletion:boolean activityRef>activity"),
    type(.cancelEventDefinition, .eventDefinition), type(.terminateEventDefinition, .eventDefinition),
    type(
      .linkEventDefinition, .eventDefinition, "source>linkEventDefinition* target>linkEventDefinition?", "name!"),
  ]

  /// What holds data (BPMN 2.0.2 §10.4.1, ItemAwareElement).
  private static let itemAware =
    "dataObject|dataObjectReference|dataStore|dataStoreReference|dataInput|dataOutput|property"

  /// BPMN 2.0.2 §10.4: data.
  private static let data: [Entry] = [
    type(.dataObject, .flowElement, "dataState?", "itemSubjectRef>itemDefinition isCollection:boolean"),
    type(
      .dataObjectReference, .flowElement, "dataState?", "itemSubjectRef>itemDefinition dataObjectRef>dataObject"),
    type(
      .dataStore, .rootElement, "dataState?",
      "name capacity:integer isUnlimited:boolean itemSubjectRef>itemDefinition"),
    type(
      .dataStoreReference, .flowElement, "dataState?", "itemSubjectRef>itemDefinition dataStoreRef>dataStore"),
    type(.dataState, .baseElement, "", "name"),
    type(.property, .baseElement, "dataState?", "name itemSubjectRef>itemDefinition"),
    type(.ioSpecification, .baseElement, "dataInput* dataOutput* inputSet+ outputSet+"),
    type(
      .dataInput, .baseElement, "dataState?", "name itemSubjectRef>itemDefinition isCollection:boolean"),
    type(
      .dataOutput, .baseElement, "dataState?", "name itemSubjectRef>itemDefinition isCollection:boolean"),
    type(
      .inputSet, .baseElement,
      "dataInputRefs>dataInput* optionalInputRefs>dataInput* whileExecutingInputRefs>dataInput* "
        + "outputSetRefs>outputSet*", "name"),
    type(
      .outputSet, .baseElement,
      "dataOutputRefs>dataOutput* optionalOutputRefs>dataOutput* whileExecutingOutputRefs>dataOutput* "
        + "inputSetRefs>inputSet*", "name"),
    type(
      .ioBinding, .baseElement, "",
      "operationRef!>operation inputDataRef!>dataInput|inputSet outputDataRef!>dataOutput|outputSet"),
    abstract(
      .dataAssociation, .baseElement,
      "sourceRef>\(itemAware)* targetRef>\(itemAware) transformation:formalExpression? assignment*"),
    type(.dataInputAssociation, .dataAssociation), type(.dataOutputAssociation, .dataAssociation),
    type(.assignment, .baseElement, "from:formalExpression to:formalExpression"),
  ]
}
