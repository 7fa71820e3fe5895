import Glibc
import Synchronization
import TestServers

/// A receiver of web-hooks on loopback that kills the program which tells it something, before or behind its answer.
final class KillingReceiver: Sendable {
    enum Kill: Sendable {
        case beforeAnswer, behindAnswer, never
    }

    let port: UInt16
    private let listener: Int32
    private let told = Mutex<[String]>([])
    /// Nil while the test has not said what to do.
    private let plan = Mutex<(kill: Kill, program: pid_t)?>(nil)

    init() {
        (listener, port) = Loopback.listen()
        let listener = listener
        TestServers.Thread.start {
            while true {
                let descriptor = accept(listener, nil, nil)
                guard descriptor >= 0 else { return }
                TestServers.Thread.start { self.serve(descriptor) }
            }
        }
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    /// The `webhook-id` of each delivery that came, the first first.
    var ids: [String] { told.withLock { $0 } }

    /// What becomes of the program at its next delivery; nil: the delivery waits for the word.
    func arm(_ kill: Kill?, _ program: pid_t = 0) { plan.withLock { $0 = kill.map { ($0, program) } } }

    private func serve(_ descriptor: Int32) {
        guard let input = fdopen(descriptor, "r") else { return }
        defer { fclose(input) }
        while let id = delivery(input) {
            told.withLock { $0.append(id) }
            var plan = self.plan.withLock { $0 }
            while plan == nil {
                usleep(1000)
                plan = self.plan.withLock { $0 }
            }
            guard let plan else { return }
            if plan.kill == .beforeAnswer { kill(plan.program, SIGKILL) }
            let answer = Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".utf8)
            let sent = answer.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if plan.kill == .behindAnswer { kill(plan.program, SIGKILL) }
            if sent != answer.count { return }
        }
    }

    /// Reads one request to its end; nil where the connection ends before.
    private func delivery(_ input: UnsafeMutablePointer<FILE>) -> String? {
        var (id, length) = ("", 0)
        while let line = Files.line(of: input) {
            if line.isEmpty {
                for _ in 0..<length where getc(input) == EOF { return nil }
                return id
            }
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            let value = String(parts[1].drop { $0 == " " })
            switch parts[0].lowercased() {
            case "webhook-id": id = value
            case "content-length": length = Int(value) ?? 0
            default: break
            }
        }
        return nil
    }
}
