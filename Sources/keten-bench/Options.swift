/// What the command line asks for.
struct Options {
  /// Names of suites or figures; nothing else is printed.
  private(set) var names: [String] = []
  private(set) var suites = Suite.all
  private(set) var showsHelp = false
  private(set) var listsNames = false
  /// How often each figure is measured.
  private(set) var repetitions = 5
  /// The folder with the peers and limits.
  private(set) var peers: String?

  static let usage = """
    usage: keten-bench [NAMES…] [--list] [--repeat N] [--with-peers DIR]

    Prints one JSON line a figure: the median of several repetitions, with the least and the greatest.

      NAMES             suites or figures, as `kernel.fire` or `compile.chain.1000`; all when none is given
      --list            print the suites
      --repeat N        measure each figure N times (default 5)
      --with-peers DIR  run the limits and peers in DIR as well, and print the ratios
      --help            print this
    """

  struct UsageError: Error {
    var message: String
  }

  init(_ arguments: [String]) throws(UsageError) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--help", "-h": showsHelp = true
      case "--list": listsNames = true
      case "--repeat":
        guard let text = rest.popFirst(), let number = Int(text), (1...1000).contains(number) else {
          throw UsageError(message: "--repeat needs a number from 1 to 1000")
        }
        repetitions = number
      case "--with-peers":
        guard let folder = rest.popFirst() else { throw UsageError(message: "--with-peers needs a folder") }
        peers = folder
      default:
        guard !argument.hasPrefix("-") else { throw UsageError(message: "unknown option '\(argument)'") }
        guard !Suite.named([argument]).isEmpty else {
          throw UsageError(message: "no figure is called '\(argument)'; --list prints the names")
        }
        names.append(argument)
      }
    }
    suites = Suite.named(names)
  }
}
