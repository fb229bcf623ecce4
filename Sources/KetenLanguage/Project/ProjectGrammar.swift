extension Grammar {
  /// How a project is checked: the file `.keten.xml`, namespace `urn:keten:check:1`.
  package static let project = Grammar(
    name: "check", namespace: "urn:keten:check:1", root: "check",
    elements: [
      ElementRule(
        "check", "How the files in this folder and those below are checked.",
        attributes: [
          AttributeRule(
            "baseline", .path, "The file that lists the findings that are known, relative to this one.")
        ],
        children: [ChildRule("documentation"), ChildRule("rule"), ChildRule("files"), ChildRule("skip")]),
      ElementRule(
        "documentation", "A text for people, once a language.",
        attributes: [AttributeRule("xml:lang", .language, "The language of the text.")], text: .text),
      ElementRule(
        "rule", "How much findings weigh; of rules that speak of the same finding the last one counts.",
        attributes: [
          AttributeRule(
            "codes", .text, required: true,
            "The codes, by id (`K926`), name (`bpmn-missing-label`) or family (`K9`, `K92`), with blanks between."),
          AttributeRule(
            "severity", .enumeration(["off", "note", "warning", "error"]), required: true,
            "What they are; `off` leaves them out. An error of the language stays one."),
        ], children: [ChildRule("documentation")]),
      ElementRule(
        "files", "Rules for some files.",
        attributes: [
          AttributeRule(
            "path", .text, required: true,
            "A file, a folder or a pattern: `*` and `?` within a name, `**` for folders; without a `/`, in any folder.")
        ], children: [ChildRule("documentation"), ChildRule("rule", .oneOrMore)]),
      ElementRule(
        "skip", "Files that are not looked at where a folder is checked; named, they still are.",
        attributes: [AttributeRule("path", .text, required: true, "As that of `files`.")],
        children: [ChildRule("documentation")]),
    ])

  /// The findings of a project that are known, namespace `urn:keten:baseline:1`.
  package static let baseline = Grammar(
    name: "baseline", namespace: "urn:keten:baseline:1", root: "baseline",
    elements: [
      ElementRule("baseline", "Findings that are known and not shown again.", children: [ChildRule("old")]),
      ElementRule(
        "old", "One known finding.",
        attributes: [
          AttributeRule("file", .text, required: true, "The path of its file, from the folder of the baseline."),
          AttributeRule("code", .text, required: true, "Its code, as `K926`."),
          AttributeRule("at", .text, required: true, "The tag it stands in, so that it is known on another line too."),
        ]),
    ])
}
