extension Grammar {
  /// The chain language, namespace `urn:keten:chain:1`.
  package static let chain = Grammar(
    name: "keten", namespace: "urn:keten:chain:1", root: "chain",
    elements: chainParts + networkElements + dossierElements + decisionElements + procedureElements + pathElements
      + relationElements
      + termElements + unsupportedElements)

  private static let documentation = ChildRule("documentation")
  private static let relations = ["condition", "milestone", "response", "include", "exclude"].map { ChildRule($0) }

  private static let title = AttributeRule("title", .text, "What people call it.")
  private static let basis = AttributeRule("basis", .text, "The article of law it rests on, as `Awb art. 4:13`.")
  private static let language = AttributeRule("xml:lang", .language, "The language of the text.")

  private static func id(_ summary: String) -> AttributeRule {
    AttributeRule("id", .id, required: true, summary)
  }

  private static let chainParts: [ElementRule] = [
    ElementRule(
      "chain", "A chain workflow: procedures and paths over one network of parties and one dossier.",
      attributes: [
        id("The chain's name."),
        AttributeRule("version", .version, required: true, "The version of the file, as `1.0.0`."),
        language,
      ],
      children: [
        ChildRule("title"), documentation, ChildRule("network", .one), ChildRule("purpose"),
        ChildRule("types", .optional), ChildRule("dossier", .optional), ChildRule("message"), ChildRule("import"),
        ChildRule("decision"), ChildRule("procedure"), ChildRule("path"), ChildRule("term"),
      ] + relations
        + ["calendar", "signal", "error", "escalation", "result", "constraint"].map {
          ChildRule($0)
        }),
    ElementRule(
      "title", "What people call the chain, once a language.", attributes: [language], text: .text),
    ElementRule(
      "documentation", "A text for people, once a language.", attributes: [language], text: .text),
  ]

  private static let networkElements: [ElementRule] = [
    ElementRule(
      "network", "The parties that work together on a case.",
      children: [documentation, ChildRule("client", .oneOrMore), ChildRule("partner", .oneOrMore)]),
    ElementRule(
      "client", "A party whose case it is.", attributes: partyAttributes, children: [documentation]),
    ElementRule(
      "partner", "An organisation or person that takes part.",
      attributes: partyAttributes + [
        AttributeRule("directs", .boolean, "Whether it directs the chain; exactly one partner does.")
      ], children: [documentation]),
    ElementRule(
      "purpose", "What data may be used for.", attributes: [id("The purpose's name."), title, basis],
      children: [documentation]),
  ]

  private static let partyAttributes: [AttributeRule] = [
    id("The party's name."), title,
    AttributeRule("oin", .oin, "The organisation's identification number, when it is fixed."),
    AttributeRule(
      "actsFor", .reference, "The party it represents: it may do what that party may, on the record as such."),
    AttributeRule("many", .boolean, "", unsupported: "a role that several fill at run time"),
    AttributeRule("if", .expression, "", unsupported: "a condition on representation"),
  ]

  private static let dossierElements: [ElementRule] = [
    ElementRule("types", "Types of the chain's own.", children: [documentation, ChildRule("type", .oneOrMore)]),
    ElementRule(
      "type", "A context type with fields, or another name for a type.",
      attributes: [
        id("The type's name."), title, AttributeRule("type", .typeName, "The type it is another name for."),
        AttributeRule("list", .boolean, "Whether it is a list of that type."),
      ], children: [documentation, ChildRule("field")]),
    ElementRule(
      "field", "A field of a context type.",
      attributes: [
        id("The field's name."), title, AttributeRule("type", .typeName, required: true, "Its type."),
        AttributeRule("list", .boolean, "Whether it is a list of that type."),
      ], children: [documentation]),
    ElementRule(
      "dossier", "The data of a case; its attributes are the defaults of its items.",
      attributes: itemDefaults, children: [documentation, ChildRule("item")]),
    ElementRule(
      "item", "One piece of data, kept by one party. A `document` is a reference, never content.",
      attributes: [
        id("The item's name."), title,
        AttributeRule("type", .typeName, required: true, "A FEEL type, `document`, or a type of the chain."),
        AttributeRule("list", .boolean, "Whether it is a list of that type."),
        AttributeRule("source", .text, "The register that can supply it."),
        AttributeRule("allowed", .text, "", unsupported: "allowed values of an item"),
      ] + itemDefaults, children: [documentation]),
    ElementRule(
      "message", "What comes in from outside.",
      attributes: [
        id("The message's name."), title,
        AttributeRule("from", .references, required: true, "The parties that may send it."),
        AttributeRule("to", .references, required: true, "The parties it is for."),
        AttributeRule("carries", .markedReferences, "The items it brings; `item?` need not be in it."),
        AttributeRule("keep", .duration, "How long it waits for a catcher; without it, nobody waiting is a refusal."),
      ], children: [documentation]),
  ]

