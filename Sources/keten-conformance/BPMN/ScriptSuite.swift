import KetenSource
@Sendable
func runScriptSuite(_ folder: String) throws -> [GroupResult] { throw CaseError("not there") }
