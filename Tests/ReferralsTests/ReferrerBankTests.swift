import Applications
import Crypto
import Kernel
import People
import Storage
import Testing
import Web

@testable import Referrals

/// Where a partner's money goes, and its tax id: sealed, masked, and changed by two people.
@Suite struct ReferrerBankTests {
    @Test func `G05 bank details stand once a second person approved them, sealed and shown by the last four`()
        async throws
    {
        let office = try await Referring()
        let id = try await office.registered()
        let path = "/referral/partners/\(id)"
        let change = try await office.act("\(path)/bank-changes", Referring.bank)
        #expect(change["last4"]?.text == "6789" && change.value.json.contains("000123456789") == false)
        #expect(try await office.code(.post, "\(path)/bank-changes", Referring.bank) == "bank_change_open")
        let changePath = "/referral/bank-changes/\(change["id"]?.text ?? "")"
        #expect(try await office.get(path)["bank"] == .null)
        #expect(try await office.code(.post, "\(changePath)/approval") == "own_work")
        _ = try await office.act("\(changePath)/approval", as: office.checker)
        #expect(try await office.get(path)["bank"]?["last4"]?.text == "6789")
        #expect(try await office.code(.post, "\(changePath)/approval", as: office.checker) == "illegal_move")
        // Nothing of it lies open anywhere.
        let rows = try await office.database.read { db in
            try ["referral_bank_change", "history", "idempotency", "referral_activity"].flatMap { table in
                try db.rows(SQL(stringLiteral: "SELECT * FROM \(table)")).map { "\($0)" }
            }
        }
        #expect(!rows.contains { $0.contains("000123456789") || $0.contains("021000021") })
        let sealed = try await office.database.read { db in
            try BankChange.of(id, tenant: office.tenants[0], db)[0].opened(Referring.keys)
        }
        #expect(sealed.fields["account_number"] == "000123456789" && sealed.method == .bankTransfer)
    }

