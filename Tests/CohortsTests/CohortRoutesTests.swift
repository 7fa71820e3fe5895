import Kernel
import People
import Storage
import Testing
import Web

@testable import Cohorts

@Suite struct CohortRoutesTests {
    private static let terms: Value = [
        "name": "Lagos 7", "region": "Lagos", "starts_on": "2026-11-18", "ends_on": "2026-12-16",
        "cost_per_participant": "98.76", "currency": "USD",
    ]
    private static let person: Value = [
        "name": "Adaeze Obi", "email": "adaeze@people.example", "phone": "+234 803-123.4567", "external_id": "x-1",
    ]

    @Test func `F64 whoever is taken in is told the seat or the place of the waitlist; the stored answer names nobody`()
        async throws
    {
        let programme = try await Programme()
        let admin = programme.principal(.admin)
        let made = try await programme.caller.call(.post, "/cohorts", Self.terms, as: admin)
        let id = try #require(made["id"]?.text.flatMap(Cohort.ID.init))
        #expect(made.status == 201 && made["state"]?.text == "planned" && made["seats"]?.integer == 0)
        let first = try await programme.caller.call(
            .post, "/cohorts/\(id)/participants", Self.person, as: programme.principal(.programmeOperator), key: "k1")
        #expect(first["waitlist_position"]?.integer == 1 && first["state"]?.text == "waiting")
        let again = try await programme.caller.call(
            .post, "/cohorts/\(id)/participants", Self.person, as: programme.principal(.programmeOperator), key: "k1")
        #expect(again["id"] == first["id"])
        #expect(try await programme.states(id) == [.waiting])
        let place = "/participants/\(first["id"]?.text ?? "")"
        let shown = try await programme.caller.call(.get, place, as: admin)
        #expect(shown["name"]?.text == "Adaeze Obi" && shown["phone"]?.text == "+2348031234567")
        try await programme.fund(id, seats: 1)
        let seated = try await programme.caller.call(.get, place, as: admin)
        #expect(seated["state"]?.text == "seated" && seated["waitlist_position"]?.isNull == true)
        let kept = try await programme.read { db, _ in try db.rows("SELECT * FROM idempotency").map { "\($0)" } }
        #expect(kept.count == 1 && kept.allSatisfy { $0.contains("P-000001") && !$0.contains("adaeze") })
        #expect(kept.allSatisfy { !$0.contains("Adaeze") && !$0.contains("8031234567") })
    }

    @Test func `J34 mentors see no amount, and only who takes people in sees how to reach them`() async throws {
        let programme = try await Programme()
        let made = try await programme.caller.call(.post, "/cohorts", Self.terms, as: programme.principal(.admin))
        let id = try #require(made["id"]?.text.flatMap(Cohort.ID.init))
        try await programme.fund(id, seats: 3, cents: 43_210)
        let person = try await programme.add(1...1, to: id)[0]
        for role in [RoleName.admin, .programmeOperator, .impactOfficer, .mentor] {
            var told = ""
            for path in ["/cohorts", "/cohorts/\(id)", "/participants", "/participants/\(person)"] {
                told += try await programme.caller.call(.get, path, as: programme.principal(role)).value.json
            }
            #expect(told.contains("Person 1") && told.contains("Lagos 7"))
            let seesAmounts = told.contains("98.76") && told.contains("432.10")
            let isSilent = ["98.76", "432.10", "$", "USD", "cost", "funded", "currency"].allSatisfy {
                !told.contains($0)
            }
            #expect(role == .mentor ? isSilent : seesAmounts, "\(role.rawValue)")
            let mayReach = role == .admin || role == .programmeOperator
            #expect(told.contains("p1@people.example") == mayReach, "\(role.rawValue)")
            #expect(told.contains("8031234567") == mayReach, "\(role.rawValue)")
        }
        for role in [RoleName.broker, .reviewer, .readOnly, .partner] {
            for path in ["/cohorts", "/cohorts/\(id)", "/participants", "/participants/\(person)"] {
                #expect(try await programme.status(.get, path, as: programme.principal(role)) == 403)
            }
        }
    }

