import Applications
import Cohorts
import Kernel
import Storage
import Testing

@testable import Server
@testable import SupportWallet

extension WorkedOffice {
    /// Data for participants of the first cohort, through their wallets: asked for, approved and given.
    func support(_ people: Range<Int>, _ demo: TemporaryDemo) async throws {
        let office = demo.demo.office
        demo.clock.advance(.seconds(2))
        let (now, keys, cohort, tenant) = (demo.clock.now(), office.keys.personal, cohorts[0], tenant)
        let (act, own) = (
            SupportAct(tenant: tenant, by: .person(PersonID(bits: 8)), at: now, funding: CommitmentFunding()),
            SupportAct(tenant: tenant, by: .system("own"), at: now, funding: CommitmentFunding())
        )
        try await office.database.write { db in
            let ids = try db.rows(
                "SELECT id FROM participant WHERE tenant_id = \(tenant) AND cohort_id = \(cohort) ORDER BY id"
            ).map { try $0.get("id", as: Participant.ID.self) }
            let mission = try mission(at: now, db)
            for id in ids[people] {
                func found() throws -> Participant { try Participant.find(id, tenant: tenant, db) }
                try found().attempt(.init(at: mission, on: now.day, .tried), by: .system("test"), at: now, db)
                let request = try SupportRequest.submit(
                    .init(.data, for: mission, "It helps"), evidence: nil, by: found(), keys: keys, own, db
                ).id
                func asked() throws -> SupportRequest { try SupportRequest.find(request, tenant: tenant, db) }
                try asked().triage(own, db)
                if try asked().state == .queued {
                    try asked().approve(
                        .init(category: .missionCritical, isAcknowledged: true, channel: SupportKind.data.channel),
                        isAdmin: true, act, db)
                }
                let leaving = try #require(try Disbursement.of(request, tenant: tenant, db))
                try leaving.move(on: .confirm, act, db)
            }
        }
    }

    private func mission(at now: Moment, _ db: Connection) throws -> Mission.ID {
        let known: Mission.ID? = try db.value(
            "SELECT id FROM mission WHERE tenant_id = \(tenant) AND cohort_id = \(cohorts[0]) ORDER BY id LIMIT 1")
        if let known { return known }
        return try Mission.add(
            Mission.Terms("Sell", .arena, isRequired: true), to: Cohort.find(cohorts[0], tenant: tenant, db),
            by: .system("test"), at: now, db
        ).id
    }
}
