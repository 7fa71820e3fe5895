import Correspondence
import Crypto
import Deals
import Funders
import Kernel
import Storage
import Testing

@testable import Commissions

extension Desk {
    /// The remittances in the admin's hand, at the desk's moment.
    var remittances: RemittanceDesk { RemittanceDesk(tenant: tenant, by: .person(admin), at: clock.now()) }

    func with<Result: Sendable>(
        _ body: @escaping @Sendable (RemittanceDesk, Connection) throws -> Result
    ) async throws -> Result {
        let desk = remittances
        return try await database.write { try body(desk, $0) }
    }

    /// Takes a text in as a file of that funder.
    @discardableResult
    func take(
        _ text: String, named name: String = "november.csv", from funder: Funder.ID, throughOn: Day? = nil
    ) async throws -> Remittance.ID {
        try await with { desk, db in
            let bytes = Array(text.utf8)
            let remembered = try RemittanceLayout.remembered(of: funder, tenant: desk.tenant, db)
            let reading = try RemittanceFile.reading(
                bytes, RemittanceLayout(), remembered: remembered, currency: .usd)
            var new = RemittanceDesk.NewFile(named: name, Digest(of: bytes), from: funder, reading: reading)
            new.throughOn = throughOn
            return try desk.take(new, db).id
        }
    }

    func preview(_ id: Remittance.ID) async throws -> RemittanceDesk.Preview {
        try await with { try $0.preview(id, $1) }
    }

    @discardableResult
    func confirm(_ id: Remittance.ID, seen: String? = nil) async throws -> Int {
        try await with { try $0.confirm(id, seen: seen, $1) }
    }

    func decide(_ decision: RemittanceDesk.Decision, on place: Int, of id: Remittance.ID) async throws {
        try await with { try $0.decide(decision, on: place, of: id, $1) }
    }

    /// A mail that came in.
    func mail() async throws -> Message.ID {
        let (tenant, account, now) = (tenant, account, clock.now())
        let id = Message.ID(at: now)
        try await database.write { db in
            try db.run(
                """
                INSERT INTO message (id, tenant_id, direction, account_id, kind, message_key, is_key_synthetic,
                                     content_hash, reference_keys, thread_key, from_address, reply_to, to_list, cc_list,
                                     delivered_to, subject, recorded_at, raw_hash, raw_size, authentication, defects)
                VALUES (\(id), \(tenant), 'in', \(account), 'mail', \(id.description), 0, 'h', '[]', \(id.description),
                        'pay@acme.example', '[]', '[]', '[]', '[]', 'Commission', \(now), 'h', 1, '{}', '[]')
                """)
        }
        return id
    }

    /// A funder that pays ten points on the day of funding and may take them back for 60 days.
    func payingFunder(_ name: String = "Acme Capital") async throws -> Funder.ID {
        let funder = try await funder(name)
        var content = CommissionTerms.Content(
            validFrom: try day("2025-01-01"), currency: .usd, rate: Percent(thousandths: 10_000), plan: .sameDay)
        content.clawbackDays = 60
        try await terms(content, of: funder)
        return funder
    }

    /// A deal funded on that day, with the number that its application bears.
    func funded(
        _ merchant: String, by funder: Funder.ID, _ amount: String, on day: String, shares: [Share] = Share.houseAlone
    ) async throws -> (id: FundedDeal.ID, reference: String) {
        let offer = try await accepted(merchant, by: funder, amount)
        let on = try self.day(day)
        let id = try await write { try $0.fund(FundedDeal.New(offer: offer, fundedOn: on), shares: shares, $1).id }
        let tenant = tenant
        let line = try await database.read { try DealLine.of(id, tenant: tenant, $0) }
        return (id, line.reference)
    }
}
