/// The codes by which a constraint of the suite is found, by the number that the suite gives it.
let constraintCodes: [String: Set<String>] = [:]

/// The codes of a rule of the suite on style, by its name there.
let ruleCodes: [String: Set<String>] = [:]
