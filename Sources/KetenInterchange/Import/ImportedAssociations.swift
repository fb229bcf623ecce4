import BPMN
import KetenSource
import KetenXML

extension Translation {
  /// The data that an activity reads and writes: by its data associations, and by what tools add.
  func takeData(_ index: Int, _ element: BPMNElement, _ result: inout ImportedNode) {
    let isCall = result.element.name == "callActivity"
    for association in element.children(.dataInputAssociation) {
      takeAssociation(association)
      for source in association.targets("sourceRef") {
        guard let number = data.ofElement[source] else { continue }
        let name = data.variables[number].name + "?"
        if result.element.name == "sendTask", result.element["job"] == nil { continue }
        if !result.reads.contains(name) { result.reads.append(name) }
      }
    }
    for association in element.children(.dataOutputAssociation) {
      takeAssociation(association)
      guard let goal = association.target("targetRef"), let number = data.ofElement[goal] else { continue }
      if result.canWrite {
        write(number, by: index, &result)
      } else if result.element.name != "scriptTask", !isCall {
        ledger.note(
          .importLeftOut, at: place(association),
          "«\(data.variables[number].key)» is not written: \(element.called) is done by nobody who could supply it")
      }
    }
    takeSpecification(element)
    if !isCall { takeMappings(index, element, &result) }
  }

  /// What data an activity takes and gives, of which a chain keeps what associations join to data of the process.
  private func takeSpecification(_ element: BPMNElement) {
    for specification in element.children(.ioSpecification) {
      take(specification)
      for part in specification.children(.dataInput) + specification.children(.dataOutput)
        + specification.children(.inputSet) + specification.children(.outputSet)
      { takeSet(part) }
    }
  }

  /// A data input or output of an activity or event, or a set of them.
  func takeSet(_ part: BPMNElement) {
    take(part)
    _ = text(part, "name")
    _ = flag(part, "isCollection")
    _ = target(part, "itemSubjectRef").map(take)
    for reference in part.children where reference.type == .reference { take(reference) }
  }

  func takeAssociation(_ association: BPMNElement) {
    take(association)
    for part in association.parts("sourceRef") + association.parts("targetRef") { take(part) }
  }

  /// The data of the process that an input or output of an activity is joined to.
  func variable(of element: BPMNElement, _ activity: BPMNElement) -> Int? {
    if let number = data.ofElement[element] { return number }
    for association in activity.children(.dataInputAssociation) where association.target("targetRef") == element {
      if let number = association.targets("sourceRef").compactMap({ data.ofElement[$0] }).first { return number }
    }
    for association in activity.children(.dataOutputAssociation)
    where association.targets("sourceRef").contains(element) {
      if let number = association.target("targetRef").flatMap({ data.ofElement[$0] }) { return number }
    }
    return nil
  }

  /// What Camunda and Zeebe say of the variables of a task: what it is given it reads, what it gives it writes.
  private func takeMappings(_ index: Int, _ element: BPMNElement, _ result: inout ImportedNode) {
    for mapping in extensionElements(element, "ioMapping", of: .zeebe) {
      for item in parts(mapping, "input", of: element) {
        guard let source = extensionText(item, "source", of: element) else { continue }
        _ = extensionText(item, "target", of: element)
        read(source, index, element, &result)
      }
      for item in parts(mapping, "output", of: element) {
        let source = extensionText(item, "source", of: element)
        guard let goal = extensionText(item, "target", of: element) else { continue }
        give(goal, source, index, element, &result)
      }
    }
    for mapping in extensionElements(element, "inputOutput", of: .camunda) {
      for item in parts(mapping, "inputParameter", of: element) {
        _ = extensionText(item, "name", of: element)
        if let text = item.text?.trimmed { read(MappedText(copying: text), index, element, &result) }
      }
      for item in parts(mapping, "outputParameter", of: element) {
        guard let goal = extensionText(item, "name", of: element) else { continue }
        give(goal, item.text.map { MappedText(copying: $0.trimmed) }, index, element, &result)
      }
    }
  }

  /// Notes that a task reads the data that an expression names.
  private func read(_ source: MappedText, _ index: Int, _ element: BPMNElement, _ result: inout ImportedNode) {
    let string = source.string
    guard string.hasPrefix("=") || string.hasPrefix("${") || string.hasPrefix("#{") else { return }
    let before = data.variables.map(\.askedBy.count)
    guard formula(source, of: element, at: index, .any) != nil else { return }
    for (number, variable) in data.variables.enumerated() {
      let old = number < before.count ? before[number] : 0
      guard variable.askedBy.count > old, !result.reads.contains(variable.name + "?") else { continue }
      if result.canWrite { result.reads.append(variable.name + "?") }
    }
  }

  /// Notes that a task writes a variable; how it is computed from what the worker answers is left to the worker.
  private func give(
    _ goal: MappedText, _ source: MappedText?, _ index: Int, _ element: BPMNElement, _ result: inout ImportedNode
  ) {
    guard result.canWrite else {
      if let place = goal.place {
        ledger.note(.importLeftOut, at: place, "«\(goal.string)» is not written: \(element.called) is done by itself")
      }
      return
    }
    let first = goal.string.prefix { $0 != "." }
    write(variable(String(first), at: element, from: goal.place), by: index, &result)
    let bare = source?.trimmed.string.drop { $0 == "=" || $0 == " " }
    if let place = source?.place, bare.map(String.init) != goal.string {
      ledger.note(
        .importLeftOut, at: place,
        "«\(goal.string)» is what \(element.called) answers: computing it from the answer is left to who does it")
    }
  }

  // MARK: Forms

  /// The fields of a form are data that the act writes; whether there is a form.
  func formFields(_ index: Int, _ element: BPMNElement, _ result: inout ImportedNode) -> Bool {
    var hasForm = extensionText(element, "formKey", of: .camunda) != nil
    for form in extensionElements(element, "formData", of: .camunda) {
      hasForm = true
      for field in parts(form, "formField", of: element) {
        guard let id = extensionText(field, "id", of: element) else { continue }
        let number = variable(id.string, at: element, from: id.place)
        if let type = extensionText(field, "type", of: element) {
          data.variables[number].type = data.variables[number].type ?? formTypes[type.string]
        }
        data.variables[number].isWritten = true
        let name = data.variables[number].name + "?"
        if !result.writes.contains(name) { result.writes.append(name) }
      }
    }
    for definition in extensionElements(element, "formDefinition", of: .zeebe) {
      hasForm = true
      for name in ["formKey", "formId"] { _ = extensionText(definition, name, of: element) }
    }
    return hasForm
  }
}

/// The types of FEEL for the types of form fields of Camunda.
private let formTypes = ["string": "string", "enum": "string", "long": "number", "boolean": "boolean", "date": "date"]
