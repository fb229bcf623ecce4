// The elements of a procedure, in the words of BPMN 2.0.2.

extension Grammar {
  private static let nodes =
    [
      "startEvent", "endEvent", "userTask", "manualTask", "serviceTask", "receiveTask", "scriptTask",
      "businessRuleTask", "exclusiveGateway", "parallelGateway", "subProcess", "intermediateCatchEvent",
    ].map { ChildRule($0) }
    + [
      "sendTask", "inclusiveGateway", "eventBasedGateway", "complexGateway", "transaction",
      "adHocSubProcess", "callActivity", "intermediateThrowEvent", "dataObject",
    ].map { ChildRule($0) }

  private static let scopeChildren: [ChildRule] =
    [documentation, ChildRule("term")] + nodes + relations + [
      ChildRule("path", unsupported: "a path inside a procedure"),
      ChildRule("step", unsupported: "a free step inside a procedure"),
    ]

  private static let next = AttributeRule("next", .reference, "The node that follows, where there is one way on.")
  private static let by = AttributeRule("by", .references, "The parties whose act it is; any one of them.")
  static let access: [AttributeRule] = [
    AttributeRule("reads", .markedReferences, "The items its performer sees; `item?`: if it is there."),
    AttributeRule("knows", .references, "The items of which its performer sees only that they exist."),
    AttributeRule("writes", .markedReferences, "The items it writes; `item?`: if there is something to write."),
    AttributeRule("purpose", .references, "The purposes it uses data for."),
    AttributeRule("adds", .references, "", unsupported: "adding to a list item"),
    AttributeRule("ensure", .expression, "", unsupported: "a condition on what is written"),
    AttributeRule("at", .reference, "", unsupported: "a legal moment that differs from the registered one"),
    AttributeRule("fills", .reference, "", unsupported: "filling a role at run time"),
    AttributeRule("notBy", .references, "", unsupported: "excluding the person who did another event"),
    AttributeRule("consent", .references, "", unsupported: "consent as a basis"),
    AttributeRule("status", .text, "", unsupported: "status texts for the client"),
  ]
  static let guardAttribute = AttributeRule("if", .expression, "It can happen only while this holds.")
  private static let optional = AttributeRule(
    "optional", .boolean, "Whether a path rule may exclude it; excluded, it is skipped.")
  static let closes = AttributeRule(
    "closes", .reference, "`case`: the case closes once nothing is owed any more.")
  private static let message = AttributeRule("message", .reference, "The message it waits for.")
  private static let correlation = AttributeRule(
    "correlation", .expression, "It takes only a message whose `key` has this value.")
  private static let timer = AttributeRule(
    "timer", .timer,
    "How long after its activity (or itself) was reached it happens, at which moment, or again and again.")
  private static let timerExpression = AttributeRule(
    "timerExpression", .expression,
    "The same computed when the clock starts: a duration, a date, a date and time, or a text as `timer` has it.")
  private static let parallelMultiple = AttributeRule(
    "parallelMultiple", .boolean, "Of several triggers: whether it waits for all of them, rather than for the first.")
  private static let catches: [AttributeRule] = [
    AttributeRule("signal", .reference, "The signal it waits for."),
    AttributeRule("condition", .expression, "It happens once this holds."),
  ]
  private static let catchesFromWithin: [AttributeRule] = [
    AttributeRule("error", .reference, "The error it catches; `any`: any that nobody caught before."),
    AttributeRule("escalation", .reference, "The escalation it catches; `any`: any."),
  ]
  private static let throwsUp = AttributeRule("escalation", .reference, "The escalation it throws.")
  private static let throwsAll: [AttributeRule] = [
    AttributeRule("message", .reference, "The message it sends."),
    AttributeRule("signal", .reference, "The signal it throws; all that wait for it catch it."),
  ]
  private static let link = AttributeRule("link", .reference, "The name that both ends of a link have.")

  private static func node(_ summary: String) -> [AttributeRule] { [id(summary), title, basis] }
  static func unsupported(_ names: [String], _ what: String) -> [AttributeRule] {
    names.map { AttributeRule($0, .text, "", unsupported: what) }
  }

  private static let compensates = AttributeRule(
    "compensation", .reference, "`all`, or the activity: what was done in the scope is undone, the last first.")
  private static let compensated = AttributeRule(
    "compensation", .boolean, "Whether it waits for what it stands on to be undone; `next` is what undoes it.")
  private static let otherTriggers = unsupported(["term"], "this kind of event trigger")

