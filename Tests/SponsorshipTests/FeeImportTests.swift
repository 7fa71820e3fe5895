import Kernel
import Storage
import TestCalls
import Testing
import Web

@testable import Sponsorship

/// Members' fees from files and programs, beside which sponsors' and grants' money is told.
@Suite struct FeeImportTests {
    private static let file = """
        Club;Fee type;Amount;Date;Invoice;Project
        C1;Licence fee;1.250,50;01.11.2026;L-1;
        C1;Competition fee;80,00;25.11.2026;K-1;
        C2;licence;40,00;16.11.2026;L-1;
        C9;licence;40,00;16.11.2026;L-2;
        C2;membership;40,00;16.11.2026;L-3;
        C2;licence;-4,00;16.11.2026;L-4;
        C2;licence;4,00;16.11.2026;;
        C2;licence;4,00;16.11.2026;L-5;NONE
        C2;licence;4,00;32.11.2026;L-6;
        """

    @Test func `H13 L10 fees come by file, each row answered for itself, and the same file again books nothing`()
        async throws
    {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        let bytes = Array(Self.file.utf8)
        office.clock.advance(.days(10))
        func statuses(_ rows: Value?) -> [String] {
            rows?.list?.compactMap { row in
                [row["status"]?.text, row["code"]?.text].compactMap(\.self).joined(separator: " ")
            } ?? []
        }
        let first = try await office.deliver("/org-fee-imports", [:], [("fees.csv", bytes)])
        let refused = [
            "refused unknown_node", "refused unreadable", "refused unreadable", "refused unreadable",
            "refused unknown_project", "refused unreadable",
        ]
        #expect(statuses(first["rows"]) == ["booked", "booked", "booked"] + refused)
        #expect(try await office.balance("node.licence_fees", of: tree.clubs[0]) == "1250.50")
        let again = try await office.deliver("/org-fee-imports", [:], [("fees.csv", bytes)])
        #expect(statuses(again["rows"]) == ["known", "known", "known"] + refused)
        let changed = Self.file.replacing("80,00", with: "81,00")
        let third = try await office.deliver("/org-fee-imports", [:], [("fees.csv", Array(changed.utf8))])
        #expect(statuses(third["rows"]).prefix(3) == ["known", "refused reference_taken", "known"])
        #expect(try await office.count("SELECT count(*) FROM org_fee") == 3)
        #expect(try await office.get("/org-fee-imports")["items"]?.list?.count == 3)
        let shown = try await office.get("/org-fee-imports/\(first["id"]?.text ?? "")")
        #expect(shown["booked"]?.integer == 3 && shown["refused"]?.integer == 6)
        // A file that cannot be read as a whole is refused, and so is nothing at all.
        #expect(try await office.refusal("/org-fee-imports", [:], [("x.csv", Array("a,b\n1,2\n".utf8))]) != nil)
        #expect(try await office.code("/org-fee-imports") == "no_file")
        #expect(try await office.unbalanced() == 0)
    }

