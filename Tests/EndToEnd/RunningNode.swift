import Glibc
import Kernel
import Synchronization
import TestServers
import Testing

/// One of an office's nodes: the real program, killed and started again.
final class RunningNode: Sendable {
    private let folder: String
    private let program = Mutex<Program?>(nil)

    /// A data folder of its own, with the office's keys and blobs in it.
    init(_ number: Int, of office: String, database: String) throws {
        folder = "\(office)/node\(number)"
        for path in [folder, "\(folder)/data"] { try TestOffice.makeFolder(path) }
        for shared in ["keys", "blobs"] {
            guard symlink("\(office)/data/\(shared)", "\(folder)/data/\(shared)") == 0 else {
                throw TestOffice.NotWritten(path: shared)
            }
        }
        let settings: Value = [
            "data": "data", "templates": .string("\(Repository.folder)/templates"),
            "mailboxes": .string("\(office)/mailboxes"), "undo_seconds": 0, "listen": "127.0.0.1:0",
            "log_level": "info", "database": .string(database),
        ]
        try TestOffice.write(settings.jsonBytes, to: "\(folder)/fundgate.json5")
    }

    /// Where its pages are; nil while it does not say.
    var port: UInt16? {
        program.withLock({ $0 }) == nil ? nil : Program.port(in: log)
    }

    var identifier: pid_t? { program.withLock { $0?.identifier } }

    var log: String { String(decoding: Files.read("\(folder)/log") ?? [], as: UTF8.self) }

    func start() throws {
        // What an earlier life said is kept beside, for whoever looks at a failure.
        rename("\(folder)/log", "\(folder)/log.former")
        let started = try Program(["serve", "--config", "\(folder)/fundgate.json5"], output: "\(folder)/log")
        program.withLock { $0 = started }
    }

    /// Kills it and waits until it is gone.
    func kill(with signal: Int32 = SIGKILL) async -> Program.End? {
        guard
            let program = program.withLock({ program in
                defer { program = nil }
                return program
            })
        else { return nil }
        program.signal(signal)
        return await program.end()
    }

    /// Waits until it serves; for ten minutes at most. One that did not get at the database within its minute has ended
    /// with a word about it, and is started again, as a supervisor does.
    func works() async throws {
        for _ in 0..<30_000 {
            if port != nil { return }
            if log.hasPrefix("failed: the database") {
                let ended = program.withLock { $0 }
                let end = await ended?.end()
                #expect(end?.status == 1)
                try start()
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw DoesNotServe(log: log)
    }

    struct DoesNotServe: Error {
        let log: String
    }
}
