import Documents
import Glibc
import Kernel
import Ledger
import People
import Storage
import TestServers
import Testing
import Web

@testable import PartnerFunding

@Suite struct ReceiptTests {
    /// The bytes that a route gives, and where they lie.
    private static func file(_ path: String, _ office: Partnered, _ principal: Principal) async throws -> [UInt8] {
        let outcome = try await office.caller.call(.get, path, as: principal)
        return try #require(outcome.file.map { Files.read($0.path) } ?? outcome.bytes)
    }

    private static func receipts(_ office: Partnered, _ principal: Principal) async throws -> [Value] {
        try await office.caller.call(.get, "/partner/me/history?type=received", as: principal)["items"]?.list ?? []
    }

    @Test
    func `F47 a receipt says what was booked, with its number and the ledger's hash, in the same bytes each time`()
        async throws
    {
        let office = try await Partnered()
        let (partner, principal, id) = try await office.giver("1234.50")
        let receipt = try #require(try await Self.receipts(office, principal).first)
        let path = "/commitment-receipts/\(receipt["receipt"]?.text ?? "")"
        let paper = try await Self.file("\(path)/pdf", office, principal)
        let place = "\(office.folder.path)/receipt.pdf"
        #expect(Files.write(paper, to: place))
        let text = try PDFText().textBlocking(ofFile: place)
        let number = "\(try await office.commitment(id).paymentCode)-1"
        let hash = try #require(receipt["hash"]?.text)
        for words in [number, "1234.50 USD", "Giver 0", "in \(id)", hash, "One"] {
            #expect(text.contains(words), "\(words)")
        }
        // Whatever the office, its fonts or the program have become: the bytes that were given out are given out again.
        try await office.database.write { try $0.run("UPDATE tenant SET name = 'Other name'") }
        office.clock.advance(.days(400))
        #expect(try await Self.file("\(path)/pdf", office, principal) == paper)
        #expect(try await Self.file("\(path)/pdf", office, office.admin) == paper)
        #expect(try await office.count("SELECT count(*) FROM partner_paper") == 1)
        for change: SQL in ["UPDATE partner_paper SET sha256 = 'x'", "DELETE FROM partner_paper"] {
            await #expect(throws: StorageFault.appendOnly("partner_paper is append-only")) {
                try await office.database.write { try $0.run(change) }
            }
        }
        let comma = try await Self.file("\(path)/export", office, principal)
        office.clock.advance(.days(400))
        #expect(try await Self.file("\(path)/export", office, office.admin) == comma)
        let saved = try CSVReader.records(comma)
        #expect(saved[1].fields[0] == number && saved[1].fields[2...3] == ["1234.50", "USD"])
        #expect(saved[1].fields.last == hash)
        // The second one of a commitment has the next number, and one that is taken back keeps its own.
        let pledge = try await office.approved(CommitmentTests.oneOff, for: partner)
        let first = try await office.receive("1", for: pledge, reference: "a")
        try await office.receive("2", for: pledge, reference: "b")
        _ = try await office.act("/commitment-receipts/\(first)/reversal", ["reason": "x"])
        let numbers = try await Self.receipts(office, principal).prefix(2).compactMap { $0["receipt_number"]?.text }
        let code = try await office.commitment(pledge).paymentCode
        #expect(numbers == ["\(code)-2", "\(code)-1"])
    }

    @Test func `F47 F50 another partner's receipt is not there, as paper, as text or as proof`() async throws {
        let office = try await Partnered()
        let (_, first, _) = try await office.giver("10")
        let (_, second, _) = try await office.giver("20")
        let receipt = try #require(try await Self.receipts(office, first).first?["receipt"]?.text)
        for part in ["pdf", "export", "proof"] {
            #expect(try await office.status(.get, "/commitment-receipts/\(receipt)/\(part)", as: second) == 404)
        }
        #expect(try await office.status(.get, "/commitment-receipts/\(receipt)/proof", as: first) == 409)
    }

    private static let script: String = {
        var root = #filePath.split(separator: "/")
        root.removeLast(3)
        return "/\(root.joined(separator: "/"))/scripts/check-receipt"
    }()

    /// Runs the script, which reads two files and nothing else; what it prints, and whether it says that all is proved.
    private static func check(_ proof: [UInt8], _ heads: [UInt8], in folder: String) throws -> (Bool, String) {
        let (document, lines, told) = ("\(folder)/proof.json", "\(folder)/heads.jsonl", "\(folder)/told")
        try #require(Files.write(proof, to: document) && Files.write(heads, to: lines))
        let code = system("python3 \(script) \(document) \(lines) >\(told) 2>&1")
        return (code == 0, String(decoding: Files.read(told) ?? [], as: UTF8.self))
    }

    @Test func `N10 a receipt's proof is checked offline by a script of 60 lines, without seeing another row`()
        async throws
    {
        let office = try await Partnered()
        var givers: [Principal] = []
        for amount in ["1234.56", "500", "0.07"] { givers.append(try await office.giver(amount).principal) }
        let first = try await office.closeDay()
        office.clock.advance(.days(1))
        givers.append(try await office.giver("77").principal)
        let second = try await office.closeDay()
        #expect(first?.root != nil && second?.root != nil && first?.root != second?.root)
        let heads = try await Self.file("/partner/me/heads", office, givers[0])
        let late = try await office.giver("1").principal
        #expect(try await Self.receipts(office, late).map { $0["is_provable"] } == [false])
        for giver in givers {
            let receipt = try #require(try await Self.receipts(office, giver).first)
            #expect(receipt["is_provable"] == true)
            let path = "/commitment-receipts/\(receipt["receipt"]?.text ?? "")/proof"
            let proof = try await Self.file(path, office, giver)
            #expect(try await Self.file(path, office, giver) == proof)
            let (isProved, told) = try Self.check(proof, heads, in: office.folder.path)
            let (code, amount) = (receipt["commitment_reference"]?.text, receipt["amount"]?.text)
            let day = receipt["date"]?.text ?? "?"
            let expected = "PROVED: \(amount ?? "?") USD received on \(day) for \(code ?? "?") - head of "
            #expect(isProved && told.hasPrefix(expected), "\(told)")
            // Of other rows there is nothing but hashes.
            let own = try #require(receipt["commitment"]?.text)
            let strangers = try await office.database.read { db in
                try db.rows("SELECT id FROM funding_commitment WHERE id <> \(own)").map {
                    try $0.first(as: String.self)
                }
                    + db.rows("SELECT transfer_id FROM ledger_row WHERE subject_id <> \(own)").map {
                        try $0.first(as: String.self)
                    }
            }
            let text = String(decoding: proof, as: UTF8.self)
            #expect(strangers.count > 3 && !strangers.contains(where: text.contains))
        }
    }

    @Test func `N10 a forged receipt is not proved: another amount, day, commitment, currency, path, head or row`()
        async throws
    {
        let office = try await Partnered()
        let giver = try await office.giver("500").principal
        _ = try await office.giver("60")
        _ = try await office.closeDay()
        let heads = try await Self.file("/partner/me/heads", office, giver)
        let id = try #require(try await Self.receipts(office, giver).first?["receipt"]?.text)
        let proof = String(
            decoding: try await Self.file("/commitment-receipts/\(id)/proof", office, giver), as: UTF8.self)
        let folder = office.folder.path
        #expect(try Self.check(Array(proof.utf8), heads, in: folder).0)
        let value = try Value(parsing: Array(proof.utf8))
        let path = try #require(value["proof"]?["path"]?.list?.first?.text)
        let day = try #require(value["receipt"]?["received_on"]?.text)
        let place = try #require(value["proof"]?["place"]?.integer)
        let size = try #require(value["proof"]?["size"]?.integer)
        let commitment = try #require(value["receipt"]?["commitment"]?.text)
        // swift-format-ignore
        let forgeries: [(old: String, new: String)] = [
            ("\"amount\":\"500.00\"",        "\"amount\":\"5000.00\""),
            ("\"amount_cents\":50000",       "\"amount_cents\":500000"),
            ("\"currency\":\"USD\"",         "\"currency\":\"EUR\""),
            ("\"received_on\":\"\(day)\"",   "\"received_on\":\"2020-01-01\""),
            (day,                            "2020-01-01"),
            (commitment,                     "0000000000" + commitment.suffix(16)),
            (path,                           String(path.reversed())),
            ("\"place\":\(place)",           "\"place\":\(place + 1)"),
            ("\"size\":\(size)",             "\"size\":\(size * 4)"),
            (id,                             "0000000000" + id.suffix(16)),
            ("commitment.received",          "commitment.promised"),
            ("\"number\":\"FG-",             "\"number\":\"FG-0"),
            ("\"side\":\"debit\"",           "\"side\":\"credit\""),
        ]
        for row in forgeries {
            let forged = proof.replacing(row.old, with: row.new)
            #expect(forged != proof, "\(row.old) is in the proof")
            let (isProved, told) = try Self.check(Array(forged.utf8), heads, in: folder)
            #expect(!isProved && !told.hasPrefix("PROVED"), "\(row.new): \(told)")
        }
        // Heads of another ledger, and heads of before there were roots.
        let other = String(decoding: heads, as: UTF8.self)
        let root = try #require(value["proof"]?["head"]?["root"]?.text)
        for text in [
            other.replacing(root, with: String(root.reversed())), other.replacing("\"root\"", with: "\"r\""), "",
        ] {
            #expect(try !Self.check(Array(proof.utf8), Array(text.utf8), in: folder).0)
        }
    }

    @Test
    func `N10 what stands in no row is not printed as proved: the end of a forged number, another partner's name`()
        async throws
    {
        let office = try await Partnered()
        let giver = try await office.giver("500").principal
        _ = try await office.closeDay()
        let heads = try await Self.file("/partner/me/heads", office, giver)
        let receipt = try #require(try await Self.receipts(office, giver).first)
        let id = try #require(receipt["receipt"]?.text)
        let proof = String(
            decoding: try await Self.file("/commitment-receipts/\(id)/proof", office, giver), as: UTF8.self)
        let (_, right) = try Self.check(Array(proof.utf8), heads, in: office.folder.path)
        let code = try #require(receipt["commitment_reference"]?.text)
        #expect(right.contains(code) && !right.contains("\(code)-"))
        // swift-format-ignore
        let forgeries: [(old: String, new: String)] = [
            ("\"number\":\"\(code)-1\"",      "\"number\":\"\(code)-7\""),
            ("\"number\":\"\(code)-1\"",      "\"number\":\"\(code)-1 and 9000.00 USD more\""),
            ("\"partner\":\"Giver 0\"",       "\"partner\":\"Somebody Else\""),
        ]
        for row in forgeries {
            let forged = proof.replacing(row.old, with: row.new)
            #expect(forged != proof, "\(row.old) is in the proof")
            let (_, told) = try Self.check(Array(forged.utf8), heads, in: office.folder.path)
            #expect(told == right, "\(row.new): \(told)")
        }
        let script = try #require(Files.read(Self.script)).split(separator: 10, omittingEmptySubsequences: false)
        #expect(script.count <= 61, "sixty lines, each with its end")
    }
}
