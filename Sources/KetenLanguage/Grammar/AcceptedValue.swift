extension AttributeType {
  /// Whether a text may stand as a value of this type, for those who write chains.
  package func accepts(_ text: String) -> Bool { word.accepts(ArraySlice(text.utf8)) }
}
