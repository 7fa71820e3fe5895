import Kernel
import Testing
import Web

@testable import SupportWallet

/// The records by their names in the description of the routes.
@Suite struct EntityTests {
    @Test func `I46 three entities stand in the description by their names, with the members that routes answer`()
        async throws
    {
        let office = try await Supporting()
        let group = try await office.group()
        let wallet = try await office.wallet(group.people[0])
        // One by the rules, one by a person, one that waits.
        _ = try await office.ask(.data, group)
        let tools = try await office.ask(.tools, group)
        try await office.triage()
        let staff = office.principal(.programmeOperator)
        #expect(try await office.code(.post, "/admin/support/\(tools)/approve", [:], as: staff) == nil)
        _ = try await office.ask(.cash, group)
        try await office.triage()
        let keys = office.keys
        let requests = try await office.read { db, tenant in
            try SupportRequest.of(wallet.id, page: PageRequest(limit: 50, after: nil), tenant: tenant, db).items
                .map { try $0.value(.usd, keys) }
        }
        let balance = try await office.balance(wallet.id)
        let log = try await office.caller.call(
            .get, "/admin/support/disbursements", as: office.principal(.impactOfficer))
        let values: [String: [Value]] = [
            "SupportWallet": [wallet.value.adding(balance.value)], "SupportRequest": requests,
            "DisbursementLog": log["items"]?.list ?? [],
        ]
        #expect(SupportEntities.all.map(\.name) == ["SupportWallet", "SupportRequest", "DisbursementLog"])
        let document = openAPI(title: "fundgate", version: "1", routes: [], entities: SupportEntities.all)
        for entity in SupportEntities.all {
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
        let moves = document["components"]?["schemas"]?["SupportRequest"]?["x-lifecycle"]?.list ?? []
        #expect(moves.count == SupportRequest.lifecycle.moves.count)
    }
}
