/// The immutable tables a chain compiles to, one object that is shared and never copied.
///
/// A case is pinned to them; the firing rule reads nothing else.  Invariant: every index and run lies inside its table;
/// masks of a facet address the scope definition `level` steps above its event's own.
public final class Machine: Sendable {
  /// The chain's id.
  public let name: String
  /// The chain's version.
  public let version: String
  package let scopes: [ScopeDef]
  package let places: [Place]
  package let bits: [Bit]
  package let events: [Event]
  package let facets: [Facet]
  package let masks: [MaskWord]
  package let weights: [Weight]
  package let guarded: [GuardedRelation]
  package let routes: [Route]
  package let joins: [Join]
  package let triggers: [Trigger]
  package let clocks: [Clock]
  package let terms: [Term]
  package let termEffects: [TermEffect]
  package let accesses: [ItemAccess]
  package let assignments: [Assignment]
  package let expressions: [Expression]
  package let readings: [Reading]
  package let items: [Item]
  package let parties: [Party]
  package let messages: [Message]
  package let relations: [Relation]
  package let elements: [Element]
  /// More firings than this in one decision are taken for an endless loop.
  public let firingLimit: Int
  /// What is derived from the tables when they are finished.
  package let index: MachineIndex
  package let packed: PackedRules

  /// The machine of finished tables.
  package convenience init(_ tables: MachineTables) {
    let index = MachineIndex(of: Machine(tables, index: MachineIndex(), packed: PackedRules()))
    let indexed = Machine(tables, index: index, packed: PackedRules())
    self.init(tables, index: index, packed: PackedRules(of: indexed))
  }

  private init(_ tables: MachineTables, index: MachineIndex, packed: PackedRules) {
    (name, version, firingLimit) = (tables.name, tables.version, tables.firingLimit)
    scopes = tables.scopes
    places = tables.places
    bits = tables.bits
    events = tables.events
    facets = tables.facets
    masks = tables.masks
    weights = tables.weights
    guarded = tables.guarded
    routes = tables.routes
    joins = tables.joins
    triggers = tables.triggers
    clocks = tables.clocks
    terms = tables.terms
    termEffects = tables.termEffects
    accesses = tables.accesses
    assignments = tables.assignments
    expressions = tables.expressions
    readings = tables.readings
    items = tables.items
    parties = tables.parties
    messages = tables.messages
    relations = tables.relations
    elements = tables.elements
    self.index = index
    self.packed = packed
  }
}

/// The tables in the making.
package struct MachineTables: Sendable {
  package var name = ""
  package var version = ""
  package var scopes: [ScopeDef] = []
  package var places: [Place] = []
  package var bits: [Bit] = []
  package var events: [Event] = []
  package var facets: [Facet] = []
  package var masks: [MaskWord] = []
  package var weights: [Weight] = []
  package var guarded: [GuardedRelation] = []
  package var routes: [Route] = []
  package var joins: [Join] = []
  package var triggers: [Trigger] = []
  package var clocks: [Clock] = []
  package var terms: [Term] = []
  package var termEffects: [TermEffect] = []
  package var accesses: [ItemAccess] = []
  package var assignments: [Assignment] = []
  package var expressions: [Expression] = []
  package var readings: [Reading] = []
  package var items: [Item] = []
  package var parties: [Party] = []
  package var messages: [Message] = []
  package var relations: [Relation] = []
  package var elements: [Element] = []
  package var firingLimit = 10_000
  package init() {}
}
