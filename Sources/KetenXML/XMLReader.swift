internal import CLibXML2
import KetenSource

/// Reads XML: the tree as it was written, and what is wrong with the file.
///
/// libxml2 judges well-formedness and resolves namespaces; the ranges come from one forward scan of the bytes. Nothing is
/// ever fetched. After a fault the tree holds what was read before it: elements that were open there end there. It is nil
/// when no element was read. Warnings of XML (as a namespace that is not absolute) are not reported.
package func readXML(
  _ file: SourceFile, limits: XMLLimits = XMLLimits()
) -> (tree: SyntaxTree?, diagnostics: [Diagnostic]) {
  if let refusal = refusalBeforeReading(file, limits) { return (nil, [refusal]) }
  let invalid = firstInvalidUTF8(file)
  let scan = MarkupScan.scan(file, count: invalid?.start ?? file.bytes.count, limits: limits)
  var refusals = scan.entities
  if let refusal = scan.refusal { refusals.append(refusal) }
  if let invalid, scan.refusal == nil {
    let message = "these bytes are not UTF-8: the file must be UTF-8"
    refusals.append(
      MarkupScan.Refusal(
        diagnostic: Diagnostic(.encodingRefused, at: invalid, in: file, message),
        soundEnd: min(scan.markupStart, invalid.start)))
  }
  let soundEnd = refusals.map(\.soundEnd).min()
  // From here on the rows are the parse's own: a second holder would make it copy them.
  var parse = Parse(scan: consume scan)
  parse.run(file.bytes, count: soundEnd ?? file.bytes.count)
  // What libxml2 misses at the cut is only that the file goes on.
  if let soundEnd, let fault = parse.fatal, fault.offset >= soundEnd { parse.fatal = nil }
  if parse.fatal == nil, soundEnd == nil { parse.fatal = nulAfterRoot(file, parse.scan) }
  if parse.fatal == nil, soundEnd == nil, parse.scan.end < file.bytes.count || parse.started < parse.scan.elements.count
  {
    parse.fatal = XMLFault(kind: .other, offset: parse.scan.end, detail: "this is not well-formed XML")
  }

  let fatal = parse.fatal
  var diagnostics = parse.faults.map { $0.diagnostic(in: file, scan: parse.scan, tag: $0.tag) }
  if let fatal {
    diagnostics.append(fatal.diagnostic(in: file, scan: parse.scan, tag: fatal.tag))
    diagnostics += parse.scan.entities.map(\.diagnostic).filter { $0.range.end <= fatal.offset }
  } else {
    diagnostics += refusals.map(\.diagnostic)
  }
  return (parse.tree(file, end: fatal?.offset ?? soundEnd), diagnostics.ordered())
}

private func refusalBeforeReading(_ file: SourceFile, _ limits: XMLLimits) -> Diagnostic? {
  let bytes = file.bytes
  guard !bytes.isEmpty else {
    return Diagnostic(.notWellFormed, at: SourceRange(0, 0), in: file, "the file is empty")
  }
  if bytes.count > limits.bytes {
    let place = SourceRange(limits.bytes, limits.bytes)
    return Diagnostic(.limitExceeded, at: place, in: file, "the file is larger than \(limits.bytes) bytes")
  }
  let isWide = bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) || bytes.prefix(2).contains(0)
  if isWide {
    let place = SourceRange(0, min(2, bytes.count))
    return Diagnostic(.encodingRefused, at: place, in: file, "the file must be UTF-8, but is UTF-16 or UTF-32")
  }
  return nil
}

/// A NUL byte after the root, where libxml2 takes it for the end of the file; XML 1.0 §2.2 forbids it anywhere.
private func nulAfterRoot(_ file: SourceFile, _ scan: MarkupScan) -> XMLFault? {
  let start = scan.elements.first.map { max(0, Int($0.span.end)) } ?? 0
  guard let nul = file.bytes[min(start, file.bytes.count)...].firstIndex(of: 0) else { return nil }
  return XMLFault(kind: .character, offset: nul, detail: "a NUL byte")
}

private func firstInvalidUTF8(_ file: SourceFile) -> SourceRange? {
  let bytes = file.bytes
  do {
    _ = try UTF8Span(validating: bytes.span)
    return nil
  } catch {
    return SourceRange(
      error.byteOffsets.lowerBound, max(error.byteOffsets.upperBound, error.byteOffsets.lowerBound + 1))
  }
}

