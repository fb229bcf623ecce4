import KetenSource
import Testing

@testable import FEEL

/// The value of a built-in function for arguments given as a list of FEEL, past what the compiler checks; nil and an
/// issue where no form takes so many.
func call(_ name: String, _ arguments: String, _ location: SourceLocation = #_sourceLocation) -> Value? {
  guard case .list(let values) = World.sample.value(of: arguments, location) else { return nil }
  return called(name, values, location)
}

/// What a built-in function gives for values; nil and an issue where no form takes so many.
func called(_ name: String, _ values: [Value], _ location: SourceLocation = #_sourceLocation) -> Value? {
  let forms = (Functions.byName[name] ?? []).map { Functions.all[$0] }
  guard forms.contains(where: { $0.countMin <= values.count && ($0.isVariadic || values.count <= $0.parameters.count) })
  else {
    Issue.record("no form of '\(name)' takes \(values.count) arguments", sourceLocation: location)
    return nil
  }
  var call = FunctionValue.Call()
  return FunctionValue.builtIn(name)?.call(values, &call)
}

/// What the functions give for arguments of any kind: `name [arguments] → value`.
@Suite struct CallTests {
  @Test(arguments: Case.table(numbers + texts + lists + aggregates + contexts)) func calls(_ item: Case) throws {
    let bracket = try #require(item.text.firstIndex(of: "["))
    let name = item.text[..<bracket].dropLast()
    #expect(call(String(name), String(item.text[bracket...]))?.description == item.expected)
  }

  static let numbers = """
    abs [null] → null
    abs ["1"] → null
    abs [true] → null
    abs [@"-P1Y"] → @"P1Y"
    decimal [1, null] → null
    decimal [null, 1] → null
    decimal ["1", 1] → null
    decimal [1/3, 6176] → 0.3333333333333333333333333333333333
    decimal [1/3, 6177] → null
    decimal [5.5, -6111] → 0
    decimal [5.5, -6112] → null
    decimal [1.5, 0.5] → null
    floor [1.56, null] → null
    floor [@"P1D"] → null
    ceiling [-0.3333] → 0
    round up [5.5, 0] → 6
    round up [-5.5, 0] → -6
    round up [1.121, 2] → 1.13
    round up [-1.126, 2] → -1.13
    round down [1.121, 2] → 1.12
    round down [-1.126, 2] → -1.12
    round half up [-5.5, 0] → -6
    round half up [1.121, 2] → 1.12
    round half up [-1.126, 2] → -1.13
    round half down [-5.5, 0] → -5
    round half down [1.125, 2] → 1.12
    round half down [1.1250001, 2] → 1.13
    round half down [1250, -2] → 1200
    round up [null, 0] → null
    round up [1, "0"] → null
    modulo [1, null] → null
    modulo ["1", 1] → null
    sqrt ["4"] → null
    sqrt [@"P4D"] → null
    exp [5] → 148.4131591025766034211155800405523
    exp [null] → null
    exp ["4"] → null
    log [10] → 2.302585092994045684017991454684364
    log [0] → null
    log [true] → null
    odd [5] → true
    odd [2] → false
    odd [-1] → true
    odd [0.5] → null
    odd [1E20] → false
    even [0] → true
    even ["2"] → null
    number ["1 000,0", " ", ","] → 1000
    number ["1,000.0", ",", "."] → 1000
    number ["1.000", ".", null] → 1000
    number ["1,000,000.00", ",", null] → 1000000
    number ["1,5", null, ","] → 1.5
    number ["1,000,000.01", " ", "."] → null
    number ["1,000,000.01", ":", "."] → null
    number ["1,000,000.01", ",", ":"] → null
    number ["1,000,000.00", ",", ","] → null
    number ["1.5", null, ","] → null
    number ["1,5,5", null, ","] → null
    number ["1", 123, "."] → null
    number [null, ".", ","] → null
    number [123, ".", ","] → null
    number ["-1.5E3"] → -1500
    number [".5"] → 0.5
    number ["+1"] → null
    number ["1."] → null
    number ["1.E3"] → null
    number [" 1"] → null
    number [""] → null
    """ + "\n"

