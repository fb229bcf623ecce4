import Synchronization

/// The patterns compiled last, shared by all threads: most are constants that are used again and again.
enum PatternCache {
  /// The most patterns that are kept.
  static let countMax = 64
  /// The longest pattern that is kept, in bytes.
  private static let lengthMax = 1_000

  private struct Key: Hashable {
    let pattern: [UInt8]
    let flags: String
  }

  /// Invariant: `order` holds the keys of `patterns` in the order they came; at `next` the oldest, once all are in use.
  private struct Kept {
    var patterns: [Key: Pattern] = [:]
    var order: [Key] = []
    var next = 0
  }

  private static let kept = Mutex(Kept())

  /// The compiled pattern.
  ///
  /// - Throws: `notRead` for what is no pattern or no flags.
  static func pattern(_ text: String, flags: String) throws(Fault.Reason) -> Pattern {
    guard text.utf8.count <= lengthMax else { return try Pattern(text, flags: flags) }
    // Bytes, as texts are equal as keys when they only look the same.
    let key = Key(pattern: Array(text.utf8), flags: flags)
    if let pattern = kept.withLock({ $0.patterns[key] }) { return pattern }
    // Compiled without the lock: two threads may do so at once, and get the same.
    let pattern = try Pattern(text, flags: flags)
    kept.withLock { kept in
      guard kept.patterns.updateValue(pattern, forKey: key) == nil else { return }
      if kept.order.count < countMax {
        kept.order.append(key)
      } else {
        kept.patterns[kept.order[kept.next]] = nil
        kept.order[kept.next] = key
        kept.next = (kept.next + 1) % countMax
      }
    }
    return pattern
  }
}
