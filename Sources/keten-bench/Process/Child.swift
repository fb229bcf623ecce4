import Glibc

/// Another program, run to its end.
struct Child {
  let path: String
  var arguments: [String] = []

  enum Failure: Error {
    case cannotStart(Int32)
  }

  /// Whether there is such a program.
  var exists: Bool { access(path, X_OK) == 0 }

  /// What a run came to: exit status, wall time, and the processor time of the program.
  struct Run {
    var status: Int32
    var nanoseconds: UInt64
    var processorNanoseconds: UInt64
  }

  /// Runs it without output.
  func time() throws(Failure) -> Run {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    let start = monotonicNanoseconds()
    let (status, processor) = wait(try spawn(&actions))
    return Run(status: status, nanoseconds: monotonicNanoseconds() - start, processorNanoseconds: processor)
  }

  /// Runs it and returns what it writes to standard output.
  func output() throws(Failure) -> (status: Int32, text: String) {
    var pipe: [Int32] = [-1, -1]
    guard Glibc.pipe(&pipe) == 0 else { throw .cannotStart(errno) }
    defer { close(pipe[0]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO)
    posix_spawn_file_actions_addclose(&actions, pipe[0])
    posix_spawn_file_actions_addclose(&actions, pipe[1])
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    let child: pid_t
    do {
      child = try spawn(&actions)
    } catch {
      close(pipe[1])
      throw error
    }
    close(pipe[1])
    let bytes = readAll(pipe[0])
    return (wait(child).status, String(decoding: bytes, as: UTF8.self))
  }

  private func spawn(_ actions: inout posix_spawn_file_actions_t) throws(Failure) -> pid_t {
    var child: pid_t = 0
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
    defer { words.forEach { free($0) } }
    words.append(nil)
    let error = posix_spawn(&child, path, &actions, nil, words, environ)
    guard error == 0 else { throw .cannotStart(error) }
    return child
  }

  private func wait(_ child: pid_t) -> (status: Int32, processorNanoseconds: UInt64) {
    var status: Int32 = 0
    var usage = rusage()
    while wait4(child, &status, 0, &usage) < 0, errno == EINTR {}
    let microseconds =
      (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1_000_000 + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec
    return (status & 0x7f == 0 ? (status >> 8) & 0xff : -1, UInt64(microseconds) * 1000)
  }
}

private func readAll(_ file: Int32) -> [UInt8] {
  var result: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = read(file, &buffer, buffer.count)
    guard count > 0 else { return result }
    result += buffer[..<count]
  }
}

/// Reads a file; nil when it cannot be read.
func contents(of path: String) -> [UInt8]? {
  let file = open(path, O_RDONLY)
  guard file >= 0 else { return nil }
  defer { close(file) }
  return readAll(file)
}

/// Whether a file can be read.
func isReadable(_ path: String) -> Bool { access(path, R_OK) == 0 }

/// The folder this program was started from.
func ownFolder() -> String {
  var buffer = [UInt8](repeating: 0, count: 4096)
  let count = readlink("/proc/self/exe", &buffer, buffer.count)
  let path = String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self)
  return path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }
}