    @Test func `J34 what is saved as CSV has the columns of all, and cells only of what the asker may see`()
        async throws
    {
        let programme = try await Programme()
        let id = try await programme.cohort(seats: 1)
        try await programme.add(1...2, to: id)
        for role in [RoleName.admin, .programmeOperator, .impactOfficer, .mentor] {
            var told = ""
            for list in ["/cohorts/export", "/participants/export?state=waiting"] {
                let answer = try await programme.caller.call(.get, list, as: programme.principal(role))
                let bytes = try await programme.files.read(path: try #require(answer.file).path)
                told += String(decoding: bytes, as: UTF8.self)
            }
            #expect(told.contains("Person 2") && told.contains("Lagos 7") && !told.contains("Person 1"))
            #expect(told.contains("100.00") == (role != .mentor), "\(role.rawValue)")
            #expect(told.contains("p2@people.example") == [.admin, .programmeOperator].contains(role))
        }
    }

    @Test func `another office finds neither the cohort nor its participants, by no route`() async throws {
        let programme = try await Programme()
        let id = try await programme.cohort(seats: 1)
        let person = try await programme.add(1...1, to: id)[0]
        let made = try await programme.caller.call(
            .post, "/cohorts/\(id)/missions", ["title": "Call", "kind": "arena"], as: programme.principal(.admin))
        let mission = try #require(made["id"]?.text)
        let stranger = programme.principal(.admin, of: 1)
        let bodies: [String: Value] = [
            "participants": Self.person, "import": [Self.person], "pause": ["reason": "other"],
            "withdrawal": ["reason": "other"], "income-clearing": ["reason": "mistyped"], "closure": ["reason": "x"],
            "cancellation": ["reason": "x"],
            "missions": ["title": "Other", "kind": "arena"], "measurements": ["momentum": 5],
            "attempts": ["mission": .string(mission), "outcome": "tried"],
        ]
        for route in programme.caller.routes where route.pattern.contains("{id}") {
            let record: String =
                switch route.pattern.split(separator: "/").first {
                case "participants": person.description
                case "missions": mission
                default: id.description
                }
            let path = route.pattern.replacing("{id}", with: record)
            let last = route.pattern.split(separator: "/").last.map(String.init) ?? ""
            var body = route.method == .get ? .null : bodies[last] ?? [:]
            if last == "{id}", route.method != .get {
                body = (route.pattern.hasPrefix("/cohorts") ? Self.terms : Self.person).adding("version", 1)
            }
            #expect(
                try await programme.status(route.method, path, body, as: stranger) == 404,
                "\(route.method.rawValue) \(route.pattern)")
        }
        for list in ["/cohorts", "/participants"] {
            #expect(try await programme.caller.call(.get, list, as: stranger)["items"]?.list == [])
        }
        #expect(try await programme.states(id) == [.seated])
    }

    // swift-format-ignore
    private static let wrong: [(path: String, field: String, value: Value)] = [
        ("cohort", "name", ""), ("cohort", "name", "…"), ("cohort", "starts_on", "soon"), ("cohort", "ends_on", "2026-11-17"),
        ("cohort", "cost_per_participant", "0"), ("cohort", "cost_per_participant", "1.005"), ("cohort", "currency", "DOUBLOON"),
        ("person", "name", ""), ("person", "email", "nobody"), ("person", "email", "a@b.example\r\nBcc: c@d.example"),
        ("person", "phone", "0803 123 4567"), ("person", "phone", "+123"), ("person", "phone", "+23480312345678901"),
    ]

    @Test func `J28 every field that is wrong is refused by its name, and nothing is stored`() async throws {
        let programme = try await Programme()
        let id = try await programme.cohort("Another")
        for (kind, field, value) in Self.wrong {
            let path = kind == "cohort" ? "/cohorts" : "/cohorts/\(id)/participants"
            let body = (kind == "cohort" ? Self.terms : Self.person).adding(field, value)
            do {
                _ = try await programme.caller.call(.post, path, body, as: programme.principal(.admin))
                Issue.record("\(kind) \(field) \(value) was taken")
            } catch let errors as FieldErrors {
                #expect(errors.errors.map(\.field) == [field], "\(kind) \(field) \(value)")
            }
        }
        #expect(try await programme.count("SELECT count(*) FROM cohort") == 1)
        #expect(try await programme.count("SELECT count(*) FROM participant") == 0)
    }

    @Test func `participants are listed by cohort and state, page by page`() async throws {
        let programme = try await Programme()
        let (first, second) = (try await programme.cohort("First", seats: 1), try await programme.cohort("Second"))
        try await programme.add(1...3, to: first)
        try await programme.add(1...2, to: second)
        let asker = programme.principal(.mentor)
        func references(_ query: String) async throws -> [String?] {
            try await programme.caller.call(.get, "/participants?\(query)", as: asker)["items"]?.list?
                .map { $0["reference"]?.text } ?? []
        }
        #expect(try await references("cohort=\(first)") == ["P-000003", "P-000002", "P-000001"])
        #expect(try await references("cohort=\(first)&state=waiting") == ["P-000003", "P-000002"])
        #expect(try await references("state=seated") == ["P-000001"])
        let page = try await programme.caller.call(.get, "/participants?limit=2", as: asker)
        let next = try #require(page["next"]?.text)
        #expect(try await references("limit=2&after=\(next)") == ["P-000003", "P-000002"])
        let shown = try await programme.caller.call(.get, "/cohorts/\(first)", as: asker)
        #expect(shown["participants"]?.list?.map { $0["waitlist_position"] } == [.null, 1, 2])
    }
}
