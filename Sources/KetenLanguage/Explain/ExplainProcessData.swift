import BPMN
import KetenSource

/// K757–K761, K768, K769, K774, K776: data in BPMN files.
let processDataPages: [ExplanationPage] = [
  .procedure(
    .bpmnOperationData,
    """
    A service task gives the data for the message that its operation takes, and takes that of the message which comes \
    back: one `dataInput`, and one `dataOutput` when there is an answer. A send or receive task exchanges one message, and \
    has one piece of data for it (BPMN 2.0.2, section 10.3.3).
    """,
    wrong: executable(
      courseOf("toetsen", #"<serviceTask id="toetsen" operationRef="toets"/>"#), before: service),
    mended: .replace(
      #"<serviceTask id="toetsen" operationRef="toets"/>"#,
      by: """
        <serviceTask id="toetsen" operationRef="toets">
              <ioSpecification>
                <dataInput id="vraag" itemSubjectRef="kosten"/>
                <inputSet><dataInputRefs>vraag</dataInputRefs></inputSet>
                <outputSet/>
              </ioSpecification>
            </serviceTask>
        """)),
  .procedure(
    .bpmnDataType,
    """
    The data is of one type, and what it is filled from or goes into is of another. Two types are one when they are the \
    same `itemDefinition`, or have the same `structureRef` (BPMN 2.0.2, sections 10.3.3 and 10.4.2). Let both name one \
    type, or give the association a `transformation`.
    """,
    wrong: processFile(
      """
      <task id="beoordelen" name="Beoordelen">
        <ioSpecification>
          <dataInput id="vraag" itemSubjectRef="bedrag"/>
          <inputSet><dataInputRefs>vraag</dataInputRefs></inputSet>
          <outputSet/>
        </ioSpecification>
        <dataInputAssociation>
          <sourceRef>dossier</sourceRef>
          <targetRef>vraag</targetRef>
        </dataInputAssociation>
      </task>
      <dataObject id="dossier" itemSubjectRef="tekst"/>
      """,
      before: #"<itemDefinition id="bedrag"/>"# + "\n" + #"<itemDefinition id="tekst"/>"#),
    mended: .replace(#"itemSubjectRef="tekst""#, by: #"itemSubjectRef="bedrag""#)),
  .procedure(
    .bpmnSetMembership,
    """
    The sets say which inputs an activity needs to begin, and which outputs it gives. Every input and output is in at \
    least one set of its own specification (BPMN 2.0.2, section 10.4.1); otherwise nobody would ever fill or read it.
    """,
    wrong: specification("<inputSet/>"),
    mended: .replace("<inputSet/>", by: "<inputSet><dataInputRefs>vraag</dataInputRefs></inputSet>")),
  .procedure(
    .bpmnSetOption,
    """
    What may be missing when the activity begins, or come in while it runs, is one of the inputs of the same set; of \
    outputs the same holds (BPMN 2.0.2, section 10.4.1). List it in both places.
    """,
    wrong: specification(
      """
      <inputSet><optionalInputRefs>vraag</optionalInputRefs></inputSet>
          <inputSet><dataInputRefs>vraag</dataInputRefs></inputSet>
      """),
    mended: .replace(
      "<inputSet><optionalInputRefs>",
      by: "<inputSet><dataInputRefs>vraag</dataInputRefs><optionalInputRefs>")),
  .procedure(
    .bpmnSetPairing,
    """
    An input set may name the output sets that come of it, and each of those names it in return (BPMN 2.0.2, section \
    10.4.1). Add the reference that is not there, or take out the other.
    """,
    wrong: specification(
      #"<inputSet id="in"><dataInputRefs>vraag</dataInputRefs><outputSetRefs>uit</outputSetRefs></inputSet>"#
    ).replacing("<outputSet/>", with: #"<outputSet id="uit"></outputSet>"#),
    mended: .replace(
      #"<outputSet id="uit">"#, by: #"<outputSet id="uit"><inputSetRefs>in</inputSetRefs>"#)),
  .procedure(
    .bpmnCollection,
    """
    `isCollection` says the same of the data as of its type (BPMN 2.0.2, section 10.4.1). It is written at the data only \
    where no type is named. Take it out, or change one of the two.
    """,
    wrong: processFile(
      #"<dataObject id="dossier" itemSubjectRef="stukken" isCollection="false"/>"#,
      before: #"<itemDefinition id="stukken" isCollection="true"/>"#),
    mended: .replace(#"isCollection="false""#, by: #"isCollection="true""#)),
  .procedure(
    .bpmnDataAssociation,
    """
    A data association of an activity fills an input of that activity, or takes an output of it. Several sources need a \
    `transformation` or assignments that make one value of them (BPMN 2.0.2, section 10.4.2).
    """,
    wrong: processFile(
      """
      <task id="beoordelen" name="Beoordelen">
        <property id="notitie"/>
        <dataInputAssociation>
          <sourceRef>aanvraag</sourceRef>
          <sourceRef>advies</sourceRef>
          <targetRef>notitie</targetRef>
        </dataInputAssociation>
      </task>
      <dataObject id="aanvraag"/>
      <dataObject id="advies"/>
      """),
    mended: .replace("        <sourceRef>advies</sourceRef>\n", by: "")),
  .procedure(
    .bpmnCallData,
    """
    A call gives the process or task that it calls what that takes, and takes what that gives: as many inputs and \
    outputs, of the same types (BPMN 2.0.2, section 10.3.6). Otherwise what is called cannot begin, or its outcome is \
    lost.
    """,
    wrong: executable(
      courseOf("bellen", #"<callActivity id="bellen" calledElement="toets"/>"#),
      after: """
        <globalTask id="toets">
          <ioSpecification>
            <dataInput id="vraag"/>
            <inputSet><dataInputRefs>vraag</dataInputRefs></inputSet>
            <outputSet/>
          </ioSpecification>
        </globalTask>
        """),
    mended: .replace(
      #"<callActivity id="bellen" calledElement="toets"/>"#,
      by: """
        <callActivity id="bellen" calledElement="toets">
              <ioSpecification>
                <dataInput id="gegeven"/>
                <inputSet><dataInputRefs>gegeven</dataInputRefs></inputSet>
                <outputSet/>
              </ioSpecification>
            </callActivity>
        """)),
  .procedure(
    .bpmnCorrelation,
    """
    A process that waits for messages by a key has a value for every part of the key, or it would take messages of others \
    (BPMN 2.0.2, section 8.4.2). Bind each property of the key.
    """,
    wrong: bpmnFile(
      """
      <message id="reactie" name="Reactie"/>
      <correlationProperty id="nummer">
        <correlationPropertyRetrievalExpression messageRef="reactie">
          <messagePath>nummer</messagePath>
        </correlationPropertyRetrievalExpression>
      </correlationProperty>
      <collaboration id="keten">
        <correlationKey id="zaak">
          <correlationPropertyRef>nummer</correlationPropertyRef>
        </correlationKey>
      </collaboration>
      <process id="vergunning">
        <correlationSubscription correlationKeyRef="zaak">
        </correlationSubscription>
      </process>
      """),
    mended: .replace(
      #"<correlationSubscription correlationKeyRef="zaak">"#,
      by: """
        <correlationSubscription correlationKeyRef="zaak">
              <correlationPropertyBinding correlationPropertyRef="nummer">
                <dataPath>zaaknummer</dataPath>
              </correlationPropertyBinding>
        """)),
]

// MARK: - Examples

private let service = """
  <itemDefinition id="kosten"/>
  <message id="vraagstelling" name="Vraagstelling" itemRef="kosten"/>
  <interface id="loket" name="Loket">
    <operation id="toets" name="Toets">
      <inMessageRef>vraagstelling</inMessageRef>
    </operation>
  </interface>
  """

private func specification(_ sets: String) -> String {
  processFile(
    """
    <ioSpecification>
      <dataInput id="vraag"/>
      \(sets)
      <outputSet/>
    </ioSpecification>
    """)
}
