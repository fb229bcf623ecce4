import CommandLineTool

let completionsVerb = Verb(
  name: "completions", summary: "writes a completion script for a shell",
  discussion: [
    "bash: eval \"$(keten completions bash)\" in ~/.bashrc.",
    "zsh: keten completions zsh > a file _keten in a folder of $fpath.",
    "fish: keten completions fish > ~/.config/fish/completions/keten.fish.",
  ],
  operand: Operand(
    value: ArgumentValue(name: "shell", kind: .choice(["bash", "zsh", "fish"])), count: .one, help: "the shell")
) { arguments, console in
  switch arguments.operands[0] {
  case "zsh": console.write(zshCompletions(allVerbs))
  case "fish": console.write(fishCompletions(allVerbs))
  default: console.write(bashCompletions(allVerbs))
  }
  return .fine
}

extension ArgumentValue {
  /// The words that completion offers; nil where it offers files or nothing.
  fileprivate var words: [String]? {
    switch kind {
    case .choice(let words): words
    case .suggestions(let words): words()
    case .text, .file: nil
    }
  }

  fileprivate var isFile: Bool {
    if case .file = kind { true } else { false }
  }
}

extension Verb {
  fileprivate var completedOptions: [Option] { options + [Verb.help] }
}

private func quoted(_ text: String) -> String {
  "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
}

// MARK: bash

func bashCompletions(_ verbs: [Verb]) -> String {
  """
  # Completion of keten for bash.
  _keten() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
    # The = of --name=value is a word of its own.
    [[ $current == "=" ]] && current=
    [[ $previous == "=" ]] && previous=${COMP_WORDS[COMP_CWORD-2]}
    COMPREPLY=()
    if ((COMP_CWORD == 1)); then
      COMPREPLY=($(compgen -W '\((verbs.map(\.name) + ["--help", "--version"]).joined(separator: " "))' -- "$current"))
      return
    fi
    case "${COMP_WORDS[1]} $previous" in
  \(verbs.flatMap(bashValues).joined(separator: "\n"))
    esac
    case ${COMP_WORDS[1]} in
  \(verbs.map(bashWords).joined(separator: "\n"))
    esac
  }
  complete -F _keten keten

  """
}

private func bashValues(_ verb: Verb) -> [String] {
  verb.options.compactMap { option in
    guard let value = option.value else { return nil }
    let patterns = [option.typed] + (option.short.map { ["-\($0)"] } ?? [])
    let action: String
    if let words = value.words {
      action = "COMPREPLY=($(compgen -W \(quoted(words.joined(separator: " "))) -- \"$current\"))"
    } else {
      action = value.isFile ? "compopt -o filenames; COMPREPLY=($(compgen -f -- \"$current\"))" : ":"
    }
    return "    \(patterns.map { "\"\(verb.name) \($0)\"" }.joined(separator: "|"))) \(action); return ;;"
  }
}

private func bashWords(_ verb: Verb) -> String {
  let options = verb.completedOptions.map(\.typed).joined(separator: " ")
  let operands: String
  if let words = verb.operand?.value.words {
    operands = "COMPREPLY=($(compgen -W \(quoted(words.joined(separator: " "))) -- \"$current\"))"
  } else {
    operands =
      verb.operand?.value.isFile == true
      ? "compopt -o filenames; COMPREPLY=($(compgen -f -- \"$current\"))" : ":"
  }
  return """
        \(verb.name))
          if [[ $current == -* ]]; then COMPREPLY=($(compgen -W '\(options)' -- "$current"))
          else \(operands)
          fi ;;
    """
}

// MARK: zsh

func zshCompletions(_ verbs: [Verb]) -> String {
  let list = verbs.map { quoted("\($0.name):\($0.summary)") }.joined(separator: " ")
  let cases = verbs.map { verb in
    let specs = verb.completedOptions.map(zshOption) + (verb.operand.map { [zshOperand($0)] } ?? [])
    return "    \(verb.name)) _arguments -s \(specs.joined(separator: " ")) ;;"
  }
  return """
    #compdef keten
    # Completion of keten for zsh.
    _keten() {
      local -a verbs=(\(list))
      if ((CURRENT == 2)); then
        _describe verb verbs
        _arguments '(- *)'{-h,--help}'[shows this help]' '(- *)--version[shows the version]'
        return
      fi
      local verb=$words[2]
      shift words
      ((CURRENT--))
      case $verb in
    \(cases.joined(separator: "\n"))
      esac
    }
    if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _keten "$@"; else compdef _keten keten; fi

    """
}

private func zshOption(_ option: Option) -> String {
  let help = "[\(zshEscaped(option.help))]"
  let value = option.value.map { ":\($0.name):\(zshAction($0))" } ?? ""
  let equals = option.value == nil ? "" : "="
  let long = quoted("\(option.typed)\(equals)\(help)\(value)")
  guard let short = option.short else { return long }
  return "\(long) \(quoted("-\(short)\(option.value == nil ? "" : "+")\(help)\(value)"))"
}

private func zshOperand(_ operand: Operand) -> String {
  quoted("\(operand.count == .oneOrMore ? "*" : ""):\(operand.value.name):\(zshAction(operand.value))")
}

private func zshAction(_ value: ArgumentValue) -> String {
  if let words = value.words { return "(\(words.joined(separator: " ")))" }
  return value.isFile ? "_files" : " "
}

private func zshEscaped(_ text: String) -> String {
  text.map { "[]:\\".contains($0) ? "\\\($0)" : String($0) }.joined()
}

// MARK: fish

func fishCompletions(_ verbs: [Verb]) -> String {
  var lines = ["# Completion of keten for fish.", "complete -c keten -f"]
  for verb in verbs {
    lines.append("complete -c keten -n __fish_use_subcommand -a \(verb.name) -d \(quoted(verb.summary))")
  }
  lines.append("complete -c keten -n __fish_use_subcommand -s h -l help -d 'shows this help'")
  lines.append("complete -c keten -n __fish_use_subcommand -l version -d 'shows the version'")
  for verb in verbs {
    let condition = "complete -c keten -n '__fish_seen_subcommand_from \(verb.name)'"
    for option in verb.completedOptions {
      let short = option.short.map { " -s \($0)" } ?? ""
      let value = option.value.map(fishValue) ?? ""
      lines.append("\(condition)\(short) -l \(option.long)\(value) -d \(quoted(option.help))")
    }
    if let words = verb.operand?.value.words {
      lines.append("\(condition) -a \(quoted(words.joined(separator: " ")))")
    } else if verb.operand?.value.isFile == true {
      lines.append("\(condition) -F")
    }
  }
  return lines.map { $0 + "\n" }.joined()
}

private func fishValue(_ value: ArgumentValue) -> String {
  if let words = value.words { return " -x -a \(quoted(words.joined(separator: " ")))" }
  return value.isFile ? " -r -F" : " -x"
}
