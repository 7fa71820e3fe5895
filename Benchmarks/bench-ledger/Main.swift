import BenchTools
import Glibc
import Kernel
import Storage

/// Measures the ledger: durable transfers with many writers at once, then a look at a whole ledger. On SQLite a plain
/// program that does the same work over the C interface runs beside it. Prints one JSON object for each case.
@main enum BenchLedger {
    static let usage = """
        usage: bench-ledger [--database sqlite:PATH|postgresql://…] [TRANSFERS [ROWS]]

        Books TRANSFERS (20,000) with 1, 16, 64 and 256 writers, fills the ledger up to ROWS (1,000,000) and verifies it.
        The database must be new; without one, a file in TMPDIR, or /tmp, is made and removed.
        """

    static func main() async {
        var arguments = Array(CommandLine.arguments.dropFirst())
        let option = DatabaseAddress.option(in: &arguments)
        guard arguments.count < 3, let count = Int(arguments.first ?? "20000"), count > 0,
            let rows = Int(arguments.count > 1 ? arguments[1] : "1000000"), rows > 0
        else { Terminal.end(2, usage) }
        let folder = "\(temporaryFolder)/bench-ledger-\(getpid())"
        mkdir(folder, 0o700)
        var failure: String?
        do {
            let bench = try await LedgerBench(option ?? .sqlite(path: "\(folder)/ledger.db"))
            try await bench.warmUp()
            for writers in [1, 16, 64, 256] {
                try await bench.book(writers == 1 ? max(1, count / 10) : count, writers: writers)
                if !bench.isShared {
                    try PlainPeer(path: "\(folder)/plain.db").book(
                        writers == 1 ? max(1, count / 10) : count, atOnce: writers)
                }
            }
            try await bench.verify(rows: rows)
        } catch let error as any Refusal {
            failure = error.reason
        } catch {
            failure = "\(error)"
        }
        Scratch.remove(folder)
        if let failure { Terminal.end(1, failure) }
    }

    private static var temporaryFolder: String { getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp" }
}
