import KetenSource

/// K790–K792: DCR graphs that are brought into a chain.
let graphPages: [ExplanationPage] = [
  .graph(
    .graphLeftOut,
    """
    The graph holds something that would change a run, and that a chain has no counterpart for: an event of which a run \
    opens many, a relation that takes a demand away again, a guard on what is no data. The rest is in the chain, but it \
    allows or asks something else than the graph does. Say it in another way in the graph, or in the chain that \
    `keten import` writes.
    """,
    wrong: graphFile(#"<relation id="r" type="condition" sourceRef="melden" targetRef="besluiten" time="5 dagen"/>"#),
    mended: .replace("5 dagen", by: "P5D")),
  .graph(
    .graphDescription,
    """
    The graph says something that no run depends on, as where an event is drawn or which group it is sorted under. A chain \
    has no place for it, so that it is lost when the chain takes the place of the graph. It is told once for all that is \
    alike. There is nothing to mend.
    """,
    wrong: graphFile(
      #"<relation id="r" type="condition" sourceRef="melden" targetRef="besluiten" description="Wmo"/>"#),
    mended: .replace(#" description="Wmo""#, by: "")),
  .graph(
    .graphFault,
    """
    The file is no DCR graph, or the graph contradicts itself: a relation leads to an event that is not there, two events \
    have one id, an event has none. Nothing runs until it is mended. Open the graph in the editor that wrote it, and save it \
    again.
    """,
    wrong: graphFile(#"<relation id="r" type="response" sourceRef="melden" targetRef="beslissen"/>"#),
    mended: .replace("beslissen", by: "besluiten")),
]

/// A graph with two events and the relations given.
private func graphFile(_ relations: String) -> String {
  """
  <definitions xmlns="http://tk/schema/dcr">
    <dcrGraph id="wmo">
      <event id="melden" description="Melden" role="Inwoner" included="true"/>
      <event id="besluiten" description="Besluiten" role="Gemeente" included="true" pending="true"/>
      \(relations)
    </dcrGraph>
  </definitions>

  """
}
