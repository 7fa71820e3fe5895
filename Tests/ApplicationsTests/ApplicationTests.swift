import Kernel
import People
import Storage
import Testing
import Web

@testable import Applications

@Suite struct ApplicationTests {
    @Test func `an application is stored with its number and shown with labels and amounts`() async throws {
        let desk = try await Desk()
        let made = try await desk.create(Desk.joes)
        #expect(made.status == 201 && made["reference"] == "A-000001" && made["state_label"] == "New York")
        #expect(made["monthly_revenue"] == "85000.50" && made["monthly_revenue_cents"] == 8_500_050)
        #expect(made["monthly_revenue_label"] == "$85,000.50" && made["ein_last4"] == "6789")
        #expect(made["owners"]?.list?.first?["ssn_label"] == "•••-••-6789")
        #expect(try await desk.create(["legal_name": "Second"])["reference"] == "A-000002")
    }

    @Test(arguments: [
        ("legal_name", ""), ("ein", "12-345678"), ("state", "Nowhere"), ("fico", "299"), ("fico", "851"),
        ("started_on", "2199-01-01"), ("started_on", "03/01/2019"), ("monthly_revenue", "-1"),
        ("monthly_revenue", "12.345"), ("requested_amount", "0"), ("requested_term_months", "0"),
        ("industry_code", "7225x"), ("email", "joe@"), ("phone", "call me"), ("negative_days", "32"),
        ("default_status", "many"), ("defaulted_on", "2020-01-01"), ("bankruptcy_on", "2020-01-01"),
        ("country", "USA"), ("currency", "XXX"), ("unheard_of", "x"), ("external_id", "7"),
        ("legal_name", "a\r\nBcc: b"), ("entity_type", "club"), ("open_positions", "51"),
    ])
    func `J28 every field that is wrong is named`(name: String, text: String) async throws {
        let desk = try await Desk()
        let body = Value.object(Value.Fields()).adding("legal_name", "Joe").adding(name, Value(text))
        do {
            _ = try await desk.create(body)
            Issue.record("\(name) was taken")
        } catch let errors as FieldErrors {
            let expected = name == "external_id" ? "source_system" : name
            #expect(errors.errors.map(\.field) == [expected])
            #expect(text.isEmpty || !errors.reason.contains("Bcc"))
        }
    }

    @Test(arguments: [(["60", "40"], true), (["60", "40.001"], false), (["100", "0"], true)])
    func `owners hold at most 100 percent together`(shares: [String], isRight: Bool) async throws {
        let desk = try await Desk()
        let owners = shares.enumerated().map { index, share -> Value in
            ["name": "Owner \(index)", "share": Value(share)]
        }
        let body: Value = ["legal_name": "Joe", "owners": .list(owners)]
        if isRight {
            _ = try await desk.create(body)
        } else {
            await #expect(throws: FieldErrors.self) { try await desk.create(body) }
        }
    }

