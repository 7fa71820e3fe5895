import Kernel
import Storage
import Testing
import Web

@testable import Referrals

/// Rows of long lists, which come as one text each.
@Suite struct PackedRowTests {
    @Test func `K01 a row as one text has the same values as its columns, absent, empty and foreign ones too`()
        async throws
    {
        let office = try await Referring()
        let columns: [SQL] = ["NULL", "''", "'Zoë | “q” \\ 7'", "-42", "9007199254740993", "'\n'"]
        let row = try await office.database.read { db in
            try found(try db.row("SELECT \(part: PackedRow.column(columns))").map(PackedRow.init))
        }
        #expect((0..<6).map { row[$0] } == [nil, "", "Zoë | “q” \\ 7", "-42", "9007199254740993", "\n"])
        #expect(row.number(3) == -42 && row.number(4) == 9_007_199_254_740_993 && row.number(0) == nil)
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
