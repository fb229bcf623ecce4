import KetenLanguage
import KetenSource
import KetenXML

/// What became of each element and attribute of a DCR graph: it is in the chain, or it was reported.
struct DCRLedger {
  private var elements: Set<Int> = []
  private var attributes: Set<Int> = []
  private var reported: Set<Int> = []
  private(set) var diagnostics: [Diagnostic] = []
  /// The descriptions, by what is said of them: where the first stands, and how many.
  private var descriptions: [(message: String, diagnostic: Int, count: Int)] = []

  mutating func take(_ element: XMLElement) { elements.insert(element.index) }
  mutating func take(_ attribute: XMLAttribute?) { if let attribute { attributes.insert(attribute.index) } }

  func hasReported(_ element: XMLElement) -> Bool { reported.contains(element.index) }

  mutating func report(_ code: DiagnosticCode, at range: SourceRange, in file: SourceFile, _ message: String) {
    diagnostics.append(Diagnostic(code, at: range, in: file, message))
  }

  /// Reports that an element, with all in it, is not in the chain.
  mutating func leaveOut(_ element: XMLElement, _ message: String) {
    reported.insert(element.index)
    report(.graphLeftOut, at: element.nameRange, in: element.tree.file, message)
  }

  /// Reports that an attribute is not in the chain.
  mutating func leaveOut(_ attribute: XMLAttribute, _ message: String) {
    attributes.insert(attribute.index)
    report(.graphLeftOut, at: attribute.nameRange, in: attribute.tree.file, message)
  }

  /// What is merely described is said once for all that is alike.
  private mutating func describe(_ range: SourceRange, in file: SourceFile, _ message: String) {
    if let known = descriptions.firstIndex(where: { $0.message == message }) {
      descriptions[known].count += 1
      return
    }
    report(.graphDescription, at: range, in: file, message)
    descriptions.append((message, diagnostics.count - 1, 1))
  }

  // MARK: The rest

  /// Reports all that nobody took, and counts what became of the elements.
  mutating func close(_ tree: SyntaxTree) -> DCRAccount {
    var account = DCRAccount()
    if let root = tree.root { close(root, &account) }
    for description in descriptions where description.count > 1 {
      let others = description.count - 1
      diagnostics[description.diagnostic].notes.append(
        Diagnostic.Note("and at \(others) more place\(others == 1 ? "" : "s")", at: nil, in: tree.file))
    }
    return account
  }

  private mutating func close(_ element: XMLElement, _ account: inout DCRAccount) {
    if !elements.contains(element.index), !hasReported(element) {
      if element.saysNothing {
        account.imported += element.size
        return
      }
      reported.insert(element.index)
      if Self.describing.contains(element.local) || element.name.namespace == dcrDrawingNamespace {
        describe(
          element.nameRange, in: element.tree.file, "«\(element.local)» is not in the chain: no run depends on it")
      } else {
        report(
          .graphLeftOut, at: element.nameRange, in: element.tree.file,
          "«\(element.local)» is not supported, and is not in the chain")
      }
    }
    if hasReported(element) {
      account.reported += element.size
      return
    }
    account.imported += 1
    for attribute in element.attributes where !attributes.contains(attribute.index) { close(attribute, element) }
    for child in element.children { close(child, &account) }
  }

  private mutating func close(_ attribute: XMLAttribute, _ element: XMLElement) {
    guard !attribute.trimmedText.utf8.isEmpty else { return }
    let name = "«\(attribute.name.local)» of «\(element.local)»"
    if Self.describingAttributes.contains(attribute.name.local) {
      describe(attribute.nameRange, in: attribute.tree.file, "\(name) is not in the chain: no run depends on it")
    } else {
      leaveOut(attribute, "\(name) is not supported, and is not in the chain")
    }
  }

  /// Elements that draw, describe or sort.
  private static let describing: Set<String> = [
    "meta", "visualization", "waypoints", "id", "groups", "phases", "eventType", "eventScope", "eventTypeData",
    "purpose",
    "guide", "insight", "level", "sequence", "costs", "interfaces", "keywords", "eventTypes", "eventParameters",
    "graphDetails", "graphDocumentation", "graphLanguage", "graphDomain", "graphFilters", "hightlighterMarkup",
    "highlighterMarkup", "roles", "readRoles", "custom", "labels", "label", "dcrRootBoard", "role",
  ]

  private static let describingAttributes: Set<String> = [
    "filterLevel", "description", "groups", "dataTypesStatus", "insightFilter", "zoomLevel", "formGroupStyle",
    "formLayoutStyle", "formShowPendingCount", "graphBG", "graphType", "exercise", "version", "enabled", "id",
    "specification", "name",
  ]
}

/// What became of the elements of a DCR graph: in the chain or reported, and none lost.
package struct DCRAccount: Sendable, Equatable {
  package var imported = 0
  package var reported = 0
}

/// Where the editor of the second form keeps its drawings.
let dcrDrawingNamespace = "http://tk/schema/dcrDi"

extension XMLAttribute {
  var trimmedText: SourceText { text.trimmed }
}

extension XMLElement {
  /// Whether neither it nor anything in it holds a text or a value.
  fileprivate var saysNothing: Bool {
    text == nil && attributes.allSatisfy { $0.trimmedText.utf8.isEmpty } && children.allSatisfy(\.saysNothing)
  }

  /// How many elements it is, with those in it.
  fileprivate var size: Int { children.reduce(1) { $0 + $1.size } }

  func child(_ name: String) -> XMLElement? { children.first { $0.local == name } }
}
