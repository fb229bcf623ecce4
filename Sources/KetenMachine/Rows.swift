import FEEL
import KetenSource

// The rows that a chain declares: terms, data, parties, messages, relations, and the source map.

package enum TermKind: String, Sendable {
  /// A legal term: a fact on the record.
  case term
  /// `within` on a response: the same, of a relation.
  case deadline
  /// `after` on a condition: holds the target back while it runs.
  case delay
}

/// A term: starts by events, is met by others, is exceeded by the clock.
public struct Term: Sendable {
  package var name: String
  package var kind: TermKind
  package var duration: CalendarDuration
  /// Whether being started again while it runs starts it anew.
  package var renews = false
  /// The scope whose closing makes it void.
  package var scope: Index<ScopeDef>
  package var element: Index<Element>?
  package var relation: Index<Relation>?
  /// Of a delay that counts only while its source is in play: the bit of that.
  package var source: Index<Bit>?

  package init(
    name: String, kind: TermKind, duration: CalendarDuration, renews: Bool = false, scope: Index<ScopeDef>,
    element: Index<Element>? = nil, relation: Index<Relation>? = nil
  ) {
    self.name = name
    self.kind = kind
    self.duration = duration
    self.renews = renews
    self.scope = scope
    self.element = element
    self.relation = relation
  }
}

package struct TermEffect: Sendable {
  package enum Action: String, Sendable { case start, stop, void }
  package var term: Index<Term>
  package var action: Action

  package init(term: Index<Term>, action: Action) {
    self.term = term
    self.action = action
  }
}

package struct ItemAccess: Sendable {
  package enum Use: String, Sendable { case reads, knows, writes, adds }
  package var item: Index<Item>
  package var use: Use
  /// `item?`: if it is there (reads), or if there is something to write.
  package var isOptional: Bool

  package init(item: Index<Item>, use: Use, isOptional: Bool = false) {
    self.item = item
    self.use = use
    self.isOptional = isOptional
  }
}

/// What an event computes and writes.
package struct Assignment: Sendable {
  package var item: Index<Item>
  package var expression: Index<Expression>
  /// The entry of the value that is written; nil for the value itself.
  package var output: String?
  /// Which element of the item's list is written; nil for the item as a whole.
  ///
  /// A shorter list is filled up with null; number 0 fills nothing and writes nothing.
  package var element: Index<Expression>?
  /// The values that may be written, null last; nil when they are not known.
  package var outcomes: [Value]?

  /// - Parameter outcomes: Those of the expression.
  package init(
    item: Index<Item>, expression: Index<Expression>, output: String? = nil, element: Index<Expression>? = nil,
    outcomes: [Value]? = nil
  ) {
    (self.item, self.expression, self.output, self.element) = (item, expression, output, element)
    guard let outcomes else { return }
    var values: [Value] = []
    var mayBeNull = false
    for outcome in outcomes {
      let value = part(of: outcome)
      if value.isNull { mayBeNull = true } else if !values.contains(value) { values.append(value) }
    }
    self.outcomes = mayBeNull ? values + [.null] : values
  }

  /// What is written of a value of the expression.
  package func part(of value: Value) -> Value {
    guard let output else { return value }
    if case .context(let context) = value { return context[output] ?? .null }
    return .null
  }
}

/// A compiled expression with its text.
public struct Expression: Sendable {
  package var program: Program
  package var text: String
  package var file: SourceFile
  package var range: SourceRange
  /// Where the readings begin that its program's slots number: what is written once and called from several places
  /// reads other things in each.
  package var base: Int

  package init(program: Program, text: String, file: SourceFile, range: SourceRange, base: Int = 0) {
    self.program = program
    self.text = text
    self.file = file
    self.range = range
    self.base = base
  }

  /// The readings that the program asks for, as numbers in the machine's table.
  package var reads: [Int] { program.slots.map { base + $0 } }
}

