import Kernel
import Synchronization

/// Wakes one waiter after a commit that signalled its name. A ring while nobody waits is kept for the next wait, so
/// that no news is missed between looking and waiting.
package final class Bell: Sendable {
    private struct State {
        var isRung = false
        var number = 0
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    init() {}

    package func ring() {
        let waiter = state.withLock { state in
            defer { state.waiter = nil }
            if state.waiter == nil { state.isRung = true }
            return state.waiter
        }
        waiter?.resume()
    }

    /// Returns at the next ring, after `span`, or when the task is cancelled. One task waits at a time.
    package func wait(atMost span: Span) async {
        let timer = Task { [weak self] in
            // A cancelled timer must not ring: the wait it belonged to is over.
            guard (try? await Task.sleep(for: .milliseconds(max(1, span.milliseconds)))) != nil else { return }
            self?.expire()
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isRung = state.withLock { state in
                    if state.isRung || Task.isCancelled {
                        state.isRung = false
                        return true
                    }
                    precondition(state.waiter == nil, "one task waits for a bell")
                    state.waiter = continuation
                    return false
                }
                if isRung { continuation.resume() }
            }
        } onCancel: {
            self.ring()
        }
        timer.cancel()
    }

    private func expire() {
        let waiter = state.withLock { state in
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }
}
