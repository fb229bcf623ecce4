import KetenSource
import KetenXML
import Testing

@testable import KetenLanguage

@Suite struct FuzzTests {
  /// What is most likely to break a reader.
  static let marks: [[UInt8]] =
    [
      "<", ">", "&", ";", "\"", "'", "/", "=", "<!--", "-->", "--", "<![CDATA[", "]]>", "<?", "?>", "<!DOCTYPE x>",
      "</",
      "/>", "&#0;", "&#x41;", "&lt;", "&x;", " xmlns=''", " xmlns:a='b'", "a:", "\r", "\r\n", "\t", "\u{1}", "é",
      "\u{FFFF}",
      "<x>", "</x>", " id='a'", "<?xml version='1.0'?>", "\u{FEFF}",
    ].map { Array($0.utf8) } + [[0], [0xC3], [0xFF], [0xED, 0xA0, 0x80]]

  static func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix) {
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      guard !bytes.isEmpty else { return }
      let at = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<6, using: &random) {
      case 0: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 1: bytes.remove(at: at)
      case 2: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...20, using: &random)))
      case 3: bytes.removeSubrange(at...)
      case 4: bytes.insert(contentsOf: marks.randomElement(using: &random) ?? [], at: at)
      default:
        let end = min(bytes.count, at + Int.random(in: 1...40, using: &random))
        bytes.insert(contentsOf: bytes[at..<end], at: Int.random(in: 0...bytes.count, using: &random))
      }
    }
  }

  @Test(arguments: FixtureTests.valid) func mutatedFilesAreReadSafely(_ path: String) throws {
    let original = try Repository.source(path)
    let grammar = FixtureTests.grammar(original)
    var random = SplitMix(state: UInt64(original.bytes.count))
    var sound = 0
    for round in 0..<400 {
      var bytes = original.bytes
      Self.mutate(&bytes, &random)
      let file = SourceFile(path: "\(path) round \(round)", bytes: bytes)
      let (tree, faults) = readXML(file)
      checkRanges(file, tree, faults)
      if let tree {
        checkRanges(file, tree, validate(tree, against: grammar, isComplete: faults.isEmpty))
      } else {
        #expect(!faults.isEmpty, "\(file.path) has neither a tree nor a fault")
      }
      // What we refuse for reasons of our own, libxml2 may take.
      guard faults.allSatisfy({ $0.code == .notWellFormed }) else { continue }
      #expect(faults.isEmpty == LibXML2.isWellFormed(bytes), "\(file.path): \(summary(faults))")
      if faults.isEmpty, let tree {
        sound += 1
        #expect(Self.outline(tree) == LibXML2.outline(bytes), "\(file.path)")
      }
    }
    #expect(sound > 10, "too few mutated files are well-formed to show anything")
  }

  private static func outline(_ tree: SyntaxTree) -> [String] {
    tree.elements.indices.map { index in
      let element = XMLElement(tree: tree, index: index)
      let attributes = element.attributes.map { " \($0.name.local)=[\($0.value)]" }.joined()
      return "\(element.name.namespace) \(element.local)\(attributes) \(element.text?.string ?? "")"
    }
  }

  private func checkRanges(_ file: SourceFile, _ tree: SyntaxTree?, _ diagnostics: [Diagnostic]) {
    func isInside(_ range: SourceRange, _ outer: SourceRange) -> Bool {
      outer.start <= range.start && range.start <= range.end && range.end <= outer.end
    }
    let whole = SourceRange(0, file.bytes.count)
    var isSound = diagnostics.allSatisfy { diagnostic in
      isInside(diagnostic.range, whole) && diagnostic.notes.allSatisfy { isInside($0.range ?? whole, whole) }
        && diagnostic.fixIts.allSatisfy { $0.edits.allSatisfy { isInside($0.range, whole) } }
    }
    for index in tree?.elements.indices ?? 0..<0 {
      guard let tree else { continue }
      let element = XMLElement(tree: tree, index: index)
      isSound = isSound && isInside(element.range, element.parent?.range ?? whole)
      isSound = isSound && isInside(element.startTagRange, element.range)
      isSound = isSound && isInside(element.nameRange, element.startTagRange)
      for attribute in element.attributes {
        isSound = isSound && isInside(attribute.nameRange, element.startTagRange)
        isSound = isSound && isInside(attribute.valueRange, element.startTagRange)
        isSound = isSound && isInside(attribute.text.sourceRange(0, attribute.text.utf8.count), attribute.valueRange)
      }
      for text in element.texts { isSound = isSound && isInside(text.span.range, element.range) }
      isSound = isSound && element.children.allSatisfy { $0.parent?.index == index && $0.index > index }
    }
    #expect(isSound, "a range of \(file.path) is not sound")
  }
}
