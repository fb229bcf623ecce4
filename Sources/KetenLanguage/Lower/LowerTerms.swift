import FEEL
import KetenMachine
import KetenSource

extension Lowering {
  mutating func lowerTerms() {
    for term in chain.terms { lowerTerm(term, in: builder.root) }
    for (number, entry) in index.bodies.enumerated() {
      for term in entry.body.terms { lowerTerm(term, in: scopes[number]) }
    }
  }

  private mutating func lowerTerm(_ term: Chain.Term, in scope: Index<ScopeDef>) {
    guard let duration = CalendarDuration(iso: term.duration.text) else { return }
    let row = builder.add(
      Term(
        name: term.heading.name.text, kind: .term, duration: duration, renews: term.renews, scope: scope,
        element: element(term.heading), relation: nil), to: \.terms)
    terms[term.heading.name.text] = row
    for reference in term.from { affect(reference, row, .start) }
    for reference in term.until { affect(reference, row, .stop) }
  }

  private mutating func affect(_ reference: Chain.Reference, _ term: Index<Term>, _ action: TermEffect.Action) {
    guard let event = events[reference.name] else { return }
    builder.change(event) { $0.termEffects.append(TermEffect(term: term, action: action)) }
  }
}
