import Kernel
import Storage
import Testing
import Web

@testable import SupportWallet

/// When a difference that somebody settled is told again: where a file has something new, and not where its days were read before.
@Suite struct ToldAgainTests {
    private static let line = "fundgate-X,5.00,success\n"

    private static func read(_ office: Supporting, lines: Int, days: Int = 0) async throws -> [String] {
        let text = "reference,amount,status\n" + String(repeating: line, count: lines)
        _ = try await ReconciliationTests.read(office, text, days: days)
        return try await open(office)
    }

    /// Kinds of the open ones.
    private static func open(_ office: Supporting) async throws -> [String] {
        try await ReconciliationTests.open(office).filter { $0["is_open"] == true }.compactMap { $0["kind"]?.text }
            .sorted()
    }

    private static func settle(_ office: Supporting, _ reason: String = "paid by hand") async throws {
        for found in try await ReconciliationTests.open(office) where found["is_open"] == true {
            let path = "/admin/support-differences/\(found["id"]?.text ?? "")/resolution"
            #expect(
                try await office.code(.post, path, ["reason": .string(reason)], as: office.principal(.admin, 6)) == nil)
        }
        #expect(try await open(office) == [])
    }

    private static func listed(_ office: Supporting) async throws -> [Value] {
        try await office.caller.call(.get, "/admin/support/differences", as: office.principal(.admin, 6))["items"]?
            .list ?? []
    }

    @Test
    func `I47 what was settled is told again by a file of other days, and by none that has a day of one that told it`()
        async throws
    {
        let office = try await Supporting()
        _ = try await office.cash()
        for _ in 1...2 { #expect(try await Self.read(office, lines: 2) == ["not_here", "twice"]) }
        try await Self.settle(office)
        // The same file, and the list of a week and of thirty days that have its day.
        #expect(try await Self.read(office, lines: 2) == [])
        office.clock.advance(.hours(7 * 24))
        #expect(try await Self.read(office, lines: 2, days: 7) == [])
        #expect(try await Self.read(office, lines: 2, days: 30) == [])
        // A day that no file had.
        #expect(try await Self.read(office, lines: 2) == ["not_here", "twice"])
        let all = try await Self.listed(office)
        #expect(all.count == 2)
        for found in all {
            #expect(found["theirs"] == "success 5.00" && found["again"] == 2 && found["resolution"] == "paid by hand")
        }
        try await Self.settle(office, "theirs twice")
        let again = try await Self.listed(office)
        #expect(again.map { $0["resolution"] } == ["theirs twice", "theirs twice"])
        // Neither of the two files tells it anew, and no row is added.
        #expect(try await Self.read(office, lines: 2, days: 7) == [])
        office.clock.advance(.hours(24))
        #expect(try await Self.read(office, lines: 2) == ["not_here", "twice"])
        #expect(try await Self.listed(office).map { $0["again"] } == [3, 3])
    }

    @Test func `I47 one line more than was ever told is told, while the first is open and after it was settled`()
        async throws
    {
        let office = try await Supporting()
        _ = try await office.cash()
        #expect(try await Self.read(office, lines: 2) == ["not_here", "twice"])
        func again() async throws -> Value? { try await Self.listed(office).first { $0["kind"] == "twice" }?["again"] }
        #expect(try await again() == .null)
        #expect(try await Self.read(office, lines: 3) == ["not_here", "twice"])
        #expect(try await again() == 2)
        try await Self.settle(office)
        #expect(try await Self.read(office, lines: 3) == [])
        #expect(try await Self.read(office, lines: 2) == [])
        #expect(try await Self.read(office, lines: 4) == ["twice"])
        #expect(try await again() == 3)
    }

    @Test
    func `I47 what a file has not and another had is told again by one that goes beyond their days, and by no other`()
        async throws
    {
        let office = try await Supporting()
        let (_, id) = try await office.cash()
        try await office.disburse()
        let reference = try await office.disbursement(id).reference
        func read(_ has: Bool, days: Int) async throws -> [String] {
            let row = has ? "\(reference),30000,success\n" : "pension-1,1.00,success\n"
            _ = try await ReconciliationTests.read(office, "reference,amount,status\n\(row)", days: days)
            return try await Self.open(office)
        }
        #expect(try await read(false, days: 0) == ["not_there"])
        #expect(try await read(true, days: 1) == [])
        #expect(try await read(false, days: 0) == [])
        #expect(try await read(false, days: 2) == ["not_there"])
        let told = try #require(try await Self.listed(office).first)
        #expect(told["theirs"] == "" && told["again"] == 2)
        // What a person settled stays so for each file of its day.
        try await Self.settle(office)
        #expect(try await read(false, days: 9) == [])
    }

    @Test(arguments: ["x · again 9223372036854775807", "x · again 3"])
    func `I47 a status that looks like a mark of ours is words like others, however often its file is read`(
        status: String
    )
        async throws
    {
        let office = try await Supporting()
        let (_, id) = try await office.cash()
        try await office.disburse()
        let reference = try await office.disbursement(id).reference
        for _ in 1...2 {
            _ = try await ReconciliationTests.read(
                office, "reference,amount,status\n\(reference),30000,\(status)\n", days: 0)
            #expect(try await Self.listed(office).allSatisfy { $0["again"] == .null })
        }
    }

    @Test func `a row of before days were kept shows the provider's words alone, and is told again by later days`()
        async throws
    {
        let office = try await Supporting()
        _ = try await office.cash()
        let (tenant, now) = (office.tenant, office.clock.now())
        let id = SupportDifference.ID(at: now)
        try await office.write { db, _ in
            try db.run(
                """
                INSERT INTO support_difference (id, tenant_id, kind, reference, disbursement_id, ours, theirs, state, found_at,
                                                resolved_by, resolved_at)
                VALUES (\(id), \(tenant), 'not_here', 'fundgate-X', NULL, '', 'success 5.00 · again 2', 'resolved', \(now),
                        \(office.act.who), \(now))
                """)
            try db.run(
                """
                INSERT INTO support_difference_told (tenant_id, difference_id, number, from_day, to_day, lines, at)
                VALUES (\(tenant), \(id), 1, NULL, NULL, 1, \(now))
                """)
        }
        let before = try #require(try await Self.listed(office).first)
        #expect(before["theirs"] == "success 5.00" && before["again"] == 2)
        #expect(try await Self.read(office, lines: 1, days: 3) == [])
        office.clock.advance(.hours(24))
        #expect(try await Self.read(office, lines: 1) == ["not_here"])
        let all = try await Self.listed(office)
        #expect(all.map { $0["again"] } == [3] && all.map { $0["theirs"] } == ["success 5.00"])
    }
}
