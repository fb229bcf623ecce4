import FEEL
import Foundation
import KetenLanguage
import KetenMachine
import KetenSource
import Testing

/// The README's example for a Swift host, run; the lines between the marks stand there word for word.
@Suite struct EmbeddingTests {
  struct HostError: Error {}

  func read(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: TidyTests.root.appending(path: path))) }

  @Test func readmeExampleRuns() throws {
    var printed: [String] = []
    func print(_ text: String) { printed.append(text) }
    // README begin
    let file = SourceFile(path: "wmo.chain.xml", bytes: try read("workflows/wmo/wmo.chain.xml"))
    var options = CompileOptions()
    options.prove = false  // prove where files are accepted, not where they are run
    options.files = { href in (try? read("workflows/wmo/\(href)")).map { SourceFile(path: href, bytes: $0) } }
    guard let machine = compile(file, options: options).machine else { throw HostError() }

    let now = Moment(milliseconds: 1_772_438_400_000)
    guard case .accepted(let first, _, var state) = begin(machine, at: now),
      let melden = machine.event(named: "melden"), let inwoner = machine.party(named: "inwoner"),
      let melding = machine.item(named: "melding"), let aanvraag = machine.event(named: "aanvraag")
    else { throw HostError() }
    var journal = first

    let document = Value.context(Context([("uri", .string("https://gemeente.example/melding.pdf"))]))
    let command = Command.act(melden, by: inwoner, writes: [ItemValue(melding, document)], at: now)
    switch decide(command, on: state, of: machine) {
    case .accepted(let records, let effects, let next):
      journal += records  // make them durable first, then carry out the effects
      state = next
      print("\(effects.count) effects, \(openWork(state, of: machine, at: now).count) things to do")
    case .refused(let reasons):
      for reason in reasons { print(reason.text(in: machine)) }
    }
    for reason in why(aanvraag, in: state, of: machine, at: now) { print(reason.text(in: machine)) }
    assert(Case.replay(journal, of: machine) == state)
    // README end
    #expect(printed.count == 2)
    #expect(Case.replay(journal, of: machine) == state)
  }

  @Test func readmeShowsWhatRuns() throws {
    let source = try String(contentsOf: URL(filePath: #filePath), encoding: .utf8)
    let begin = try #require(source.range(of: "    // README begin\n"))
    let end = try #require(source.range(of: "    // README end\n"))
    let lines = source[begin.upperBound..<end.lowerBound].split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix("    ") ? String($0.dropFirst(4)) : String($0) }
    let readme = try String(contentsOf: TidyTests.root.appending(path: "README.md"), encoding: .utf8)
    #expect(readme.contains(lines.joined(separator: "\n")), "the README's example is not the one that runs")
  }
}
