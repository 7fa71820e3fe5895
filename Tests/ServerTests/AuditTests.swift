import Kernel
import People
import Storage
import Testing

@testable import Server

@Suite struct AuditTests {
    private static let start = Moment(seconds: 1_795_000_000)

    /// History rows of a few records over four days, in an office and in another.
    private func live() async throws -> (desk: LiveDesk, key: String) {
        let temporary = try await TemporaryOffice()
        let tenants = try await temporary.office.database.write { db in
            try ["One", "Other"].map { try Tenant.add(name: $0, by: .system("test"), at: Self.start, db) }
        }
        try await temporary.office.database.write { db in
            for tenant in tenants {
                for number in 0..<40 {
                    try History.append(
                        HistoryEntry(
                            number % 2 == 0 ? "offer" : "funder", Identifier<AuditTests>(bits: UInt128(number % 5)),
                            from: "pending", number % 4 == 0 ? "accept" : "change", to: "accepted",
                            by: number % 10 == 0 ? .key("crm") : .system("filer"),
                            at: Self.start + .hours(Int64(number * 2)), reason: "because", detail: ["n": Value(number)]),
                        tenant: tenant, db)
                }
            }
        }
        let desk = try LiveDesk(temporary.office)
        return (desk, try await desk.key("auditor", [.admin], tenant: tenants[0]))
    }

    private func told(_ live: LiveDesk, _ query: String, _ key: String) async throws -> Value {
        let reply = try await live.ask("GET", "/audit?\(query)", key: key, accept: "application/json")
        #expect(reply.status == 200, "\(query): \(reply.body)")
        return try Value(parsing: Array(reply.body.utf8))
    }

    @Test(arguments: [
        ("record=\(Identifier<AuditTests>(bits: 3))", 8), ("record=\(Identifier<AuditTests>(bits: 3))&kind=funder", 4),
        ("record=nothing", 0), ("kind=offer", 20), ("event=accept", 10), ("who=key%3Acrm", 4),
        ("event=accept&who=key%3Acrm", 2), ("event=change&to=2026-11-18", 5), ("kind=tenant", 1),
        ("from=2026-11-19&to=2026-11-19&kind=offer", 6),
    ]) func `J37 the history is narrowed by record, kind, event, who and day`(query: String, count: Int) async throws {
        let (live, key) = try await live()
        defer { live.stop() }
        let found = try await told(live, query + "&limit=100", key)
        #expect(found["items"]?.list?.count == count)
        let csv = try await live.ask("GET", "/audit/export?\(query)", key: key)
        #expect(csv.body.split(separator: "\r\n").count == count + 1)
    }

    @Test func `J37 pages follow one another by cursor, the newest first, and hold each row once`() async throws {
        let (live, key) = try await live()
        defer { live.stop() }
        var seen: [Int64] = []
        var after = ""
        repeat {
            let page = try await told(live, "limit=7" + after, key)
            seen += page["items"]?.list?.compactMap { $0["seq"]?.integer } ?? []
            after = page["next"]?.text.map { "&after=\($0)" } ?? ""
        } while !after.isEmpty
        // The office, its rows, and the key that asks.
        #expect(Set(seen).count == 42 && seen.count == 42)
        let all = try await told(live, "limit=100", key)
        #expect(all["items"]?.list?.compactMap { $0["seq"]?.integer } == seen)
        #expect(all["people"]?.list?.compactMap { $0["label"]?.text } == ["key crm", "filer", "test"])
        #expect(all["items"]?.list?.last?["hash"]?.text?.count == 64)
    }

    @Test(arguments: ["", "&kind=funder", "&event=change"])
    func `J37 A35 a record's pages follow one another by cursor too, whatever kinds its id stands under`(
        query: String
    ) async throws {
        let (live, key) = try await live()
        defer { live.stop() }
        let narrowed = "record=\(Identifier<AuditTests>(bits: 3))\(query)"
        let whole = try await told(live, narrowed + "&limit=100", key)["items"]?.list ?? []
        var seen: [Value] = []
        var after = ""
        repeat {
            let page = try await told(live, narrowed + "&limit=3" + after, key)
            seen += page["items"]?.list ?? []
            after = page["next"]?.text.map { "&after=\($0)" } ?? ""
        } while !after.isEmpty
        let places = seen.compactMap { $0["seq"]?.integer }
        #expect(seen == whole && places.count > 3 && places == places.sorted(by: >))
    }

    @Test func `J37 only admins search, days are in order, and the page leads on`() async throws {
        let (live, key) = try await live()
        defer { live.stop() }
        #expect(try await live.ask("GET", "/audit?from=2026-11-20&to=2026-11-19", key: key).status == 422)
        let page = try await live.ask("GET", "/audit?event=accept", key: key)
        #expect(page.body.contains("href=\"/offers/") && page.body.contains("record="))
    }
}
