import Kernel
import Storage
import Testing
import Web

@testable import SupportWallet

/// Lists go on behind their first page, each row once.
@Suite struct PagingTests {
    /// The pages of a list of `name`, three rows each, until none follows.
    private static func pages(
        _ office: Supporting, _ path: String, as asker: Principal, _ name: String = "items"
    ) async throws -> [[Value]] {
        var (pages, next) = ([[Value]](), "")
        repeat {
            let value = try await office.caller.call(.get, "\(path)?limit=3\(next)", as: asker)
            pages.append(value[name]?.list ?? [])
            guard let after = value["next"]?.text else { return pages }
            next = "&after=\(after)"
        } while pages.count < 9
        return pages
    }

    private static func ids(_ pages: [[Value]]) -> [String] { pages.joined().compactMap { $0["id"]?.text } }

    @Test func `a participant reaches every own request and every entry of the journal`() async throws {
        let office = try await Supporting()
        let group = try await office.group()
        var asked: [String] = []
        for kind in SupportKind.allCases { asked.append(try await office.ask(kind, group).description) }
        let requests = try await Self.pages(office, "/support/requests", as: group.askers[0])
        #expect(requests.map(\.count) == [3, 1] && Self.ids(requests) == asked.reversed())
        for number in 1...7 {
            office.clock.advance(.seconds(1))
            let entry: Value = ["kind": "reflection", "text": .string("day \(number)")]
            _ = try await office.caller.call(.post, "/support/journal", entry, as: group.askers[0])
        }
        let entries = try await Self.pages(office, "/support/journal", as: group.askers[0])
        #expect(entries.joined().compactMap { $0["text"]?.text } == (1...7).reversed().map { "day \($0)" })
    }

    @Test func `I47 every difference is reached, and what may have left twice stands first however old it is`()
        async throws
    {
        let office = try await Supporting()
        let kinds: [SupportDifference.Kind] = [.lateEnd, .notHere, .notHere, .state, .notHere, .notHere, .notHere]
        for (number, kind) in kinds.enumerated() {
            office.clock.advance(.seconds(1))
            let act = office.act
            try await office.write { db, _ in
                try SupportDifference.note(kind, "r\(number)", of: nil, ours: "", theirs: "paid", act, db)
            }
        }
        let (path, reader) = ("/admin/support/differences", office.principal(.impactOfficer))
        func references() async throws -> [String] {
            try await Self.pages(office, path, as: reader).joined().compactMap { $0["reference"]?.text }
        }
        #expect(try await references() == ["r0", "r6", "r5", "r4", "r3", "r2", "r1"])
        let first = try await office.caller.call(.get, path, as: reader)["items"]?.list?.first?["id"]?.text ?? ""
        let settling = "/admin/support-differences/\(first)/resolution"
        #expect(try await office.code(.post, settling, ["reason": "once"], as: office.principal(.admin, 6)) == nil)
        #expect(try await references() == ["r6", "r5", "r4", "r3", "r2", "r1", "r0"])
        let states = try await office.caller.call(.get, "\(path)?type=state", as: reader)["items"]?.list
        #expect(states?.map { $0["reference"]?.text } == ["r3"])
        #expect(try await office.code(.get, "\(path)?type=nothing", as: reader) != nil)
    }