  static let texts = """
    string [null] → null
    string [1.1] → "1.1"
    string [{a: "b", "c d": [1]}] → "{a: \\"b\\", \\"c d\\": [1]}"
    string [[1, null, "a"]] → "[1, null, \\"a\\"]"
    string [[1..3)] → "[1..3)"
    string [@"P1Y2M"] → "P1Y2M"
    string [@"12:00:00Z"] → "12:00:00Z"
    string length [1] → null
    string length [null] → null
    string length [["a"]] → 1
    upper case ["aBc4"] → "ABC4"
    upper case [4] → null
    lower case ["aBc4"] → "abc4"
    substring ["foobar", 0] → null
    substring ["foobar", 7] → null
    substring ["foobar", -7] → null
    substring ["foobar", -6] → "foobar"
    substring ["foobar", 6, 1] → "r"
    substring ["foobar", 3, 0] → null
    substring ["foobar", 3, -1] → null
    substring ["foobar", 3, 4] → "obar"
    substring ["foobar", 3, 5] → null
    substring ["foobar", -2, 2] → "ar"
    substring ["foobar", -2, 3] → null
    substring ["foobar", 1, 2.8] → "fo"
    substring ["foobar", 1, 0.8] → null
    substring ["foobar", 3, null] → null
    substring ["foobar", 1.5] → null
    substring ["", 1] → null
    substring [null, 1] → null
    substring ["foobar", "3"] → null
    substring before ["foobar", "xyz"] → ""
    substring before ["foobar", ""] → ""
    substring before ["aabaabaac", "aabaac"] → "aab"
    substring before ["foobar", null] → null
    substring after ["foobar", ""] → "foobar"
    substring after ["", "a"] → ""
    substring after ["aabaabaacx", "aabaac"] → "x"
    substring after ["😀é!", "é"] → "!"
    contains ["foobar", "of"] → false
    contains ["foobar", "ob"] → true
    contains ["aaab", "aab"] → true
    contains ["foo", "foobar"] → false
    contains ["foobar", 1] → null
    starts with ["foobar", ""] → true
    starts with ["foobar", "fo"] → true
    starts with [null, "fo"] → null
    ends with ["foobar", "r"] → true
    ends with ["r", "foobar"] → false
    string join [["a", "b", "c"], "_and_"] → "a_and_b_and_c"
    string join [["a", "b", "c"], ""] → "abc"
    string join [["a", "b", "c"], null] → "abc"
    string join [["a", null, "c"], "X"] → "aXc"
    string join [[null, "c"], "X"] → "c"
    string join [["", "c"], "X"] → "Xc"
    string join [[], "X"] → ""
    string join ["a", "X"] → "a"
    string join [["a", 1], "X"] → null
    string join [["a"], 1] → null
    string join [null, "X"] → null
    replace ["banana", "a", "o"] → "bonono"
    replace ["abcd", "(ab)|(a)", "[1=$1][2=$2]"] → "[1=ab][2=]cd"
    replace ["Banana", "A", "o", "i"] → "Bonono"
    replace ["banana", "a", null] → null
    replace ["banana", "a", "o", null] → "bonono"
    replace ["banana", "a", "o", "z"] → null
    replace [null, "a", "o"] → null
    replace ["banana", "a*", "o"] → null
    replace ["banana", "(", "o"] → null
    matches ["foobar", "^fo*b"] → true
    matches ["foobar", "^Fo*b", "i"] → true
    matches ["foobar", "(", ""] → null
    matches ["foobar", null] → null
    matches ["foobar", []] → null
    split ["John Doe", "\\\\s"] → ["John", "Doe"]
    split ["a;b;c;;", ";"] → ["a", "b", "c", "", ""]
    split ["", ";"] → [""]
    split ["abc", "x"] → ["abc"]
    split ["abc", ""] → null
    split [null, ";"] → null
    split ["a", 1] → null
    """ + "\n"

