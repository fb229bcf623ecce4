extension Grammar {
  /// Why a command can be refused, as `because` of a scenario names it.
  package static let refusalWords = [
    "bound", "condition", "delay", "excluded", "finished", "flow", "guard", "item", "message", "milestone", "party",
    "route", "run", "time", "timer", "write",
  ]

  /// The scenario language, namespace `urn:keten:scenario:1`.
  package static let scenario = Grammar(
    name: "scenario", namespace: "urn:keten:scenario:1", root: "scenario",
    elements: [
      ElementRule(
        "scenario", "A test in the designer's terms: what is done, what is refused, and what must then hold.",
        attributes: [
          AttributeRule("chain", .path, required: true, "The chain file, relative to the scenario."),
          AttributeRule("title", .text, required: true, "What it shows."),
          AttributeRule("basis", .text, "The article of law it plays out."),
          AttributeRule("xml:lang", .language, "The language of its texts."),
        ],
        children: [
          ChildRule("documentation"), ChildRule("start", .one), ChildRule("do"), ChildRule("refuse"),
          ChildRule("job"), ChildRule("message"), ChildRule("wait"), ChildRule("expect"),
        ]),
      ElementRule(
        "documentation", "A text for people, once a language.",
        attributes: [AttributeRule("xml:lang", .language, "The language of the text.")], text: .text),
      ElementRule(
        "start", "When the case begins.",
        attributes: [AttributeRule("at", .moment, required: true, "The moment, with its offset.")]),
      ElementRule(
        "do", "An act that must succeed.", attributes: act, children: [ChildRule("documentation"), ChildRule("set")]),
      ElementRule(
        "refuse", "An act that must be refused.",
        attributes: act + [
          AttributeRule(
            "because", .words(refusalWords), required: true, "All the kinds of reason that must be given, no others.")
        ], children: [ChildRule("documentation"), ChildRule("set")]),
      ElementRule(
        "job", "A worker's answer to a job.",
        attributes: [
          event, AttributeRule("error", .reference, "The error with which it failed, in place of an answer."),
        ],
        children: [ChildRule("documentation"), ChildRule("set")]),
      ElementRule(
        "message", "A message that comes in.",
        attributes: [
          AttributeRule("message", .reference, required: true, "The message."),
          AttributeRule("from", .reference, "The party that sends it."),
        ], children: [ChildRule("documentation"), ChildRule("set")]),
      ElementRule(
        "set", "A value that is written.",
        attributes: [
          AttributeRule("item", .instance, required: true, "The item or dataObject."),
          AttributeRule("value", .expression, "Its value, in FEEL."),
          AttributeRule("uri", .uri, "Where the document is, for a document."),
          AttributeRule("mediaType", .text, "The document's media type."),
          AttributeRule("sha256", .sha256, "The document's digest."),
          AttributeRule("title", .text, "The document's title."),
        ]),
      ElementRule(
        "wait", "Time that passes; what falls due happens, in order.",
        attributes: [
          AttributeRule("for", .duration, "How long."),
          AttributeRule("until", .moment, "Or until when."),
        ]),
      ElementRule(
        "expect", "What must hold now.",
        attributes: [
          AttributeRule("enabled", .instances, "Events that can happen, by whoever may."),
          AttributeRule("disabled", .instances, "Events that cannot."),
          AttributeRule("pending", .instances, "Events that are owed."),
          AttributeRule("notPending", .instances, "Events that are not owed."),
          AttributeRule("done", .instances, "Events that have happened."),
          AttributeRule("notDone", .instances, "Events that have not."),
          AttributeRule("finished", .boolean, "Whether the case is closed."),
          AttributeRule("term", .instance, "A term."),
          AttributeRule(
            "state", .enumeration(["idle", "running", "met", "exceeded", "metLate", "void", "ended"]),
            "The term's state."),
          AttributeRule("due", .moment, "When the term ends."),
          AttributeRule("item", .instance, "An item, or a dataObject of what is open."),
          AttributeRule("value", .expression, "The item's value, in FEEL."),
        ]),
    ])

  private static let event = AttributeRule(
    "event", .instance, required: true, "The event; of several that are open `event[2]` is the second.")
  private static let act: [AttributeRule] = [
    event,
    AttributeRule("by", .reference, required: true, "The party that acts."),
    AttributeRule("person", .text, "The person who acts for it."),
  ]
}