  private static let itemDefaults: [AttributeRule] = [
    AttributeRule("holder", .reference, "The party that keeps it."), basis,
    AttributeRule("purpose", .references, "What it may be used for."),
    AttributeRule("retain", .retention, "How long it is kept: a duration or `permanent`."),
  ]
}

// MARK: - Procedures

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
  private static let access: [AttributeRule] = [
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
  private static let guardAttribute = AttributeRule("if", .expression, "It can happen only while this holds.")
  private static let optional = AttributeRule(
    "optional", .boolean, "Whether a path rule may exclude it; excluded, it is skipped.")
  private static let closes = AttributeRule(
    "closes", .reference, "`case`: the case closes once nothing is owed any more.")
  private static let message = AttributeRule("message", .reference, "The message it waits for.")
  private static let timer = AttributeRule(
    "timer", .duration, "How long after its activity (or itself) was reached it happens.")

  private static func node(_ summary: String) -> [AttributeRule] { [id(summary), title, basis] }
  private static func unsupported(_ names: [String], _ what: String) -> [AttributeRule] {
    names.map { AttributeRule($0, .text, "", unsupported: what) }
  }

  private static let otherTriggers = unsupported(
    ["signal", "error", "escalation", "condition", "term", "compensation", "cancel", "link"],
    "this kind of event trigger")

  private static let activityChildren: [ChildRule] = [
    documentation, ChildRule("boundaryEvent"), ChildRule("flow", unsupported: "conditional flow from an activity"),
    ChildRule("multiInstance"), ChildRule("standardLoop"),
  ]

  private static let taskAttributes =
    node("The task's name.") + [next, guardAttribute, optional, closes] + access
    + unsupported(["forEach", "as"], "one instance for each element of a list")

  private static let procedureElements: [ElementRule] = [
    ElementRule(
      "procedure", "A course that the law fixes: BPMN flow. It runs at most once in a case.",
      attributes: [
        id("The procedure's name."), title, basis,
        AttributeRule("purpose", .references, "The purposes its work uses data for."),
        AttributeRule("repeatable", .boolean, "", unsupported: "a procedure that runs more than once"),
      ], children: scopeChildren),
    ElementRule(
      "startEvent", "Where a procedure or sub-process begins: by an act, a message, or by itself.",
      attributes: node("The event's name.") + [by, message, next, guardAttribute, closes] + access + otherTriggers
        + unsupported(["timer", "interrupting"], "this kind of start event"),
      children: [documentation, ChildRule("flow", unsupported: "conditional flow from an event")]),
    ElementRule(
      "endEvent", "Where a way through ends.",
      attributes: node("The event's name.") + [
        AttributeRule(
          "terminate", .boolean, "Whether it ends everything else in its scope; with `closes`, in the case."),
        closes,
      ] + otherTriggers
        + unsupported(["message", "result", "to", "carries"], "this kind of end event"), children: [documentation]),
    ElementRule("userTask", "Work of a person.", attributes: taskAttributes + [by], children: activityChildren),
    ElementRule(
      "manualTask", "Work of a person without a system.", attributes: taskAttributes + [by],
      children: activityChildren),
    ElementRule(
      "serviceTask", "Work of a system: with `job` a worker answers, without it is done at once.",
      attributes: taskAttributes + [by, AttributeRule("job", .text, "The type of worker that does it.")],
      children: activityChildren),
    ElementRule(
      "receiveTask", "Waits for a message.",
      attributes: taskAttributes + [AttributeRule("message", .reference, required: true, "The message it waits for.")],
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
      "flow", "A way on from a gateway.",
      attributes: [
        AttributeRule("to", .reference, required: true, "The node it leads to."), title,
        AttributeRule("if", .expression, "It is taken only if this holds."),
        AttributeRule("otherwise", .boolean, "Whether it is taken when no other is."),
      ], children: [documentation]),
    ElementRule(
      "subProcess", "An activity with a course of its own.",
      attributes: node("The sub-process's name.") + [next, optional, closes]
        + unsupported(["triggeredByEvent", "forEach", "as"], "this kind of sub-process"),
      children: scopeChildren + activityChildren.filter { $0.name != "documentation" }),
    ElementRule(
      "intermediateCatchEvent", "Waits for a moment or a message.",
      attributes: node("The event's name.") + [timer, message, next, closes, optional]
        + access.filter { $0.name != "purpose" } + otherTriggers
        + [AttributeRule("by", .references, "", unsupported: "an act as a catch event: use a userTask")],
      children: [documentation, ChildRule("flow", unsupported: "conditional flow from an event")]),
    ElementRule(
      "boundaryEvent", "What may happen while its activity is open.",
      attributes: node("The event's name.") + [
        AttributeRule("interrupting", .boolean, "Whether it ends the activity; it does unless `false`."),
        timer, message, by, next, guardAttribute, closes,
      ] + access.filter { $0.name != "purpose" } + otherTriggers,
      children: [documentation, ChildRule("flow", unsupported: "conditional flow from an event")]),
  ]
}

// MARK: - Paths, relations, terms