/// What a FEEL slot stands for: the machine's `readings` are the slots of its programs, from the base of each expression.
package enum Reading: Hashable, Sendable {
  case item(Index<Item>)
  case now
  case today
  case stepDone(Index<Bit>)
  case stepAt(Index<Event>)
  case stepBy(Index<Event>)
  case termState(Index<Term>)
  case termDue(Index<Term>)
  case termRemaining(Index<Term>)
  case termIs(Index<Term>, TermTest)
  /// How many of these places of one scope hold a token.
  case arrived([Index<Place>])
  /// How many tokens stand on these places of one scope.
  case tokens([Index<Place>])
}

/// The booleans of a term that guards read.
package enum TermTest: String, Hashable, Sendable, CaseIterable { case open, ended, exceeded, met }

/// An item of the dossier, or a piece of data of a scope.
public struct Item: Sendable {
  package var name: String
  package var title: String?
  package var type: ValueType
  package var holder: Index<Party>?
  /// The standing place that says it has been written: in the root, or in the scope whose data it is.
  package var place: Index<Place>
  package var element: Index<Element>?
  /// The scope with whose instances it lives and dies, and its number among the items there.
  package internal(set) var scope = Index<ScopeDef>(0)
  package internal(set) var number = 0

  /// What people call it: its name, or, of what was added to the file under a name with a full stop, its title.
  package var word: String { name.utf8.contains(UInt8(ascii: ".")) ? title ?? name : name }

  package init(
    name: String, title: String? = nil, type: ValueType, holder: Index<Party>? = nil, place: Index<Place>,
    element: Index<Element>? = nil
  ) {
    self.name = name
    self.title = title
    self.type = type
    self.holder = holder
    self.place = place
    self.element = element
  }
}

/// A party of the network.
public struct Party: Sendable {
  package var name: String
  package var title: String?
  package var isClient: Bool
  package var directs: Bool
  /// The party it may act for.
  package var actsFor: Index<Party>?

  package init(name: String, title: String? = nil, isClient: Bool, directs: Bool, actsFor: Index<Party>? = nil) {
    self.name = name
    self.title = title
    self.isClient = isClient
    self.directs = directs
    self.actsFor = actsFor
  }
}

/// A declared message.
public struct Message: Sendable {
  package var name: String
  package var from: UInt64
  package var to: UInt64
  /// What it brings, as its receiver writes it.
  package var carries: [ItemAccess]
  /// How long it waits for a catcher; nil when it does not wait.
  package var keep: CalendarDuration?
  /// What it carries by which it finds the one that it is for.
  package var key: Index<Item>?

  package init(
    name: String, from: UInt64 = 0, to: UInt64 = 0, carries: [ItemAccess] = [], keep: CalendarDuration? = nil,
    key: Index<Item>? = nil
  ) {
    self.key = key
    self.name = name
    self.from = from
    self.to = to
    self.carries = carries
    self.keep = keep
  }
}

/// A relation as the designer wrote it, for refusals, coverage and proofs.
///
/// One element may stand for several.
public struct Relation: Sendable {
  package var kind: RelationKind
  package var from: Index<Bit>
  package var to: Index<Bit>
  package var expression: Index<Expression>?
  package var term: Index<Term>?
  package var element: Index<Element>

  package init(
    kind: RelationKind, from: Index<Bit>, to: Index<Bit>, expression: Index<Expression>? = nil,
    term: Index<Term>? = nil, element: Index<Element>
  ) {
    self.kind = kind
    self.from = from
    self.to = to
    self.expression = expression
    self.term = term
    self.element = element
  }
}

/// The source map: what a row was written as.
public struct Element: Sendable {
  /// The element's name, as `userTask`.
  package var kind: String
  /// Its id, or a name made from its ends for a relation or flow.
  package var name: String
  package var title: String?
  package var basis: String?
  package var file: SourceFile
  package var range: SourceRange

  package init(
    kind: String, name: String, title: String? = nil, basis: String? = nil, file: SourceFile, range: SourceRange
  ) {
    self.kind = kind
    self.name = name
    self.title = title
    self.basis = basis
    self.file = file
    self.range = range
  }
}