    @Test func `I05 I44 every overhead and every override is reached, what is to be decided first`() async throws {
        let office = try await Supporting()
        let group = try await office.group(4)
        let (one, other) = (office.principal(.admin, 6), office.principal(.admin, 7))
        var made: [String] = []
        for person in group.people {
            office.clock.advance(.seconds(1))
            let wallet = try await office.wallet(person).id
            let answer = try await office.caller.call(
                .post, "/admin/wallets/\(wallet)/overrides", ["amount": "150", "reason": "two missions"], as: one)
            made.append(answer["id"]?.text ?? "")
        }
        let approval = "/admin/support-overrides/\(made[3])/approval"
        #expect(try await office.code(.post, approval, as: other) == nil)
        let overrides = try await Self.pages(office, "/admin/support/overrides", as: one)
        #expect(overrides.map(\.count) == [3, 1] && Self.ids(overrides) == [made[2], made[1], made[0], made[3]])
        let wallet = "/admin/wallets/\(try await office.wallet(group.people[0]).id)"
        for number in 1...4 {
            office.clock.advance(.seconds(1))
            let overhead: Value = [
                "amount": "1", "purpose": "venue", "reference": .string("paper \(number)"),
                "spent_on": Value(office.today),
            ]
            _ = try await office.caller.call(.post, "\(wallet)/overhead", overhead, as: one)
        }
        let overheads = try await Self.pages(office, wallet, as: one, "overheads").joined()
        #expect(overheads.map { $0["reference"]?.text } == ["paper 4", "paper 3", "paper 2", "paper 1"])
    }

    @Test func `I28 every settlement is reached, what is to be decided first`() async throws {
        let office = try await Supporting()
        let group = try await office.group(4)
        let (one, other) = (office.principal(.admin, 6), office.principal(.admin, 7))
        var made: [String] = []
        for person in 0..<4 {
            let id = try await office.ask(.transport, group, person)
            try await office.triage()
            let (found, act) = (try await office.disbursement(id), office.act)
            try await office.write { db, _ in try found.move(on: .confirm, act, db) }
            let body: Value = ["outcome": "not_given", "reference": "PSK", "reason": "its letter"]
            let answer = try await office.caller.call(.post, "/admin/support/\(id)/settlements", body, as: one)
            made.append(answer["id"]?.text ?? "")
        }
        let refusal = "/admin/support-settlements/\(made[3])/refusal"
        #expect(try await office.code(.post, refusal, as: other) == nil)
        let reader = office.principal(.impactOfficer)
        let pages = try await Self.pages(office, "/admin/support/settlements", as: reader)
        #expect(pages.map(\.count) == [3, 1] && Self.ids(pages) == [made[2], made[1], made[0], made[3]])
        // Beside the differences stands what is to be decided.
        let beside = try await office.caller.call(.get, "/admin/support/differences", as: reader)["settlements"]?.list
        #expect(beside?.compactMap { $0["id"]?.text } == [made[2], made[1], made[0]])
    }

    @Test
    func `I05 every request of a wallet and every file that was read is reached, and the wallet's page has the newest`()
        async throws
    {
        let office = try await Supporting()
        let group = try await office.group()
        var asked: [String] = []
        for kind in SupportKind.allCases { asked.append(try await office.ask(kind, group).description) }
        let reader = office.principal(.impactOfficer)
        let wallet = "/admin/wallets/\(try await office.wallet(group.people[0]).id)"
        let pages = try await Self.pages(office, "\(wallet)/requests", as: reader)
        #expect(pages.map(\.count) == [3, 1] && Self.ids(pages) == asked.reversed())
        let shown = try await office.caller.call(.get, wallet, as: reader)
        #expect(shown["requests"]?.list?.count == 4 && shown["has_earlier"] == false)
        let admin = office.principal(.admin, 6)
        var read: [String] = []
        for _ in 1...4 {
            office.clock.advance(.seconds(1))
            let file = try office.upload("payouts.csv", Array("reference,amount,status\nx,1,success\n".utf8))
            let body: Value = ["channel": "airtime", "from": Value(office.today), "to": Value(office.today)]
            let made = try await office.caller.call(
                .post, "/admin/support/reconciliations", body, as: admin, files: [file])
            read.append(made["id"]?.text ?? "")
        }
        let files = try await Self.pages(office, "/admin/support/reconciliations", as: reader)
        #expect(files.map(\.count) == [3, 1] && Self.ids(files) == read.reversed())
        #expect(files[0][0]["others"] == 1)
    }

