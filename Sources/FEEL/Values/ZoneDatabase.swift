import Glibc
import Synchronization

/// The zones of the IANA time zone database, read from the system as they are asked for.
///
/// Governments change their clocks at a few weeks' notice, so the rules are not part of this library: they are the
/// compiled zones of the operating system, which its updates keep. They lie in the folder that the variable `TZDIR`
/// names, else in `/usr/share/zoneinfo`. A zone that has been read stays as it was read while the process lives, so that
/// an expression has one value in all of it. UTC and the zones of `Etc` need no file.
///
/// Entries are made once and never changed or freed, at most `countMax` of them; what does not exist is not remembered.
enum ZoneDatabase {
  struct Entry: Sendable {
    let name: String
    let rules: ZoneRules
  }

  /// The number of a zone; nil when there is none of that name.
  static func id(named name: String) -> Zone.ID? {
    guard isName(name) else { return nil }
    if let id = numbers.withLock({ $0[name] }) { return id }
    guard let rules = fixedOffset(name).map(ZoneRules.init(offset:)) ?? file(name).flatMap(ZoneRules.init(tzif:)) else {
      return nil
    }
    return numbers.withLock { numbers in
      if let id = numbers[name] { return id }
      guard numbers.count < countMax else { return nil }
      let id = Zone.ID(index: Int32(numbers.count))
      (entries.base + numbers.count).initialize(to: Entry(name: name, rules: rules))
      numbers[name] = id
      return id
    }
  }

  /// What a number stands for.
  static subscript(id: Zone.ID) -> Entry { entries.base[Int(id.index)] }

  /// The most zones of one process; the database has some 600 names.
  static let countMax = 1024

  private static let numbers = Mutex<[String: Zone.ID]>([:])
  private static let entries = Entries()

  private struct Entries: @unchecked Sendable {
    // Sendable because an entry is written once, under the lock that gives out its number, and only read after that.
    let base = UnsafeMutablePointer<Entry>.allocate(capacity: countMax)
  }

  // MARK: Names

  /// Whether a text is a name as the database forms them: parts of letters, digits, `_`, `+` and `-` that begin with a
  /// capital letter.
  ///
  /// So no name leads out of the folder, and neither the copies in its `posix` and `right` nor its other files, as
  /// `localtime`, are zones.
  static func isName(_ name: String) -> Bool {
    guard name.utf8.count <= 64 else { return false }
    return name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { part in
      guard let first = part.first, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) else { return false }
      return part.allSatisfy { byte in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
          || [UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-")].contains(byte)
      }
    }
  }

  /// The offset of a name that is UTC, or so many hours from it; nil for any other.
  private static func fixedOffset(_ name: String) -> Int32? {
    let short = name.hasPrefix("Etc/") ? name.dropFirst(4) : name[...]
    if ["UTC", "UCT", "Universal", "Zulu", "GMT", "GMT0", "GMT+0", "GMT-0", "Greenwich"].contains(short) { return 0 }
    guard name.hasPrefix("Etc/GMT"), let hours = Int32(short.dropFirst(3)),
      short.dropFirst(3) == "\(hours < 0 ? "" : "+")\(hours)"
    else { return nil }
    // As in POSIX, the sign is that of the way to UTC: Etc/GMT+5 lies west of it.
    return (-14...12).contains(hours) ? -hours * 3600 : nil
  }

  // MARK: Files

  private static let folder: String = {
    guard let text = getenv("TZDIR") else { return "/usr/share/zoneinfo" }
    let path = String(cString: text)
    return path.hasPrefix("/") ? path : "/usr/share/zoneinfo"
  }()

  /// The largest file that is read; those of the database have some 4 KiB at most.
  private static let sizeMax = 65_536

  private static func file(_ name: String) -> [UInt8]? {
    let descriptor = open(folder + "/" + name, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: sizeMax)
    var count = 0
    while count < sizeMax {
      let length = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress.map { $0 + count }, sizeMax - count) }
      if length < 0 {
        guard errno == EINTR else { return nil }
        continue
      }
      if length == 0 { return Array(bytes.prefix(count)) }
      count += length
    }
    return nil
  }
}
