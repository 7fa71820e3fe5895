import Kernel
import Testing
import Web

@testable import PartnerFunding

/// Statements that tell of the same lines.
@Suite struct BankOverlapTests {
    @Test
    func
        `F67 a statement whose lines a later one left out is not withdrawn before that one, so that no line is in neither`()
        async throws
    {
        let office = try await Partnered()
        let head = "Date,Description,Amount\n"
        let (a, b, c) = ("2026-11-15,a,100.00\n", "2026-11-16,b,7.00\n", "2026-11-17,c,9.00\n")
        func take(_ text: String) async throws -> BankStatement.ID {
            try #require(BankStatement.ID(try await office.upload(head + text)["id"]?.text ?? ""))
        }
        func withdraw(_ id: BankStatement.ID) async throws {
            _ = try await office.act("/bank-statements/\(id)/withdrawal", ["reason": "in pounds"])
        }
        func waiting() async throws -> [String] {
            let lines = try await office.caller.call(.get, "/bank-lines", as: office.admin)["lines"]?.list ?? []
            return lines.compactMap { $0["text"]?.text }.sorted()
        }
        let (first, second) = (try await take(a + b), try await take(b + c))
        let third = try await take(c)
        #expect(try await waiting() == ["a", "b", "c"])
        await #expect(throws: BankRefusal.knownElsewhere(first, by: second)) { try await withdraw(first) }
        await #expect(throws: BankRefusal.knownElsewhere(second, by: third)) { try await withdraw(second) }
        #expect(BankRefusal.knownElsewhere(first, by: second).reason.contains("statement \(second)"))
        #expect(try await waiting() == ["a", "b", "c"])
        // From the newest on; then all of it may be taken in again, and each line is there once.
        for id in [third, second, first] { try await withdraw(id) }
        #expect(try await waiting() == [])
        _ = try await take(b + c)
        _ = try await take(a + b)
        #expect(try await waiting() == ["a", "b", "c"])
    }
}
