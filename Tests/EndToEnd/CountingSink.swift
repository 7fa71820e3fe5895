import Glibc
import Synchronization
import TestServers

/// An SMTP server on loopback that keeps account of every mail whose final dot it saw, whatever becomes of the client.
final class CountingSink: Sendable {
    /// What it takes from a mail's head.
    struct Mail: Sendable {
        let messageID: String
        let replyTo: String
        let recipient: String
    }

    let port: UInt16
    private let listener: Int32
    private let taken = Mutex<[Mail]>([])
    private let started = Mutex(0)
    /// How long it thinks before each answer to a body, in microseconds; drawn anew each time.
    private let delays: Mutex<SeededRandom>

    init(seed: UInt64) {
        delays = Mutex(SeededRandom(seed: seed))
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

    deinit { stop() }

    func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    /// All mails so far, in the order of their final dots.
    var mails: [Mail] { taken.withLock { $0 } }

    /// How many mails were begun so far, ended or not.
    var begun: Int { started.withLock { $0 } }

    private func serve(_ descriptor: Int32) {
        guard let input = fdopen(descriptor, "r") else { return }
        defer { fclose(input) }
        var recipient = ""
        guard say("220 sink ESMTP", descriptor) else { return }
        while let line = Files.line(of: input) {
            let word = line.prefix(4).uppercased()
            switch word {
            case "EHLO": guard say("250-sink\r\n250-8BITMIME\r\n250 SIZE 50000000", descriptor) else { return }
            case "MAIL":
                started.withLock { $0 += 1 }
                guard say("250 2.1.0 fine", descriptor) else { return }
            case "RCPT":
                recipient = String(line.split(separator: "<").last?.prefix { $0 != ">" } ?? "")
                guard say("250 2.1.5 fine", descriptor) else { return }
            case "DATA":
                guard say("354 go on", descriptor), let mail = readMail(input, to: recipient) else { return }
                taken.withLock { $0.append(mail) }
                usleep(UInt32(truncatingIfNeeded: delays.withLock { $0.next() } % 20_000))
                guard say("250 2.0.0 taken", descriptor) else { return }
            case "QUIT":
                _ = say("221 bye", descriptor)
                return
            default: guard say("250 2.0.0 fine", descriptor) else { return }
            }
        }
    }

    /// Nil where the connection ends before the final dot.
    private func readMail(_ input: UnsafeMutablePointer<FILE>, to recipient: String) -> Mail? {
        var head: [String] = []
        var isHead = true
        while let line = Files.line(of: input) {
            if line == "." {
                func value(_ name: String) -> String {
                    let field = head.first { $0.lowercased().hasPrefix(name) } ?? ""
                    return String(field.split(separator: "<").last?.prefix { $0 != ">" } ?? "")
                }
                return Mail(messageID: value("message-id:"), replyTo: value("reply-to:"), recipient: recipient)
            }
            guard isHead else { continue }
            if line.isEmpty {
                isHead = false
            } else if line.hasPrefix(" "), let last = head.popLast() {
                head.append(last + line)
            } else {
                head.append(line)
            }
        }
        return nil
    }

    private func say(_ text: String, _ descriptor: Int32) -> Bool {
        let bytes = Array("\(text)\r\n".utf8)
        return bytes.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) } == bytes.count
    }
}
