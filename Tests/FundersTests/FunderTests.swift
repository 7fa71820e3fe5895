import Kernel
import People
import Storage
import Testing
import Web

@testable import Funders

@Suite struct FunderTests {
    @Test(
        arguments: [
            ("Rapid Capital, LLC", []), ("RAPID CAPITAL", []), ("Other", ["rapidcap.example"]),
            ("Other", ["@RapidCap.Example"]), ("Other", ["joe@gmail.com"]),
        ] as [(String, Value)])
    func `A01 a second funder with the same name, domain or address is refused with the id of the first`(
        name: String, domains: Value
    ) async throws {
        let desk = try await Desk()
        let path = try await desk.add("Rapid Capital", domains: ["rapidcap.example", "joe@gmail.com"])
        do {
            _ = try await desk.add(name, domains: domains)
            Issue.record("\(name) was taken")
        } catch let refusal as FunderRefusal {
            #expect(refusal.kind == .conflict && refusal.code == "duplicate_funder")
            #expect(refusal.reason.contains(path.dropFirst("/funders/".count)))
        }
    }

    @Test func `A01 a funder is read, changed, archived and brought back`() async throws {
        let desk = try await Desk()
        let path = try await desk.add("Rapid Capital", domains: ["rapidcap.example"])
        let changed = try await desk.post(path, ["version": 1, "offer_hours": 24, "typical_terms": "1.3 to 1.4"])
        #expect(changed["offer_hours"] == 24 && changed["domains"] == ["rapidcap.example"])
        #expect(try await code { try await desk.post(path, ["version": 1, "name": "X"]) } == "changed_meanwhile")
        _ = try await desk.post("\(path)/archiving", ["version": 2])
        #expect(try await desk.show("/funders")["items"] == [])
        #expect(try await desk.show("/funders?archived=1")["items"]?.list?.count == 1)
        #expect(try await code { try await desk.post(path, ["version": 3, "name": "X"]) } == "archived")
        _ = try await desk.post("\(path)/restoration", ["version": 3])
        #expect(try await desk.show("/funders?q=rapid")["items"]?.list?.count == 1)
        let events = try await desk.show(path)["history"]?.list?.map { $0["event"] }
        #expect(events == ["restored", "archived", "changed", "added"])
    }

    @Test(arguments: [
        ("gmail.com", "free_mail_domain"), ("@YAHOO.com", "free_mail_domain"), ("localhost", "not_a_domain"),
        ("two words.example", "not_a_domain"), ("a@b@", "not_a_domain"), ("ok.example", nil), ("x@gmail.com", nil),
    ])
    func `domains of free mail are claimed by whole address only`(domain: String, expected: String?) async throws {
        let desk = try await Desk()
        #expect(try await code { try await desk.add("F", domains: [Value(domain)]) } == expected)
    }

    @Test func `a funder is known by address, by rules, by domain and by what stands below its domain`() async throws {
        let desk = try await Desk()
        let path = try await desk.add("Rapid", domains: ["rapid.example", "boss@gmail.com"])
        let other = try await desk.add("Other", domains: ["deals.rapid.example"])
        _ = try await desk.post("\(path)/contact", ["email": "Ann@partner.example"])
        _ = try await desk.post("\(path)/rules", ["to_emails": ["desk@shared.example"]])
        let tenant = desk.broker.tenant
        for (address, expected) in [
            ("joe@rapid.example", path), ("joe@MAIL.rapid.example", path), ("a@deals.rapid.example", other),
            ("BOSS@gmail.com", path), ("other@gmail.com", nil), ("ann@partner.example", path),
            ("DESK@shared.example", path), ("x@shared.example", nil), ("joe@notrapid.example", nil), ("junk", nil),
        ] {
            let ids = try await desk.database.read { try Funder.writing(from: address, tenant: tenant, $0) }
            #expect(ids.map { "/funders/\($0)" } == [expected].compactMap { $0 }, "\(address)")
        }
    }

    // swift-format-ignore
    @Test(arguments: [
        (.active,              nil, 99, nil),
        (.paused,              nil, 0, "funder_paused"),
        (.doNotSend,           nil, 0, "funder_do_not_send"),
        (.limited,             nil, 2, nil),
        (.limited,             nil, 3, "funder_limited"),
        (.needsCallFirst,      nil, 0, "funder_needs_call_first"),
        (.needsCallFirst,      30,  0, nil),
        (.needsCallFirst,      31,  0, "funder_needs_call_first"),
    ] as [(FunderStatus, Int64?, Int, String?)])
    func `A03 each status lets through or refuses with a code that names it`(
        status: FunderStatus, callDaysAgo: Int64?, sentInWeek: Int, expected: String?
    ) async throws {
        let desk = try await Desk()
        let path = try await desk.add("Rapid")
        _ = try await desk.post("\(path)/contact", ["email": "ann@rapid.example"])
        if status != .active {
            _ = try await desk.post(
                "\(path)/status",
                ["status": Value(status.rawValue), "reason": "as agreed", "weekly_cap": 3, "version": 1])
        }
        if let callDaysAgo {
            _ = try await desk.post("\(path)/calls", ["note": "spoke"])
            desk.clock.advance(.days(callDaysAgo))
        }
        let block = try await desk.dossier(path).block(sentInWeek: sentInWeek, at: desk.clock.now())
        #expect(block?.code == expected && block.map { $0.kind == .invalid } ?? true)
    }

