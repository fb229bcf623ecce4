import CommandLineTool
import Glibc

exit(conformanceVerb.perform(Array(CommandLine.arguments.dropFirst()), console: .standard).rawValue)