  private static let activityChildren: [ChildRule] = [
    documentation, ChildRule("boundaryEvent"), ChildRule("flow"),
    ChildRule("multiInstance", .optional), ChildRule("standardLoop", .optional),
  ]

  private static let eventChildren: [ChildRule] = [documentation, ChildRule("trigger"), ChildRule("flow")]

  private static let quantities = [
    AttributeRule("startQuantity", .count, "How many tokens it takes to begin, over all flows in; 1 by default."),
    AttributeRule("completionQuantity", .count, "How many tokens each way on gets when it is done; 1 by default."),
  ]

  private static let taskAttributes =
    node("The task's name.") + [next, guardAttribute, optional, closes] + quantities + access
    + unsupported(["forEach", "as"], "one instance for each element of a list")

  static let procedureElements: [ElementRule] = [
    ElementRule(
      "procedure", "A course that the law fixes: BPMN flow.",
      attributes: [
        id("The procedure's name."), title, basis,
        AttributeRule("purpose", .references, "The purposes its work uses data for."),
        AttributeRule(
          "repeatable", .boolean, "Whether each time its startEvent happens opens a run of its own; else it runs once."),
      ], children: scopeChildren),
    ElementRule(
      "startEvent", "Where a procedure or sub-process begins: by an act, a message, or by itself.",
      attributes: node("The event's name.") + [
        by, message, correlation,
        AttributeRule(
          "timer", .timer, "How long after its scope began it happens, at which moment, or again and again."),
        timerExpression,
      ] + catches + catchesFromWithin + [
        AttributeRule(
          "interrupting", .boolean,
          "Of an event sub-process: whether it ends what goes on around it; it does unless `false`."),
        AttributeRule(
          "compensation", .boolean, "Of an event sub-process: whether it undoes the sub-process it stands in."),
        parallelMultiple, next, guardAttribute, closes,
      ] + access + otherTriggers,
      children: eventChildren),
    ElementRule(
      "endEvent", "Where a way through ends.",
      attributes: node("The event's name.") + [
        AttributeRule(
          "terminate", .boolean, "Whether it ends everything else in its scope; with `closes`, in the case."),
        closes,
      ] + throwsAll + [
        AttributeRule("error", .reference, "The error it throws."), throwsUp, compensates,
        AttributeRule("cancel", .boolean, "Whether it cancels the transaction: what was done in it is undone."),
      ] + otherTriggers
        + unsupported(["result", "to", "carries"], "this kind of end event"),
      children: [documentation, ChildRule("trigger")]),
    ElementRule("userTask", "Work of a person.", attributes: taskAttributes + [by], children: activityChildren),
    ElementRule(
      "manualTask", "Work of a person without a system.", attributes: taskAttributes + [by],
      children: activityChildren),
    ElementRule(
      "serviceTask", "Work of a system: with `job` a worker answers, without it is done at once.",
      attributes: taskAttributes + [by, AttributeRule("job", .text, "The type of worker that does it.")],
      children: activityChildren),
    ElementRule(
      "sendTask", "Sends a message: with `by` when that party does it, without it at once.",
      attributes: taskAttributes + [
        by, AttributeRule("job", .text, "The type of worker that does it."),
        AttributeRule("message", .reference, required: true, "The message it sends."),
      ], children: activityChildren),
    ElementRule(
      "receiveTask", "Waits for a message.",
      attributes: taskAttributes + [
        AttributeRule("message", .reference, required: true, "The message it waits for."), correlation,
      ],
      children: activityChildren),
    ElementRule(
      "scriptTask", "Computes a value and writes it to its one item.",
      attributes: taskAttributes + [
        AttributeRule("expression", .expression, required: true, "The FEEL expression of the value.")
      ], children: activityChildren),
    ElementRule(
      "businessRuleTask", "Determines a decision and writes what it gives.",
      attributes: taskAttributes + [
        AttributeRule("decision", .reference, required: true, "The decision.")
      ], children: activityChildren),
    ElementRule(
      "exclusiveGateway", "Takes the first flow whose guard holds, else the one marked `otherwise`.",
      attributes: node("The gateway's name.") + [next] + unsupported(["optional"], "an optional gateway"),
      children: [documentation, ChildRule("flow")]),
    ElementRule(
      "parallelGateway", "Waits for all flows in, takes all flows out.",
      attributes: node("The gateway's name.") + [next] + unsupported(["optional"], "an optional gateway"),
      children: [documentation, ChildRule("flow")]),
    ElementRule(
      "inclusiveGateway",
      "Takes all flows whose guard holds, else the one marked `otherwise`; waits for all that can still arrive.",
      attributes: node("The gateway's name.") + [next] + unsupported(["optional"], "an optional gateway"),
      children: [documentation, ChildRule("flow")]),
    ElementRule(
      "eventBasedGateway", "Waits for the first of several events; the others are then out of play.",
      attributes: node("The gateway's name.") + [
        AttributeRule(
          "instantiate", .boolean, "Whether it begins its procedure, by the events behind it; then no flow leads to it."
        ),
        AttributeRule(
          "eventGatewayType", .enumeration(["Exclusive", "Parallel"]),
          "Of one that begins its procedure: whether the others are waited for as well (`Parallel`), or are out of play."
        ),
      ],
      children: [documentation, ChildRule("flow", .oneOrMore)]),
    ElementRule(
      "complexGateway", "Goes on once its activation condition holds, and then absorbs what can still arrive.",
      attributes: node("The gateway's name.") + [
        AttributeRule(
          "activation", .expression, required: true,
          "When it goes on; `activationCount` is on how many flows in a token waits."), next,
      ], children: [documentation, ChildRule("flow")]),
    ElementRule(
      "flow", "A way on. From an activity or event all are taken whose guard holds, and those without one always.",
      attributes: [
        AttributeRule("to", .reference, required: true, "The node it leads to."), title,
        AttributeRule("if", .expression, "It is taken only if this holds."),
        AttributeRule("otherwise", .boolean, "Whether it is taken when no other is."),
      ], children: [documentation]),
    ElementRule(
      "subProcess", "An activity with a course of its own.",
      attributes: node("The sub-process's name.") + [next, optional, closes] + quantities
        + [
          AttributeRule(
            "triggeredByEvent", .boolean, "Whether its start event begins it while the scope around it is open.")
        ] + unsupported(["forEach", "as"], "this kind of sub-process"),
      children: scopeChildren + activityChildren.filter { $0.name != "documentation" }),
    ElementRule(
      "adHocSubProcess",
      "Activities in no fixed order: an act that no flow leads to may be done any number of times, other work is begun once.",
      attributes: node("The sub-process's name.") + [next, optional, closes] + quantities + [
        AttributeRule(
          "ordering", .enumeration(["Parallel", "Sequential"]),
          "Whether what is in it goes on side by side, as it does by default, or one at a time."),
        AttributeRule(
          "completionCondition", .expression, "When it is done, asked each time an activity in it is."),
        AttributeRule(
          "cancelRemainingInstances", .boolean,
          "Whether what still runs is then ended, as it is unless `false`; else it is waited for."),
        AttributeRule(
          "by", .references, "Without a condition: the parties whose act ends it, while nothing runs in it."),
      ],
      children: scopeChildren.filter { !["startEvent", "endEvent"].contains($0.name) }
        + activityChildren.filter { $0.name != "documentation" }),
    ElementRule(
      "dataObject", "A piece of data that lives and dies with each run of what it stands in.",
      attributes: [
        id("Its name."), title,
        AttributeRule("type", .typeName, required: true, "A FEEL type, `document`, or a type of the chain."),
        AttributeRule("list", .boolean, "Whether it is a list of that type."),
      ], children: [documentation]),
    ElementRule(
      "callActivity", "Runs a procedure of its own at this place; the events in that run are named `call/event`.",
      attributes: node("The call's name.") + [
        AttributeRule("call", .reference, required: true, "The procedure."), next, optional, closes,
      ] + unsupported(["forEach", "as", "if"], "this kind of call"),
      children: activityChildren + [
        ChildRule("input", in: "callActivity"), ChildRule("output", in: "callActivity"),
      ]),
    ElementRule(
      "input", "What the called procedure is given as it begins.",
      attributes: [
        AttributeRule("from", .expression, required: true, "FEEL over the data of the caller."),
        AttributeRule("to", .reference, required: true, "The dataObject of the called procedure that takes it."),
      ], children: [documentation], in: "callActivity"),
    ElementRule(
      "output", "What the caller gets back when the called procedure ends.",
      attributes: [
        AttributeRule("from", .expression, required: true, "FEEL over the data of the called procedure."),
        AttributeRule("to", .reference, required: true, "The item or dataObject of the caller that takes it."),
      ], children: [documentation], in: "callActivity"),
    ElementRule(
      "standardLoop", "Does its activity again for as long as a condition holds.",
      attributes: [
        AttributeRule(
          "loopCondition", .expression, required: true,
          "It is done again while this holds; it may read `loopCounter`, how many times it has been done."),
        AttributeRule("testBefore", .boolean, "Whether the condition is asked before the first time as well."),
        AttributeRule("loopMaximum", .count, "How many times it is done at most."),
      ]),
    ElementRule(
      "multiInstance", "Does its activity several times, at once or one after another.",
      attributes: [
        AttributeRule("loopCardinality", .expression, "How many times; this or `in`."),
        AttributeRule(
          "in", .expression, "The list of which each element has an instance; none when it is empty or null."),
        AttributeRule("as", .reference, "What an instance calls its element; `loopCounter` is its number, from 1."),
        AttributeRule(
          "collect", .expression, "What each instance gives as it ends; null is what one gives that does not end."),
        AttributeRule(
          "into", .reference, "The item or dataObject that takes the list of that, in the order of the instances."),
        AttributeRule("isSequential", .boolean, "Whether one begins when the one before it is done."),
        AttributeRule(
          "completionCondition", .expression,
          "When the rest falls away, asked each time one is done; it may read `numberOfInstances`, `numberOfActiveInstances` and `numberOfCompletedInstances`, and `into` as far as it is collected."
        ),
        AttributeRule(
          "behavior", .enumeration(["None", "One", "All", "Complex"]),
          "When it throws what its `throw` elements name: as each instance is done (`None`), as the first is (`One`), never (`All`, the default), or as any is and their `if` holds (`Complex`)."
        ),
      ], children: [ChildRule("dataObject"), ChildRule("throw")]),
    ElementRule(
      "throw",
      "What several instances throw as one is done; a boundary event of theirs that catches it leaves them standing.",
      attributes: [
        AttributeRule(
          "if", .expression,
          "With `Complex`: it is thrown when this holds; it may read what `completionCondition` may.")
      ] + throwsAll + [AttributeRule("error", .reference, "The error it throws."), throwsUp]
        + unsupported(["compensation"], "compensation as what an instance throws")),
    ElementRule(
      "transaction", "A sub-process that can be cancelled: what was done in it is undone.",
      attributes: node("The transaction's name.") + [next, optional, closes] + quantities
        + unsupported(["forEach", "as", "method"], "this kind of sub-process"),
      children: scopeChildren + activityChildren.filter { $0.name != "documentation" }),
    ElementRule(
      "intermediateThrowEvent", "Throws what others catch, goes on by a link, or only marks that a case got here.",
      attributes: node("The event's name.") + throwsAll + [throwsUp, link, compensates, next, closes]
        + otherTriggers,
      children: eventChildren),
    ElementRule(
      "intermediateCatchEvent", "Waits for a moment, a message, a signal or a condition, or is the far end of a link.",
      attributes: node("The event's name.") + [timer, timerExpression, message, correlation] + catches + [
        parallelMultiple, link, next, guardAttribute, closes, optional,
      ]
        + access.filter { $0.name != "purpose" } + otherTriggers
        + [
          AttributeRule("by", .references, "Behind an eventBasedGateway: the parties whose act it is; any one of them.")
        ],
      children: eventChildren),
    ElementRule(
      "boundaryEvent", "What may happen while its activity is open.",
      attributes: node("The event's name.") + [
        AttributeRule("interrupting", .boolean, "Whether it ends the activity; it does unless `false`."),
        timer, timerExpression, message, correlation,
      ] + catches + catchesFromWithin + [
        compensated, AttributeRule("cancel", .boolean, "Whether it catches that its transaction was cancelled."),
        parallelMultiple, by, next, guardAttribute, closes,
      ] + access.filter { $0.name != "purpose" } + otherTriggers,
      children: eventChildren),
    ElementRule(
      "trigger", "One of several things that an event waits for or throws.",
      attributes: [timer, timerExpression] + [
        AttributeRule("message", .reference, "The message it waits for, or sends."),
        AttributeRule("signal", .reference, "The signal it waits for, or throws."),
        AttributeRule("condition", .expression, "It happens once this holds."),
        AttributeRule("error", .reference, "The error it catches, or throws."),
        AttributeRule("escalation", .reference, "The escalation it catches, or throws."),
        compensates,
        AttributeRule("cancel", .boolean, "Whether it catches that its transaction is cancelled, or cancels it."),
      ], children: [documentation]),
  ]
}
