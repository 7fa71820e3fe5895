import Cohorts
import Kernel
import Ledger
import PartnerFunding
import People
import Storage
import TestServers

extension TestOffice {
    /// A commitment of 1,000 that is paid in, of which a cohort has an allocation that is released.
    func released(_ amount: Cents, for cohort: Cohort.ID, at now: Moment, _ db: Connection) throws -> Allocation.ID {
        let (tenant, who, maker) = (tenant, broker.who, Who.system("test"))
        let enquiry = Enquiry(
            name: "Lark Foundation", contact: ("Ines", "ines@lark.example"), interest: .oneOff,
            amounts: (.zero, Cents(100_000)), currency: .usd, motivation: .ngo)
        let partner = try Partner.add(enquiry, tenant: tenant, by: maker, at: now, db)
        try partner.confirm(by: maker, at: now, db)
        for event in [Partner.Event.qualify, .approve] {
            try Partner.find(partner.id, tenant: tenant, db)
                .decide(.init(event), isUnspent: false, by: who, at: now, db)
        }
        let commitment = try Commitment.submit(
            CommitmentTerms(Cents(100_000), .usd, .oneOff(.nextCohort)),
            for: Partner.find(partner.id, tenant: tenant, db), by: maker, at: now, db)
        try commitment.decide(.approve, note: nil, by: who, at: now, db)
        func approved() throws -> Commitment { try Commitment.find(commitment.id, tenant: tenant, db) }
        _ = try CommitmentReceipt.book(
            .init(Cents(100_000), .usd, reference: "R", on: now.day), for: approved(), by: who, at: now, db)
        let allocation = try Allocation.plan(.init(cohort, amount), of: approved(), by: maker, at: now, db)
        try allocation.release(by: .person(PersonID(bits: 8)), at: now, db)
        return allocation.id
    }

    struct Funding: Equatable {
        let disbursed: [Int64]
        let wallet: Int64
        let capital: Int64
        /// Of the allocation and its commitment.
        let states: String
    }

    func funding(_ id: Allocation.ID) async throws -> Funding {
        let tenant = tenant
        return try await database.read { db in
            let allocation = try Allocation.find(id, tenant: tenant, db)
            let commitment = try Commitment.find(allocation.commitment, tenant: tenant, db)
            func balance(_ code: String, _ owner: String) throws -> Int64 {
                let found = try LedgerAccount.find(code, ownerID: owner, .usd, tenant: tenant, db)
                return try found.map {
                    try AccountTotals.of($0.id, tenant: tenant, db).balance(on: $0.normalSide).count
                } ?? 0
            }
            return Funding(
                disbursed: try db.rows("SELECT amount_cents FROM funding_ledger WHERE type = 'disbursed'").map {
                    try $0.first()
                },
                wallet: try balance("support.wallet", allocation.cohort.description),
                capital: try balance("commitment.capital", allocation.commitment.description),
                states: "\(allocation.state.rawValue) \(commitment.state.rawValue)")
        }
    }
}