    @Test func `a change keeps what it does not name and is refused from an old version`() async throws {
        let desk = try await Desk()
        let made = try await desk.create(Desk.joes)
        let path = "/applications/\(made["id"]?.text ?? "")"
        let changed = try await desk.caller.call(.patch, path, ["version": 1, "fico": 700], as: desk.broker)
        #expect(changed["fico"] == 700 && changed["legal_name"] == "Joe's Pizza, L.L.C." && changed["version"] == 2)
        #expect(changed["ein_last4"] == "6789" && changed["owners"]?.list?.count == 2)
        await #expect(throws: RecordRefusal.self) {
            try await desk.caller.call(.patch, path, ["version": 1, "fico": 710], as: desk.broker)
        }
        let shown = try await desk.caller.call(.get, path, as: desk.reader)
        #expect(shown["history"]?.list?.first?["detail"] == ["fields": ["fico"]])
    }

    @Test func `a form's owners keep their sealed numbers, and an emptied row takes the owner away`() async throws {
        let desk = try await Desk()
        let made = try await desk.create(Desk.joes)
        let path = "/applications/\(made["id"]?.text ?? "")"
        let joe = made["owners"]?.list?.first?["id"] ?? .null
        let form: Value = [
            "version": "1", "ein": "", "owner1_id": joe, "owner1_name": "Joseph Rossi", "owner1_share": "100",
            "owner1_ssn": "", "owner2_name": "", "owner2_share": "",
        ]
        let changed = try await desk.caller.call(.post, path, form, as: desk.broker)
        #expect(changed["owners"]?.list?.map { $0["name"] } == ["Joseph Rossi"])
        #expect(changed["owners"]?.list?.first?["ssn_last4"] == "6789" && changed["ein_last4"] == "6789")
        let cleared = try await desk.caller.call(.post, path, ["version": 2, "ein": "none"], as: desk.broker)
        #expect(cleared["ein_last4"] == .null)
        await #expect(throws: ApplicationRefusal.unknownOwner(0)) {
            try await desk.caller.call(
                .post, path, ["version": 3, "owners": [["id": Value(desk.broker.tenant), "name": "X"]]],
                as: desk.broker)
        }
    }

    @Test func `K03 another tenant's applications are unknown`() async throws {
        let desk = try await Desk()
        let path = "/applications/\(try await desk.create(Desk.joes)["id"]?.text ?? "")"
        for (method, target, body) in [
            (Web.Method.get, path, Value.null), (.post, path, ["version": 1, "fico": 700]),
            (.post, "\(path)/archiving", ["version": 1]), (.get, "\(path)/sheet", .null),
            (.get, "\(path)/edit", .null),
        ] {
            await #expect(throws: RecordRefusal.self) {
                try await desk.caller.call(method, target, body, as: desk.stranger)
            }
        }
        let list = try await desk.caller.call(.get, "/applications", as: desk.stranger)
        #expect(list["items"] == [])
    }

    @Test func `an archived application leaves the lists, cannot be changed and can be brought back`() async throws {
        let desk = try await Desk()
        let path = "/applications/\(try await desk.create(Desk.joes)["id"]?.text ?? "")"
        _ = try await desk.caller.call(.post, "\(path)/archiving", ["version": 1], as: desk.broker)
        #expect(try await desk.caller.call(.get, "/applications", as: desk.broker)["items"] == [])
        await #expect(throws: ApplicationRefusal.self) {
            try await desk.caller.call(.post, path, ["version": 2, "fico": 700], as: desk.broker)
        }
        _ = try await desk.caller.call(.post, "\(path)/restoration", ["version": 2], as: desk.broker)
        #expect(try await desk.caller.call(.get, "/applications", as: desk.broker)["items"]?.list?.count == 1)
    }

    @Test(arguments: ["joes pizza", "JOE'S", "pizza llc", "a-000001", "A-000001"])
    func `a search finds name and reference whatever case and punctuation`(search: String) async throws {
        let desk = try await Desk()
        _ = try await desk.create(Desk.joes)
        _ = try await desk.create(["legal_name": "Other %_ Company"])
        let target = "/applications?q=\(search)"
        let found = try await desk.caller.call(.get, target, as: desk.reader)
        #expect(found["items"]?.list?.map { $0["legal_name"] } == ["Joe's Pizza, L.L.C."])
        #expect(try await desk.caller.call(.get, "/applications?q=zzz%", as: desk.reader)["items"] == [])
    }

    @Test func `the same tax id or folded name is the same merchant`() async throws {
        let desk = try await Desk()
        let first = try await desk.create(Desk.joes)
        _ = try await desk.create(["legal_name": "JOES PIZZA INC"])
        _ = try await desk.create(["legal_name": "Rossi Holding", "ein": "123456789"])
        _ = try await desk.create(["legal_name": "Other"])
        let shown = try await desk.caller.call(
            .get, "/applications/\(first["id"]?.text ?? "")", as: desk.reader)
        let names = shown["same_merchant"]?.list?.compactMap { $0["legal_name"]?.text }.sorted()
        #expect(names == ["JOES PIZZA INC", "Rossi Holding"])
    }

    @Test func `K10 a repeated request stores one application`() async throws {
        let desk = try await Desk()
        let first = try await desk.caller.call(.post, "/applications", Desk.joes, as: desk.broker, key: "k")
        let second = try await desk.caller.call(.post, "/applications", Desk.joes, as: desk.broker, key: "k")
        #expect(first["id"] == second["id"])
        await #expect(throws: IdempotencyRefusal.otherBody) {
            try await desk.caller.call(.post, "/applications", ["legal_name": "X"], as: desk.broker, key: "k")
        }
    }

    @Test func `A35 recent applications page from the newest through 10,000 rows`() async throws {
        let desk = try await Desk()
        let tenant = desk.broker.tenant
        try await desk.database.write { db in
            try db.run(
                """
                INSERT INTO application (id, tenant_id, number, legal_name, legal_name_key, search_key, country, currency,
                                         created_by, created_at, updated_at, version)
                  WITH RECURSIVE counter (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counter WHERE n < 10000)
                SELECT '010000000000000000000' || (10000 + n), \(tenant), n, 'Merchant ' || n, 'merchant ' || n, 'merchant ' || n, 'US',
                       'USD', 'system:test', n, n, 1
                  FROM counter
                """)
        }
        var target = "/applications/recent?limit=50"
        var seen: [Value?] = []
        for _ in 0..<40 {
            let page = try await desk.caller.call(.get, target, as: desk.reader)
            seen += page["items"]?.list?.map { $0["reference"] } ?? []
            target = "/applications/recent?limit=50&after=\(page["next"]?.text ?? "")"
        }
        #expect(seen.first == "A-010000" && seen.last == "A-008001" && Set(seen).count == 2000)
        let found = try await desk.caller.call(.get, "/applications?q=merchant 77", as: desk.reader)
        #expect(found["items"]?.list?.count == 50)
    }
}