/// One run of libxml2 beside the rows of a scan, to which it adds the names.
private struct Parse {
  var scan: MarkupScan
  /// How many elements libxml2 has begun: the rows before this one are sound.
  var started = 0
  /// What makes the file ill-formed; the first counts, since what follows is mostly its consequence.
  var fatal: XMLFault?
  /// Faults in the use of namespaces, which do not stop the parser.
  var faults: [XMLFault] = []

  private var names: [SyntaxTree.Name] = []
  private var nameIndices: [NameKey: Int32] = [:]
  private var cache = [(key: NameKey, index: Int32)](repeating: (NameKey(), -1), count: 256)
  private var context: xmlParserCtxtPtr?

  /// A name by the addresses of its strings, which libxml2 keeps once each.
  private struct NameKey: Hashable {
    var local: UnsafePointer<xmlChar>?
    var namespace: UnsafePointer<xmlChar>?
    var prefix: UnsafePointer<xmlChar>?
  }

  init(scan: MarkupScan) { self.scan = scan }

  mutating func run(_ bytes: [UInt8], count: Int) {
    guard count > 0 else { return }
    _ = libraryIsReady
    bytes.withUnsafeBytes { buffer in
      let start = buffer.bindMemory(to: CChar.self).baseAddress
      guard let context = xmlCreateMemoryParserCtxt(start, Int32(count)) else {
        preconditionFailure("out of memory")
      }
      defer { xmlFreeParserCtxt(context) }
      context.pointee.sax.pointee = handler
      let options = XML_PARSE_NOENT.rawValue | XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue
      xmlCtxtUseOptions(context, Int32(options))
      self.context = context
      withUnsafeMutablePointer(to: &self) { state in
        context.pointee.userData = UnsafeMutableRawPointer(state)
        xmlParseDocument(context)
      }
      self.context = nil
    }
    nameIndices = [:]
    cache = []
  }

  mutating func start(
    _ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?, _ namespace: UnsafePointer<xmlChar>?,
    _ attributeCount: Int, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  ) {
    let index = started
    guard index < scan.elements.count else { return }
    started += 1
    scan.elements[index].name = name(local, prefix, namespace)
    let first = Int(scan.elements[index].firstAttribute)
    let count = min(attributeCount, Int(scan.elements[index].attributeCount))
    guard let attributes else { return }
    for offset in 0..<count {
      let at = attributes + 5 * offset
      scan.attributes[first + offset].name = name(at[0], at[1], at[2])
    }
  }

  private mutating func name(
    _ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?, _ namespace: UnsafePointer<xmlChar>?
  ) -> Int32 {
    // A prefix counts only where nothing stands behind it, as part of the name then.
    let key = NameKey(local: local, namespace: namespace, prefix: namespace == nil ? prefix : nil)
    let slot = (Int(bitPattern: local) >> 3 ^ Int(bitPattern: namespace) >> 6) & 255
    if cache[slot].key == key, cache[slot].index >= 0 { return cache[slot].index }
    let index: Int32
    if let known = nameIndices[key] {
      index = known
    } else {
      index = Int32(names.count)
      nameIndices[key] = index
      let written = [key.prefix, local].compactMap { $0.map { String(cString: $0) } }
      names.append(
        SyntaxTree.Name(namespace: namespace.map { String(cString: $0) } ?? "", local: written.joined(separator: ":")))
    }
    cache[slot] = (key, index)
    return index
  }

  mutating func report(_ error: xmlError) {
    guard fatal == nil, let context, error.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
    var fault = XMLFault(
      kind: XMLFault.Kind(error), offset: offset(context),
      detail: error.message.map { String(cString: $0) } ?? "this is not well-formed XML")
    if fault.kind == .character, fault.detail.hasPrefix("xmlParseCharRef") { fault.kind = .characterReference }
    fault.tag = started
    fault.words = [error.str1, error.str2, error.str3].compactMap { $0.map { String(cString: $0) } }
    if error.level == XML_ERR_FATAL {
      fatal = fault
      // It stops at the next look; `xmlStopParser` would free the input that the caller still reads.
      context.pointee.disableSAX = 1
      context.pointee.instate = XML_PARSER_EOF
    } else {
      faults.append(fault)
    }
  }

