import Glibc
import Kernel
import SMTP
import Synchronization
import Wire

/// Measures sending: one PDF, encoded once into a file, goes out COUNT times over CONNECTIONS connections, each time
/// with a header and text of its own. Prints one JSON object.
@main enum BenchSend {
    static let usage = """
        usage: bench-send HOST PORT PDF COUNT RECIPIENT CONNECTIONS [CA-FILE USER PASSWORD]

        With the last three, STARTTLS and login are required.

        """

    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard arguments.count == 6 || arguments.count == 9, let port = UInt16(arguments[1]),
            let count = Int(arguments[3]), let connections = Int(arguments[5]), connections > 0
        else { end(2, usage) }
        guard let recipient = try? EnvelopeAddress(arguments[4]) else { end(2, "the recipient is no mail address\n") }
        guard let attachment = EncodedFile(encoding: arguments[2]) else { end(1, "the PDF cannot be read\n") }
        defer { attachment.remove() }
        let isSecure = arguments.count == 9
        let endpoint = Endpoint(
            .smtp, host: arguments[0], port: port, security: isSecure ? .startTLS : .none,
            authorities: isSecure ? .file(arguments[6]) : .system,
            credential: isSecure ? Credential(userName: arguments[7], .password(arguments[8])) : nil)
        let tickets = Tickets(count: count)
        let begin = monotonicMicroseconds()
        let failures = await withTaskGroup(of: String?.self) { group in
            for number in 0..<connections {
                let sender = Sender(number: number, attachment: attachment, recipient: recipient)
                group.addTask { await sender.run(endpoint, tickets) }
            }
            var failures: [String] = []
            for await failure in group {
                if let failure { failures.append(failure) }
            }
            return failures
        }
        let microseconds = max(1, monotonicMicroseconds() - begin)
        if let failure = failures.first {
            attachment.remove()
            end(1, "\(failure)\n")
        }
        let bytes = tickets.sentBytes
        print(
            #"{"messages_per_s": \#(decimal(count * 1_000_000 * 10 / microseconds)), "#
                + #""mb_per_s": \#(decimal(bytes * 10 / microseconds)), "peak_mb": \#(decimal(peakKilobytes() * 10 / 1024))}"#
        )
    }

    private static func decimal(_ tenths: Int) -> String { "\(tenths / 10).\(tenths % 10)" }

    private static func end(_ status: Int32, _ text: String) -> Never {
        _ = text.withCString { write(STDERR_FILENO, $0, strlen($0)) }
        exit(status)
    }

    private static func monotonicMicroseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
    }

    private static func peakKilobytes() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss
    }
}

/// The numbers of the messages still to be sent, shared by all connections.
final class Tickets: Sendable {
    private let count: Int
    private let next = Atomic<Int>(0)
    private let bytes = Atomic<Int>(0)

    init(count: Int) { self.count = count }

    /// The next message's number, or nil when all are taken.
    func take() -> Int? {
        let number = next.add(1, ordering: .relaxed).oldValue
        return number < count ? number : nil
    }

    func note(bytes sent: Int) { bytes.add(sent, ordering: .relaxed) }
    var sentBytes: Int { bytes.load(ordering: .relaxed) }
}

/// One connection on a thread of its own.
actor Sender {
    private let executor: QueueExecutor
    private let attachment: EncodedFile
    private let recipient: EnvelopeAddress

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(number: Int, attachment: EncodedFile, recipient: EnvelopeAddress) {
        executor = QueueExecutor(label: "bench-send.\(number)")
        self.attachment = attachment
        self.recipient = recipient
    }

    /// Sends until no message is left; returns what went wrong, or nil.
    func run(_ endpoint: Endpoint, _ tickets: Tickets) -> String? {
        do {
            let from = try EnvelopeAddress("broker@lab.test")
            let session = try SMTPSession(to: endpoint)
            while let number = tickets.take() {
                let body = message(number)
                let size = body.reduce(0) { $0 + $1.count }
                let result = session.deliver(
                    Envelope(from: from, recipients: [recipient], sizeBytes: size), body: body)
                guard case .accepted = result.outcome else { return "message \(number): \(result.outcome)" }
                tickets.note(bytes: size)
            }
            session.quit()
            return nil
        } catch {
            return "\(error)"
        }
    }

    private func message(_ number: Int) -> [BodySegment] {
        let head = """
            From: Broker <broker@lab.test>\r
            To: <\(recipient)>\r
            Subject: Application package \(number)\r
            Message-ID: <\(number).\(getpid())@lab.test>\r
            MIME-Version: 1.0\r
            Content-Type: multipart/mixed; boundary="b1"\r
            \r
            --b1\r
            Content-Type: text/plain; charset=utf-8\r
            \r
            Hello funder \(number),\r
            \r
            please find the package attached.\r
            --b1\r
            Content-Type: application/pdf; name="package.pdf"\r
            Content-Disposition: attachment; filename="package.pdf"\r
            Content-Transfer-Encoding: base64\r
            \r

            """
        return [
            .bytes(Array(head.utf8)),
            .file(path: attachment.path, length: attachment.length, isWireReady: true),
            .bytes(Array("--b1--\r\n".utf8)),
        ]
    }
}
