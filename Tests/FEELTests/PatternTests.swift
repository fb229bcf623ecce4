import Testing

@testable import FEEL

/// Regular expressions of XPath (Functions and Operators 3.1 §5.6): patterns, flags, texts and what comes of them.
@Suite struct PatternTests {
  struct Match: CustomTestStringConvertible {
    let pattern: String
    let flags: String
    let text: String
    let isMatch: Bool

    init(_ pattern: String, _ text: String, _ isMatch: Bool = true, flags: String = "") {
      (self.pattern, self.text, self.isMatch, self.flags) = (pattern, text, isMatch, flags)
    }

    var testDescription: String { "\(pattern) \(flags) in \(text)" }
  }

  @Test(arguments: plain + classes + flagged + references) func matches(_ item: Match) throws {
    #expect(try Pattern(item.pattern, flags: item.flags).matches(item.text) == item.isMatch)
  }

  static let plain = [
    Match("bra", "abracadabra"), Match("^a.*a$", "abracadabra"), Match("^bra", "abracadabra", false), Match("", ""),
    Match("", "abc"), Match("a|b", "xb"), Match("a||b", "x"), Match("^(ab|cd)*$", "abcdab"),
    Match("^(ab|cd)*$", "abc", false),
    Match("^a?$", "aa", false), Match("^a+$", "aaa"), Match("^a+$", "", false), Match("^a{2}$", "aa"),
    Match("^a{2}$", "aaa", false), Match("^a{2,}$", "aaaa"), Match("^a{2,3}$", "aaaa", false), Match("^a{0}$", ""),
    Match("^a{0,2}b$", "aab"), Match("^(ab){2,3}$", "abababab", false), Match("^(ab){2,3}$", "ababab"),
    Match("^.$", "é"), Match("^.$", "😀"), Match("^.$", "\n", false), Match("^.$", "\r", false),
    Match("^a$", "a\n", false),
    Match(#"^\.\\\|\?\*\+\(\)\{\}\-\[\]\^\$$"#, #".\|?*+(){}-[]^$"#), Match(#"^\n\r\t$"#, "\n\r\t"),
    Match("^(?:a(?:b))c$", "abc"), Match("(^a|b$)", "xb"), Match("a^b", "ab", false), Match("a$b", "ab", false),
    Match("^*a", "a"), Match("^(a*)*$", "aaa"), Match("^(a*)+$", ""), Match("^(a?b?)*c$", "abbac"),
    Match("^(a|ab)(c|bcd)$", "abcd"), Match("^(a|ab)(c|bcd)d*$", "abcd"), Match("^a??b$", "ab"),
    Match("^(a+?)(a*)$", "aaa"),
    Match("^a{1,3}?a$", "aaaa"), Match("^(?:ab)*?c$", "ababc"), Match("^(?:ab){1,2}?c$", "ababc"), Match("a,b", "a,b"),
  ]

  static let classes = [
    Match("^[abc]+$", "cab"), Match("^[^abc]$", "b", false), Match("^[a-z-[aeiou]]+$", "xyz"),
    Match("^[a-z-[aeiou]]+$", "xaz", false), Match("^[^a-z-[A-Z]]$", "5"), Match("^[^a-z-[A-Z]]$", "B", false),
    Match("^[a-z-[b-y-[m]]]+$", "amz"), Match("^[a-z-[b-y-[m]]]+$", "n", false), Match("^[-a]+$", "-a"),
    Match("^[a-]+$", "-a"), Match("^[a^]+$", "^a"), Match("^[.$|(]+$", ".$|("), Match(#"^[\]\[\-]+$"#, "[]-"),
    Match(#"^[\d_]+$"#, "1_٣"), Match(#"^\d$"#, "٣"), Match(#"^\d$"#, "½", false), Match(#"^\D$"#, "a"),
    Match(#"^\w+$"#, "aé1+"), Match(#"^\w$"#, "-", false), Match(#"^\w$"#, "_", false), Match(#"^\W$"#, " "),
    Match(#"^\s+$"#, " \t\n\r"), Match(#"^\s$"#, "\u{A0}", false), Match(#"^\S$"#, "\u{A0}"),
    Match(#"^\i\c*$"#, "_a-1.b:é"), Match(#"^\i$"#, "1", false), Match(#"^\I$"#, "-"), Match(#"^\c$"#, "·"),
    Match(#"^\C$"#, "/"), Match(#"^\p{Lu}\p{Ll}$"#, "Éa"), Match(#"^\p{L}+$"#, "aÉʰ中"), Match(#"^\P{L}$"#, "1"),
    Match(#"^\p{Nd}\p{Sc}\p{P}$"#, "1€!"), Match(#"^\p{Zs}$"#, "\u{A0}"), Match(#"^\p{Cn}$"#, "\u{378}"),
    Match(#"^\p{C}$"#, "\u{7}"), Match(#"^\p{IsBasicLatin}+$"#, "abc"), Match(#"^\p{IsBasicLatin}$"#, "é", false),
    Match(#"^\P{IsBasicLatin}$"#, "é"), Match(#"^\p{IsGreek}\p{IsGreekandCoptic}$"#, "αβ"),
    Match(#"^\p{IsLatin-1Supplement}\p{IsLatinExtended-A}$"#, "éā"), Match(#"^\p{IsEmoticons}$"#, "😀"),
    Match(#"^[\p{Lu}\p{IsGreek}-[α]]+$"#, "Aβ"), Match(#"^[\p{Lu}\p{IsGreek}-[α]]$"#, "α", false),
    Match("a[^b]", "a", false), Match("a[^b]", "a "), Match("^[\u{1F600}-\u{1F64F}]$", "😀"), Match("^[a-c]$", "b"),
  ]

  static let flagged = [
    Match("^.$", "\n", flags: "s"), Match("^b$", "a\nb\nc", false), Match("^b$", "a\nb\nc", flags: "m"),
    Match("^$", "\nabcd\ndefg\n", flags: "m"), Match("^$", "abcd\n\ndefg\n ", flags: "m"),
    Match("^$", "abcd\ndefg\n", false, flags: "m"), Match("c$", "abc\nd", flags: "m"), Match("ABC", "abc", flags: "i"),
    Match("É", "é", flags: "i"), Match("k", "\u{212A}", flags: "i"), Match("^[a-z]*$", "abZ", flags: "i"),
    Match("[A-Z-[OI]]", "x", flags: "i"), Match("[A-Z-[OI]]", "o", false, flags: "i"),
    Match("[^Q]", "q", false, flags: "i"),
    Match(#"\p{Lu}"#, "a", false, flags: "i"), Match("ß", "SS", false, flags: "i"), Match("σ", "ς", flags: "i"),
    Match("hello[ ]world", "helloworld", false, flags: "x"), Match(" hello[ ]world", "hello world", flags: "x"),
    Match(#"hello\ sworld"#, "hello world", flags: "x"), Match(#"\p{ I s B a s i c L a t i n }+"#, "a", flags: "x"),
    Match(#"\[ a"#, "[a", flags: "x"), Match("a{ 2 }", "aa", flags: "x"), Match("a.b", "a.b", flags: "q"),
    Match("a.b", "axb", false, flags: "q"), Match("A.B", "a.b", flags: "qi"), Match(#"\d["#, #"x\d["#, flags: "qx"),
    Match("a b", "ab", false, flags: "qx"), Match("a b", "ab", flags: "xx"),
  ]

  static let references = [
    Match(#"^(.)(.)\2\1$"#, "abba"), Match(#"^(.)(.)\2\1$"#, "abab", false), Match(#"(a)\1"#, "aA", flags: "i"),
    Match(#"^(a)|b\1$"#, "b"), Match(#"^(?:(x)|y)\1$"#, "y"), Match(#"^(a)\10$"#, "aa0"),
    Match(#"^(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\10$"#, "abcdefghijj"), Match(#"^(\w+) \1$"#, "the the"),
    Match(#"^((a)b)*\2$"#, "ababa"), Match(#"^(a*)b\1$"#, "aabaa"), Match(#"^(a*)b\1$"#, "aaba", false),
  ]

  @Test(arguments: [
    "(", ")", "a)", "[", "[]", "[^]", "]", "{", "}", "a{", "a{}", "a{,2}", "a{2,1}", "a{1", "a{1,2", "a{1x}", "a**",
    "a+*",
    "a???", "*", "+a", "?", "|*", "(*a)", "(?a)", "(?=a)", "(?<n>a)", "(?i)a", #"\"#, #"\a"#, #"\b"#, #"\0"#, #"\x41"#,
    #"\u0041"#,
    #"\1"#, #"(.)\2"#, #"(a\1)"#, #"(asd)[\1]"#, #"1[asd\0]"#, #"\p"#, #"\p{"#, #"\p{}"#, #"\pL"#, #"\p{Xx}"#,
    #"\p{Lu "#, #"\p{ Lu}"#, #"\p{IsNowhere}"#, #"\p{isGreek}"#, #"\p{Cs}"#, "[z-a]", "[a-c-e]", #"[\d-e]"#, "[a[b]]",
    "[a-", "[a-z",
    "[a-[b]", "[-[b]]", "[a-[b]c]", #"[a-\d]"#, "[a--z]", "a{10001}", "a{99999999999999999999}",
  ])
  func refuses(_ pattern: String) {
    #expect(throws: Fault.Reason.self) { () throws(Fault.Reason) in try Pattern(pattern) }
  }

  @Test func tellsWhatIsWrong() {
    #expect(throws: Fault.Reason.notRead("a regular expression: a ')' is missing, at 3")) {
      () throws(Fault.Reason) in try Pattern("(a")
    }
    #expect(throws: Fault.Reason.notRead("a set of the flags s, m, i, x and q")) {
      () throws(Fault.Reason) in try Pattern("a", flags: "p")
    }
  }

  @Test(arguments: ["p", "X", " ", "g", "i ", "S"]) func refusesFlags(_ flags: String) {
    #expect(throws: Fault.Reason.self) { () throws(Fault.Reason) in try Pattern("a", flags: flags) }
  }

  struct Change: CustomTestStringConvertible {
    let text: String
    let pattern: String
    let replacement: String
    let result: String?
    let flags: String

    init(_ text: String, _ pattern: String, _ replacement: String, _ result: String?, flags: String = "") {
      (self.text, self.pattern, self.replacement, self.result) = (text, pattern, replacement, result)
      self.flags = flags
    }

    var testDescription: String { "\(pattern) \(flags) by \(replacement) in \(text)" }
  }

  @Test(arguments: [
    Change("abracadabra", "bra", "*", "a*cada*"), Change("abracadabra", "a.*a", "*", "*"),
    Change("abracadabra", "a.*?a", "*", "*c*bra"), Change("abracadabra", "a", "", "brcdbr"),
    Change("abracadabra", "a(.)", "a$1$1", "abbraccaddabbra"), Change("AAAA", "A+", "b", "b"),
    Change("AAAA", "A+?", "b", "bbbb"),
    Change("darted", "^(.*?)d(.*)$", "$1c$2", "carted"), Change("abracadabra", ".*?", "$1", nil),
    Change("abc", "x*", "-", nil),
    Change("abc", "", "-", nil), Change("abc", "$", "-", nil), Change("abc", "b", "$0$0", "abbc"),
    Change("abc", "b", #"\$0\\"#, #"a$0\c"#),
    Change("abc", "b", "$", nil), Change("abc", "b", "$x", nil), Change("abc", "b", #"\"#, nil),
    Change("abc", "b", #"\n"#, nil),
    Change("abc", "(b)", "[$12]", "a[b2]c"), Change("abc", "(b)", "[$2]", "a[]c"), Change("abc", "b", "$1", "ac"),
    Change("abc", "(b)(x)?", "[$2]", "a[]c"), Change("a.b", ".", "$1", "a$1b", flags: "q"),
    Change("a.b", ".", #"\"#, #"a\b"#, flags: "q"),
    Change("aXbx", "x", "-", "a-b-", flags: "i"), Change("a\nb", "^", "-", nil, flags: "m"),
    Change("é😀é", "é", "$0!", "é!😀é!"),
    Change("reluctant", "r.*?t", "X", "Xant"), Change("ababab", "(?:ab){2}", "x", "xab"), Change("", "a", "b", ""),
    Change("ababab", "(a|b)+", "$1", "b"),
  ])
  func replaces(_ item: Change) {
    let result = try? Pattern(item.pattern, flags: item.flags).replace(item.text, with: item.replacement)
    #expect(result == item.result)
  }

  @Test func splits() throws {
    #expect(try Pattern(#"\s+"#).split("The cat sat") == ["The", "cat", "sat"])
    #expect(try Pattern(#"\s*,\s*"#).split("1, 15, 24 ,50") == ["1", "15", "24", "50"])
    #expect(try Pattern("(ab)|(a)").split("abracadabra") == ["", "r", "c", "d", "r", ""])
    #expect(try Pattern(",").split(",a,") == ["", "a", ""])
    #expect(throws: Fault.Reason.self) { try Pattern(".?").split("abba") }
  }
}

/// Nothing hangs: patterns that make other engines try for years, large texts, large patterns.
@Suite struct PatternBoundTests {
  @Test(arguments: [
    ("(a+)+$", "a"), ("^(a+)+$", "a"), ("(a|aa)+$", "a"), ("(a|a)*b", "a"), ("^(a*)*$", "a"), ("(.*)*x", "a"),
    ("(a?){50}a{50}$", "a"),
    ("(x+x+)+y", "x"), ("((a{1,5}){1,5}){1,5}$", "a"), ("^(([a-z])+.)+[A-Z]([a-z])+$", "a"), ("a*a*a*a*a*a*b", "a"),
    (".*.*=.*", "x"),
    ("(a*?)*?b", "a"), ("(?:a?)*?b", "a"),
  ])
  func endsWithTheAnswer(_ pattern: String, _ letter: String) throws {
    let text = String(repeating: letter, count: 3_000) + "!"
    #expect(try Pattern(pattern).matches(text) == false)
  }

  @Test func endsWithoutAnAnswerWhereThereIsTooMuchToTry() throws {
    // Back-references cannot be bounded otherwise.
    let program = try PatternProgram(#"^(a*)*(a*)*(a*)*\1b$"#, PatternFlags())
    var matcher = PatternMatcher(program, String(repeating: "a", count: 1_000), stepsMax: 100_000)
    #expect(throws: Fault.Reason.notRead("a pattern that this text can be searched for in 100000 steps")) {
      () throws(Fault.Reason) in try matcher.find(from: 0)
    }
  }

  @Test func takesLargeTexts() throws {
    let text = String(repeating: "ab,", count: 300_000)
    #expect(try Pattern("b,$").matches(text))
    #expect(try Pattern("x").matches(text) == false)
    #expect(try Pattern("a.*,").matches(text))
    #expect(try Pattern("(?:ab,)*$").matches(text))
    #expect(try Pattern(",").split(text).count == 300_001)
    #expect(try Pattern("b,").replace(text, with: "").utf8.count == 300_000)
    #expect(throws: Fault.Reason.outOfRange) {
      () throws(Fault.Reason) in try Pattern("b").replace(text, with: String(repeating: "x", count: 100))
    }
  }

  @Test(arguments: [
    String(repeating: "(", count: 101) + String(repeating: ")", count: 101), String(repeating: "a", count: 10_001),
    "(((ab){100}){100}){100}", "((((){10000}){10000}){10000}){10000}", "(ab){10000}(ab){10000}(ab){10000}",
    String(repeating: "[a-", count: 101),
  ])
  func refusesWhatIsTooLarge(_ pattern: String) {
    #expect(throws: Fault.Reason.self) { () throws(Fault.Reason) in try Pattern(pattern) }
  }

  @Test func takesWhatIsLarge() throws {
    #expect(try Pattern("^[a-z]{1,10000}$").matches(String(repeating: "x", count: 10_000)))
    #expect(try Pattern(String(repeating: "(", count: 100) + "a" + String(repeating: ")", count: 100)).matches("a"))
    #expect(try Pattern(String(repeating: "a|", count: 4_000) + "b").matches("b"))
  }

  /// Any short pattern over the signs is either refused or matched in time; where it has a match, splitting at it and
  /// joining again keeps the rest.
  @Test func takesAnyPattern() {
    var random = SplitMix(seed: 3)
    let signs = Array(#"ab()[]{}|*+?^$.-\1dp,2"#)
    for _ in 0..<20_000 {
      let pattern = String(
        (0..<random.next(below: 12)).map { _ in signs[Int(random.next(below: UInt64(signs.count)))] })
      guard let compiled = try? Pattern(pattern), let parts = try? compiled.split("abab-2a") else { continue }
      let isMatch = try? compiled.matches("abab-2a")
      #expect(isMatch == (parts.count > 1), "\(pattern)")
      #expect((try? compiled.replace("abab-2a", with: "")) == parts.joined(), "\(pattern)")
    }
  }

  @Test func keepsAFewPatterns() throws {
    for index in 0..<(3 * PatternCache.countMax) {
      #expect(try PatternCache.pattern("a{\(index)}b", flags: "").matches(String(repeating: "a", count: index) + "b"))
    }
    // A pattern and its flags together are the key; texts that only look the same are not.
    #expect(try PatternCache.pattern("é", flags: "").matches("\u{E9}"))
    #expect(try PatternCache.pattern("e\u{301}", flags: "").matches("\u{E9}") == false)
    #expect(try PatternCache.pattern("A", flags: "i").matches("a"))
    #expect(try PatternCache.pattern("A", flags: "").matches("a") == false)
  }

  @Test func sharesThemBetweenThreads() async {
    await withTaskGroup(of: Bool.self) { group in
      for task in 0..<8 {
        group.addTask {
          (0..<500).allSatisfy { index in
            (try? PatternCache.pattern("^x{\((index * 7 + task) % 100)}$", flags: "").matches("x")) != nil
          }
        }
      }
      for await isFine in group { #expect(isFine) }
    }
  }
}

extension Pattern {
  func matches(_ text: String) throws(Fault.Reason) -> Bool {
    var allowance = Allowance()
    return try matches(text, &allowance)
  }

  func split(_ text: String) throws(Fault.Reason) -> [String] {
    var allowance = Allowance()
    return try split(text, &allowance)
  }

  func replace(_ text: String, with replacement: String) throws(Fault.Reason) -> String {
    var allowance = Allowance()
    return try replace(text, with: replacement, &allowance)
  }
}
