import FEEL
import KetenSource

/// A decision model (DMN 1.5 §6.3.2, definitions), with the models that it imports.
///
/// What was faulty in the file is left out or stands as `Any`, null or no element, and has an error: the rest can be
/// used.
public final class DecisionModel: Sendable {
  /// The file that it was read from.
  public let file: SourceFile
  /// The name.
  public let name: BoxedExpression.Name
  /// The namespace, by which others import it and refer to its elements.
  public let namespace: String
  /// The models that it imports, in order.
  public let imports: [Import]
  /// The types that it defines, in order.
  public let itemDefinitions: [ItemDefinition]
  /// The data that it takes from outside, in order.
  public let inputs: [InputData]
  /// Its decisions, in order.
  public let decisions: [Decision]
  /// Its business knowledge models, in order.
  public let knowledge: [BusinessKnowledgeModel]
  /// Its decision services, in order.
  public let services: [DecisionService]
  /// The models that it imports, at once or by way of others, by namespace.
  let reachable: [String: Reachable]
  /// Its elements by id.
  let elementsByID: [String: ElementReference]

  init(file: SourceFile, name: BoxedExpression.Name, namespace: String, imports: [Import], content: Content) {
    self.file = file
    self.name = name
    self.namespace = namespace
    self.imports = imports
    itemDefinitions = content.itemDefinitions
    inputs = content.inputs
    decisions = content.decisions
    knowledge = content.knowledge
    services = content.services
    elementsByID = content.elementsByID
    reachable = Reachable.table(imports)
  }

  /// What a model holds besides its name and imports.
  struct Content {
    var itemDefinitions: [ItemDefinition] = []
    var inputs: [InputData] = []
    var decisions: [Decision] = []
    var knowledge: [BusinessKnowledgeModel] = []
    var services: [DecisionService] = []
    var elementsByID: [String: ElementReference] = [:]
  }

  /// Another model whose elements and types are used under a name (DMN 1.5 §6.3.3).
  public struct Import: Sendable {
    /// The name before the dot in `name.element`; empty when its elements are used without one.
    public let name: BoxedExpression.Name
    /// The namespace of the other model.
    public let namespace: String
    /// The other model; nil when it was not found or could not be read, which is a finding.
    public let model: DecisionModel?
    /// The whole element.
    public let range: SourceRange
  }

  /// The models that imports lead to, the nearest first.
  var nearestFirst: [Reachable] {
    reachable.values.sorted { ($0.path.count, $0.model.namespace) < ($1.path.count, $1.model.namespace) }
  }

  /// A model that imports lead to.
  struct Reachable {
    let model: DecisionModel
    /// The names of the imports on the shortest way there.
    let path: [String]

    static func table(_ imports: [Import]) -> [String: Reachable] {
      var table: [String: Reachable] = [:]
      for item in imports {
        guard let model = item.model else { continue }
        let prefix = item.name.text.isEmpty ? [] : [item.name.text]
        var further = model.reachable.mapValues { Reachable(model: $0.model, path: prefix + $0.path) }
        further[model.namespace] = Reachable(model: model, path: prefix)
        for (namespace, next) in further {
          if let known = table[namespace], known.path.count <= next.path.count { continue }
          table[namespace] = next
        }
      }
      return table
    }
  }
}

// MARK: Looking up

extension DecisionModel {
  /// The model of a namespace: this one, or one that it imports, at once or by way of others.
  public func model(namespace: String) -> DecisionModel? {
    namespace == self.namespace ? self : reachable[namespace]?.model
  }

  /// An element, with the model that holds it; nil for a reference of another model that this one does not import.
  public func resolve(_ reference: ElementReference) -> (element: any ModelElement, model: DecisionModel)? {
    guard let model = model(namespace: reference.namespace) else { return nil }
    let elements: [any ModelElement] =
      switch reference.kind {
      case .input: model.inputs
      case .decision: model.decisions
      case .knowledge: model.knowledge
      case .service: model.services
      }
    return elements.indices.contains(reference.index) ? (elements[reference.index], model) : nil
  }

  /// The element of this model with a name; of several kinds with one name a decision comes first, then a service.
  public func element(named name: String) -> ElementReference? {
    let places: [(ElementReference.Kind, Int?)] = [
      (.decision, decisions.firstIndex { $0.name.text == name }),
      (.service, services.firstIndex { $0.name.text == name }),
      (.knowledge, knowledge.firstIndex { $0.name.text == name }),
      (.input, inputs.firstIndex { $0.name.text == name }),
    ]
    for case (let kind, let index?) in places {
      return ElementReference(namespace: namespace, kind: kind, index: index)
    }
    return nil
  }

  /// The type that this model defines under a name.
  public func type(named name: String) -> TypeDefinition? {
    itemDefinitions.first { $0.name.text == name }?.definition
  }
}
