import Testing

@testable import KetenSource

/// Renderers must hold on any bytes and any range in them.
struct AnyBytesTests {
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) << 32 | (state >> 32) & 0xFFFF_FFFF
    }
  }

  private static let pieces: [[UInt8]] =
    [
      "a", "<", "&", "\"", "\t", "\n", "\r", "\r\n", " ", "\u{FEFF}", "é", "e\u{301}", "日", "👩‍👧", "\u{1B}[0m",
      "\u{202E}",
      "\u{0}", "{", "]]>",
    ].map { Array($0.utf8) } + [[0x80], [0xF0, 0x9F], [0xFF]]

  private static func findings(_ seed: UInt64) -> [Diagnostic] {
    var generator = Generator(state: seed)
    let bytes = (0..<Int.random(in: 0...40, using: &generator)).flatMap { _ in
      pieces.randomElement(using: &generator) ?? []
    }
    let file = SourceFile(path: "seed \(seed)", bytes: bytes)
    func range() -> SourceRange {
      let start = Int.random(in: 0...bytes.count, using: &generator)
      return SourceRange(start, Int.random(in: start...bytes.count, using: &generator))
    }
    return (0..<3).map { _ in
      let piece = String(decoding: pieces.randomElement(using: &generator) ?? [], as: UTF8.self)
      return Diagnostic(
        Awkward.unknown, at: range(), in: file, "wrong \(piece)",
        notes: [Diagnostic.Note("see", at: range(), in: file)],
        fixIts: [Diagnostic.FixIt("mend", [Diagnostic.Edit(range(), piece)])])
    }
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `no bytes break a renderer`(_ seed: UInt64) {
    let findings = Self.findings(seed)
    let file = findings[0].file
    for finding in findings {
      let lines = renderHuman([finding], color: false).split(separator: "\n", omittingEmptySubsequences: false)
      let notes = lines.firstIndex { $0.hasPrefix("  ") && $0.contains("note: see") } ?? 0
      #expect(lines[..<notes].contains { $0.contains("^") }, "seed \(seed)")
      for line in lines {
        #expect(!line.unicodeScalars.contains { $0.properties.generalCategory == .control }, "seed \(seed)")
        #expect(line.last != " ", "seed \(seed)")
      }
    }
    #expect(renderGitHub(findings).split(separator: "\n").count == findings.count, "seed \(seed)")
    let outputs = [
      renderGitHub(findings), renderJSON(findings), renderSARIF(findings, version: "0"),
      renderJUnit(findings, files: [file]),
    ]
    for output in outputs {
      let isClean = output.unicodeScalars.allSatisfy { $0 == "\n" || $0 == "\t" || $0.value >= 0x20 }
      #expect(isClean, "seed \(seed)")
    }
    _ = applyFixIts(findings, to: file)
  }
}
