/// A whole chain file around the parts of an example: one client, one directing partner, and whom it adds.
func chainFile(_ id: String, client: String = "inwoner", with partners: [String] = [], _ parts: String) -> String {
  let others = partners.map { "    <partner id=\"\($0)\" title=\"\(titled($0))\"/>\n" }.joined()
  return """
    <chain xmlns="urn:keten:chain:1" id="\(id)" version="1.0.0" xml:lang="nl">
      <network>
        <client id="\(client)" title="\(titled(client))"/>
        <partner id="gemeente" title="Gemeente" directs="true"/>
    \(others)  </network>

    \(indented(parts))
    </chain>

    """
}

/// A whole scenario file around its steps.
func scenarioFile(_ chain: String, title: String, _ steps: String) -> String {
  """
  <scenario xmlns="urn:keten:scenario:1" chain="\(chain).chain.xml" title="\(title)">
    <start at="2026-03-02T09:00:00+01:00"/>
  \(indented(steps))
  </scenario>

  """
}

private func titled(_ id: String) -> String { id.prefix(1).uppercased() + id.dropFirst() }

private func indented(_ text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "  \($0)" }
    .joined(separator: "\n")
}
