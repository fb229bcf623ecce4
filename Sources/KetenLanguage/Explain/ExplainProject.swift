import KetenSource

/// K260–K263: how a project is checked.
let projectPages: [ExplanationPage] = [
  .project(
    .projectUnknownCode,
    """
    A rule of `.keten.xml` speaks of a code that Keten does not have, so it would change nothing. Codes are written by \
    id (`K926`), by name (`bpmn-missing-label`), or as a family by the first of their digits (`K9`, `K92`). \
    `keten explain` lists them all.
    """,
    wrong: """
      <check xmlns="urn:keten:check:1">
        <rule codes="bpmn-mising-label" severity="off"/>
      </check>
      """,
    mended: .replace("mising", by: "missing")),
  .project(
    .projectSoftensError,
    """
    A rule of `.keten.xml` would make an error a warning or a note, or leave it out. A file with an error does not \
    run, and no setting changes that. What cannot be mended yet goes into the baseline, which names each finding: \
    write `baseline` and call `keten check --update-baseline`. A family (`K7`) may hold errors; they stay as they are.
    """,
    wrong: """
      <check xmlns="urn:keten:check:1">
        <rule codes="K201 K926" severity="note"/>
      </check>
      """,
    mended: .replace("K201 K926", by: "K926")),
  .project(
    .projectNoBaseline,
    """
    The baseline that `.keten.xml` names cannot be read, so every finding would be shown as new. The path is seen from \
    the folder of `.keten.xml`. `keten check --update-baseline` makes the file, with all that is found now.
    """,
    wrong: """
      <check xmlns="urn:keten:check:1" baseline="bekent.xml">
      </check>
      """,
    mended: .replace("bekent.xml", by: "bekend.xml")),
  .project(
    .projectOldBaseline,
    """
    The baseline lists a finding that is not found any more: it has been mended, or the tag it stood in has changed. \
    A baseline is there to become empty. `keten check --update-baseline` leaves out what is gone.
    """, kind: .baseline,
    wrong: """
      <baseline xmlns="urn:keten:baseline:1">
        <old file="a.bpmn" code="K926" at="&lt;userTask id=&quot;besluiten&quot;&gt;"/>
      </baseline>
      """,
    mended: .replace(
      """
        <old file="a.bpmn" code="K926" at="&lt;userTask id=&quot;besluiten&quot;&gt;"/>

      """, by: "")),
]
