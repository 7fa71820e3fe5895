import Dispatch
import Kernel
import Synchronization
import Wire

/// Ends the waiting of one line's connection: for good when the program ends, for a while when the stop switch is on.
/// A mail whose final dot is out gets a little longer for its answer, for without it its end would be unknown.
final class LineBrake: Sendable {
    let wake = WakeUp()

    private struct State {
        var isStopped = false
        var isEnded = false
        var awaitsAnswer = false
        /// Grows with each brake, so that the end of an earlier one's grace does not end a later mail.
        var number = 0
        var isBraked: Bool { isStopped || isEnded }
    }

    private let state = Mutex(State())

    /// The stop switch: no connection stays open longer than this (B22).
    static let stopGrace = Span.milliseconds(700)
    /// The program's end may wait a little longer for an answer.
    static let endGrace = Span.seconds(5)

    func stop() { brake(grace: Self.stopGrace) { $0.isStopped = true } }

    /// The switch is off again.
    func release() {
        state.withLock { state in
            state.isStopped = false
            if !state.isBraked { wake.clear() }
        }
    }

    func end() { brake(grace: Self.endGrace) { $0.isEnded = true } }

    /// The final dot is about to go out.
    func passDot() { state.withLock { $0.awaitsAnswer = true } }

    /// The mail came to its end, whichever.
    func finishMail() {
        state.withLock { state in
            state.awaitsAnswer = false
            if state.isBraked { wake.raise() }
        }
    }

    var isBraked: Bool { state.withLock { $0.isBraked } }

    private func brake(grace: Span, _ change: (inout State) -> Void) {
        let number: Int? = state.withLock { state in
            change(&state)
            state.number += 1
            guard state.awaitsAnswer else {
                wake.raise()
                return nil
            }
            return state.number
        }
        guard let number else { return }
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(Int(grace.milliseconds))) { [self] in
            state.withLock { state in
                if state.isBraked, state.number == number { wake.raise() }
            }
        }
    }
}