    @Test func `G05 other bank details are verified anew, and a rejected change leaves what stood`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let path = "/referral/partners/\(id)"
        func isVerified() async throws -> Bool? {
            try await office.get(path)["verifications"]?.list?.first { $0["flag"] == "bank" }?["is_verified"]?.flag
        }
        #expect(try await isVerified() == true)
        let other: Value = ["method": "paypal", "paypal_email": "pay@larch.example"]
        let first = try await office.act("\(path)/bank-changes", other)["id"]?.text ?? ""
        #expect(
            try await office.status(
                .post, "/referral/bank-changes/\(first)/rejection", [:], as: office.checker) == 422)
        _ = try await office.act("/referral/bank-changes/\(first)/rejection", ["reason": "who?"], as: office.checker)
        #expect(try await office.get(path)["bank"]?["method"]?.text == "bank_transfer")
        #expect(try await isVerified() == true)
        let second = try await office.act("\(path)/bank-changes", other)["id"]?.text ?? ""
        _ = try await office.act("/referral/bank-changes/\(second)/approval", as: office.checker)
        #expect(try await office.get(path)["bank"]?["method"]?.text == "paypal")
        #expect(try await isVerified() == false)
    }

    @Test func `G36 each of the four methods takes what it needs and nothing else`() async throws {
        let office = try await Referring()
        let id = try await office.registered()
        // swift-format-ignore
        let rows: [(Value, String?)] = [
            (Referring.bank, nil),
            (Referring.bank.adding("routing_number", "021000022"), "not_a_routing_number"),
            (Referring.bank.adding("account_number", "12x4"), "not_an_account"),
            (Referring.bank.adding("swift_code", "DEUTDEFF"), "not_of_method"),
            (["method": "wire", "account_number": "DE89370400440532013000", "swift_code": "COBADEFF", "account_holder": "L", "bank_name": "B", "bank_address": "Bonn"], nil),
            (["method": "wire", "account_number": "DE89370400440532013000", "swift_code": "COBA", "account_holder": "L", "bank_name": "B", "bank_address": "Bonn"], "not_a_swift_code"),
            (["method": "paypal", "paypal_email": "a@b.example"], nil),
            (["method": "paypal", "paypal_email": "nobody"], "bad_address"),
            (["method": "check", "postal_address": "1 Main St", "account_holder": "L"], nil),
            (["method": "check", "account_holder": "L"], "required"),
            (["method": "cash"], "invalid_fields"),
        ]
        for (value, code) in rows {
            #expect(
                try await office.code(.post, "/referral/partners/\(id)/bank-changes", value) == code, "\(value.json)")
            try await office.database.write {
                try $0.run(
                    """
                    UPDATE referral_bank_change SET state = 'rejected', decided_by = 'x', decided_at = 1, reason = 'x'
                     WHERE state = 'pending'
                    """)
            }
        }
    }

    @Test func `G06 a tax id is sealed, shown by its last four, and verified anew when it changes`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let path = "/referral/partners/\(id)"
        #expect(try await office.get(path)["tax_id_last4"]?.text == "6789")
        _ = try await office.act("\(path)/tax-id", ["tax_id": "987654321"], key: "t")
        let shown = try await office.get(path)
        #expect(shown["tax_id_last4"]?.text == "4321" && !shown.value.json.contains("987654321"))
        let flags = shown["verifications"]?.list ?? []
        #expect(flags.first { $0["flag"] == "tax_id" }?["is_verified"] == false)
        #expect(try await office.status(.post, "\(path)/tax-id", ["tax_id": "12345"], as: office.admin) == 422)
        let sealed: [UInt8] = try found(
            try await office.database.read {
                try $0.value("SELECT tax_id_sealed FROM referral_partner WHERE id = \(id)")
            })
        #expect(Referring.keys.sealing.open(sealed, place: "referral_partner.tax_id/\(id)") == "987654321")
        #expect(Referring.keys.sealing.open(sealed, place: "referral_partner.tax_id/\(Referrer.ID(bits: 1))") == nil)
    }

    @Test func `G05 what an older key sealed is sealed anew`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let newer = PersonalKeys(
            sealing: SealingKeys([1: Array(repeating: 7, count: 32), 2: Array(repeating: 8, count: 32)]),
            hashing: Array(repeating: 9, count: 32))
        let tenant = office.tenants[0]
        #expect(try await office.database.write { try Resealing.referrers(keys: newer, $0) } == 2)
        #expect(try await office.database.write { try Resealing.referrers(keys: newer, $0) } == 0)
        let details = try await office.database.read { try BankChange.of(id, tenant: tenant, $0)[0].opened(newer) }
        #expect(details.fields["account_number"] == "000123456789")
    }

    @Test func `G07 verification flags are management's, with who and when, and need something to look at`()
        async throws
    {
        let office = try await Referring()
        let id = try await office.registered()
        for (flag, code) in [("documents", "no_document"), ("tax_id", "no_tax_id"), ("bank", "no_bank_details")] {
            #expect(
                try await office.code(.post, "/referral/partners/\(id)/verifications", ["flag": .string(flag)]) == code)
        }
        let active = try await office.active()
        let flags = try await office.get("/referral/partners/\(active)")["verifications"]?.list ?? []
        #expect(flags.count == 3 && flags.allSatisfy { $0["is_verified"] == true && $0["at"]?.text != nil })
        #expect(flags.allSatisfy { $0["who"]?.text == office.checker.who.text })
        for rank in ReferrerUser.Rank.allCases {
            let user = try await office.user(rank, of: active)
            #expect(
                try await office.status(
                    .post, "/referral/partners/\(active)/verifications", ["flag": "bank"], as: user) == 403)
        }
    }

    @Test func `G07 nobody verifies what they entered, and a document that comes later is looked at anew`() async throws
    {
        let office = try await Referring()
        let id = try await office.active()
        let path = "/referral/partners/\(id)"
        func verify(_ flag: String, as asker: Principal) async throws -> String? {
            try await office.code(.post, "\(path)/verifications", ["flag": .string(flag)], as: asker)
        }
        func verified() async throws -> [Bool?] {
            (try await office.get(path)["verifications"]?.list ?? []).map { $0["is_verified"]?.flag }
        }
        for flag in ["documents", "tax_id", "bank"] { #expect(try await verify(flag, as: office.admin) == "own_work") }
        #expect(try await verified() == [true, true, true])
        try await office.addDocument(to: id, as: office.checker)
        #expect(try await verified() == [false, true, true], "the first is documents")
        #expect(try await verify("documents", as: office.checker) == "own_work")
        try await office.addDocument(to: id)
        // Both added one since: a third person looks.
        for asker in office.admins { #expect(try await verify("documents", as: asker) == "own_work") }
        // Taking a mark back that does not stand makes nobody's own paper another's.
        let none: Value = ["flag": "documents", "is_verified": false]
        #expect(try await office.code(.post, "\(path)/verifications", none) == nil)
        for asker in office.admins { #expect(try await verify("documents", as: asker) == "own_work") }
        let third = Referring.principal(office.tenants[0], PersonID(bits: 77), [.admin])
        #expect(try await verify("documents", as: third) == nil)
        _ = try await office.act("\(path)/tax-id", ["tax_id": "987654321"], as: office.checker)
        #expect(try await verify("tax_id", as: office.checker) == "own_work")
        #expect(try await verify("tax_id", as: office.admin) == nil)
        // Taking a mark back needs nobody else.
        let off: Value = ["flag": "tax_id", "is_verified": false]
        #expect(try await office.code(.post, "\(path)/verifications", off, as: office.checker) == nil)
        // What is proposed and does not stand is nobody's work yet.
        let other: Value = ["method": "paypal", "paypal_email": "pay@larch.example"]
        let change = try await office.act("\(path)/bank-changes", other, as: office.checker)["id"]?.text ?? ""
        #expect(try await verify("bank", as: office.checker) == nil)
        _ = try await office.act("/referral/bank-changes/\(change)/approval")
        #expect(try await verify("bank", as: office.checker) == "own_work")
        #expect(try await verify("bank", as: office.admin) == nil)
    }

    @Test func `J24 the same key with another number, other details or another file is refused`() async throws {
        let office = try await Referring()
        let id = try await office.registered()
        let path = "/referral/partners/\(id)"
        func refused(_ part: String, _ body: Value, _ text: String? = nil) async throws -> String? {
            let files = try text.map { [try office.upload("a.txt", $0)] } ?? []
            do {
                let answer = try await office.caller.call(
                    .post, "\(path)/\(part)", body, as: office.admin, key: part, files: files)
                return answer.headers.contains { $0.name == "Idempotency-Replayed" } ? "replayed" : nil
            } catch let refusal as any Refusal { return refusal.code }
        }
        let kind: Value = ["kind": "registration"]
        let other = Referring.bank.adding("account_number", "000123456780")
        // swift-format-ignore
        let rows: [(part: String, body: Value, file: String?, answer: String?)] = [
            ("tax-id",       ["tax_id": "12-3456789"], nil, nil),
            ("tax-id",       ["tax_id": "12-3456789"], nil, "replayed"),
            ("tax-id",       ["tax_id": "12-3456780"], nil, "idempotency_key_reused"),
            ("bank-changes", Referring.bank,           nil, nil),
            ("bank-changes", Referring.bank,           nil, "replayed"),
            ("bank-changes", other,                    nil, "idempotency_key_reused"),
            ("documents",    kind,                     "a", nil),
            ("documents",    kind,                     "a", "replayed"),
            ("documents",    kind,                     "b", "idempotency_key_reused"),
        ]
        for row in rows {
            #expect(try await refused(row.part, row.body, row.file) == row.answer, "\(row)")
        }
        #expect(try await office.get(path)["tax_id_last4"]?.text == "6789")
    }
}
