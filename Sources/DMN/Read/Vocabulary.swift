/// The elements and attributes of DMN 1.2 to 1.5, as the XML Schemas of the standard have them.
///
/// Of what this implementation does not read, as requirements of authority, the names are known all the same.
enum Vocabulary {
  /// The versions that are read, by the namespace of their elements.
  static let versions: [String: String] = [
    "http://www.omg.org/spec/DMN/20180521/MODEL/": "1.2",
    "https://www.omg.org/spec/DMN/20191111/MODEL/": "1.3",
    "https://www.omg.org/spec/DMN/20211108/MODEL/": "1.4",
    "https://www.omg.org/spec/DMN/20230324/MODEL/": "1.5",
  ]

  /// The versions that are known and not read.
  static let otherVersions: [String: String] = [
    "http://www.omg.org/spec/DMN/20130901": "1.0",
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd": "1.1",
    "http://www.omg.org/spec/DMN/20151101/dmn11.xsd": "1.1",
    "https://www.omg.org/spec/DMN/20240513/MODEL/": "1.6",
  ]

  /// What may stand in an element, besides what may stand in any.
  struct Rule {
    let children: Set<String>
    let attributes: Set<String>
    /// Whether anything may stand inside.
    var isOpen = false

    init(_ children: String, _ attributes: String = "", isOpen: Bool = false) {
      self.children = Set(children.split(separator: " ").map(String.init))
      self.attributes = Set(attributes.split(separator: " ").map(String.init))
      self.isOpen = isOpen
    }
  }

  /// What may stand in any element (DMN 1.5 §6.3.1).
  static let common = Rule("description extensionElements", "id label")

  /// The elements that are expressions.
  static let expressions: Set<String> = [
    "literalExpression", "invocation", "decisionTable", "context", "functionDefinition", "relation", "list",
    "conditional", "filter", "for", "every", "some",
  ]
  private static let expression = expressions.sorted().joined(separator: " ")

  /// The rule of an element in another; nil where it has none of its own.
  static func rule(of name: String, in parent: String) -> Rule? {
    // A decision service refers to its inputs by an element that elsewhere declares one.
    if parent == "decisionService", name == "inputData" { return Rule("", "href") }
    return rules[name]
  }

  private static let drg = "inputData decision businessKnowledgeModel decisionService knowledgeSource"
  private static let context = "elementCollection performanceIndicator organizationUnit"
  private static let requirements = "knowledgeRequirement authorityRequirement"
  private static let goals =
    "supportedObjective impactedPerformanceIndicator decisionMaker decisionOwner usingProcess usingTask"
  private static let item = Rule(
    "typeRef typeConstraint allowedValues itemComponent functionItem", "name typeLanguage isCollection")
  private static let variable = Rule("", "name typeRef")
  private static let unaryTests = Rule("text", "expressionLanguage typeRef")
  private static let literal = Rule("text importedValues", "expressionLanguage typeRef")
  private static let child = Rule(expression, "typeRef")
  private static let reference = Rule("", "href")
  private static let free = Rule("", "", isOpen: true)

  private static let rules: [String: Rule] = [
    "definitions": Rule(
      "import itemDefinition textAnnotation association group \(drg) \(context)",
      "name namespace expressionLanguage typeLanguage exporter exporterVersion"),
    "import": Rule("", "name namespace locationURI importType"),
    "itemDefinition": item, "itemComponent": item,
    "functionItem": Rule("parameters", "outputTypeRef"), "parameters": variable,
    "inputData": Rule("variable", "name"),
    "decision": Rule(
      "question allowedAnswers variable informationRequirement \(requirements) \(goals) \(expression)", "name"),
    "businessKnowledgeModel": Rule("variable encapsulatedLogic \(requirements)", "name"),
    "decisionService": Rule("variable outputDecision encapsulatedDecision inputDecision inputData", "name"),
    "knowledgeSource": Rule("authorityRequirement type owner", "name locationURI"),
    "variable": variable, "parameter": variable, "formalParameter": variable, "column": variable,
    "informationRequirement": Rule("requiredInput requiredDecision"),
    "knowledgeRequirement": Rule("requiredKnowledge"),
    "authorityRequirement": Rule("requiredInput requiredDecision requiredAuthority"),
    "requiredInput": reference, "requiredDecision": reference, "requiredKnowledge": reference,
    "requiredAuthority": reference, "outputDecision": reference, "encapsulatedDecision": reference,
    "inputDecision": reference,
    "encapsulatedLogic": Rule("formalParameter \(expression)", "kind typeRef"),
    "functionDefinition": Rule("formalParameter \(expression)", "kind typeRef"),
    "literalExpression": literal, "inputExpression": literal, "outputEntry": literal, "defaultOutputEntry": literal,
    "inputEntry": unaryTests, "inputValues": unaryTests, "outputValues": unaryTests, "allowedValues": unaryTests,
    "typeConstraint": unaryTests,
    "importedValues": Rule("importedElement", "name namespace locationURI importType expressionLanguage"),
    "invocation": Rule("binding \(expression)", "typeRef"), "binding": Rule("parameter \(expression)"),
    "decisionTable": Rule(
      "input output annotation rule", "typeRef hitPolicy aggregation preferredOrientation outputLabel"),
    "input": Rule("inputExpression inputValues"), "output": Rule("outputValues defaultOutputEntry", "name typeRef"),
    "annotation": Rule("", "name"), "rule": Rule("inputEntry outputEntry annotationEntry"),
    "annotationEntry": Rule("text"),
    "context": Rule("contextEntry", "typeRef"), "contextEntry": Rule("variable \(expression)"),
    "relation": Rule("column row", "typeRef"), "row": Rule(expression, "typeRef"),
    "list": Rule(expression, "typeRef"),
    "conditional": Rule("if then else", "typeRef"), "if": child, "then": child, "else": child,
    "filter": Rule("in match", "typeRef"), "match": child, "in": child, "return": child, "satisfies": child,
    "for": Rule("in return", "typeRef iteratorVariable"), "some": Rule("in satisfies", "typeRef iteratorVariable"),
    "every": Rule("in satisfies", "typeRef iteratorVariable"),
    "extensionElements": free, "description": free, "textAnnotation": free, "association": free, "group": free,
    "elementCollection": free, "performanceIndicator": free, "organizationUnit": free,
  ]

  /// Every element that stands under a rule, for suggestions.
  static let elements: Set<String> = Set(rules.keys)
}