    @Test func `H13 J22 a program sends fees as a list, within the nodes of who sends it`() async throws {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        let keeper = try await office.officer([.fees], at: tree.clubs[0])
        let reader = try await office.officer([.exposure], at: tree.district)
        func row(_ node: String, _ reference: String, _ amount: String = "25") -> Value {
            [
                "node": .string(node), "kind": "licence_fee", "amount": .string(amount), "currency": "EUR",
                "received_on": "2026-11-18", "reference": .string(reference),
            ]
        }
        let fees: Value = ["fees": [row("C1", "A"), row("c1", "B"), row("C1", "A"), row("C2", "A")]]
        let made = try await office.act("/org-fee-imports", fees, as: keeper)
        #expect(made["rows"]?.list?.compactMap { $0["status"]?.text } == ["booked", "booked", "known", "refused"])
        let none = try await office.act("/org-fee-imports", fees, as: reader)
        #expect(
            none["rows"]?.list?.compactMap { $0["code"]?.text } == Array(repeating: "capability_not_given", count: 4))
        #expect(try await office.code("/org-fee-imports", ["fees": [row("C1", "Z", "0")]]) == "out_of_range")
        // Whose import it is sees it, and the office.
        let path = "/org-fee-imports/\(made["id"]?.text ?? "")"
        #expect(try await office.code(path, as: reader, .get) == "not_found")
        #expect(try await office.code(path, as: keeper, .get) == nil)
        #expect(try await office.code(path, as: office.stranger, .get) == "not_found")
        // One key books once.
        _ = try await office.act("/org-fee-imports", ["fees": [row("C2", "K")]], key: "k")
        _ = try await office.act("/org-fee-imports", ["fees": [row("C2", "K")]], key: "k")
        #expect(try await office.count("SELECT count(*) FROM org_fee_import") == 3)
        #expect(try await office.balance("node.licence_fees", of: tree.clubs[1]) == "25.00")
    }

    @Test func `H13 a fee that was taken back is booked again with its own reference, by hand, file or list`()
        async throws
    {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        let row: Value = [
            "node": "C1", "kind": "licence_fee", "amount": "80", "currency": "EUR", "received_on": "2026-11-18",
            "reference": "L-1",
        ]
        func send() async throws -> Value? {
            try await office.act("/org-fee-imports", ["fees": [row]])["rows"]?.list?.first
        }
        let first = try found(try await send()?["fee"]?.text)
        #expect(try await send()?["status"]?.text == "known")
        _ = try await office.act("/org-fees/\(first)/reversal", ["reason": "another club's"])
        let second = try await send()
        #expect(second?["status"]?.text == "booked" && second?["fee"]?.text != first)
        #expect(try await send()?["status"]?.text == "known")
        #expect(try await office.balance("node.licence_fees", of: tree.clubs[0]) == "80.00")
        let references = try await office.database.read { db in
            try db.rows("SELECT reference FROM org_fee ORDER BY id").map { try $0.get("reference", as: String.self) }
        }
        #expect(references == ["L-1", second?["fee"]?.text], "the database keeps each once")
        let shown = try await office.get("/org-nodes/\(tree.clubs[0])")["fees"]?.list ?? []
        #expect(shown.compactMap { $0["reference"]?.text } == ["L-1", "L-1"])
        _ = try await office.act("/org-fees/\(try found(second?["fee"]?.text))/reversal", ["reason": "x"])
        #expect(try await send()?["status"]?.text == "booked")
        #expect(try await office.unbalanced() == 0)
    }

    @Test func `H13 what a line of the bank brought is not booked again by hand, list or file, but as further money`()
        async throws
    {
        let one = try await NodeBankCase()
        let office = one.office
        let statement = try await one.take(
            "2026-11-18,licence,A Member,80.00,TX 9\n2026-11-18,Gold,Larch & Sons,15000.00,TX 1\n")
        let lines = try await one.lines(statement).compactMap { $0["id"]?.text }
        _ = try await office.act("/org-bank-lines/\(lines[0])/booking", ["fee": "licence_fee"])
        _ = try await office.act("/org-bank-lines/\(lines[1])/booking", ["contract": Value(one.contract)])
        func fee(_ reference: String, _ amount: String = "80", _ day: String = "2026-11-18") -> Value {
            [
                "node": "D1", "kind": "licence_fee", "amount": .string(amount), "currency": "EUR",
                "received_on": .string(day), "reference": .string(reference),
            ]
        }
        func send(_ rows: [Value], _ isFurther: Bool = false) async throws -> [String] {
            try await office.act("/org-fee-imports", ["fees": .list(rows), "further": .bool(isFurther)])["rows"]?.list?
                .compactMap { [$0["status"]?.text, $0["code"]?.text].compactMap(\.self).joined(separator: " ") } ?? []
        }
        // One row can be what the line brought; the others are not.
        let rows = [fee("L-1"), fee("L-2"), fee("L-3", "81"), fee("L-4", "80", "2026-11-07")]
        #expect(try await send(rows) == ["refused booked_already", "booked", "booked", "booked"])
        #expect(try await send([fee("L-1")]) == ["refused booked_already"])
        #expect(try await send([fee("L-1")], true) == ["booked"])
        #expect(try await send([fee("L-1")]) == ["known"])
        let byHand = "/org-nodes/\(one.tree.district)/fees"
        func hand(_ reference: String, _ kind: String = "licence_fee", _ isFurther: Bool = false) -> Value {
            [
                "kind": .string(kind), "amount": "80", "currency": "EUR", "received_on": "2026-11-18",
                "reference": .string(reference), "further": .bool(isFurther),
            ]
        }
        #expect(try await office.code(byHand, hand("L-9")) == "booked_already")
        #expect(try await office.code(byHand, hand("L-9", "competition_fee")) == nil)
        #expect(try await office.code(byHand, hand("L-10", "licence_fee", true)) == nil)
        let payments = "/sponsor-contracts/\(one.contract)/payments"
        let money: Value = ["amount": "15000", "currency": "EUR", "received_on": "2026-11-19", "reference": "by phone"]
        #expect(try await office.code(payments, money) == "booked_already")
        #expect(try await office.code(payments, money.adding("further", true)) == nil)
        #expect(try await office.unbalanced() == 0)
    }

    @Test func `H13 a reference that looks like a freed one's is its own, and none is burnt`() async throws {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        func book(_ reference: String) async throws -> String {
            let fee: Value = [
                "kind": "licence_fee", "amount": "80", "currency": "EUR", "received_on": "2026-11-18",
                "reference": .string(reference),
            ]
            return try found(try await office.act("/org-nodes/\(tree.clubs[0])/fees", fee)["id"]?.text)
        }
        let long = String(repeating: "é", count: 90)
        for reference in ["L-1", "\(long)A", "\(long)B"] {
            _ = try await office.act("/org-fees/\(try await book(reference))/reversal", ["reason": "x"])
            _ = try await book(reference)
        }
        _ = try await book("L-1 (2)")
        await #expect(throws: SponsorshipRefusal.referenceTaken("L-1 (2)")) { _ = try await book("L-1 (2)") }
        let shown = try await office.get("/org-nodes/\(tree.clubs[0])")["fees"]?.list ?? []
        #expect(
            shown.filter { $0["is_reversed"]?.flag == false }.compactMap { $0["reference"]?.text }.sorted()
                == ["L-1", "L-1 (2)", "\(long)A", "\(long)B"])
    }

    @Test func `J22 the same key with another file is refused, with the same it answers as before`() async throws {
        let office = try await Sponsoring()
        _ = try await office.tree()
        func send(_ path: String, _ body: Value, _ text: String) async throws -> String {
            do {
                let answer = try await office.deliver(path, body, [("a.csv", Array(text.utf8))], key: "k \(path)")
                return "\(answer.headers.contains { $0.name == "Idempotency-Replayed" })"
            } catch let refusal as any Refusal { return refusal.code }
        }
        let node = try found(
            try await office.get("/org-nodes")["items"]?.list?.first { $0["code"]?.text == "D1" }?["id"])
        let head = "Club;Fee type;Amount;Date;Invoice\n"
        let statement = "Posting Date,Description,Name,Amount,Transaction ID\n"
        // swift-format-ignore
        let rows: [(path: String, body: Value, texts: [String])] = [
            ("/org-fee-imports", [:], [head + "C1;licence;4,00;16.11.2026;L-1\n", head + "C1;licence;5,00;16.11.2026;L-2\n"]),
            ("/org-statements", ["node": node], [statement + "2026-11-18,a,B,1.00,T1\n", statement + "2026-11-18,a,B,2.00,T2\n"]),
        ]
        for row in rows {
            var answers: [String] = []
            for text in [row.texts[0], row.texts[0], row.texts[1]] {
                answers.append(try await send(row.path, row.body, text))
            }
            #expect(answers == ["false", "true", "idempotency_key_reused"], "\(row.path)")
        }
    }
}
