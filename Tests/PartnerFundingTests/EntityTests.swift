import Cohorts
import Kernel
import Storage
import Testing
import Web

@testable import PartnerFunding

@Suite struct EntityTests {
    @Test func `F17 F42 the tables of states stand in the description of the routes, move by move`() throws {
        let document = openAPI(title: "fundgate", version: "1", routes: [], entities: FundingEntities.all)
        func said(_ name: String) -> [[String?]] {
            let moves = document["components"]?["schemas"]?[name]?["x-lifecycle"]?.list ?? []
            return moves.map { move in ["from", "on", "to"].map { move[$0]?.text } }
        }
        func moves<State, Event>(_ lifecycle: Lifecycle<State, Event>) -> [[String?]]
        where
            State: RawRepresentable, Event: RawRepresentable, State.RawValue == String, Event.RawValue == String
        { lifecycle.moves.map { [$0.from.rawValue, $0.on.rawValue, $0.to.rawValue] } }
        #expect(said("Partner") == moves(Partner.lifecycle) && said("Partner").count == 10)
        #expect(said("FundingCommitment") == moves(Commitment.lifecycle))
        #expect(said("CommitmentAllocation") == moves(Allocation.lifecycle))
        #expect(said("CommitmentAllocation").contains(["paused", "resume_released", "released"]))
        #expect(document["components"]?["schemas"]?["FundingLedger"]?["x-lifecycle"] == nil)
    }

    @Test func `F65 six entities stand in the description by their names, with the members that routes answer`()
        async throws
    {
        let programme = try await WorkedProgramme()
        let office = programme.office
        let tenant = office.tenants[0]
        let sponsor = try #require(programme.partners["sponsor"])
        for form: Value in [
            ["type": "capacity_pool", "currency": "USD", "amount": "100", "seats": "5"],
            ["type": "pledge_pending", "currency": "USD", "amount": "700"],
        ] { _ = try await office.commit(form, for: sponsor.id) }
        let day = office.clock.now().day.adding(days: -1)
        _ = try await office.act(
            "/partners/\(sponsor.id)/reports",
            ["type": "custom", "from": Value(day), "to": Value(day), "metrics": ["paid_in"]])
        let values = try await office.database.read { db -> [String: [Value]] in
            let partner = try Partner.find(sponsor.id, tenant: tenant, db)
            let page = PageRequest(limit: PageRequest.largest, after: nil)
            let commitments = try Commitment.list(.init(), page: page, tenant: tenant, db).items
            return [
                "Partner": [partner.value],
                "PartnerUser": try PartnerUser.of(partner.id, tenant: tenant, db).map(\.value),
                "FundingCommitment": commitments.map(\.value),
                "CommitmentAllocation": try Allocation.all(tenant: tenant, db).map(\.value),
                "FundingLedger": try commitments.flatMap {
                    try FundingEntry.list(.commitment($0.id), page: page, tenant: tenant, db).items.map(\.value)
                }, "PartnerReport": try PartnerReport.list(of: partner, page: page, db).items.map(\.value),
            ]
        }
        let names = [
            "Partner", "PartnerUser", "FundingCommitment", "CommitmentAllocation", "FundingLedger", "PartnerReport",
        ]
        #expect(FundingEntities.all.map(\.name) == names)
        let document = openAPI(title: "fundgate", version: "1", routes: [], entities: FundingEntities.all)
        for entity in FundingEntities.all {
            let found = try #require(values[entity.name])
            let said = Set(entity.fields.map(\.name))
            #expect(!found.isEmpty && Set(found.flatMap { $0.fields?.names ?? [] }) == said, "\(entity.name)")
            for value in found {
                for field in entity.fields where field.isRequired {
                    #expect(value[field.name] != nil && value[field.name] != .null, "\(entity.name).\(field.name)")
                }
            }
            let schema = document["components"]?["schemas"]?[entity.name]
            #expect(Set(schema?["properties"]?.fields?.names ?? []) == said, "\(entity.name)")
        }
    }
}
