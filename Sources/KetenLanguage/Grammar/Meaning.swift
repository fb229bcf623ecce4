import KetenSource
import KetenXML

extension XMLElement {
  /// The mend that gives the element the one name that it can have meant, in both its tags.
  func renaming(certainly known: [String]) -> [Diagnostic.FixIt] {
    guard let meant = certainMeaning(of: local, in: known) else { return [] }
    let length = local.utf8.count
    var edits = [Diagnostic.Edit(SourceRange(nameRange.end - length, nameRange.end), meant)]
    if range.end > startTagRange.end {
      let bytes = tree.file.bytes
      var end = range.end - 1
      while end > startTagRange.end, ByteClass.table[Int(bytes[end - 1])] & ByteClass.nonBlank == 0 { end -= 1 }
      guard bytes[end - length..<end].elementsEqual(local.utf8) else { return [] }
      edits.append(Diagnostic.Edit(SourceRange(end - length, end), meant))
    }
    return [Diagnostic.FixIt("write «\(meant)»", edits)]
  }
}
