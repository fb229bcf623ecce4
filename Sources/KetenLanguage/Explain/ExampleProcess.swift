/// A BPMN file around its content.
func bpmnFile(_ parts: String, attributes: String = "") -> String {
  let lines = parts.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "  \($0)" }
  return """
    <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:gemeente"\(attributes)>
    \(lines.joined(separator: "\n"))
    </definitions>

    """
}

/// A BPMN file with one process, and what stands before and after it.
func processFile(_ parts: String, _ attributes: String = "", before: String = "", after: String = "") -> String {
  let inner = parts.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
  let process = "<process id=\"vergunning\"\(attributes.isEmpty ? "" : " " + attributes)>\n\(inner)\n</process>"
  return bpmnFile([before, process, after].filter { !$0.isEmpty }.joined(separator: "\n"))
}

/// A start, what stands between, and an end; the flows in between are those of the example.
func course(_ parts: String) -> String {
  """
  <startEvent id="aanvraag" name="Aanvraag"/>
  \(parts)
  <endEvent id="klaar" name="Klaar"/>
  """
}

/// A course of one node, which the flows `heen` and `weg` lead to and leave.
func courseOf(_ id: String, _ node: String) -> String {
  course(
    """
    \(node)
    \(flow("heen", "aanvraag", id))
    \(flow("weg", id, "klaar"))
    """)
}

/// A sequence flow.
func flow(_ id: String, _ source: String, _ target: String) -> String {
  "<sequenceFlow id=\"\(id)\" sourceRef=\"\(source)\" targetRef=\"\(target)\"/>"
}

/// A task with the name of its id.
func task(_ id: String, _ attributes: String = "") -> String {
  let name = id.prefix(1).uppercased() + id.dropFirst()
  return "<task id=\"\(id)\" name=\"\(name)\"\(attributes.isEmpty ? "" : " " + attributes)/>"
}
