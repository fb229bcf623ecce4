/// The codes by which a constraint of the suite is found, by the number that the suite gives it.
let constraintCodes: [String: Set<String>] = [
  "EXT.001": ["K719"], "EXT.011": ["K775"], "EXT.018": ["K727"], "EXT.021": ["K729"], "EXT.022": ["K729"],
  "EXT.024": ["K726"], "EXT.025": ["K725"], "EXT.026": ["K724"], "EXT.028": ["K722"], "EXT.029": ["K753"],
  "EXT.031": ["K751"], "EXT.032": ["K754"], "EXT.033": ["K755"], "EXT.035": ["K756"], "EXT.042": ["K757"],
  "EXT.044": ["K758"], "EXT.045": ["K758"], "EXT.049": ["K750"], "EXT.052": ["K758"], "EXT.057": ["K729"],
  "EXT.058": ["K739"], "EXT.059": ["K740"], "EXT.061": ["K765"], "EXT.062": ["K765"], "EXT.065": ["K758"],
  "EXT.067": ["K762"], "EXT.068": ["K763"], "EXT.084": ["K759"], "EXT.086": ["K760"], "EXT.087": ["K761"],
  "EXT.089": ["K760"], "EXT.091": ["K758"], "EXT.095": ["K742"], "EXT.099": ["K749"], "EXT.101": ["K723", "K731"],
  "EXT.103": ["K752"], "EXT.105": ["K738"], "EXT.107": ["K723", "K732"], "EXT.108": ["K752"], "EXT.109": ["K752"],
  "EXT.111": ["K741"], "EXT.114": ["K730"], "EXT.115": ["K734"], "EXT.117": ["K735"], "EXT.119": ["K752"],
  "EXT.122": ["K740"], "EXT.124": ["K743"], "EXT.125": ["K743"], "EXT.126": ["K743"], "EXT.127": ["K744"],
  "EXT.128": ["K745"], "EXT.137": ["K725"], "EXT.139": ["K746"], "EXT.141": ["K746"], "EXT.142": ["K747"],
  "EXT.143": ["K748"], "EXT.144": ["K748"], "EXT.148": ["K740"], "EXT.150": ["K736"], "EXT.151": ["K737"],
  "EXT.152": ["K722"],
]

/// The codes of a rule of the suite on style, by its name there.
///
/// Where the standard forbids what a rule advises against, the code is that of the standard.
let ruleCodes: [String: Set<String>] = [
  "ad-hoc-sub-process": ["K765"], "conditional-event": ["K910"], "conditional-flows": ["K911"],
  "end-event-required": ["K913"], "event-sub-process-typed-start-event": ["K740"], "fake-join": ["K917"],
  "global": ["K927", "K928"], "label-required": ["K926"], "link-event": ["K743"], "no-bpmndi": ["K929"],
  "no-complex-gateway": ["K921"], "no-disconnected": ["K918"], "no-duplicate-sequence-flows": ["K919"],
  "no-gateway-join-fork": ["K920"], "no-implicit-end": ["K915"], "no-implicit-split": ["K916"],
  "no-implicit-start": ["K914"], "no-inclusive-gateway": ["K922"], "no-overlapping-elements": ["K930"],
  "single-blank-start-event": ["K923"], "single-event-definition": ["K924"], "standard-size": ["K931"],
  "start-event-required": ["K912"], "sub-process-blank-start-event": ["K770"], "superfluous-gateway": ["K728"],
  "superfluous-termination": ["K925"],
]

/// The rules of the suite that report each element of a pair; here one finding names them all in its notes.
let pairRules: Set<String> = ["no-duplicate-sequence-flows", "no-overlapping-elements"]
