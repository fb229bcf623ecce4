import Foundation
import Testing

/// The house rules that a compiler does not hold: who may import what, and how long things get.
@Suite struct TidyTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func files(under folder: String) throws -> [(path: String, lines: [Substring])] {
    let base = root.appending(path: folder)
    let names = try FileManager.default.subpathsOfDirectory(atPath: base.path()).filter { $0.hasSuffix(".swift") }
      .sorted()
    return try names.map { name in
      let text = try String(contentsOf: base.appending(path: name), encoding: .utf8)
      return ("\(folder)/\(name)", text.split(separator: "\n", omittingEmptySubsequences: false))
    }
  }

  /// The arrows of the architecture: they may not turn round.
  static let mayImport: [String: Set<String>] = [
    "KetenSource": ["Glibc"],
    "FEEL": ["KetenSource", "Glibc", "Synchronization"],
    "KetenMachine": ["FEEL", "KetenSource"],
    "LegalTime": ["FEEL", "KetenSource"],
    "KetenXML": ["KetenSource", "CLibXML2"],
    "DMN": ["KetenSource", "FEEL", "KetenXML"],
    "BPMN": ["KetenSource", "KetenXML"],
    "KetenLanguage": ["KetenSource", "KetenXML", "FEEL", "DMN", "BPMN", "KetenMachine"],
    "KetenInterchange": ["KetenSource", "KetenXML", "BPMN", "FEEL", "KetenLanguage", "KetenMachine"],
    "CommandLineTool": ["KetenSource", "Glibc"],
    "keten": [
      "BPMN", "DMN", "CommandLineTool", "KetenSource", "FEEL", "LegalTime", "KetenMachine", "KetenLanguage",
      "KetenInterchange", "Glibc",
    ],
    "keten-conformance": [
      "BPMN", "CommandLineTool", "KetenSource", "FEEL", "LegalTime", "DMN", "KetenMachine", "KetenLanguage",
      "KetenInterchange", "Glibc",
    ],
    "keten-bench": ["KetenSource", "KetenXML", "FEEL", "KetenMachine", "KetenLanguage", "Glibc", "CLibXML2"],
  ]

  @Test(arguments: mayImport.keys.sorted()) func importsFollowTheArrows(target: String) throws {
    let allowed = try #require(Self.mayImport[target])
    for (path, lines) in try Self.files(under: "Sources/\(target)") {
      for line in lines {
        let words = line.split(separator: " ")
        guard let index = words.firstIndex(of: "import"), index <= 1, words.count == index + 2 else { continue }
        #expect(allowed.contains(String(words[index + 1])), "\(path) imports \(words[index + 1])")
      }
    }
  }

  @Test func oneFileImportsLibXML2() throws {
    let importers = try Self.files(under: "Sources").filter { file in
      !file.path.contains("keten-bench") && file.lines.contains { $0.hasSuffix("import CLibXML2") }
    }
    #expect(importers.map(\.path) == ["Sources/KetenXML/XMLReader.swift"])
  }

  /// Nothing else of FEEL may read what lies outside an expression.
  @Test func oneFileOfFEELReadsFiles() throws {
    let importers = try Self.files(under: "Sources/FEEL").filter { file in
      file.lines.contains { $0.hasSuffix("import Glibc") }
    }
    #expect(importers.map(\.path) == ["Sources/FEEL/Values/ZoneDatabase.swift"])
  }

  @Test func theCoreHasNoClock() throws {
    let core = [
      "KetenSource", "KetenXML", "FEEL", "LegalTime", "DMN", "BPMN", "KetenMachine", "KetenLanguage",
      "KetenInterchange",
    ]
    for target in core {
      for (path, lines) in try Self.files(under: "Sources/\(target)") {
        for banned in ["Date()", "UUID()", "clock_gettime", "Thread.", "random("] {
          #expect(!lines.contains { $0.contains(banned) }, "\(path) uses \(banned)")
        }
      }
    }
  }

  @Test func filesAndFunctionsStayShort() throws {
    for folder in ["Sources", "Tests"] {
      for (path, lines) in try Self.files(under: folder) {
        #expect(lines.count <= 500, "\(path) has \(lines.count) lines")
        for function in Self.functions(lines) where function.length > 70 {
          Issue.record("\(path):\(function.start): a function of \(function.length) lines")
        }
      }
    }
  }

  @Test func nothingIsLeftOpen() throws {
    for folder in ["Sources", "Tests"] {
      for (path, lines) in try Self.files(under: folder) where !path.hasSuffix("TidyTests.swift") {
        for banned in ["TODO", "FIXME", "try!", "as!", "fatalError("] {
          #expect(!lines.contains { $0.contains(banned) }, "\(path) has \(banned)")
        }
      }
    }
  }

  /// Functions and initialisers by the indentation of their first line and closing brace; the lines of a text literal
  /// do not count.
  static func functions(_ lines: [Substring]) -> [(start: Int, length: Int)] {
    var result: [(start: Int, length: Int)] = []
    var open: (start: Int, indent: Int)?
    var literal = 0
    var isInLiteral = false
    for (number, line) in lines.enumerated() {
      if line.split(separator: "\"\"\"", omittingEmptySubsequences: false).count.isMultiple(of: 2) {
        isInLiteral.toggle()
      }
      if isInLiteral {
        literal += 1
        continue
      }
      let indent = line.prefix { $0 == " " }.count
      if let function = open, line.dropFirst(indent).hasPrefix("}"), indent == function.indent {
        result.append((function.start + 1, number - function.start + 1 - literal))
        open = nil
      } else if open == nil, line.contains("func ") || line.dropFirst(indent).hasPrefix("init"), line.hasSuffix("{") {
        open = (number, indent)
        literal = 0
      }
    }
    return result
  }
}
