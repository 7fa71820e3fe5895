@preconcurrency import Dispatch
import Glibc

/// Waits for the system's wish that the program end: SIGTERM or SIGINT.
package struct StopSignal: Sendable {
    private let stream: AsyncStream<Void>

    /// From now on the two signals no longer end the program by themselves, and SIGPIPE does nothing.
    package init() {
        signal(SIGPIPE, SIG_IGN)
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        self.stream = stream
        for number in [SIGTERM, SIGINT] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            // The handler holds its source, which lives as long as the program.
            source.setEventHandler {
                continuation.yield()
                _ = source
            }
            source.resume()
        }
    }

    /// Returns when a signal came or the task is cancelled.
    package func wait() async {
        for await _ in stream { return }
    }
}
