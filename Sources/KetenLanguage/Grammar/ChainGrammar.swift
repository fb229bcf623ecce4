extension Grammar {
  /// The chain language, namespace `urn:keten:chain:1`.
  package static let chain = Grammar(
    name: "keten", namespace: "urn:keten:chain:1", root: "chain",
    elements: chainParts + networkElements + dossierElements + triggerElements + decisionElements + procedureElements
      + pathElements
      + relationElements
      + termElements + unsupportedElements)

  static let documentation = ChildRule("documentation")
  static let relations = ["condition", "milestone", "response", "include", "exclude"].map { ChildRule($0) }

  static let title = AttributeRule("title", .text, "What people call it.")
  static let basis = AttributeRule("basis", .text, "The article of law it rests on, as `Awb art. 4:13`.")
  private static let language = AttributeRule("xml:lang", .language, "The language of the text.")

  static func id(_ summary: String) -> AttributeRule {
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
        ChildRule("signal"), ChildRule("error"), ChildRule("escalation"), ChildRule("decision"), ChildRule("procedure"),
        ChildRule("path"), ChildRule("term"),
      ] + relations
        + ["constraint", "calendar", "result"].map {
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
        AttributeRule("key", .reference, "The item among them by which it finds the one that it is for."),
        AttributeRule("keep", .duration, "How long it waits for a catcher; without it, nobody waiting is a refusal."),
      ], children: [documentation]),
  ]

  private static let triggerElements: [ElementRule] = [
    ElementRule(
      "signal", "What is thrown to all that wait for it, wherever in the case.",
      attributes: [id("The signal's name."), title], children: [documentation]),
    ElementRule(
      "error", "What went wrong in a sub-process or a worker's job, and ends it; caught around it.",
      attributes: [id("The error's name, as workers report it."), title], children: [documentation]),
    ElementRule(
      "escalation", "What a sub-process tells what is around it; it need not end.",
      attributes: [id("The escalation's name."), title], children: [documentation]),
  ]

  private static let itemDefaults: [AttributeRule] = [
    AttributeRule("holder", .reference, "The party that keeps it."), basis,
    AttributeRule("purpose", .references, "What it may be used for."),
    AttributeRule("retain", .retention, "How long it is kept: a duration or `permanent`."),
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
      attributes: [
        id("The group's name."), title, basis,
        AttributeRule(
          "completes", .boolean,
          "Whether it is an event of its own: it happens each time that one of its steps has, if nothing in it is owed."
        ),
      ],
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
    ElementRule(
      "constraint", "A constraint of DECLARE on the whole course.",
      attributes: [
        AttributeRule(
          "template", .enumeration(ConstraintTemplate.allCases.map(\.rawValue)), required: true, "What it says."),
        AttributeRule("a", .reference, required: true, "The event it speaks of first."),
        AttributeRule("b", .reference, "The event it speaks of second; not for those that speak of one."),
        AttributeRule("n", .count, "How often, for existence, absence and exactly; once without it."), basis,
      ], children: [documentation]),
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
    ("result", "results of a case"),
    ("catalogue", "steps added to a running case"),
    ("suspended", "the suspension of a term"), ("extended", "the extension of a term"),
    ("warn", "warnings before a term ends"), ("exceeded", "consequences of an exceeded term"),
  ].map { ElementRule($0.0, "", unsupported: $0.1) }
}