  static let lists = """
    list contains [[1, 2, 3], 2] → true
    list contains [null, 2] → null
    list contains [1, 1] → true
    list contains [[[1]], [1]] → true
    list contains [[1], "1"] → false
    count [[1, [2, 3]]] → 2
    count [null] → null
    sublist [[4, 5, 6], 1, 2] → [4, 5]
    sublist [[4, 5, 6], 1, 0] → null
    sublist [[4, 5, 6], 3, 2] → null
    sublist [[4, 5, 6], 0] → null
    sublist [[4, 5, 6], 4] → null
    sublist [[4, 5, 6], -1, 1] → [6]
    append [[1], 2, null] → [1, 2, null]
    append [1, 2] → [1, 2]
    append [null, 2] → null
    concatenate [[1, 2], [3]] → [1, 2, 3]
    concatenate [[1], 2] → [1, 2]
    concatenate [[1], null] → null
    insert before [[1, 3], 1, 2] → [2, 1, 3]
    insert before [[1, 3], -1, 2] → [1, 2, 3]
    insert before [[1, 3], 3, 2] → null
    insert before [[1, 3], 0, 2] → null
    insert before [[1, 3], 1, null] → [null, 1, 3]
    remove [[1, 2, 3], 2] → [1, 3]
    remove [[1, 2, 3], -1] → [1, 2]
    remove [[1, 2, 3], 4] → null
    remove [[1, 2, 3], "1"] → null
    list replace [[2, 4, 7, 8], 3, 6] → [2, 4, 6, 8]
    list replace [[2, 4, 7, 8], -4, null] → [null, 4, 7, 8]
    list replace [[2, 4, 7, 8], 5, 6] → null
    list replace [[2, 4, 7, 8], 0, 6] → null
    list replace [null, 1, 6] → null
    reverse [[1, 2, 3]] → [3, 2, 1]
    reverse [null] → null
    index of [[1, 2, 3, 2], 2] → [2, 4]
    index of [[1, null], null] → [2]
    index of [[1], 2] → []
    index of [null, 2] → null
    union [[1, 2], [2, 3]] → [1, 2, 3]
    union [[1, null], [null]] → [1, null]
    distinct values [[1, 2, 3, 2, 1]] → [1, 2, 3]
    distinct values [[1, null, "1", null]] → [1, null, "1"]
    flatten [[[1, 2], [[3]], 4]] → [1, 2, 3, 4]
    flatten [[]] → []
    flatten [null] → null
    """ + "\n"

  static let aggregates = """
    min [[1, 2, 3]] → 1
    min [1] → 1
    min [[1, "a"]] → null
    min [[1, null]] → null
    max [[]] → null
    max [["a", "b"]] → "b"
    sum [[1, 2, 3]] → 6
    sum [1] → 1
    sum [[]] → null
    sum [[1, "a"]] → null
    sum ["a"] → null
    sum [true] → null
    sum [[null]] → null
    sum [[@"P1D", @"PT12H"]] → @"P1DT12H"
    mean [[1, 2, 3]] → 2
    mean [1] → 1
    mean [[]] → null
    mean [["a"]] → null
    mean [[6, 14, -3]] → 5.666666666666666666666666666666667
    product [[2, 3, 4]] → 24
    product [2, 3, 4] → 24
    product [[]] → null
    product [[2.5, 1, 2.5, 3]] → 18.75
    product [[1, null]] → null
    product [[1, "a"]] → null
    product [[1E6000, 1E6000]] → null
    median [8, 2, 5, 3, 4] → 4
    median [[6, 1, 2, 3]] → 2.5
    median [[]] → null
    median [[1, null]] → null
    median [["a"]] → null
    mode [6, 3, 9, 6, 6] → [6]
    mode [[6, 1, 9, 6, 1]] → [1, 6]
    mode [[]] → []
    mode [[1, 1.0, 2]] → [1]
    mode [6] → [6]
    mode [null] → null
    mode [[1, null]] → null
    mode [["a"]] → null
    all [[false, null, true]] → false
    all [true] → true
    all [[true]] → true
    all [[]] → true
    all [0] → null
    all [[true, null]] → null
    all [[true, 1]] → null
    all [null] → null
    all [true, true] → true
    any [[false, null, true]] → true
    any [false] → false
    any [[]] → false
    any [0] → null
    any [[false, null]] → null
    any [null, false] → null
    any [null] → null
    not [true] → false
    not [null] → null
    not [1] → null
    """ + "\n"

