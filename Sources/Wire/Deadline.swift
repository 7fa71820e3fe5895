import Glibc
import Kernel

/// An instant of the monotonic clock that waiting does not pass.
package struct Deadline: Sendable {
    private let milliseconds: Int64

    package init(after span: Span) { milliseconds = Self.monotonicMilliseconds() + max(0, span.milliseconds) }

    package var isPast: Bool { remainingMilliseconds == 0 }

    /// What is left, rounded as poll(2) takes it; 0 once it is past.
    var remainingMilliseconds: Int32 {
        Int32(clamping: max(0, milliseconds - Self.monotonicMilliseconds()))
    }

    private static func monotonicMilliseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
