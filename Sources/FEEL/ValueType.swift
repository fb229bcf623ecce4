/// A type of FEEL (DMN 1.5 §10.3.2).
public indirect enum ValueType: Hashable, Sendable {
  case any, boolean, string
}
