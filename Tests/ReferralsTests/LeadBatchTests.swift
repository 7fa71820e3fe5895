import Kernel
import Storage
import Testing
import Web

@testable import Referrals

/// Files of leads: an answer for each row, and nothing twice.
@Suite struct LeadBatchTests {
    private static let file = """
        Business Name,Email,Fico,External ID
        Alpha,alpha@merchant.example,700,a1
        Beta,not an address,700,b1
        Gamma,gamma@merchant.example,640,
        Gamma,gamma@merchant.example,640,
        """

    @Test
    func `G70 a file has an answer for each row, a repeated one sends nothing twice, and all or none is possible`()
        async throws
    {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        func send(_ text: String, _ form: Value = [:]) async throws -> [String] {
            let answer = try await office.caller.call(
                .post, "/referral/leads/import", form, as: user, files: [try office.upload("leads.csv", text)])
            return (answer["rows"]?.list ?? []).compactMap { $0["state"]?.text }
        }
        #expect(try await send(Self.file, ["all_or_nothing": true]) == ["held", "refused", "held", "held"])
        #expect(try await office.count("SELECT count(*) FROM referral_lead") == 0)
        #expect(try await send(Self.file) == ["created", "refused", "created", "unchanged"])
        #expect(try await send(Self.file) == ["unchanged", "refused", "unchanged", "unchanged"])
        #expect(
            try await office.count("SELECT count(*) FROM referral_lead WHERE submission_type = 'import_batch'") == 2)
        #expect(try await office.count("SELECT count(*) FROM referral_batch") == 3)
        #expect(try await office.count("SELECT sum(created) FROM referral_batch") == 2)
        // The same external id by the form is told which lead has it.
        #expect(
            try await office.code(
                .post, "/referral/leads", Referring.lead("Other", ("external_id", "a1")), as: user)
                == "external_id_taken")
    }

    @Test func `G59 rows above the quota are refused one by one, and come with the same file in the next month`()
        async throws
    {
        let office = try await Referring()
        let id = try await office.active(quota: 2)
        let user = try await office.user(.leadManager, of: id)
        let rows: Value = .list((0..<4).map { Referring.lead("Merchant \($0)") })
        func send() async throws -> [String] {
            let answer = try await office.caller.call(.post, "/referral/leads/import", rows, as: user)
            return (answer["rows"]?.list ?? []).compactMap { $0["state"]?.text }
        }
        #expect(try await send() == ["created", "created", "refused", "refused"])
        office.clock.advance(.days(31))
        #expect(try await send() == ["unchanged", "unchanged", "created", "created"])
    }

    @Test func `G57 what is counted by month is what the leads say`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        var leads: [ReferredLead.ID] = []
        for number in 0..<5 { leads.append(try await office.lead("Merchant \(number)", by: user)) }
        try await office.approve(leads[0])
        office.clock.advance(.days(31))
        try await office.approve(leads[1])
        _ = try await office.act("/referral/leads/\(leads[2])/reject", ["reason": "x"])
        let tenant = office.tenants[0]
        let months = try await office.database.read { try ReferralMonth.all(of: id, tenant: tenant, $0) }
        #expect(months.map(\.month).count == 2)
        #expect(months[1].submitted == 5 && months[1].approved == 1 && months[1].rejected == 0)
        #expect(months[0].submitted == 0 && months[0].approved == 1 && months[0].rejected == 1)
        let quality = try await office.get("/referral/quality")
        let best = quality["bands"]?.list?.dropFirst().first
        #expect(best?["submitted"] == 5 && best?["approved"] == 2 && best?["approval_rate"] == "66.7")
    }

    @Test func `G72 a partner's program sends so many leads at once, then one a second, and slows nobody else`()
        async throws
    {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        let other = try await office.user(.leadManager, of: try await office.active())
        let made = try await office.act("/referral/partners/\(id)/keys", ["name": "robot"])
        let name = try found(made["name"]?.text)
        let robot = Principal(
            tenant: office.tenants[0], person: nil, name: name, roles: [.referralLeadManager],
            credential: .key(name: name))
        func send(_ name: String, _ sender: Principal) async throws -> Int {
            try await office.status(.post, "/referral/leads", Referring.lead(name), as: sender)
        }
        for number in 0..<120 { #expect(try await send("M \(number)", robot) == 201) }
        #expect(try await send("One more", robot) == 429)
        #expect(try await send("A colleague's", user) == 429, "the rate is the partner's")
        #expect(try await send("Another's", other) == 201)
        office.clock.advance(.seconds(1))
        #expect(try await send("One more", robot) == 201)
        #expect(try await send("Two more", robot) == 429)
    }
}
