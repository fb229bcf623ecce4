import Glibc

// What a loop allocates shows without a profiler: while it is counted, the slots through which the loaded libraries (the
// Swift runtime among them) call `malloc`, `calloc` and `realloc` point at functions that count first.

// Read and written by the one thread that measures.
nonisolated(unsafe) private var counted = 0

private typealias Malloc = @convention(c) (Int) -> UnsafeMutableRawPointer?
private typealias Calloc = @convention(c) (Int, Int) -> UnsafeMutableRawPointer?
private typealias Realloc = @convention(c) (UnsafeMutableRawPointer?, Int) -> UnsafeMutableRawPointer?

private let countingMalloc: Malloc = { size in
  counted &+= 1
  return malloc(size)
}
private let countingCalloc: Calloc = { count, size in
  counted &+= 1
  return calloc(count, size)
}
private let countingRealloc: Realloc = { old, size in
  counted &+= 1
  return realloc(old, size)
}

/// How many allocations a body makes; not a number where the slots of the Swift runtime cannot be found.
func allocations(in body: () -> Void) -> Double {
  let counters = [
    "malloc": unsafeBitCast(countingMalloc, to: Int.self), "calloc": unsafeBitCast(countingCalloc, to: Int.self),
    "realloc": unsafeBitCast(countingRealloc, to: Int.self),
  ]
  var patched: [(slot: UnsafeMutablePointer<Int>, original: Int)] = []
  for object in loadedObjects() where object.name.contains("swiftCore") || object.name.contains("libxml2") {
    for (slot, name) in object.slots {
      guard let counter = counters[name], makeWritable(slot) else { continue }
      patched.append((slot, slot.pointee))
      slot.pointee = counter
    }
  }
  let before = counted
  body()
  let result = counted - before
  for (slot, original) in patched { slot.pointee = original }
  return patched.isEmpty ? .nan : Double(result)
}

private func makeWritable(_ slot: UnsafeMutablePointer<Int>) -> Bool {
  let size = Int(sysconf(Int32(_SC_PAGESIZE)))
  let page = UnsafeMutableRawPointer(bitPattern: Int(bitPattern: slot) / size * size)
  return mprotect(page, size, PROT_READ | PROT_WRITE) == 0
}

// MARK: - Loaded objects

/// A library of this process, with the slots of the functions it calls in others.
private struct LoadedObject {
  var name: String
  var slots: [(slot: UnsafeMutablePointer<Int>, name: String)] = []
}

/// Walks the dynamic linker's list (`struct link_map`: address, name, dynamic section, next).
private func loadedObjects() -> [LoadedObject] {
  var result: [LoadedObject] = []
  var next = dlopen(nil, RTLD_NOW)
  while let map = next {
    let name = map.load(fromByteOffset: 8, as: UnsafePointer<CChar>.self)
    let dynamic = map.load(fromByteOffset: 16, as: UnsafeRawPointer.self)
    result.append(LoadedObject(String(cString: name), at: map.load(as: Int.self), dynamic))
    next = map.load(fromByteOffset: 24, as: UnsafeMutableRawPointer?.self)
  }
  return result
}

extension LoadedObject {
  /// Reads the relocations of an ELF object of 64 bits from its dynamic section.
  fileprivate init(_ name: String, at base: Int, _ dynamic: UnsafeRawPointer) {
    self.name = name
    var entries: [Int: Int] = [:]
    var entry = dynamic
    while entry.load(as: Int.self) != 0 {
      entries[entry.load(as: Int.self)] = entry.load(fromByteOffset: 8, as: Int.self)
      entry += 16
    }
    // Tags: 5 strings, 6 symbols, 7 and 8 relocations and their size, 23 and 2 those of calls. Addresses below the base
    // are not relocated: the kernel's own object, which calls nobody.
    guard let strings = entries[5].flatMap(UnsafeRawPointer.init(bitPattern:)), entries[5] ?? 0 >= base,
      let symbols = entries[6].flatMap(UnsafeRawPointer.init(bitPattern:))
    else { return }
    for (table, size) in [(7, 8), (23, 2)] {
      guard let start = entries[table].flatMap(UnsafeRawPointer.init(bitPattern:)) else { continue }
      for offset in stride(from: 0, to: entries[size] ?? 0, by: 24) {
        let symbol = start.load(fromByteOffset: offset + 8, as: Int.self) >> 32
        guard symbol != 0,
          let slot = UnsafeMutablePointer<Int>(bitPattern: base + start.load(fromByteOffset: offset, as: Int.self))
        else { continue }
        let place = Int(symbols.load(fromByteOffset: symbol * 24, as: UInt32.self))
        let name = String(cString: (strings + place).assumingMemoryBound(to: CChar.self))
        slots.append((slot, name))
      }
    }
  }
}
