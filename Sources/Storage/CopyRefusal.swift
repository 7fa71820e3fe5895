import Kernel

/// A database cannot be copied; nothing of it is in the target then.
package enum CopyRefusal: Refusal, Equatable {
    case noOffice(String)
    case notEmpty(String)
    case inUse(String)
    case olderSchema(String)
    case newerSchema(String)
    case unstorableHistory(row: Int)
    case lostRows(table: String)
    case brokenHistory(tenant: TenantID, seq: Int64)
    case brokenLedger(tenant: TenantID, seq: Int64)

    package var kind: RefusalKind { .conflict }
    package var code: String { "copy" }
    package var reason: String {
        switch self {
        case .noOffice(let place): "there is no office at \(place)"
        case .notEmpty(let place): "there is an office at \(place) already; name an empty place"
        case .inUse(let place): "another fundgate works on \(place); stop it first, so that nothing is left behind"
        case .olderSchema(let place):
            "the schema of \(place) is older than this program; run `fundgate migrate` on it first"
        case .newerSchema(let place): "\(place) was made by a newer fundgate; copy it with that one"
        case .unstorableHistory(let row):
            "row \(row) of the history holds a NUL character, which not every engine can store; nothing was copied"
        case .lostRows(let table): "the copy of \(table) has not all rows; nothing was kept"
        case .brokenHistory(let tenant, let seq):
            "the history of tenant \(tenant) does not verify from row \(seq) on; look with `fundgate verify`; nothing was kept"
        case .brokenLedger(let tenant, let seq):
            "the ledger of tenant \(tenant) does not verify from row \(seq) on; look with `fundgate verify`; nothing was kept"
        }
    }
}
