import Applications
import Kernel
import People
import Storage
import Testing
import Web

@testable import Server

/// Who gets where: roles by route, and one office's records for the other.
@Suite(.serialized)
struct AccessBrowser {
    @Test func `J25 J34 every cell of role and route allows or denies what the table says`() async throws {
        try await inOffice(works: false) { office in
            let unknown = Application.ID(at: office.office.clock.now()).description
            var callers: [(role: RoleName?, caller: Caller)] = [(nil, Caller(port: office.port))]
            for role in Role.all { callers.append((role.name, try await office.caller([role.name]))) }
            var wrong: [String] = []
            for route in JoinedRoutes.table(office.office) {
                let path = Self.path(route.pattern, unknown)
                for (role, caller) in callers {
                    let isAllowed = route.access.admits(role.map { [$0] })
                    // The doctor asks name servers.
                    if isAllowed, route.pattern == "/doctor" { continue }
                    let body: Value? = route.method == .get ? .none : [:]
                    let status = try await caller.ask(route.method.rawValue, path, body).status
                    let isDenied = status == (role == nil ? 401 : 403)
                    if isDenied == isAllowed, !Self.isForPeople(route) || !isAllowed {
                        wrong.append(
                            "\(route.method.rawValue) \(route.pattern) as \(role?.rawValue ?? "nobody"): \(status)")
                    }
                }
            }
            #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
        }
    }

    /// What a program's key is refused because it belongs to no person.
    private static func isForPeople(_ route: Route) -> Bool {
        ["/account", "/sign-"].contains { route.pattern.hasPrefix($0) } || route.pattern.hasSuffix("/password")
            // The first is a stranger's or management's, the other names who made the file.
            || ["/referral/partners", "/referral/payment-files"].contains(route.pattern) && route.method == .post
    }

    private static func path(_ pattern: String, _ id: String) -> String {
        let parts = pattern.split(separator: "/").map { $0.hasPrefix("{") ? id : String($0) }
        return "/" + parts.joined(separator: "/")
    }

    @Test func `G49 K03 another office's id is answered as one that does not exist`() async throws {
        try await inOffice(sends: true) { office in
            let now = office.office.clock.now()
            let other = try await office.office.database.write { db in
                try Tenant.add(name: "Other Street Capital", by: DemoOffice.who, at: now, db)
            }
            let owner = try await office.caller([.admin])
            try await Self.awaitReview(office)
            let ids = try await KnownIDs(office)
            let stranger = try await office.caller([.admin], tenant: other)
            let unknown = Application.ID(at: now).description
            var wrong: [String] = []
            var count = 0
            for route in JoinedRoutes.table(office.office) where route.pattern.contains("{") {
                // What only a partner's people reach is no admin's, whatever the id.
                guard route.access.admits([.admin]) || route.access == .open else { continue }
                // A tier's name is the same in every office.
                guard !route.pattern.hasPrefix("/sponsor-tiers/"), let path = ids.filled(route.pattern) else {
                    continue
                }
                count += 1
                let body: Value? = route.method == .get ? .none : Self.body(ids, for: route)
                func key(_ name: String) -> [(String, String)] { [("Idempotency-Key", "\(name)-\(count)")] }
                let told = try await stranger.ask(route.method.rawValue, path, headers: key("theirs"), body)
                let nowhere = try await stranger.ask(
                    route.method.rawValue, Self.path(route.pattern, unknown), headers: key("nobody"), body)
                if told.status != 404 || nowhere.status != 404 {
                    wrong.append(
                        "\(route.method.rawValue) \(path): \(told.status), for an unknown id \(nowhere.status): \(told.text.prefix(200))"
                    )
                }
            }
            #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
            #expect(count > 40)
            // The owner finds them still as they were.
            for segment in ["applications", "funders", "submissions", "offers", "review", "outbox"] {
                let id = try #require(ids.of(segment).first)
                #expect(try await owner.get("/\(segment)/\(id)").status == 200)
            }
            // Nor do lists show what is another's.
            for path in [
                "/applications", "/funders", "/submissions", "/inbox", "/review", "/outbox", "/users", "/mailboxes",
            ] {
                let told = try await stranger.ask("GET", path)
                #expect(try Value(parsing: told.body)["items"]?.list == [], "\(path)")
            }
        }
    }

    /// What most actions take, so that none is refused for its fields before its record is looked for.
    private static func body(_ ids: KnownIDs, for route: Route) -> Value {
        let known: Value = [
            "version": 1, "document": "bank_statements", "reason": "a test", "text": "a test", "note": "a test",
            "name": "A test",
            "email": "a@funder.example", "status": "active", "outcome": "declined", "arrived": "true",
            "roles": ["broker"],
            "submission": .string(ids.of("submissions").first ?? ""), "amount": "1000.00", "factor_rate": "1.2",
            "code": "bank_statements", "mode": "analyse_only", "exclusive_hours": 1, "decision": "dismiss",
            "trace": "T-1", "reference": "R-1",
            "rate": "5", "title": "A test", "momentum": 5, "type": "annual", "year": 2020,
            "tax_id": "12-3456789", "notes": "a test", "account_number": "12345678", "routing_number": "021000021",
            "account_holder": "A test", "bank_name": "A test", "model": "percentage", "percent": "5",
            "words": "a test", "question": "a test", "participants": 1,
            "payment": .string(String(repeating: "0", count: 26)),
            "contract": .string(ids.of("sponsor-contracts").first ?? ""),
        ]
        var body = Value.Fields()
        for field in route.fields {
            var usual = known[field.name]
            if case .choice(let words) = field.kind, let text = usual?.text, !words.contains(text) { usual = nil }
            if let value = usual ?? (field.isRequired ? plain(field.kind) : nil) {
                body[field.name] = value
            }
        }
        return .object(body)
    }

    private static func plain(_ kind: FieldShape.Kind) -> Value? {
        switch kind {
        case .text, .object, .file: nil
        case .integer: 1
        case .money: "1000.00"
        case .day: "2026-01-15"
        case .moment: "2026-01-15T12:00:00Z"
        case .flag: "true"
        case .id: .string(String(repeating: "0", count: 26))
        case .choice(let words): words.first.map { .string($0) }
        case .list: []
        }
    }

    /// Replies have come, one of them for a person.
    static func awaitReview(_ office: OpenOffice) async throws {
        for _ in 0..<6_000 {
            let count: Int =
                try await office.value(
                    "SELECT (SELECT count(*) FROM review_item) * (SELECT count(*) FROM offer) * (SELECT count(*) FROM submission_document)"
                )
                ?? 0
            if count > 0 { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        Issue.record("no reply for a person came")
    }
}
