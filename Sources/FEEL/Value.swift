/// A value of FEEL (DMN 1.5 §10.3.2).
public enum Value: Hashable, Sendable {
  case null
  case boolean(Bool)
  case string(String)
}
