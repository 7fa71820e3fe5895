import Glibc
import Synchronization

/// A server on loopback that follows a script and does what no real server would: silences, cut connections, endless
/// lines. One script for each connection, in their order; the last one serves all further connections.
package final class ScriptedServer: Sendable {
    package enum Step: Sendable {
        /// Sends these bytes exactly; line ends are the script's business.
        case say(String)
        case sayBytes([UInt8])
        /// Reads one line into the transcript, whatever it is.
        case readLine
        /// Reads one line, which must begin so; otherwise the connection is closed and the mismatch recorded.
        case expect(String)
        /// Reads up to and with this text, and keeps it in `received`.
        case readUntil(String)
        /// Reads so many bytes and no more.
        case readBytes(Int)
        /// Sends one byte after the other with a pause before each.
        case drip(String, everyMilliseconds: Int)
        /// Sends `byte` again and again until the client goes away.
        case flood(UInt8)
        case pause(milliseconds: Int)
        /// Reads and answers nothing until the client goes away.
        case silence
        /// Closes with a reset, so that bytes still on their way are lost.
        case reset
    }

    package let port: UInt16
    private let listener: Int32
    private let scripts: [[Step]]
    private let log = Mutex(Log())

    private struct Log {
        var connections = 0
        var lines: [String] = []
        var received: [[UInt8]] = []
        var mismatches: [String] = []
        var isStopped = false
    }

    package init(_ scripts: [Step]...) {
        self.scripts = scripts
        (listener, port) = Loopback.listen()
        let listener = listener
        Thread.start {
            while true {
                let descriptor = accept(listener, nil, nil)
                guard descriptor >= 0 else { return }
                let number = self.log.withLock { log in
                    log.connections += 1
                    return log.connections
                }
                let script = self.scripts[min(number, self.scripts.count) - 1]
                Thread.start { self.serve(Peer(descriptor), script) }
            }
        }
    }

    /// No further connections are taken. Without it the server lives as long as the process.
    package func stop() {
        let isFirst = log.withLock { log in
            defer { log.isStopped = true }
            return !log.isStopped
        }
        guard isFirst else { return }
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    package var connectionCount: Int { log.withLock { $0.connections } }
    /// Every line that was read by `readLine` and `expect`, without its line end.
    package var lines: [String] { log.withLock { $0.lines } }
    /// What each `readUntil` and `readBytes` read.
    package var received: [[UInt8]] { log.withLock { $0.received } }
    /// Lines that did not begin as the script expected.
    package var mismatches: [String] { log.withLock { $0.mismatches } }

    private func serve(_ peer: borrowing Peer, _ script: [Step]) {
        for step in script {
            switch step {
            case .say(let text): peer.send(Array(text.utf8))
            case .sayBytes(let bytes): peer.send(bytes)
            case .readLine:
                guard let line = peer.readLine() else { return }
                log.withLock { $0.lines.append(line) }
            case .expect(let start):
                guard let line = peer.readLine() else { return }
                log.withLock { $0.lines.append(line) }
                guard line.lowercased().hasPrefix(start.lowercased()) else {
                    log.withLock { $0.mismatches.append("expected \(start), read \(line)") }
                    return
                }
            case .readUntil(let end):
                guard let bytes = peer.read(until: Array(end.utf8)) else { return }
                log.withLock { $0.received.append(bytes) }
            case .readBytes(let count):
                guard let bytes = peer.read(count: count) else { return }
                log.withLock { $0.received.append(bytes) }
            case .drip(let text, let pause):
                for byte in text.utf8 {
                    usleep(UInt32(pause) * 1000)
                    guard peer.send([byte]) else { return }
                }
            case .flood(let byte):
                let bytes = [UInt8](repeating: byte, count: 4096)
                while peer.send(bytes) {}
            case .pause(let milliseconds): usleep(UInt32(milliseconds) * 1000)
            case .silence: while peer.readByte() != nil {}
            case .reset:
                peer.reset()
                return
            }
        }
    }
}
