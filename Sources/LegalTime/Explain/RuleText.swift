// Why weekends and holidays do, or do not, move the end.

extension TermLanguage {
  func rule(_ rule: FreeDayRule, of term: LegalTerm) -> String {
    let verdict =
      rule.applies
      ? text("weekends and holidays move the end: ", "weekeinden en feestdagen verschuiven het einde: ")
      : text("weekends and holidays do not move the end: ", "weekeinden en feestdagen verschuiven het einde niet: ")
    return verdict + reason(rule, of: term)
  }

  private func reason(_ rule: FreeDayRule, of term: LegalTerm) -> String {
    switch rule.reason {
    case .covered(let source, let bound): covered(source, length(bound))
    case .source(let source): self.source(source)
    case .backward: text("the term is counted back", "de termijn wordt teruggerekend")
    case .length(let unit): tooLong(unit)
    case .noLength: text("nothing is counted", "er wordt niets geteld")
    case .workingDays: text("it ends on a working day", "hij eindigt op een werkdag")
    case .excluded: text("the law rules it out", "de wet sluit dat uit")
    case .extendedTotal: extendedTotal(rule, of: term)
    case .noticeOfDefault:
      text(
        "the law is open on the weeks after a notice of default; reading used: \(rule.reading?.answer ?? "")",
        "de wet laat dit open voor de weken na een ingebrekestelling; gebruikte lezing: \(rule.reading?.answer ?? "")")
    }
  }

  private func covered(_ source: LegalTerm.Source, _ bound: String) -> String {
    let setter = source == .decree ? text("a decree", "een AMvB") : text("a law", "een wet")
    return text(
      "\(setter) sets the term, and it is not over \(bound)",
      "\(setter) stelt de termijn, en hij is niet langer dan \(bound)")
  }

  private func source(_ source: LegalTerm.Source) -> String {
    switch source {
    case .law, .decree: ""
    case .bylaw: text("a by-law set the term", "een verordening stelt de termijn")
    case .authority: text("the authority set the term", "het bestuursorgaan stelt de termijn")
    case .agreement: text("the term was agreed", "de termijn is afgesproken")
    }
  }

  private func tooLong(_ unit: TermLength.Unit) -> String {
    switch unit {
    case .hours: text("the term is in hours", "de termijn is in uren")
    case .years: text("the term is in years", "de termijn is in jaren")
    case .days, .workingDays: text("it is longer than 90 days", "hij is langer dan 90 dagen")
    case .weeks: text("it is longer than 12 weeks", "hij is langer dan 12 weken")
    case .months: text("it is longer than 3 months", "hij is langer dan 3 maanden")
    }
  }

  private func extendedTotal(_ rule: FreeDayRule, of term: LegalTerm) -> String {
    let side =
      switch term.side {
      case .authority: text("the authority", "het bestuursorgaan")
      case .client: text("the client", "de burger")
      case .partner: text("a partner", "een ketenpartner")
      case .third: text("a third party", "een derde")
      case .none: text("nobody", "niemand")
      }
    return text(
      "only its extension makes it too long, of which the law says nothing; reading used: "
        + "\(rule.reading?.answer ?? ""), and it is a term of \(side)",
      "alleen door de verlenging is hij te lang, en daarover zegt de wet niets; gebruikte lezing: "
        + "\(rule.reading?.answer ?? ""), en het is een termijn van \(side)")
  }
}
