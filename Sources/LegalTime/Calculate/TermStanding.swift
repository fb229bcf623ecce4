import FEEL

extension TermCalculation {
  /// How a term stands.
  public enum Standing: String, Hashable, Sendable, CaseIterable {
    /// Not started yet.
    case idle
    /// Its days count.
    case running
    /// Its days do not count now.
    case suspended
    /// Done in time.
    case met
    /// Its end passed, and what it is for was not done; of a window, that it is over.
    case exceeded
    /// Done after its end.
    case metLate
    /// Fell away.
    case void
  }

  /// How the term stands at a moment, by what had happened then.
  ///
  /// A suspension shows from the moment of what began it; its days count from the day after.
  public func standing(at moment: Moment) -> Standing {
    let began = course.anchors.map(\.at.begin).min()
    guard let began, began <= moment else { return .idle }
    for step in steps {
      guard case .outcome(let outcome, let occurrence) = step.kind, occurrence.isBy(moment) else { continue }
      switch outcome {
      case .met: return .met
      case .metLate: return .metLate
      case .void: return .void
      }
    }
    if let due, moment >= due { return .exceeded }
    let isSuspended = effectivePauses.contains { pause in
      guard pause.from.isBy(moment) else { return false }
      return switch pause.end {
      case .open: true
      case .until(let end): !end.isBy(moment)
      case .through(let end): moment < end.date.end
      }
    }
    return isSuspended ? .suspended : .running
  }

  /// The pauses that took days out.
  private var effectivePauses: [Pause] {
    steps.compactMap { step in
      switch step.kind {
      case .pause(let pause, _, _, _), .suspended(let pause, _), .pauseWithoutEffect(let pause, .inOtherPause): pause
      default: nil
      }
    }
  }
}
