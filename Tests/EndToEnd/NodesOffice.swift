import Applications
import Funders
import Glibc
import Kernel
import Outbox
import People
import Server
import Storage
import Submissions
import Synchronization
import TestServers

/// An office that three nodes work for: one PostgreSQL with its standby, one Postfix, one Dovecot. The nodes share keys,
/// blobs and mailboxes; each has a data folder of its own, as if on a machine of its own.
final class NodesOffice: Sendable {
    let test: TestOffice
    let lab: MailLab
    let pair: PostgresPair
    let nodes: [RunningNode]
    let application: Application.ID
    let funders: [Funder.ID]
    /// The program's key that orders.
    private let key: String
    /// Maildirs that the funders' mails go to, and those of them that were answered.
    private static let boxes = (1...8).map { "funder\($0)" }
    private let answered = Mutex<Set<String>>([])
    /// What the nodes said about each order: the submissions' ids.
    private let acknowledged = Mutex<[Submission.ID]>([])

    init(submissions count: Int) async throws {
        guard let lab = MailLab(users: ["desk1", "desk2", "desk3"] + Self.boxes), let pair = PostgresPair() else {
            throw TestOffice.NotWritten(path: "the servers")
        }
        (self.lab, self.pair) = (lab, pair)
        test = try await TestOffice(port: 0, database: pair.address, mailboxes: { Self.mailboxes(lab, $0) })
        application = try await test.add(
            merchant: "Quarrybend Ceramics LLC",
            papers: [.pdf("application.pdf", .application, bytes: 3000, seed: 5)])
        funders = try await test.add(
            (0..<count).map { number in
                let box = Self.boxes[number % Self.boxes.count]
                return TestOffice.FunderCard("Lender \(number)", "\(box)+\(number)@\(MailLab.domain)")
            })
        let (secret, now, tenant) = (APIKey.Secret(), test.office.clock.now(), test.tenant)
        _ = try await test.database.write {
            try APIKey.add(secret, name: "orders", roles: [.broker], tenant: tenant, by: .system("test"), at: now, $0)
        }
        key = secret.text
        let folder = test.folder.path
        nodes = try (1...3).map { try RunningNode($0, of: folder, database: pair.address) }
    }

    private static func mailboxes(_ lab: MailLab, _ folder: String) -> [String: Value] {
        Dictionary(
            uniqueKeysWithValues: (1...3).map { number in
                let user = "desk\(number)"
                let password = "\(folder)/password\(number)"
                _ = Files.write(Array("\(lab.password(of: user))\n".utf8), to: password)
                func server(_ port: UInt16, _ security: String) -> Value {
                    [
                        "host": "localhost", "port": Value(port), "security": .string(security), "user": .string(user),
                        "password_file": .string(password), "authority_file": .string(lab.authorityFile),
                    ]
                }
                let sending: Value = [
                    "transport": "smtp", "per_minute": 100_000, "recipients_per_day": 1_000_000, "connections": 2,
                ]
                let file: Value = [
                    "address": .string(lab.address(of: user)), "display_name": "Harbour Street Funding",
                    "send": sending.with(server(lab.submissionPort, "starttls")),
                    "receive": server(lab.imapsPort, "tls").with(["source": "imap", "poll_seconds": 2]),
                ]
                return (user, file)
            })
    }