    @Test func `I45 I48 every week that was drawn is reached with what was drawn, and an open risk stands first`()
        async throws
    {
        let office = try await Supporting()
        let group = try await office.group()
        let id = try await office.ask(.data, group)
        let (now, participant) = (office.clock.now(), group.people[0])
        let weeks = (1...4).map { SupportSample.week(of: office.today).adding(days: -7 * $0) }
        try await office.write { db, tenant in
            for week in weeks {
                try db.run(
                    """
                    INSERT INTO support_sample (tenant_id, week, seed, given, at)
                    VALUES (\(tenant), \(week), \(String(repeating: "07", count: 32)), 1, \(now))
                    """)
            }
            try db.run(
                """
                INSERT INTO support_sample_item (tenant_id, week, request_id, place)
                VALUES (\(tenant), \(weeks[3]), \(id), 1)
                """)
        }
        let pages = try await Self.pages(office, "/admin/support/samples", as: office.principal(.impactOfficer))
        #expect(pages.map(\.count) == [3, 1])
        #expect(pages.joined().compactMap { $0["week"]?.text } == weeks.map(\.description))
        #expect(pages[1][0]["drawn"]?.list?.map { $0["request"]?.text } == [id.description])
        #expect(pages[0].allSatisfy { $0["drawn"]?.list?.isEmpty == true })
        var flags: [RiskFlag.ID] = []
        for number in 1...3 {
            office.clock.advance(.seconds(1))
            let (act, keys) = (
                SupportAct(tenant: office.tenant, by: office.principal(.admin, 6).who, at: office.clock.now()),
                office.keys
            )
            flags.append(
                try await office.write { db, _ in
                    try RiskFlag.observe(participant, reason: "seen \(number)", keys: keys, act, db).id
                })
        }
        for flag in flags.dropFirst() {
            let path = "/admin/support-flags/\(flag)/clearing"
            #expect(try await office.code(.post, path, ["reason": "none"], as: office.principal(.admin, 7)) == nil)
        }
        let order = try await office.read { try RiskFlag.of(participant, tenant: $1, $0).map(\.id) }
        #expect(order == [flags[0], flags[2], flags[1]])
    }

    @Test func `I14 each request that waits for an operator is looked at anew in its turn, however many wait`()
        async throws
    {
        let office = try await Supporting()
        let group = try await office.group(3)
        var asked: [SupportRequest.ID] = []
        for person in 0..<3 { asked.append(try await office.ask(.tools, group, person)) }
        try await office.triage()
        func next(after last: SupportRequest.ID?) async throws -> [SupportRequest.ID] {
            try await office.read { try SupportRequest.toTriage(after: last, most: 2, tenant: $1, $0).waiting }
        }
        #expect(try await next(after: nil) == Array(asked[0...1]))
        #expect(try await next(after: asked[1]) == [asked[2]])
        #expect(try await next(after: asked[2]) == Array(asked[0...1]))
    }

    @Test func `I27 a code is offered where there is one to show, and not beside a risk that is looked at`()
        async throws
    {
        let office = try await Supporting()
        let group = try await office.group()
        let id = try await office.ask(.transport, group)
        try await office.triage()
        func isOffered() async throws -> Bool? { try await office.own(group)[0]["has_voucher"]?.flag }
        #expect(try await office.request(id).state == .approved)
        #expect(try await isOffered() == true)
        let flag = "/participants/\(group.people[0])/support-flags"
        let staff = office.principal(.programmeOperator, 8)
        let made = try await office.caller.call(.post, flag, ["reason": "two phones"], as: staff)
        #expect(try await isOffered() == false)
        let home = try await office.caller.call(.get, "/support", as: group.askers[0])
        #expect(home["requests"]?.list?.first?["has_voucher"] == false)
        #expect(
            try await office.code(.post, "/support/requests/\(id)/voucher", as: group.askers[0]) == "no_voucher")
        let clearing = "/admin/support-flags/\(made["id"]?.text ?? "")/clearing"
        #expect(try await office.code(.post, clearing, ["reason": "looked"], as: office.principal(.admin, 6)) == nil)
        #expect(try await isOffered() == true)
    }
}
