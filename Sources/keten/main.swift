import CommandLineTool
import Glibc

exit(runKeten(Array(CommandLine.arguments.dropFirst()), console: .standard).rawValue)
