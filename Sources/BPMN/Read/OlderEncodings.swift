import KetenSource

/// A file as UTF-8, when it says that it is in an encoding that modelers wrote before UTF-8 was everywhere.
///
/// That is ISO-8859-1, Windows-1252 or US-ASCII. Any other file comes back as it is.
///
/// The declaration keeps its length, so that every place has the line and column that it has in the file itself.
func asUTF8(_ file: SourceFile) -> SourceFile {
  guard let range = declaredEncoding(file.bytes) else { return file }
  let name = String(decoding: file.bytes[range], as: UTF8.self).uppercased()
  guard ["ISO-8859-1", "LATIN1", "WINDOWS-1252", "CP1252", "US-ASCII"].contains(name) else { return file }
  var bytes = Array(file.bytes[..<range.lowerBound])
  bytes += Array("UTF-8".utf8) + [file.bytes[range.upperBound]]
  bytes += Array(repeating: UInt8(ascii: " "), count: range.count - 5)
  bytes.reserveCapacity(file.bytes.count)
  for byte in file.bytes[(range.upperBound + 1)...] {
    if byte < 0x80 {
      bytes.append(byte)
    } else {
      bytes += Array(String(Character(scalar(of: byte))).utf8)
    }
  }
  return SourceFile(path: file.path, bytes: bytes)
}

/// The place of the encoding that the XML declaration names; nil when it names none.
private func declaredEncoding(_ bytes: [UInt8]) -> Range<Int>? {
  guard bytes.starts(with: Array("<?xml".utf8)) else { return nil }
  let head = bytes.prefix(200)
  guard let end = head.firstIndex(of: UInt8(ascii: ">")) else { return nil }
  let word = Array("encoding".utf8)
  guard var at = (0..<end).first(where: { bytes[$0...].starts(with: word) }) else { return nil }
  at += word.count
  while at < end, [0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "=")].contains(bytes[at]) { at += 1 }
  guard at < end, bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'") else { return nil }
  guard let close = bytes[(at + 1)..<end].firstIndex(of: bytes[at]) else { return nil }
  return at + 1..<close
}

/// What a byte is in Windows-1252, of which the printable part of ISO-8859-1 is a part.
private func scalar(of byte: UInt8) -> Unicode.Scalar {
  guard (0x80..<0xA0).contains(byte) else { return Unicode.Scalar(byte) }
  return Unicode.Scalar(windows[Int(byte) - 0x80]) ?? Unicode.Scalar(byte)
}

/// The characters of the bytes 80 to 9F in Windows-1252; five of them have none and stand for themselves.
private let windows: [UInt32] = [
  0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D,
  0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
  0x017E, 0x0178,
]