  static let contexts = """
    get value [{key1: "value1"}, "key1"] → "value1"
    get value [{key1: "value1"}, "unexistent-key"] → null
    get value [null, "a"] → null
    get value [{a: 1}, null] → null
    get value [1, "a"] → null
    get entries [{key1: "value1", key2: "value2"}] → [{key: "key1", value: "value1"}, {key: "key2", value: "value2"}]
    get entries [{}] → []
    get entries [null] → null
    get entries [[{a: 1}]] → [{key: "a", value: 1}]
    context [[{key: "a", value: 1}, {key: "b", value: 2}]] → {a: 1, b: 2}
    context [[{key: "a", value: 1}, {key: "b", value: 2, something: "else"}]] → {a: 1, b: 2}
    context [[{key: "a", value: 1}, {key: "b"}]] → null
    context [[{key: "a", value: null}]] → {a: null}
    context [{key: "a", value: 1}] → {a: 1}
    context [[{key: "a", value: 1}, {key: "a", value: 2}]] → null
    context [[{key: 1, value: 1}]] → null
    context [[1]] → null
    context [null] → null
    context [[]] → {}
    context put [{x: 1}, "y", 2] → {x: 1, y: 2}
    context put [{x: 1, y: 0, z: 0}, "y", 2] → {x: 1, y: 2, z: 0}
    context put [{x: 1}, ["y"], 2] → {x: 1, y: 2}
    context put [{x: 1, y: {a: 0}}, ["y", "a"], 2] → {x: 1, y: {a: 2}}
    context put [{x: 1, y: {a: 0, b: 1}}, ["y", "c"], null] → {x: 1, y: {a: 0, b: 1, c: null}}
    context put [{x: {y: {z: 1}}}, ["x", "y", "z"], 2] → {x: {y: {z: 2}}}
    context put [{x: 1, y: {a: 0}}, [], 2] → null
    context put [{x: 1}, ["x", "a"], 2] → null
    context put [{x: 1}, ["y", "a"], 2] → null
    context put [{x: 1}, [1], 2] → null
    context put [{x: 1}, null, 2] → null
    context put [null, "x", 2] → null
    context merge [[{x: 1}, {y: 2}]] → {x: 1, y: 2}
    context merge [[{x: 1, y: 0}, {y: 2}]] → {x: 1, y: 2}
    context merge [[{a: {aa: 1}}, {a: {bb: 2}}]] → {a: {bb: 2}}
    context merge [{a: 1}] → {a: 1}
    context merge [[]] → {}
    context merge [[{a: 1}, 2]] → null
    context merge [null] → null
    """

  /// The names of the parameters, as the standard has them.
  @Test(arguments: [
    "substring(length: 1, string: \"foobar\", start position: 3)",
    "replace(flags: \"\", input: \"ooo\", pattern: \"o+\", replacement: \"o\")",
    "string join(delimiter: \"\", list: [\"o\"])", "split(delimiter: \"x\", string: \"o\")[1]",
    "substring after(match: \"b\", string: \"bo\")", "substring before(match: \"b\", string: \"ob\")",
    "get value(key: \"a\", m: {a: \"o\"})", "get entries(m: {a: \"o\"})[1].value",
    "get value(context(entries: [{key: \"a\", value: \"o\"}]), \"a\")",
    "get value(context put(value: \"o\", key: \"a\", context: {}), \"a\")",
    "get value(context put(value: \"o\", keys: [\"a\"], context: {}), \"a\")",
    "get value(context merge(contexts: [{a: \"o\"}]), \"a\")",
    "list replace(list: [1], position: 1, newItem: \"o\")[1]",
    "insert before(list: [1], position: 1, newItem: \"o\")[1]", "append(list: [\"o\"], item: 1)[1]",
    "string(mode(list: [1])[1])",
  ])
  func takesNames(_ text: String) {
    let expected = text.hasPrefix("string(") ? "1" : "o"
    #expect(World.sample.value(of: text) == .string(expected))
  }
}