extension Grammar {
  private static let pathElements: [ElementRule] = [
    ElementRule(
      "path", "A course that the client decides: steps and relations between them.",
      attributes: [
        id("The path's name."), title, basis,
        AttributeRule("driver", .reference, required: true, "The party that decides its course."),
        AttributeRule("purpose", .references, "The purposes its steps use data for."),
      ],
      children: [
        documentation, ChildRule("step"), ChildRule("group"), ChildRule("catalogue"), ChildRule("constraint"),
      ] + relations),
    ElementRule(
      "group", "Steps under one name: a relation with the group is one with each of them.",
      attributes: [id("The group's name."), title, basis],
      children: [documentation, ChildRule("step"), ChildRule("group")] + relations),
    ElementRule(
      "step", "Something that may be done.",
      attributes: [
        id("The step's name."), title, basis,
        AttributeRule("by", .references, required: true, "The parties whose act it is; any one of them."),
        AttributeRule("required", .boolean, "Whether it must be done from the start."),
        AttributeRule("included", .boolean, "Whether it is in play from the start; it is unless `false`."),
        AttributeRule("repeatable", .boolean, "Whether it may be done again; without it, it leaves play when done."),
        guardAttribute, closes,
      ] + access
        + unsupported(
          ["call", "forEach", "as", "catalogue", "interrupts", "next", "late", "optional", "job"],
          "this attribute of a step"), children: [documentation]),
  ]

  private static func relation(
    _ name: String, _ summary: String, _ extra: [AttributeRule] = []
  ) -> ElementRule {
    ElementRule(
      name, summary,
      attributes: [
        AttributeRule("from", .references, required: true, "The events or groups it starts at."),
        AttributeRule("to", .references, required: true, "The events or groups it bears on."),
        AttributeRule("if", .expression, "It counts only while this holds."), basis,
      ] + extra, children: [documentation])
  }

  private static let relationElements: [ElementRule] = [
    relation(
      "condition", "`to` cannot happen before `from` has, as long as `from` is in play.",
      [AttributeRule("after", .duration, "And that long after it last did.")]),
    relation("milestone", "`to` cannot happen while `from` is in play and still owed."),
    relation(
      "response", "Once `from` happens, `to` must happen, or leave play.",
      [
        AttributeRule("within", .duration, "By then at the latest; a missed deadline is a fact, it stops nobody."),
        AttributeRule("renews", .boolean, "Whether being asked again moves the deadline; else the earliest stands."),
        AttributeRule("term", .reference, "", unsupported: "a response that goes by a term"),
      ]),
    relation("include", "`from` brings `to` into play."),
    relation("exclude", "`from` takes `to` out of play."),
  ]

  private static let termElements: [ElementRule] = [
    ElementRule(
      "term", "A legal term: it starts by an event, is met by another, or exceeded by the clock.",
      attributes: [
        id("The term's name."), title, basis,
        AttributeRule(
          "source", .enumeration(["law", "decree", "bylaw", "authority", "agreement"]), "Who set it."),
        AttributeRule(
          "side", .enumeration(["authority", "client", "partner", "third", "none"]), "Whose duty it is."),
        AttributeRule("from", .references, required: true, "The events that start it."),
        AttributeRule("until", .references, "The events that meet it; without it the term is a window that ends."),
        AttributeRule("renews", .boolean, "Whether starting again while it runs starts it anew."),
      ]
        + unsupported(
          ["starts", "days", "direction", "late", "atw", "within"], "the arithmetic of the law's calendar"),
      children: [
        documentation, ChildRule("within", .one), ChildRule("suspended"), ChildRule("extended"), ChildRule("warn"),
        ChildRule("exceeded"),
      ]),
    ElementRule(
      "within", "How long a term is. The day it starts does not count; it ends at the end of its last day.",
      attributes: [
        AttributeRule("duration", .duration, required: true, "The length."),
        AttributeRule("if", .expression, "", unsupported: "a guarded length of a term"),
        AttributeRule("expression", .expression, "", unsupported: "a computed length of a term"),
      ]),
  ]

  private static let unsupportedElements: [ElementRule] = [
    ("calendar", "closing days of the chain's own"),
    ("signal", "signals"), ("error", "errors"), ("escalation", "escalations"), ("result", "results of a case"),
    ("constraint", "DECLARE constraints"),
    ("catalogue", "steps added to a running case"),
    ("sendTask", "sending a message"),
    ("inclusiveGateway", "inclusive gateways"), ("eventBasedGateway", "event-based gateways"),
    ("complexGateway", "complex gateways"), ("transaction", "transactions"),
    ("adHocSubProcess", "ad-hoc sub-processes"), ("callActivity", "calls"),
    ("intermediateThrowEvent", "throw events"), ("dataObject", "data objects"),
    ("multiInstance", "multi-instance activities"), ("standardLoop", "loop activities"),
    ("suspended", "the suspension of a term"), ("extended", "the extension of a term"),
    ("warn", "warnings before a term ends"), ("exceeded", "consequences of an exceeded term"),
  ].map { ElementRule($0.0, "", unsupported: $0.1) }
}
