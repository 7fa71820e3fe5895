import Correspondence
import Crypto
import Glibc
import Inbox
import Kernel
import Storage

/// Measures receiving: `bench-ingest HOST PORT USER PASSWORD COUNT` takes the first COUNT mails of a mailbox over plain
/// IMAP into a throwaway store, raw and filed, and prints one JSON object. Every mail is durable when it counts.
@main enum Main {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.count == 5, let wanted = Int(arguments[5]) else {
            tell("usage: bench-ingest HOST PORT USER PASSWORD COUNT")
            exit(2)
        }
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/ingest-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw PlainRefusal(.invalid, code: "no_folder", "no temporary folder") }
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let desk = try await BenchDesk(folder: folder, arguments: Array(arguments))
        let start = DateOfNow.seconds()
        async let polled = desk.poll()
        let (count, bytes) = try await desk.file(wanted)
        let span = DateOfNow.seconds() - start
        _ = try await polled
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let result: Value = [
            "messages": .int(Int64(count)), "messages_per_s": .int(Int64(Double(count) / span)),
            "mb_per_s": .int(Int64(Double(bytes) / span / 1e6)), "peak_mb": .int(Int64(usage.ru_maxrss / 1024)),
            "cpu_ms_per_1000": .int(Int64(DateOfNow.cpuSeconds(usage) * 1e6 / Double(max(1, count)))),
        ]
        print(result.json)
    }
}

/// A store and an account that live as long as the measurement.
struct BenchDesk: Sendable {
    let database: Database
    let blobs: BlobStore
    let poller: Poller
    let filer: Filer

    init(folder: String, arguments: [String]) async throws {
        let clock = SystemClock()
        setenv("BENCH_INGEST_PASSWORD", arguments[3], 1)
        let text = """
            { address: 'bench@example.com', receive: { source: 'imap', host: '\(arguments[0])', port: \(arguments[1]),
              security: 'none', user: '\(arguments[2])', password_variable: 'BENCH_INGEST_PASSWORD' } }
            """
        let file = try MailAccountFile(name: "bench", bytes: Array(text.utf8), base: folder)
        database = try Database(path: "\(folder)/bench.db")
        blobs = try BlobStore(folder: "\(folder)/blobs")
        try await database.migrate(
            StorageSchema.migrations + CorrespondenceSchema.migrations + InboxSchema.migrations, at: clock.now())
        let account = try await database.write {
            try MailAccount.enroll(file, tenant: TenantID(bits: 1), at: clock.now(), $0)
        }
        guard let receiving = file.receive else { preconditionFailure("the file has a receive section") }
        poller = Poller(
            account: account, receiving: receiving, database: database, blobs: blobs, clock: clock, owner: "bench",
            log: { tell($0) })
        filer = Filer(
            database: database, blobs: blobs, clock: clock, authenticationServers: [:],
            log: { tell($0) }, effects: { _, _, _ in })
    }

    func poll() async throws -> Int { try await poller.once() }

    /// Files as mails arrive, until so many are filed; says how many bytes they had.
    func file(_ wanted: Int) async throws -> (count: Int, bytes: Int64) {
        let bell = database.bell(named: "inbox")
        var count = 0
        while count < wanted {
            count += try await filer.drain()
            if count < wanted { await bell.wait(atMost: .seconds(1)) }
        }
        let bytes = try await database.read { try $0.value("SELECT sum(raw_size) FROM arrival", as: Int64.self) }
        return (count, bytes ?? 0)
    }
}

enum DateOfNow {
    static func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    static func cpuSeconds(_ usage: rusage) -> Double {
        Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
    }
}

func tell(_ text: String) {
    let line = Array("\(text)\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
}
