/// What a byte means to the scan, as bits.
package enum ByteClass {
  package static let nonBlank: UInt8 = 1
  /// It ends a name: white space, or a mark of XML.
  static let endsName: UInt8 = 2
  static let ampersand: UInt8 = 4
  static let carriageReturn: UInt8 = 8
  static let lineBreakOrTab: UInt8 = 16

  /// The bits of each of the 256 bytes.
  package static let table: [UInt8] = (0...255).map { (byte: UInt8) in
    var bits: UInt8 = 0
    if !" \t\r\n".utf8.contains(byte) { bits |= nonBlank }
    if " \t\r\n/>=<\"'&".utf8.contains(byte) { bits |= endsName }
    if byte == UInt8(ascii: "&") { bits |= ampersand }
    if byte == UInt8(ascii: "\r") { bits |= carriageReturn }
    if "\t\r\n".utf8.contains(byte) { bits |= lineBreakOrTab }
    return bits
  }
}

/// Entities by name.
enum Entity {
  /// XML's own five.
  static let predefined: [String: UInt8] = [
    "lt": UInt8(ascii: "<"), "gt": UInt8(ascii: ">"), "amp": UInt8(ascii: "&"), "quot": UInt8(ascii: "\""),
    "apos": UInt8(ascii: "'"),
  ]

  /// What people know from HTML, with the code point each stands for there.
  static let common: [String: Int] = [
    "nbsp": 160, "sect": 167, "copy": 169, "laquo": 171, "raquo": 187, "agrave": 224, "aacute": 225, "auml": 228,
    "ccedil": 231, "egrave": 232, "eacute": 233, "ecirc": 234, "euml": 235, "iuml": 239, "oacute": 243, "ouml": 246,
    "uuml": 252, "ndash": 8211, "mdash": 8212, "lsquo": 8216, "rsquo": 8217, "ldquo": 8220, "rdquo": 8221,
    "hellip": 8230, "euro": 8364,
  ]
}
