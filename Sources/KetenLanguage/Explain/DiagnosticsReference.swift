import KetenSource

/// The reference of all codes as an article of the documentation, written from their pages.
package func diagnosticsReference() -> String {
  var text = """
    # Diagnostics

    What each code means, with a file that gives it and the same file mended.

    ## Overview

    A finding has a code that never changes its meaning, a place, and a sentence. An error stops the chain from running, \
    a warning does not. `keten explain K201` shows the page of a code at the terminal. This article is written from the \
    same pages, and every example in it is compiled by the tests.

    """
  var family = ""
  for page in allPages {
    if family != page.family {
      family = page.family
      text += "\n## \(family)\n"
    }
    text += section(page)
  }
  return text
}

private func section(_ page: ExplanationPage) -> String {
  """

  ### \(page.code.id) \(page.code.name)

  *\(page.code.severity.word).* \(page.text)

  Wrong:

  ```xml
  \(page.wrong)```

  Right:

  ```xml
  \(page.right)```

  """
}

extension ExplanationPage {
  /// The family of its code, by the second character of the id.
  fileprivate var family: String {
    let number = code.id.dropFirst()
    if number.hasPrefix("25") { return "Scenarios" }
    if number.hasPrefix("32") { return "Decision tables" }
    if number.hasPrefix("33") || number.hasPrefix("34") { return "Decision models" }
    if number.hasPrefix("79") { return "DCR graphs" }
    if number.first == "7", number >= "710" { return "BPMN files" }
    return switch number.first {
    case "1": "Syntax"
    case "2": "Names"
    case "3": "Expressions"
    case "4": "Procedures"
    case "5": "Paths"
    case "6": "Paths against procedures"
    case "7": "Terms"
    case "8": "The dossier"
    case "9": "The style of BPMN files"
    default: "Other"
    }
  }
}

extension Severity {
  /// The word at the start of a section.
  fileprivate var word: String {
    switch self {
    case .error: "Error"
    case .warning: "Warning"
    case .note: "Note"
    }
  }
}
