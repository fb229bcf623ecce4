let proofPages: [ExplanationPage] = []
let scenarioPages: [ExplanationPage] = []
let flowPages: [ExplanationPage] = []
let pathPages: [ExplanationPage] = []
