import Glibc

/// Where suites put their figures: prints each at once, and keeps them for ratios.
final class Bench {
  let repetitions: Int
  private let names: [String]
  private var figures: [String: Figure] = [:]

  init(_ options: Options) {
    repetitions = options.repetitions
    names = options.names
  }

  /// Whether a figure, or the group of figures that begin with a name, was asked for.
  func wants(_ name: String) -> Bool {
    names.isEmpty || names.contains { name == $0 || name.hasPrefix($0 + ".") || $0.hasPrefix(name + ".") }
  }

  /// Prints a figure; keeps quiet when it was not asked for.
  func report(_ figure: Figure) {
    figures[figure.name] = figure
    if wants(figure.name) { reportAlways(figure) }
  }

  /// Prints a figure whether or not it was asked for by name.
  func reportAlways(_ figure: Figure) { write(figure.json + "\n", to: STDOUT_FILENO) }

  /// A figure that was measured in this run.
  func figure(_ name: String) -> Figure? { figures[name] }

  /// Nanoseconds for one of the operations that a body does, by the wall and of the processor; the first time is not measured.
  func nanoseconds(_ body: () -> Int) -> (wall: Samples, processor: Samples) {
    _ = body()
    var wall: [Double] = []
    var processor: [Double] = []
    for _ in 0..<repetitions {
      let (start, startOfWork) = (monotonicNanoseconds(), processorNanoseconds())
      let count = Double(max(body(), 1))
      processor.append(Double(processorNanoseconds() - startOfWork) / count)
      wall.append(Double(monotonicNanoseconds() - start) / count)
    }
    return (Samples(wall), Samples(processor))
  }

  /// Reports operations a second, with the nanoseconds of one and the allocations in one.
  func reportRate(_ name: String, _ unit: String, _ details: [(String, Int)] = [], _ body: () -> Int) {
    guard wants(name) else { return }
    let (wall, processor) = nanoseconds(body)
    var figure = Figure(name, wall.map { 1e9 / $0 }, unit).with("ns", wall.median)
      .with("cpu_ns", processor.median).with("cpu_ns_min", processor.least)
    for (key, number) in details { figure = figure.with(key, number) }
    var count = 0
    let allocated = allocations { count = body() }
    report(figure.with("allocations_each", allocated / Double(max(count, 1))))
  }
}

/// The monotonic clock.
func monotonicNanoseconds() -> UInt64 { nanoseconds(CLOCK_MONOTONIC) }

/// The time that a processor worked for this thread: on a busy machine the wall clock also counts waiting for one.
func processorNanoseconds() -> UInt64 { nanoseconds(CLOCK_THREAD_CPUTIME_ID) }

private func nanoseconds(_ clock: clockid_t) -> UInt64 {
  var time = timespec()
  clock_gettime(clock, &time)
  return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

/// What the process holds in memory, from `/proc/self/statm`.
func residentBytes() -> Int {
  guard let file = fopen("/proc/self/statm", "r") else { return 0 }
  defer { fclose(file) }
  var line = [CChar](repeating: 0, count: 256)
  guard fgets(&line, 256, file) != nil else { return 0 }
  let fields = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self).split(
    separator: " ")
  return fields.count > 1 ? (Int(fields[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE))) : 0
}

/// Gives free memory back to the system, so that resident bytes are those in use.
func releaseFreeMemory() {
  guard let symbol = dlsym(nil, "malloc_trim") else { return }
  _ = unsafeBitCast(symbol, to: (@convention(c) (Int) -> Int32).self)(0)
}

/// Writes a text at once, past the C library's buffers, so that it is there even if the process ends early.
func write(_ text: String, to file: Int32) {
  var bytes = Array(text.utf8)[...]
  while !bytes.isEmpty {
    let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
    guard count > 0 else { return }
    bytes = bytes.dropFirst(count)
  }
}

/// Numbers without pattern, the same in every run.
struct XorShift {
  private var state: UInt64 = 88_172_645_463_325_252

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }

  /// A number from 0 up to a bound.
  mutating func below(_ bound: Int) -> Int { Int(truncatingIfNeeded: next() >> 1) % bound }
}
