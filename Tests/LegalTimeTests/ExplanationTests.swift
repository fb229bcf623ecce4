import FEEL
import Testing

@testable import LegalTime

/// What each kind of step says, in English and Dutch.
@Suite struct ExplanationTests {
  private func text(
    _ result: TermCalculation, _ label: String, _ language: TermLanguage = .english
  ) throws -> String {
    try #require(result.explanation(in: language).lines.last { $0.label == label }).text
  }

  @Test func `days that the end moves over have their names`() throws {
    let result = try LegalTerm(length("P8W")).from("2026-03-19")
    #expect(
      try text(result, "roll-over")
        == "it does not end on Thu 14 May 2026 (Ascension Day), Fri 15 May 2026 (made equal by royal decree), "
        + "Sat 16 May 2026 (Saturday), Sun 17 May 2026 (Sunday)")
    #expect(
      try text(result, "verschuiving", .dutch)
        == "hij eindigt niet op do 14 mei 2026 (Hemelvaartsdag), vr 15 mei 2026 (gelijkgesteld bij koninklijk besluit), "
        + "za 16 mei 2026 (zaterdag), zo 17 mei 2026 (zondag)")
  }

  @Test func `too few working days`() throws {
    let result = try LegalTerm(length("P3D")).from("2026-04-02")
    #expect(
      try text(result, "minimum")
        == "it holds one working day and must hold two; it goes on over Tue 7 Apr 2026")
    let basis = result.explanation(in: .english).lines.first { $0.label == "minimum" }?.basis
    #expect(basis == "ATW art. 2")
  }

  @Test(arguments: [
    (LegalTerm(length("P6M")), "it is longer than 3 months"), (LegalTerm(length("P13W")), "it is longer than 12 weeks"),
    (LegalTerm(length("P91D")), "it is longer than 90 days"), (LegalTerm(length("P1Y")), "the term is in years"),
    (LegalTerm(length("P2W"), source: .bylaw), "a by-law set the term"),
    (LegalTerm(length("P2W"), source: .authority), "the authority set the term"),
    (LegalTerm(length("P2W"), source: .agreement), "the term was agreed"),
    (LegalTerm(length("P3D*")), "it ends on a working day"),
    (LegalTerm(length("P42D"), freeDays: .excluded(basis: "Awb art. 4:17 lid 1")), "the law rules it out"),
  ])
  func `why the end stays`(_ term: LegalTerm, _ reason: String) throws {
    #expect(
      try text(term.from("2026-03-19"), "free days") == "weekends and holidays do not move the end: \(reason)")
  }

  @Test(arguments: [
    (LegalTerm.Source.law, "P3M", "a law sets the term, and it is not over 3 months"),
    (.law, "P90D", "a law sets the term, and it is not over 90 days"),
    (.decree, "P2W", "a decree sets the term, and it is not over 12 weeks"),
  ])
  func `why it moves`(_ source: LegalTerm.Source, _ iso: String, _ reason: String) throws {
    let result = try LegalTerm(length(iso), source: source).from("2026-03-19")
    #expect(try text(result, "free days") == "weekends and holidays move the end: \(reason)")
  }

  @Test func `a pause without a ground is marked in a term of a law`() throws {
    let pause = Pause("wachten", from: on("2026-03-20"), .until(on("2026-03-22")))
    let words = "'wachten': 1 day does not count, Sat 21 Mar 2026; Sun 22 Mar 2026 counts again"
    let law = try LegalTerm(length("P8W")).from("2026-03-19", pauses: [pause])
    #expect(try text(law, "pause") == words + "; no ground was given for it")
    let agreed = try LegalTerm(length("P8W"), source: .agreement).from("2026-03-19", pauses: [pause])
    #expect(try text(agreed, "pause") == words)
  }

  @Test(arguments: [
    (NoEffect.beforeStart, "the term had not started", "de termijn liep nog niet"),
    (
      .over(.lastDay(day("2026-05-18"))), "the term had ended on Mon 18 May 2026", "de termijn was om op ma 18 mei 2026"
    ),
    (.tooOften(2), "it can be done 2 times", "het kan 2 keer"),
    (
      .tooLate(latest: day("2026-05-18")), "it could be announced until Mon 18 May 2026",
      "zij kon worden meegedeeld tot en met ma 18 mei 2026"
    ),
  ])
  func `why something changes nothing`(_ reason: NoEffect, _ english: String, _ dutch: String) {
    #expect(TermLanguage.english.reason(reason) == english)
    #expect(TermLanguage.dutch.reason(reason) == dutch)
  }

  @Test func `a provisional end says so`() throws {
    let remarks = try LegalTerm(length("P6W")).from("2029-03-30").explanation(in: .dutch).remarks
    #expect(remarks.first == "kalender nl-2026-11-24")
    #expect(remarks.last?.hasPrefix("voorlopig: de kalender weet nog niet") == true)
    #expect(try LegalTerm(length("P6W")).from("2026-03-30").explanation(in: .dutch).remarks.count == 1)
  }

  @Test func `the reading of an open question is told`() throws {
    let result = try LegalTerm(length("P2W"), isNoticeOfDefault: true).from("2026-06-01")
    #expect(try text(result, "free days").hasSuffix("the weeks after a notice of default; reading used: moves"))
  }
}
