import Kernel
import People
import Storage
import Testing
import Web

@testable import PartnerFunding

@Suite struct PartnerTests {
    // Each row: from, then where each of the eight can be reached: lead … churned.
    private static let edges = """
        lead       qualified hold declined
        qualified  approved
        hold       qualified declined
        declined
        approved   active
        active     paused churned
        paused     active
        churned
        """

    @Test func `F11 F16 F17 the 8 by 8 table has ten edges, and every other pair is refused`() throws {
        var expected: Set<[String]> = []
        for line in Self.edges.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            for word in words.dropFirst() { expected.insert([words[0], word]) }
        }
        #expect(Partner.State.allCases.count == 8 && expected.count == 10)
        for from in Partner.State.allCases {
            var reached: Set<Partner.State> = []
            for event in Partner.Event.allCases {
                if let to = Partner.lifecycle.target(from: from, on: event) {
                    #expect(reached.insert(to).inserted)
                } else {
                    #expect(throws: IllegalMove.self) { try Partner.lifecycle.move(from, on: event) }
                }
            }
            for to in Partner.State.allCases {
                #expect(expected.contains([from.rawValue, to.rawValue]) == reached.contains(to), "\(from) to \(to)")
            }
        }
        #expect(Partner.lifecycle.isFinal(.declined) && Partner.lifecycle.isFinal(.churned))
    }

    // swift-format-ignore
    private static let actions: [(path: String, event: Partner.Event)] = [
        ("qualification", .qualify), ("hold", .hold), ("decline", .decline), ("approval", .approve),
        ("pause", .pause), ("resumption", .resume), ("churn", .churn),
    ]

    @Test
    func
        `F11 F16 F17 every action in every status does what the table says, or is refused with 409 and changes nothing`()
        async throws
    {
        let office = try await Partnered()
        for state in Partner.State.allCases {
            for (path, event) in Self.actions {
                office.clock.advance(.hours(1))
                let id = try await office.partner(in: state)
                let rows = try await office.count("SELECT count(*) FROM history")
                let status = try await office.status(
                    .post, "/partners/\(id)/\(path)", ["reason": "a test"], as: office.admin)
                let target = Partner.lifecycle.target(from: state, on: event)
                #expect(status == (target == nil ? 409 : 200), "\(state) \(path): \(status)")
                #expect(try await office.find(id).state == target ?? state, "\(state) \(path)")
                if target == nil { #expect(try await office.count("SELECT count(*) FROM history") == rows) }
            }
        }
    }

    @Test func `F15 nobody makes a partner active by hand; the change of a commitment does, in its transaction`()
        async throws
    {
        let office = try await Partnered()
        let id = try await office.partner(in: .approved)
        let partner = try await office.find(id)
        let now = office.clock.now()
        await #expect(throws: PartnerRefusal.notByHand) {
            try await office.database.write { db in
                try partner.decide(.init(.activate), isUnspent: false, by: .system("test"), at: now, db)
            }
        }
        #expect(!office.caller.routes.contains { $0.pattern.contains("activ") })
        struct Cut: Error {}
        await #expect(throws: Cut.self) {
            try await office.database.write { db in
                try partner.activate(by: .system("test"), at: now, db)
                throw Cut()
            }
        }
        #expect(try await office.find(id).state == .approved)
        try await office.database.write { try partner.activate(by: .system("test"), at: now, $0) }
        #expect(try await office.find(id).state == .active)
        let active = try await office.find(id)
        try await office.database.write { try active.activate(by: .system("test"), at: now, $0) }
        #expect(
            try await office.count("SELECT count(*) FROM history WHERE record_kind = 'partner' AND event = 'activate'")
                == 1)
    }

    @Test func `F11 F16 holding, declining and pausing need a reason; leaving needs one while money is unspent`()
        async throws
    {
        let office = try await Partnered(isUnspent: true)
        for (state, path) in [(Partner.State.lead, "hold"), (.lead, "decline"), (.active, "pause")] {
            let id = try await office.partner(in: state)
            await #expect(throws: PartnerRefusal.reasonNeeded) {
                try await office.act("/partners/\(id)/\(path)", ["reason": "  "])
            }
        }
        let id = try await office.partner(in: .active)
        await #expect(throws: PartnerRefusal.unspent(id)) { try await office.act("/partners/\(id)/churn") }
        _ = try await office.act("/partners/\(id)/churn", ["reason": "it was wound up"])
        #expect(try await office.find(id).state == .churned)
        let spent = try await Partnered()
        let other = try await spent.partner(in: .active)
        _ = try await spent.act("/partners/\(other)/churn")
        #expect(try await spent.find(other).state == .churned)
    }

    @Test func `F10 the board's counts are the table's, by status`() async throws {
        let office = try await Partnered()
        for state in [Partner.State.lead, .lead, .qualified, .active] {
            office.clock.advance(.hours(1))
            _ = try await office.partner(in: state)
        }
        let board = try await office.caller.call(.get, "/partners", as: office.admin)
        for column in board["columns"]?.list ?? [] {
            let state = try #require(column["state"]?.text.flatMap(Partner.State.init))
            let stored = try await office.count("SELECT count(*) FROM partner WHERE state = \(state)")
            #expect(column["count"]?.integer == Int64(stored) && column["cards"]?.list?.count == stored)
        }
        #expect(board["columns"]?.list?.count == 8)
    }

    @Test func `J01 partners are found by status and text, by admins of their office only`() async throws {
        let office = try await Partnered()
        _ = try await office.enquire(("name", "Heron Trust"), ("email", "h@heron.example"))
        let lark = try await office.partner(in: .qualified)
        for (query, names) in [
            ("q=heron", ["Heron Trust"]), ("q=ines%40lark".replacing("%40", with: "@"), ["Lark Foundation"]),
            ("state=qualified", ["Lark Foundation"]), ("state=lead&q=lark", []), ("q=%", []),
        ] {
            let found = try await office.caller.call(.get, "/partners?\(query)", as: office.admin)
            #expect(found["items"]?.list?.map { $0["name"]?.text ?? "" } == names, "\(query)")
        }
        #expect(try await office.caller.call(.get, "/partners", as: office.admins[1])["items"]?.list == [])
        #expect(try await office.status(.get, "/partners/\(lark)", as: office.admins[1]) == 404)
        for role in [RoleName.broker, .reviewer, .readOnly, .partner] {
            let asker = Partnered.principal(office.tenants[0], nil, [role])
            #expect(try await office.status(.get, "/partners", as: asker) == 403, "\(role)")
        }
    }

    @Test func `F13 flags are a closed list; an open blocking one refuses approval until it is cleared`() async throws {
        let office = try await Partnered()
        for kind in PartnerFlag.Kind.allCases {
            office.clock.advance(.hours(1))
            let id = try await office.partner(in: .qualified)
            _ = try await office.act("/partners/\(id)/flags", ["kind": .string(kind.rawValue), "note": "seen"])
            guard kind.isBlocking else {
                _ = try await office.act("/partners/\(id)/approval")
                continue
            }
            await #expect(throws: PartnerRefusal.blocked([kind])) { try await office.act("/partners/\(id)/approval") }
            let shown = try await office.caller.call(.get, "/partners/\(id)", as: office.admin)
            let flag = try #require(shown["flags"]?.list?.first?["id"]?.text)
            _ = try await office.act("/partner-flags/\(flag)/clearing", ["note": "papers came"])
            await #expect(throws: IllegalMove.self) {
                try await office.act("/partner-flags/\(flag)/clearing", ["note": "again"])
            }
            _ = try await office.act("/partners/\(id)/approval")
            #expect(try await office.find(id).state == .approved)
        }
        let id = try await office.partner(in: .lead)
        #expect(
            try await office.status(
                .post, "/partners/\(id)/flags", ["kind": "odd", "note": "x"], as: office.admin) == 422)
    }

    @Test func `F12 F53 notes bear their moment and writer, and cannot be changed or taken away`() async throws {
        let office = try await Partnered()
        let id = try await office.enquire()
        let at = office.clock.now()
        _ = try await office.act("/partners/\(id)/notes", ["text": "first"])
        office.clock.advance(.minutes(1))
        _ = try await office.act("/partners/\(id)/notes", ["text": "second"])
        let notes = try await office.caller.call(.get, "/partners/\(id)", as: office.admin)["notes"]?.list ?? []
        #expect(notes.map { $0["text"]?.text } == ["second", "first"])
        #expect(notes[1]["at"]?.text == at.description)
        #expect(notes[1]["who"]?.text == office.admin.who.text)
        for statement: SQL in ["UPDATE partner_note SET text = 'x'", "DELETE FROM partner_note"] {
            await #expect(throws: StorageFault.self) { try await office.database.write { try $0.run(statement) } }
        }
    }
}
