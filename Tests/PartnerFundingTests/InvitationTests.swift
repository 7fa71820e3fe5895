import Kernel
import People
import Storage
import Testing
import Web

@testable import PartnerFunding

@Suite struct InvitationTests {
    private func join(_ office: Partnered, _ token: String) async throws -> Int {
        try await office.status(
            .post, "/invitation",
            ["token": .string(token), "name": "Ines", "password": .string(Partnered.password)], as: nil)
    }

    @Test func `F14 before approval no login is made: 403, whatever token is shown`() async throws {
        let office = try await Partnered()
        let id = try await office.enquire()
        let token = try await office.newestToken()
        for text in [token, "x", String(repeating: "0", count: 64)] { #expect(try await join(office, text) == 403) }
        for state in Partner.State.allCases where !state.isAdmitted {
            let (tenant, now) = (office.tenants[0], office.clock.now())
            let invitation = PartnerToken(.invitation)
            try await office.database.write { db in
                try db.run("UPDATE partner SET state = \(state) WHERE id = \(id)")
                try invitation.issue(for: try Partner.find(id, tenant: tenant, db), at: now, db)
            }
            #expect(try await join(office, invitation.text) == 403, "\(state)")
            #expect(try await office.status(.get, "/invitation?token=\(invitation.text)", as: nil) == 403)
        }
        #expect(try await office.count("SELECT count(*) FROM person") == 0)
    }

    @Test func `F14 a contact who signs in already is not approved, and the page says so before`() async throws {
        let office = try await Partnered()
        _ = try await office.joined("ines@lark.example")
        for (email, isTaken) in [("INES@lark.example", true), ("jo@lark.example", false)] {
            let id = try await office.partner(in: .qualified, ("email", .string(email)), ("name", "Second Trust"))
            let page = try await office.caller.call(.get, "/partners/\(id)", as: office.admin)
            #expect(page["is_address_taken"] == .bool(isTaken))
            guard isTaken else {
                _ = try await office.act("/partners/\(id)/approval")
                continue
            }
            await #expect(throws: PartnerRefusal.addressTaken(id)) { try await office.act("/partners/\(id)/approval") }
            #expect(PartnerRefusal.addressTaken(id).reason.contains("another address"))
            #expect(try await office.find(id).state == .qualified)
        }
        // An address is one person's at whatever office.
        let tenant = office.tenants[1]
        let (now, hash) = (office.clock.now(), await Passwords(cost: 4).hash(Partnered.password))
        try await office.database.write { db in
            _ = try Person.add(
                .init(email: "far@lark.example", name: "Far", roles: [.broker]), password: hash, tenant: tenant,
                by: .system("test"), at: now, db)
        }
        let far = try await office.partner(in: .qualified, ("email", "far@lark.example"))
        await #expect(throws: PartnerRefusal.addressTaken(far)) { try await office.act("/partners/\(far)/approval") }
    }

    @Test func `F14 approval sends an invitation that opens once, for 72 hours, and until a newer one is sent`()
        async throws
    {
        let office = try await Partnered()
        let id = try await office.partner(in: .qualified)
        _ = try await office.act("/partners/\(id)/approval")
        let first = try await office.newestToken()
        #expect(try await office.newestMail().contains("https://desk.example/invitation?token=\(first)"))
        office.clock.advance(PartnerToken.life)
        #expect(try await join(office, first) == 403)
        _ = try await office.act("/partners/\(id)/invitations")
        let second = try await office.newestToken()
        office.clock.advance(.minutes(1))
        _ = try await office.act("/partners/\(id)/invitations")
        let third = try await office.newestToken()
        #expect(try await join(office, second) == 403)
        #expect(
            try await office.status(
                .post, "/invitation", ["token": .string(third), "name": "Ines", "password": "short"], as: nil) == 422)
        #expect(try await join(office, third) == 201)
        #expect(try await join(office, third) == 403)
        #expect(try await office.count("SELECT count(*) FROM partner_user") == 1)
        // Whoever has a login needs no invitation.
        await #expect(throws: PartnerRefusal.alreadyJoined(id)) { try await office.act("/partners/\(id)/invitations") }
        let lead = try await office.enquire(("email", "lead@lark.example"))
        #expect(try await office.status(.post, "/partners/\(lead)/invitations", [:], as: office.admin) == 409)
    }

