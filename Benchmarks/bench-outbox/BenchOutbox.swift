import BenchTools
import Correspondence
import Glibc
import Kernel
import Outbox
import People
import Server
import Storage
import Submissions
import Synchronization

/// Measures the whole way out: an order for COUNT funders is written and queued by the sending desk, and the sender
/// brings every mail to the server, each step of it durable. Prints one JSON object.
@main enum BenchOutbox {
    static let usage = """
        usage: bench-outbox HOST PORT PDF COUNT RECIPIENT CONNECTIONS

        The arguments are those of bench-send. The office lies in a new folder below TMPDIR, or /tmp, and is removed.
        """

    static func main() async {
        signal(SIGPIPE, SIG_IGN)
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard arguments.count == 6, let port = UInt16(arguments[1]), let count = Int(arguments[3]), count > 0,
            let connections = Int(arguments[5]), connections > 0
        else { Terminal.end(2, usage) }
        let parent = Program.environment["TMPDIR"] ?? "/tmp"
        let folder = "\(parent)/bench-outbox-\(getpid())"
        var failure: String?
        do {
            let account: Value = [
                "address": "broker@lab.test", "display_name": "Bench",
                "send": [
                    "transport": "smtp", "host": Value(arguments[0]), "port": Value(port), "security": "none",
                    "per_minute": 100_000, "recipients_per_day": 10_000_000, "connections": Value(connections),
                ],
            ]
            let bench = try await OutboxBench(
                folder: folder, pdf: arguments[2], recipient: arguments[4], count: count,
                file: try MailAccountFile(name: "bench", bytes: account.jsonBytes, base: folder))
            try await bench.run()
        } catch let error as any Refusal {
            failure = error.reason
        } catch {
            failure = "\(error)"
        }
        Scratch.remove(folder)
        if let failure { Terminal.end(1, failure) }
    }
}

/// An office with one account, COUNT funders' worth of orders, and a sender.
struct OutboxBench: Sendable {
    let office: Office
    let orders: [SendingDesk.Order]
    let account: MailAccount
    let sending: MailAccountFile.Sending
    let count: Int
    let tenant: TenantID

    /// An order names at most so many funders.
    private static let largestOrder = 100

    init(
        folder: String, pdf: String, recipient: String, count: Int, file accountFile: MailAccountFile
    ) async throws {
        guard let sending = accountFile.send else { preconditionFailure("the file has a send section") }
        mkdir(folder, 0o700)
        let file: Value = ["data": .string("\(folder)/data"), "undo_seconds": 0]
        let configuration = try Configuration(file, environment: Program.environment, base: ".")
        office = try await Office.create(configuration, log: Log(level: .quiet))
        let now = office.clock.now()
        let blob = try office.blobs.put(file: pdf)
        let made = try await office.database.write { db in
            let tenant = try Tenant.add(name: "Bench", by: .system("bench"), at: now, db)
            let account = try MailAccount.enroll(accountFile, tenant: tenant, at: now, db)
            let orders = try OrderBook(tenant: tenant, pdf: blob.digest, pdfBytes: blob.sizeBytes, now: now).orders(
                count, largest: Self.largestOrder, recipient: { _ in (recipient, nil) }, db)
            return (tenant, account, orders)
        }
        (tenant, account, orders) = made
        self.sending = sending
        self.count = count
    }

    func run() async throws {
        Usage.forgetPeak()
        let begin = Usage.monotonicMicroseconds()
        for (number, order) in orders.enumerated() {
            _ = try await office.sendingDesk.send(
                order, key: IdempotencyKey("bench-\(number)", command: "bench", body: []), tenant: tenant,
                by: .system("bench"))
        }
        let queued = Usage.monotonicMicroseconds()
        let processor = Usage.processorMicroseconds()
        try await send()
        let end = Usage.monotonicMicroseconds()
        let used = Usage.processorMicroseconds() - processor
        let (sent, bytes) = try await office.database.read { db in
            let row = try db.row(
                "SELECT count(*) AS sent, coalesce(sum(size_bytes), 0) AS bytes FROM outbox WHERE state = 'sent'")
            return (try row?.get("sent", as: Int.self) ?? 0, try row?.get("bytes", as: Int.self) ?? 0)
        }
        guard sent == count else {
            throw PlainRefusal(.conflict, code: "unsent", "only \(sent) of \(count) mails were taken by the server")
        }
        Terminal.line(
            #"{"messages_per_s": \#(Decimal.tenths(count * 10_000_000 / max(1, end - queued))), "#
                + #""mb_per_s": \#(Decimal.tenths(bytes * 10 / max(1, end - queued))), "#
                + #""cpu_ms_per_message": \#(Decimal.thousandths(used / count)), "#
                + #""queued_per_s": \#(Decimal.tenths(count * 10_000_000 / max(1, queued - begin))), "#
                + #""peak_mb": \#(Usage.peakMegabytes())}"#)
    }

    /// Sends until every mail has come to an end, good or bad.
    private func send() async throws {
        let counter = Counter()
        var parts = Workers(office, accounts: []).senderParts
        let (effects, count, bell) = (parts.effects, count, office.database.bell(named: "mail"))
        parts.effects = { news, db in
            try effects(news, db)
            counter.add()
        }
        let sender = Sender(account: account, sending: sending, parts: parts)
        let work = Task { await sender.run() }
        while counter.value < count { await bell.wait(atMost: .seconds(1)) }
        // What was concluded is committed once a later write is.
        try await office.database.write { _ in }
        work.cancel()
        await work.value
    }
}

/// How many mails came to an end.
final class Counter: Sendable {
    private let number = Atomic<Int>(0)
    func add() { number.add(1, ordering: .relaxed) }
    var value: Int { number.load(ordering: .relaxed) }
}
