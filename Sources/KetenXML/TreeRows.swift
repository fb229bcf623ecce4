extension MarkupScan {
  /// Keeps the first elements and what stands before an offset; elements still open there end there.
  mutating func cut(elements limit: Int, end: Int) {
    // libxml2 begins an element before it has seen the end of its tag.
    var count = limit
    while count > 0, elements[count - 1].startTag.end > end { count -= 1 }
    if count < elements.count {
      attributes.removeSubrange(Int(elements[count].firstAttribute)...)
      elements.removeSubrange(count...)
    } else if let last = elements.last {
      attributes.removeSubrange(Int(last.firstAttribute + last.attributeCount)...)
    }
    for index in elements.indices {
      if elements[index].firstChild >= count { elements[index].firstChild = -1 }
      if elements[index].nextSibling >= count { elements[index].nextSibling = -1 }
      if elements[index].span.end < 0 || elements[index].span.end > end {
        elements[index].span.end = max(elements[index].startTag.end, Int32(end))
      }
    }
    var kept = 0
    for index in texts.indices where textOwners[index] < count && texts[index].span.start < end {
      texts[kept] = texts[index]
      texts[kept].span.end = min(texts[kept].span.end, Int32(end))
      textOwners[kept] = textOwners[index]
      kept += 1
    }
    texts.removeSubrange(kept...)
    textOwners.removeSubrange(kept...)
  }

  /// Puts the texts of each element side by side, in order.
  mutating func arrangeTexts() {
    for owner in textOwners { elements[Int(owner)].textCount += 1 }
    var next = [Int32](repeating: 0, count: elements.count)
    var total: Int32 = 0
    for index in elements.indices where elements[index].textCount > 0 {
      elements[index].firstText = total
      next[index] = total
      total += elements[index].textCount
    }
    guard let filler = texts.first else { return }
    var arranged = [SyntaxTree.TextRow](repeating: filler, count: texts.count)
    for index in texts.indices {
      let owner = Int(textOwners[index])
      arranged[Int(next[owner])] = texts[index]
      next[owner] += 1
    }
    texts = arranged
  }
}