    @Test func `F29 F53 a second approval is refused, and the log names one approver once`() async throws {
        let office = try await Partnered()
        let id = try await office.partner(in: .qualified)
        _ = try await office.act("/partners/\(id)/approval")
        await #expect(throws: IllegalMove.self) { try await office.act("/partners/\(id)/approval") }
        let tenant = office.tenants[0]
        let rows = try await office.database.read { try History.of("partner", id, tenant: tenant, $0) }
            .filter { $0.event == "approve" }
        #expect(rows.map(\.who) == [office.admin.who])
        #expect(try await office.count("SELECT count(*) FROM partner_token WHERE purpose = 'invitation'") == 1)
    }

    @Test func `F14 who signs in for a partner is led to the portal and has no other role`() async throws {
        let office = try await Partnered()
        let (id, partner) = try await office.joined()
        let signed = try await office.caller.call(
            .post, "/sign-in", ["email": "ines@lark.example", "password": .string(Partnered.password)], as: nil)
        #expect(signed["person"]?["roles"]?.list == ["partner"])
        #expect(Role.home(of: [.partner]) == "/partner" && Role.home(of: [.admin]) == "/")
        let portal = try await office.caller.call(.get, "/partner", as: partner)
        #expect(portal["id"]?.text == id.description && portal["state"]?.text == "approved")
    }

    @Test func `F12 F13 F43 J02 a partner sees its own organisation without what the office notes, and nothing else`()
        async throws
    {
        let office = try await Partnered()
        let (id, partner) = try await office.joined()
        let other = try await office.enquire(("name", "Lark Foundation"), ("email", "other@heron.example"))
        _ = try await office.act("/partners/\(id)/notes", ["text": "a secret remark"])
        _ = try await office.act("/partners/\(id)/flags", ["kind": "reputation", "note": "a secret finding"])
        for path in ["/partner", "/partners/\(id)"] {
            let shown = try await office.caller.call(.get, path, as: partner)
            #expect(
                Set(shown.value.fields?.names ?? []) == [
                    "id", "name", "contact_name", "email", "interest", "interest_label", "amount_low", "amount_high",
                    "currency", "amount_text", "motivation", "motivation_label", "motivation_text", "state",
                    "created_at", "users", "commitments", "may_promise", "impact", "cohorts",
                ])
            let text = shown.value.json
            for secret in ["secret", "other@heron.example", other.description] { #expect(!text.contains(secret)) }
        }
        // Every route with the other's id and with its own: only what is its own page answers.
        for route in office.caller.routes
        where route.pattern.hasPrefix("/partner") && !route.pattern.hasSuffix("/commitments") {
            for (known, isOwn) in [(id, true), (other, false)] {
                let path = route.pattern.replacing("{id}", with: known.description)
                let status = try await office.status(
                    route.method, path, ["text": "x", "note": "x", "reason": "x", "kind": "reputation"], as: partner)
                let isPortal = route.pattern == "/partner" || route.pattern.hasPrefix("/partner/me")
                // An id of a partner is no report's and no cohort's.
                let isOther = route.pattern.contains("reports/{id}") || route.pattern.contains("cohorts/{id}")
                if isOther, route.access.admits([.partner]) {
                    #expect(status == 404, "\(path)")
                    continue
                }
                let isShown = isPortal || route.pattern == "/partners/{id}" && isOwn
                #expect(status == (isShown ? 200 : route.pattern == "/partners/{id}" ? 404 : 403), "\(path)")
            }
        }
        // A key with the role, and a person who belongs to no partner, have no portal.
        for person in [nil, PersonID(bits: 99)] {
            let nobody = Partnered.principal(office.tenants[0], person, [.partner])
            #expect(try await office.status(.get, "/partner", as: nobody) == 404)
            #expect(try await office.status(.get, "/partners/\(id)", as: nobody) == 404)
        }
    }
}