  private func offset(_ context: xmlParserCtxtPtr) -> Int {
    guard let input = context.pointee.input, let base = input.pointee.base, let current = input.pointee.cur else {
      return scan.end
    }
    return Int(input.pointee.consumed) + (current - base)
  }

  /// The tree of what was read, up to `end` when that is not the end of the file.
  mutating func tree(_ file: SourceFile, end: Int?) -> SyntaxTree? {
    guard started > 0 else { return nil }
    if let end { scan.cut(elements: started, end: min(end, file.bytes.count)) }
    guard !scan.elements.isEmpty else { return nil }
    scan.arrangeTexts()
    return SyntaxTree(
      file: file, elements: scan.elements, attributes: scan.attributes, texts: scan.texts, names: names)
  }
}

// libxml2 wants to be set up once, before threads share it.
private let libraryIsReady: Void = xmlInitParser()

private func withParse(_ context: UnsafeMutableRawPointer?, _ body: (inout Parse) -> Void) {
  guard let context else { return }
  body(&context.assumingMemoryBound(to: Parse.self).pointee)
}

private var handler: xmlSAXHandler {
  var handler = xmlSAXHandler()
  handler.initialized = UInt32(XML_SAX2_MAGIC)
  handler.startElementNs = { context, local, prefix, namespace, _, _, attributeCount, _, attributes in
    withParse(context) { $0.start(local, prefix, namespace, Int(attributeCount), attributes) }
  }
  // The scan stops before a DOCTYPE; should one get here all the same, nothing of it is read.
  handler.internalSubset = { context, _, _, _ in
    withParse(context) { $0.refuseSubset() }
  }
  handler.serror = { context, error in
    guard let error else { return }
    withParse(context) { $0.report(error.pointee) }
  }
  return handler
}

extension Parse {
  mutating func refuseSubset() {
    guard fatal == nil, let context else { return }
    fatal = XMLFault(kind: .other, offset: offset(context), detail: "a DOCTYPE may not stand in this file")
    context.pointee.disableSAX = 1
    context.pointee.instate = XML_PARSER_EOF
  }
}

extension XMLFault.Kind {
  fileprivate init(_ error: xmlError) {
    self =
      switch xmlParserErrors(UInt32(bitPattern: error.code)) {
      case XML_ERR_DOCUMENT_EMPTY: .noElement
      case XML_ERR_DOCUMENT_END: .afterRoot
      case XML_ERR_TAG_NOT_FINISHED: .unclosed
      case XML_ERR_TAG_NAME_MISMATCH: .mismatch
      case XML_ERR_GT_REQUIRED: .unfinishedTag
      case XML_ERR_ATTRIBUTE_REDEFINED, XML_NS_ERR_ATTRIBUTE_REDEFINED: .duplicateAttribute
      case XML_ERR_LT_IN_ATTRIBUTE: .lessThanInValue
      case XML_ERR_ATTRIBUTE_NOT_STARTED: .unquotedValue
      case XML_ERR_ATTRIBUTE_NOT_FINISHED: .unfinishedValue
      case XML_ERR_ATTRIBUTE_WITHOUT_VALUE: .noValue
      case XML_ERR_SPACE_REQUIRED: .missingSpace
      case XML_ERR_NAME_REQUIRED: .missingName
      case XML_ERR_ENTITYREF_SEMICOL_MISSING: .missingSemicolon
      case XML_ERR_INVALID_CHARREF, XML_ERR_INVALID_DEC_CHARREF, XML_ERR_INVALID_HEX_CHARREF: .characterReference
      case XML_ERR_MISPLACED_CDATA_END: .sectionEndInText
      case XML_ERR_COMMENT_NOT_FINISHED: .unfinishedComment
      case XML_ERR_CDATA_NOT_FINISHED: .unfinishedSection
      case XML_ERR_PI_NOT_FINISHED: .unfinishedInstruction
      case XML_ERR_HYPHEN_IN_COMMENT: .hyphensInComment
      case XML_ERR_RESERVED_XML_NAME: .lateDeclaration
      case XML_ERR_INVALID_CHAR: .character
      case XML_NS_ERR_UNDEFINED_NAMESPACE: .undeclaredPrefix
      default: .other
      }
  }
}
