// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "Keten",
  products: [
    .library(
      name: "Keten",
      targets: ["KetenInterchange", "KetenLanguage", "DMN", "BPMN", "KetenMachine", "LegalTime", "FEEL", "KetenSource"]),
    .executable(name: "keten", targets: ["keten"]),
    .executable(name: "keten-bench", targets: ["keten-bench"]),
    .executable(name: "keten-conformance", targets: ["keten-conformance"]),
  ],
  targets: [
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .target(name: "KetenSource", swiftSettings: settings),
    .target(name: "FEEL", dependencies: ["KetenSource"], swiftSettings: settings),
    .target(name: "KetenMachine", dependencies: ["FEEL", "KetenSource"], swiftSettings: settings),
    .target(
      name: "LegalTime", dependencies: ["FEEL", "KetenSource"], resources: [.embedInCode("Calendar/nl.json")],
      swiftSettings: settings),
    .target(name: "KetenXML", dependencies: ["KetenSource", "CLibXML2"], swiftSettings: settings),
    .target(name: "DMN", dependencies: ["FEEL", "KetenXML", "KetenSource"], swiftSettings: settings),
    .target(name: "BPMN", dependencies: ["KetenXML", "KetenSource"], swiftSettings: settings),
    .target(
      name: "KetenLanguage", dependencies: ["KetenXML", "KetenSource", "FEEL", "DMN", "BPMN", "KetenMachine"],
      swiftSettings: settings),
    .target(
      name: "KetenInterchange",
      dependencies: ["KetenLanguage", "BPMN", "KetenXML", "KetenSource", "KetenMachine", "FEEL"],
      swiftSettings: settings),
    .target(name: "CommandLineTool", dependencies: ["KetenSource"], swiftSettings: settings),
    .executableTarget(
      name: "keten",
      dependencies: [
        "CommandLineTool", "KetenInterchange", "KetenLanguage", "DMN", "BPMN", "KetenMachine", "LegalTime", "FEEL",
        "KetenSource",
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "keten-bench",
      dependencies: ["KetenLanguage", "KetenXML", "KetenMachine", "FEEL", "KetenSource", "CLibXML2"],
      swiftSettings: settings),
    .executableTarget(
      name: "keten-conformance",
      dependencies: [
        "CommandLineTool", "KetenInterchange", "KetenLanguage", "KetenMachine", "LegalTime", "DMN", "BPMN", "FEEL",
        "KetenSource",
      ],
      swiftSettings: settings),
    .testTarget(name: "KetenSourceTests", dependencies: ["KetenSource"], swiftSettings: settings),
    .testTarget(name: "FEELTests", dependencies: ["FEEL", "KetenSource"], swiftSettings: settings),
    .testTarget(
      name: "KetenMachineTests", dependencies: ["KetenMachine", "FEEL", "KetenSource"], swiftSettings: settings),
    .testTarget(name: "LegalTimeTests", dependencies: ["LegalTime", "FEEL", "KetenSource"], swiftSettings: settings),
    .testTarget(name: "KetenXMLTests", dependencies: ["KetenXML", "KetenSource"], swiftSettings: settings),
    .testTarget(
      name: "DMNTests", dependencies: ["DMN", "FEEL", "KetenSource"], exclude: ["broken"],
      swiftSettings: settings),
    .testTarget(
      name: "BPMNTests", dependencies: ["BPMN", "KetenXML", "KetenSource"], exclude: ["broken"],
      swiftSettings: settings),
    .testTarget(
      name: "KetenLanguageTests",
      dependencies: [
        "KetenLanguage", "KetenInterchange", "DMN", "BPMN", "KetenXML", "KetenMachine", "FEEL", "KetenSource",
        "CLibXML2",
      ],
      exclude: ["broken", "fixtures"], swiftSettings: settings),
    .testTarget(
      name: "KetenInterchangeTests",
      dependencies: ["KetenInterchange", "KetenLanguage", "BPMN", "KetenXML", "KetenMachine", "KetenSource"],
      swiftSettings: settings),
    .testTarget(
      name: "KetenTests",
      dependencies: ["keten", "CommandLineTool", "KetenLanguage", "KetenMachine", "LegalTime", "FEEL", "KetenSource"],
      swiftSettings: settings),
    .testTarget(
      name: "KetenConformanceTests", dependencies: ["keten-conformance", "CommandLineTool", "FEEL", "KetenSource"],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
