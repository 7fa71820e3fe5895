import Kernel
import Storage
import Testing
import Web

@testable import Referrals

/// Rows of long lists, which come as one text each.
@Suite struct PackedListTests {
    @Test func `K01 a row as one text has the same values as its columns, absent, empty and foreign ones too`()
        async throws
    {
        let office = try await Referring()
        let list = PackedList(members: [
            .init("id", "'7'"), .init("none", "NULL"), .init("empty", "''"), .init("foreign", "'Zoë | “q” \\ \"7\"'"),
            .init("line", "'a\nb'"), .init("count", "-42", .plain), .init("is", "'true'", .plain),
            .init("at", "1795000000000", .moment), .init("cents", "-5", .money), .init("no_cents", "NULL", .money),
        ])
        let rows = try await office.database.read { try $0.rows("SELECT \(part: list.column)") }
        let told = try Value(
            parsing: try list.json(rows, of: PageRequest(limit: 5, after: nil), beside: ["state": .null]))
        let item: Value = [
            "id": "7", "none": .null, "empty": "", "foreign": "Zoë | “q” \\ \"7\"", "line": "a\nb", "count": -42,
            "is": true, "at": Value(Moment(milliseconds: 1_795_000_000_000)), "cents": "-0.05", "no_cents": .null,
        ]
        #expect(told == ["items": [item], "next": .null, "state": .null])
        let most = try list.json(rows + rows, of: PageRequest(limit: 1, after: nil))
        #expect(try Value(parsing: most)["next"]?.text == Cursor("7").text)
    }

    @Test func `K01 a row whose text holds the sign between members is not told, and stops nothing else`() async throws
    {
        let office = try await Referring()
        let list = PackedList(members: [.init("id", "'7\u{1F}8'"), .init("cents", "5", .money)])
        let rows = try await office.database.read { try $0.rows("SELECT \(part: list.column)") }
        #expect(throws: StorageFault.self) { try list.json(rows, of: PageRequest(limit: 5, after: nil)) }
    }

    @Test func `K01 G56 a list says of a partner what its page says`() async throws {
        let office = try await Referring()
        let id = try await office.registered(("website", "https://larch.example"), ("monthly_quota", 7))
        _ = try await office.registered(("name", "Without"), ("email", "w@larch.example"))
        let list = try await office.get("/referral/partners")["items"]?.list ?? []
        #expect(list.count == 2 && list[0]["website"] == .null && list[0]["monthly_quota"] == .null)
        let page = try await office.get("/referral/partners/\(id)")
        for (name, value) in try found(list[1].fields).members { #expect(page[name] == value, "\(name)") }
    }

    @Test func `K01 G33 a list says of a payout what its page says, in every state`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        for name in ["A", "B", "C"] {
            _ = try await office.earned(name, by: user)
            let payout = try await office.batch(id)
            if name == "B" {
                _ = try await office.act("/referral/payouts/\(payout)/reject", ["notes": "no"], as: office.checker)
            } else if name == "A" {
                _ = try await office.act("/referral/payouts/\(payout)/approve", as: office.checker)
                _ = try await office.act("/referral/payment-files")
                try await office.pay(payout, "R-1")
            }
        }
        let items = try await office.get("/referral/payouts")["items"]?.list ?? []
        #expect(items.compactMap { $0["state"]?.text } == ["pending", "rejected", "paid"])
        for item in items {
            let page = try await office.get("/referral/payouts/\(item["id"]?.text ?? "")")
            for (name, value) in try found(item.fields).members where name != "is_own" {
                #expect(page[name] == value, "\(name)")
            }
            #expect(item["is_own"]?.flag == true)
        }
    }
}
