import Glibc
import Synchronization

/// A flag that any thread can raise and that ends the waiting of every connection that watches it: the stop switch
/// (raised once, shared by all), or a nudge for one connection in IDLE (raised and cleared again and again).
package final class WakeUp: Sendable {
    /// A pipe with one byte in it while raised. poll(2) watches the reading end.
    let descriptor: Int32
    private let writingEnd: Int32
    private let raised = Mutex(false)
    private let raisedHint = Atomic<Bool>(false)

    package init() {
        var ends: [Int32] = [-1, -1]
        precondition(pipe(&ends) == 0, "a process has descriptors left for its wake-up pipes")
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK)
        }
        descriptor = ends[0]
        writingEnd = ends[1]
    }

    deinit {
        close(descriptor)
        close(writingEnd)
    }

    package var isRaised: Bool { raisedHint.load(ordering: .acquiring) }

    package func raise() {
        raised.withLock { raised in
            guard !raised else { return }
            raised = true
            raisedHint.store(true, ordering: .releasing)
            var byte: UInt8 = 1
            _ = write(writingEnd, &byte, 1)
        }
    }

    package func clear() {
        raised.withLock { raised in
            guard raised else { return }
            var byte: UInt8 = 0
            _ = read(descriptor, &byte, 1)
            raisedHint.store(false, ordering: .releasing)
            raised = false
        }
    }
}
