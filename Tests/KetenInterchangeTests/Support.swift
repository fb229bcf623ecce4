import BPMN
import KetenInterchange
import KetenLanguage
import KetenSource
import Testing

/// A BPMN file around what stands in its definitions.
func definitions(_ parts: String) -> SourceFile {
  SourceFile(
    path: "a.bpmn",
    text: """
      <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
          xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
          id="d" targetNamespace="urn:x">
      \(parts)
      </definitions>
      """)
}

/// A BPMN file with one process that can be run.
func process(_ parts: String, before: String = "") -> SourceFile {
  definitions("\(before)<process id=\"p\" isExecutable=\"true\">\(parts)</process>")
}

func flow(_ source: String, _ target: String, _ condition: String? = nil, name: String = "") -> String {
  let ends = "id=\"\(source)_\(target)\" sourceRef=\"\(source)\" targetRef=\"\(target)\""
  let title = name.isEmpty ? "" : " name=\"\(name)\""
  guard let condition else { return "<sequenceFlow \(ends)\(title)/>" }
  return "<sequenceFlow \(ends)\(title)><conditionExpression>\(condition)</conditionExpression></sequenceFlow>"
}

func imported(_ file: SourceFile) throws -> BPMNImport { try #require(importBPMN(file).imported) }

extension BPMNImport {
  /// The lines of the chain without those around its procedures, without their indentation.
  var lines: [String] {
    chain.text(SourceRange(0, chain.bytes.count)).split(separator: "\n").map { $0.trimmingPrefix { $0 == " " } }
      .map(String.init)
  }

  /// The line of the chain that begins so.
  func line(_ start: String) -> String? { lines.first { $0.hasPrefix(start) } }

  /// What was said of a code, each with the text that it is about.
  func remarks(_ code: String) -> [String] {
    diagnostics.filter { $0.code.id == code }.map { $0.file.text($0.range) }
  }
}
