import Applications
import Kernel
import Ledger
import People
import Storage
import Web

/// The portal of a funding partner: what its capital came to, and the papers about it. It commands nothing (F43).
package struct PortalRoutes: Sendable {
    let database: Database
    let clock: any Clock
    let intake: FileIntake

    package static func routes(database: Database, clock: any Clock, intake: FileIntake) -> [Route] {
        let pages = Self(database: database, clock: clock, intake: intake)
        return (pages.ownRoutes + pages.receiptRoutes).exporting("/partner/me/history", columns)
    }

    // swift-format-ignore
    private static let columns = [
        "date", "event", "amount", "currency", "commitment_reference", "status", "cohort_name", "receipt_number", "seq", "hash",
    ]

    // swift-format-ignore
    private var ownRoutes: [Route] {
        [
            .get ("/partner",            for: .partners, "The portal of a funding partner: its own organisation, commitments and what they came to", overview),
            .get ("/partner/me",         for: .partners, "The same by its other name: total funded, participants supported, earners produced, cost per earner", overview),
            .get ("/partner/me/history", for: .partners, "What came in of the partner and what became of it, the newest of the ledger first", history)
                .taking(.optional("type", .choice(FundingEvent.Kind.allCases.map(\.rawValue))), .optional("after", .text(max: 600)), .optional("limit", .integer)),
        ]
    }

    // swift-format-ignore
    private var receiptRoutes: [Route] {
        let both = Access.anyOf([.admin, .partner])
        return [
            .get ("/commitment-receipts/{id}/pdf",    for: both, "The receipt with its number and its hash in the ledger, the same bytes each time; a partner has its own", receiptPaper),
            .get ("/commitment-receipts/{id}/export", for: both, "The same as comma-separated text", receiptText),
            .get ("/commitment-receipts/{id}/proof",  for: both, "What shows offline that the receipt's row is in the ledger, and nothing of other rows but hashes", receiptProof)
                .answering(AnswerShape(200, "for `scripts/check-receipt`"), AnswerShape(409, "no head covers it yet")),
            .get ("/partner/me/heads",                for: .partners, "The heads of the office's ledger, a line each: what a proof is held against", heads),
        ]
    }

    func overview(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let now = clock.now()
        let value = try await database.read { db in
            try PartnerRoutes.ownPage(of: try PartnerUser.own(of: caller, db), at: now, db)
        }
        return .view("partners/portal", value, title: value["name"]?.text)
    }

    func history(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let kind = try request.query.choice("type", FundingEvent.Kind.self)
        let page = try request.query.page()
        let value = try await database.read { db in
            let events = try FundingEvent.list(of: try PartnerUser.own(of: caller, db), kind, page: page, db)
            let heads = try LedgerHead.all(tenant: caller.tenant, db)
            let covered = heads.last { $0.root != nil }?.seq ?? 0
            return events.value { $0.value.adding("is_provable", .bool($0.receipt != nil && $0.seq <= covered)) }
        }
        return .view("partners/events", value.adding("type", Value(kind?.rawValue)), title: "Funding history")
    }

    /// The receipt of the path, where it is of the asker's partner; another's is not there.
    func receipt(_ request: Request, _ db: Connection) throws -> FundingReceipt {
        let caller = try request.caller
        let id = try request.id("id", CommitmentReceipt.self)
        let own = try PartnerUser.bounds(of: caller, db)
        let found = try FundingReceipt.find(id, tenant: caller.tenant, db)
        guard own == nil || own?.id == found.commitment.partner else { throw CommitmentRefusal.unknownReceipt(id) }
        return found
    }

    func receiptPaper(_ request: Request) async throws -> Answer {
        let found = try await database.read { try receipt(request, $0) }
        return try await PartnerPaper(.receipt, found.receipt.id, tenant: found.commitment.tenant).answer(
            named: "receipt-\(found.number).pdf", database, intake, at: clock.now()
        ) { try found.paper.render(date: found.bookedAt) }
    }

    func receiptText(_ request: Request) async throws -> Answer {
        let found = try await database.read { try receipt(request, $0) }
        return found.text.answer(name: "receipt-\(found.number).csv")
    }

    func receiptProof(_ request: Request) async throws -> Answer {
        let (number, value) = try await database.read { db in
            let found = try receipt(request, db)
            return (found.number, try found.proof(db))
        }
        return .bytes(value.jsonBytes + [10], type: "application/json")
            .adding("Content-Disposition", "attachment; filename=\"proof-\(number).json\"")
    }

    func heads(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let heads = try await database.read { db in
            _ = try PartnerUser.own(of: caller, db)
            return try LedgerHead.all(tenant: caller.tenant, db)
        }
        let lines = heads.map { $0.line + "\n" }.joined()
        return .bytes(Array(lines.utf8), type: "application/jsonl")
            .adding("Content-Disposition", "attachment; filename=\"ledger-heads.jsonl\"")
    }
}
