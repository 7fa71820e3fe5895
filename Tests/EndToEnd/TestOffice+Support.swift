import Applications
import Cohorts
import Kernel
import PartnerFunding
import People
import Server
import Storage

@testable import SupportWallet

extension TestOffice {
    /// Cash that an admin approved, for a participant with a confirmed account.
    func approvedCash() async throws -> SupportRequest.ID {
        let (tenant, who, now) = (tenant, broker.who, office.clock.now())
        return try await approvedCash { cohort, db in
            let change = CohortFunding.Change(seats: 1, amount: Cents(10_000), cause: "test")
            try Cohort.fund(cohort, change, tenant: tenant, by: who, at: now, db)
        }.request
    }

    /// The same, out of a commitment's capital.
    func fundedCash() async throws -> (request: SupportRequest.ID, allocation: Allocation.ID) {
        let now = office.clock.now()
        return try await approvedCash { cohort, db in try self.released(Cents(10_000), for: cohort, at: now, db) }
    }

    private func approvedCash<Funds: Sendable>(
        _ fund: @escaping @Sendable (Cohort.ID, Connection) throws -> Funds
    ) async throws -> (request: SupportRequest.ID, allocation: Funds) {
        let (tenant, who, now, keys) = (tenant, broker.who, office.clock.now(), office.keys.personal)
        return try await database.write { db in
            var funds: Funds?
            let asker = try Asker(keys, tenant: tenant, by: who, at: now, db) { funds = try fund($0, db) }
            guard let funds else { throw PlainRefusal.missing }
            let mission = asker.mission
            func found() throws -> Participant { try Participant.find(asker.participant, tenant: tenant, db) }
            let (act, own) = (
                SupportAct(tenant: tenant, by: who, at: now, funding: CommitmentFunding()),
                SupportAct(tenant: tenant, by: .system("own"), at: now, funding: CommitmentFunding())
            )
            let request = try SupportRequest.submit(
                SupportRequest.Draft(.cash, for: mission, because: .inPerson, "It helps"), evidence: nil, by: found(),
                keys: keys, own, db
            ).id
            try SupportRequest.find(request, tenant: tenant, db).triage(own, db)
            guard let bank = NigerianBank.of(code: "011") else { throw PlainRefusal.missing }
            try BankAccount.store(
                .init(bank, "0000014579"), name: "ADAEZE OBI", reference: "test", of: found(), keys: keys, own, db
            ).confirm(own, db)
            try PayoutRate(tenThousandths: 15_000_000).write(for: .usd, act, db)
            try SupportRequest.find(request, tenant: tenant, db).approve(
                .init(category: .missionCritical, isAcknowledged: true, channel: .bankTransfer), isAdmin: true, act, db)
            return (request, funds)
        }
    }
}
