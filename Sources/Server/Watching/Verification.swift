import Correspondence
import Crypto
import Kernel
import Ledger
import Storage

/// Whether everything stored fits together: the history's chain, derived values, and every file that a row names.
package struct Verification: Sendable {
    package struct Line: Sendable, Equatable {
        package let check: String
        package let isWhole: Bool
        package let text: String

        package var value: Value { ["check": Value(check), "ok": Value(isWhole), "text": Value(text)] }
    }

    package let lines: [Line]
    package var isWhole: Bool { lines.allSatisfy(\.isWhole) }

    /// Looks at everything. Reads only. `heads` are the ledgers' as they were kept elsewhere.
    package static func run(
        _ database: Database, _ blobs: BlobStore, heads: LedgerHeadFile? = nil
    ) async throws -> Verification {
        let exported = try heads?.all() ?? []
        let chain: Line = try await database.read { try Self.chain($0) }
        let ledger: Line = try await database.read { try Self.ledger(exported, $0) }
        let missing = try await database.read { try Self.missingBlobs(blobs, $0) }
        let derived: [Line] = try await database.read { try Self.derived($0) }
        return Verification(lines: [chain, ledger, missing] + derived)
    }

    private static func chain(_ db: Connection) throws -> Line {
        switch try History.verify(db) {
        case .whole(let rows): Line(check: "history", isWhole: true, text: "\(rows) rows, the chain is whole")
        case .broken(let table, let tenant, let seq):
            Line(
                check: "history", isWhole: false,
                text: "\(table) of tenant \(tenant): the first row that does not fit is \(seq)")
        }
    }

    private static func ledger(_ exported: [LedgerHead], _ db: Connection) throws -> Line {
        switch try LedgerReview.all(exported: exported, db) {
        case .whole(let rows): Line(check: "ledger", isWhole: true, text: "\(rows) rows, sums and chain are whole")
        case .broken(let tenant, let seq, let flaw):
            Line(
                check: "ledger", isWhole: false,
                text: "tenant \(tenant): the first row that does not fit is \(seq): \(flaw)")
        }
    }

    private static func missingBlobs(_ blobs: BlobStore, _ db: Connection) throws -> Line {
        var (count, missing) = (0, 0)
        var first: Digest?
        let place = blobs.archive == nil ? "there" : "in the bucket"
        var census = blobs.census()
        try db.each(BlobColumn.digests()) { row in
            let digest: Digest = try row["digest"]
            count += 1
            guard try !census.has(digest) else { return }
            missing += 1
            first = first ?? digest
        }
        guard let first else { return Line(check: "blobs", isWhole: true, text: "\(count) files are \(place)") }
        let column = try BlobColumn.named(first, db) ?? "nothing"
        return Line(
            check: "blobs", isWhole: false,
            text: "\(missing) of \(count) files are not \(place), first \(first), named by \(column)")
    }
}

extension Office {
    /// Looks at everything that is stored, the ledgers' heads in their second place included.
    func verification() async throws -> Verification {
        try await Verification.run(database, blobs, heads: LedgerHeadFile(path: configuration.ledgerHeads))
    }
}