    @Test func `A03 a status leads to every other by its one event, and a limit may be set anew`() {
        for from in FunderStatus.allCases {
            for to in FunderStatus.allCases {
                let target = FunderStatus.lifecycle.target(from: from, on: .leading(to: to))
                #expect(target == (from != to || from == .limited ? to : nil), "\(from) to \(to)")
            }
        }
    }

    @Test func `A04 every status but active needs a reason, and the change is a row of the history`() async throws {
        let desk = try await Desk()
        let path = try await desk.add("Rapid")
        desk.clock.advance(.hours(1))
        for status in FunderStatus.allCases where status != .active {
            let body: Value = ["status": Value(status.rawValue), "version": 1, "weekly_cap": 2]
            #expect(try await code { try await desk.post("\(path)/status", body) } == "reason_missing")
        }
        let body: Value = ["status": "limited", "reason": "slow", "version": 1]
        #expect(try await code { try await desk.post("\(path)/status", body) } == "cap_missing")
        let paused = try await desk.post("\(path)/status", ["status": "paused", "reason": "slow", "version": 1])
        #expect(paused["status_updated_at"] == Value(desk.clock.now()) && paused["status_reason"] == "slow")
        let again: Value = ["status": "paused", "reason": "slow", "version": 2]
        #expect(try await code { try await desk.post("\(path)/status", again) } == "illegal_move")
        let row = try await desk.show(path)["history"]?.list?.first
        #expect(row?["from"] == "active" && row?["to"] == "paused" && row?["reason"] == "slow")
        let active = try await desk.post("\(path)/status", ["status": "active", "version": 2])
        #expect(active["status_reason"] == .null)
    }

    @Test func `A32 only mail is live`() async throws {
        let desk = try await Desk()
        let made = try await desk.post("/funders", ["name": "Portal", "channel": "portal"])
        let path = "/funders/\(made["id"]?.text ?? "")"
        _ = try await desk.post("\(path)/contact", ["email": "ann@rapid.example"])
        #expect(try await desk.dossier(path).block(sentInWeek: 0, at: desk.clock.now())?.code == "channel_not_live")
        #expect(try await code { try await desk.post("/funders", ["name": "Fax", "channel": "fax"]) } == "not_one_of")
    }

    @Test func `K03 another tenant's funders are unknown, and their names and domains are free`() async throws {
        let desk = try await Desk()
        let path = try await desk.add("Rapid", domains: ["rapid.example"])
        for (method, target, body) in [
            (Web.Method.get, path, Value.null), (.post, path, ["version": 1, "name": "X"]),
            (.post, "\(path)/status", ["version": 1, "status": "paused", "reason": "x"]),
            (.post, "\(path)/contact", ["email": "a@b.example"]), (.post, "\(path)/rules", ["to_emails": []]),
            (.get, "\(path)/guidelines", .null), (.post, "\(path)/guidelines", [:]),
            (.post, "\(path)/notes", ["text": "x"]), (.post, "\(path)/calls", ["note": "x"]),
        ] {
            await #expect(throws: RecordRefusal.self, "\(target)") {
                try await desk.caller.call(method, target, body, as: desk.stranger)
            }
        }
        let body: Value = ["name": "Rapid", "domains": ["rapid.example"]]
        _ = try await desk.caller.call(.post, "/funders", body, as: desk.stranger)
    }

    @Test func `A47 notes are only ever added`() async throws {
        let desk = try await Desk()
        let path = try await desk.add("Rapid")
        _ = try await desk.post("\(path)/notes", ["text": "slow in August"])
        #expect(try await desk.show(path)["notes"]?.list?.map { $0["text"] } == ["slow in August"])
        await #expect(throws: StorageFault.self) {
            try await desk.database.write { try $0.run("UPDATE funder_note SET text = 'x'") }
        }
    }

    @Test func `E10 typical terms are shown and never enter a comparison`() {
        #expect(!Mirror(reflecting: Criteria()).children.contains { $0.label == "typicalTerms" })
    }
}
