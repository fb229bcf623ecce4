/// The names an expression may use, as a tree: items at the top, and namespaces such as `steps` with their members.
///
/// Names may hold spaces, hyphens and other marks (`plan-indienen`); in an expression the longest name that fits is
/// meant (DMN 1.5 §10.3.1.2). The built-in functions are always there.
public struct Environment: Sendable {
  package private(set) var root = Node()
  /// Every name that may come after a point, for values whose members are not known.
  private(set) var members = NameIndex()

  /// The names of declared types.
  private(set) var types: [String: ValueType] = [:]
  private(set) var typeNames = NameIndex()
  /// The slot of the given clock: a date and time.
  private(set) var clock: Int?

  /// Makes an environment without names.
  public init() {
    noteFields(.document)
    for property in Property.allCases { members.add(property.rawValue) }
  }

  /// Declares a readable name.
  ///
  /// A later declaration of the same path takes the place of an earlier one.
  ///
  /// - Parameters:
  ///   - path: The name, with the namespaces it stands in before it.
  ///   - type: The type of its values.
  ///   - slot: The number the program asks its reader for.
  public mutating func declare(_ path: [String], type: ValueType, slot: Int) {
    root.insert(path[...], .variable(type, slot: slot))
    path.dropFirst().forEach { members.add($0) }
    noteFields(type)
  }

  /// Declares a function that the host gives, to be called by its name.
  public mutating func declare(_ path: [String], function: FunctionValue) {
    root.insert(path[...], .function(function))
    path.dropFirst().forEach { members.add($0) }
    noteFields(function.result)
  }

  /// Declares that a name exists and may not be read here, for a message that says why.
  ///
  /// - Parameters:
  ///   - path: The name, with the namespaces it stands in before it.
  ///   - reason: What to tell the author, lower case and without a full stop: `the task 'x' does not read it`.
  public mutating func declare(_ path: [String], unreadable reason: String) {
    root.insert(path[...], .unreadable(reason))
    path.dropFirst().forEach { members.add($0) }
  }

  /// Declares a name for a type, to be used after `instance of` and for parameters.
  public mutating func declare(type name: String, as type: ValueType) {
    types[name] = type
    typeNames.add(name)
    noteFields(type)
  }

  /// Declares where `now()` and `today()` find the time: a slot that holds a date and time.
  ///
  /// Without it they are not supported, since an expression has no clock of its own.
  public mutating func declare(clock slot: Int) { clock = slot }

  /// Declares a namespace, which may stay empty.
  public mutating func declare(namespace path: [String]) {
    guard root.find(path[...]) == nil else { return }
    root.insert(path[...], .namespace)
    path.dropFirst().forEach { members.add($0) }
  }

  private mutating func noteFields(_ type: ValueType) {
    switch type {
    case .list(let element), .range(let element), .function(_, let element): noteFields(element)
    default:
      for field in type.fields ?? [] {
        members.add(field.name)
        noteFields(field.type)
      }
    }
  }

  /// A name and what is below it.
  package struct Node: Sendable {
    package enum Meaning: Sendable {
      case namespace
      case variable(ValueType, slot: Int)
      case function(FunctionValue)
      case unreadable(String)
    }

    package private(set) var meaning = Meaning.namespace
    package private(set) var children: [String: Node] = [:]
    private(set) var names = NameIndex()

    fileprivate mutating func insert(_ path: ArraySlice<String>, _ meaning: Meaning) {
      guard let first = path.first else {
        self.meaning = meaning
        return
      }
      children[first, default: Node()].insert(path.dropFirst(), meaning)
      names.add(first)
    }

    fileprivate func find(_ path: ArraySlice<String>) -> Node? {
      guard let first = path.first else { return self }
      return children[first]?.find(path.dropFirst())
    }
  }
}

/// Names by their first word, the longest first, so that the longest match is found without trying them all.
struct NameIndex: Sendable {
  private var byWord: [String: [String]] = [:]

  init(_ names: some Sequence<String> = []) {
    for name in names { add(name) }
  }

  mutating func add(_ name: String) {
    let bytes = Array(name.utf8)
    guard let end = nameEnd(bytes, from: 0) else { return }
    NameIndex.insert(name, into: &byWord[String(decoding: bytes[..<end], as: UTF8.self), default: []])
  }

  /// Keeps the longest first, each once.
  private static func insert(_ name: String, into list: inout [String]) {
    guard !list.contains(name) else { return }
    let place = list.firstIndex { $0.utf8.count < name.utf8.count } ?? list.endIndex
    list.insert(name, at: place)
  }

  /// The longest name that stands at a place and that the caller can use there, and where it ends.
  func longest(
    in bytes: [UInt8], at start: Int, word: String, where isUsable: (String, Int) -> Bool = { _, _ in true }
  ) -> (name: String, end: Int)? {
    for name in byWord[word] ?? [] {
      if let end = matchEnd(of: name, in: bytes, at: start), isUsable(name, end) { return (name, end) }
    }
    return nil
  }
}

/// Where a name that stands at a place ends, and nil when it does not stand there.
///
/// Names are compared by their tokens (DMN 1.5 §10.3.1.4): between words a space stands for any space, and around a mark
/// as in `a-b` space means nothing.
func matchEnd(of name: String, in bytes: [UInt8], at start: Int) -> Int? {
  let name = Array(name.utf8)
  var (place, offset) = (0, start)
  var isAfterWord = false
  while place < name.count {
    let next = spaceEnd(name, from: place)
    guard next < name.count else { break }
    let wordEnd = namePartEnd(name, from: next)
    let end = wordEnd > next ? wordEnd : nameSymbolEnd(name, from: next) ?? next + scalar(name, at: next).length
    let isWord = wordEnd > next
    if place > 0 {
      let found = spaceEnd(bytes, from: offset)
      if isWord, isAfterWord, found == offset { return nil }
      offset = found
    }
    guard bytes[offset...].starts(with: name[next..<end]) else { return nil }
    offset += end - next
    // A word ends where no further character can belong to it.
    if isWord, namePartEnd(bytes, from: offset) > offset { return nil }
    (place, isAfterWord) = (end, isWord)
  }
  return offset
}

/// Just past the space at a place.
private func spaceEnd(_ bytes: [UInt8], from start: Int) -> Int {
  var offset = start
  while offset < bytes.count {
    let next = scalar(bytes, at: offset)
    guard isSpace(next.value) else { break }
    offset += next.length
  }
  return offset
}