    /// Orders the sending to these funders at any node that answers, with one key however often it is asked.
    func order(_ funders: [Funder.ID], number: Int, random: inout SeededRandom) async throws {
        let account = test.accounts[number % test.accounts.count].account.id
        let body: Value = [
            "application": Value(application), "funders": .list(funders.map { Value($0) }), "account": Value(account),
        ]
        let bytes = body.jsonBytes
        let head = """
            POST /submissions HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAccept: application/json\r
            Authorization: Bearer \(key)\r\nIdempotency-Key: order-\(number)\r\nContent-Type: application/json\r
            Content-Length: \(bytes.count)\r\n\r\n
            """
        let request = Array(head.utf8) + bytes
        var last = ""
        for _ in 0..<3_000 {
            if let port = nodes.randomElement(using: &random)?.port {
                let reply = await Self.ask(request, port)
                let text = String(decoding: reply ?? [], as: UTF8.self)
                last = text
                let parts = text.split(separator: "\r\n\r\n", maxSplits: 1).map(String.init)
                if text.hasPrefix("HTTP/1.1 2"), parts.count == 2,
                    let answer = try? Value(parsing: Array(parts[1].utf8))
                {
                    let made = test.submissions(answer["lines"]?.list ?? []).compactMap(\.self)
                    guard made.count == funders.count else { throw Unanswered(text: text) }
                    acknowledged.withLock { $0 += made }
                    return
                }
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw Unanswered(text: last)
    }

    struct Unanswered: Error { let text: String }

    private static func ask(_ request: [UInt8], _ port: UInt16) async -> [UInt8]? {
        await withCheckedContinuation { continuation in
            TestServers.Thread.start {
                // Who waits longer may wait for a node that is stopped: another one answers the same key.
                continuation.resume(returning: try? Loopback.exchange(request, with: port, patienceSeconds: 60))
            }
        }
    }

    var orders: [Submission.ID] { acknowledged.withLock { $0 } }

    /// Every mail that lies with a funder: the file's place and its head.
    private func letters() -> [(place: String, box: String)] {
        Self.boxes.flatMap { box -> [(place: String, box: String)] in
            let folder = "\(lab.maildir(of: box))/new"
            return Files.names(in: folder).map { (place: "\(folder)/\($0)", box: box) }
        }
    }

    /// The Message-IDs of all mails at the funders.
    func arrived() -> [String] {
        letters().compactMap { Files.read($0.place).flatMap { LetterHead($0)?.messageID } }
    }

    /// Whoever got a mail answers it, once. Says how many mails there are.
    @discardableResult
    func answer() -> Int {
        let letters = letters()
        for letter in letters {
            guard answered.withLock({ $0.insert(letter.place).inserted }) else { continue }
            guard let bytes = Files.read(letter.place), let head = LetterHead(bytes) else { continue }
            var answer = IncomingMail(
                from: head.to, to: head.replyTo, subject: "Re: your deal",
                text: "Approved: $40,000 at 1.38, 9 months, weekly payments, 8 points to you.")
            answer.inReplyTo = head.messageID
            lab.deliver(answer.bytes, to: String(head.replyTo.prefix { $0 != "+" && $0 != "@" }))
        }
        return letters.count
    }

    func state() async throws -> [String: Int] {
        try await test.database.read { db in
            var counts: [String: Int] = [:]
            for row in try db.rows("SELECT state, count(*) AS number FROM outbox GROUP BY state ORDER BY state") {
                counts[try row["state"]] = try row["number"]
            }
            counts["replies"] = try db.value("SELECT count(*) FROM arrival WHERE state = 'filed'") ?? 0
            return counts
        }
    }
}

/// What a funder sees of a mail's head.
struct LetterHead {
    let messageID: String
    let replyTo: String
    let to: String

    init?(_ bytes: [UInt8]) {
        let text = String(decoding: bytes.prefix(16_384), as: UTF8.self).replacing("\r\n", with: "\n")
        let head = text.split(separator: "\n\n", maxSplits: 1)[0].replacing("\n ", with: " ").replacing(
            "\n\t", with: " ")
        func address(_ name: String) -> String? {
            let line = head.split(separator: "\n").first { $0.lowercased().hasPrefix(name) }
            guard let value = line?.dropFirst(name.utf8.count) else { return nil }
            let bare = value.split(separator: "<").last?.prefix { $0 != ">" } ?? value
            return bare.split(separator: " ").joined()
        }
        guard let messageID = address("message-id:"), let to = address("to:") else { return nil }
        self.messageID = messageID
        self.to = to
        replyTo = address("reply-to:") ?? ""
    }
}
