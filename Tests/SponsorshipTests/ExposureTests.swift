import Crypto
import Documents
import Kernel
import People
import Storage
import TestCalls
import TestServers
import Testing
import Web

@testable import Sponsorship

/// What sponsors were delivered, against what they are owed.
@Suite struct ExposureTests {
    @Test func `F08.05.03 H05 a delivery names its obligation, day and files, and counts against what is owed`()
        async throws
    {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        let sponsor = try await office.sponsor("gold", of: tree.district, sponsoring: [tree.competition])
        let contract = try await office.active(sponsor, obligations: "logo_placement 1 Logo on bibs\nmention 6 Mention")
        let owed = try await office.owed(contract).compactMap { $0["id"]?.text }
        let path = "/sponsors/\(sponsor)/exposure"
        let body: Value = [
            "obligation": .string(owed[1]), "number": 2, "delivered_on": "2026-11-18", "node": Value(tree.competition),
            "words": "Announcer's script, 14:02:10",
        ]
        #expect(try await office.code(path, body) == "evidence_needed")
        let officer = try await office.officer([.exposure], at: tree.district)
        let made = try await office.deliver(path, body, [("script.txt", Array("14:02:10 …".utf8))], as: officer)
        #expect(made["evidence"]?.list?.first?["sha256"]?.text == Digest(of: Array("14:02:10 …".utf8)).description)
        #expect(made["node_name"]?.text == "Node CUP")
        func open() async throws -> [Int64] {
            try await office.owed(contract).compactMap { $0["open"]?.integer }
        }
        #expect(try await open() == [1, 4])
        let file = try await office.get("/sponsor-evidence/\(made["evidence"]?.list?.first?["id"]?.text ?? "")")
        #expect(file.file?.name == "script.txt")
        // Refused: another sponsor's obligation, days without the period, ahead of time, places of others.
        let files = [("a.txt", Array("a".utf8))]
        let other = try await office.sponsor("gold", of: tree.district)
        #expect(
            try await office.refusal("/sponsors/\(other)/exposure", body, files) == "other_sponsors_obligation")
        #expect(try await office.refusal(path, body.adding("delivered_on", "2020-01-01"), files) == "outside_period")
        #expect(try await office.refusal(path, body.adding("delivered_on", "2027-03-01"), files) == "in_the_future")
        #expect(try await office.refusal(path, body.adding("node", Value(tree.other)), files) == "not_beneath")
        let draft = try await office.drafted(sponsor, Sponsoring.contract("R-2"))
        let early = try found(try await office.owed(draft).first?["id"]?.text)
        #expect(
            try await office.refusal(path, body.adding("obligation", .string(early)), files) == "contract_not_active")
        #expect(try await open() == [1, 4])
        // A mistake is taken back, once, and stays in the list.
        let back = "/sponsor-exposures/\(made["id"]?.text ?? "")/reversal"
        _ = try await office.act(back, ["reason": "wrong day"])
        #expect(try await office.code(back, ["reason": "x"]) == "reversed_already")
        #expect(try await open() == [1, 6])
        #expect(try await office.get(path)["items"]?.list?.first?["is_reversed"] == true)
        await #expect(throws: (any Error).self) {
            try await office.database.write { try $0.run("DELETE FROM sponsor_exposure") }
        }
    }

    @Test
    func `H21 what could not be delivered is made good by a later day, no more than is open, and urgency is told`()
        async throws
    {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        let sponsor = try await office.sponsor("gold", of: tree.district)
        let contract = try await office.active(sponsor, obligations: "mention 6 Mention")
        let owed = try found(try await office.owed(contract).first?["id"]?.text)
        let body: Value = [
            "kind": "logo_placement", "words": "Logo at the finals", "number": 2, "due_on": "2027-12-15",
            "reason": "the tournament was called off",
        ]
        let path = "/sponsor-obligations/\(owed)/make-good"
        #expect(try await office.code(path, body.adding("number", 7)) == "more_than_open")
        let made = try await office.act(path, body)
        #expect(made["makes_good"]?.text == owed)
        #expect(try await office.owed(contract).compactMap { $0["open"]?.integer } == [4, 2])
        #expect(try await office.code(path, body.adding("number", 5)) == "more_than_open")
        // The period ends on 2027-11-17, the make-good four weeks later.
        func urgent(_ days: Int) async throws -> [String] {
            try await office.get("/sponsor-obligations?days=\(days)")["items"]?.list?
                .compactMap { $0["urgency"]?.text } ?? []
        }
        #expect(try await urgent(60) == [])
        office.clock.advance(.seconds(86_400 * 304))
        #expect(try await urgent(60) == ["within_60_days"])
        office.clock.advance(.seconds(86_400 * 32))
        #expect(try await urgent(60) == ["within_30_days", "within_60_days"])
        office.clock.advance(.seconds(86_400 * 31))
        #expect(try await urgent(60) == ["overdue", "within_30_days"])
        let late: Value = ["obligation": made["id"] ?? .null, "number": 2, "delivered_on": "2027-11-20", "words": "x"]
        _ = try await office.deliver("/sponsors/\(sponsor)/exposure", late, [("a.txt", Array("a".utf8))])
        #expect(try await urgent(60) == ["overdue"])
        let after = late.adding("obligation", .string(owed))
        #expect(
            try await office.refusal("/sponsors/\(sponsor)/exposure", after, [("a.txt", Array("a".utf8))])
                == "outside_period")
    }

    @Test func `H21 what is overdue long since hides nothing that is due soon`() async throws {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        let sponsor = try await office.sponsor("gold", of: tree.district)
        let contract = try await office.active(sponsor, obligations: "mention 6 Mention")
        let tenant = office.tenants[0]
        try await office.database.write { db in
            for place in 0..<600 {
                try db.run(
                    """
                    INSERT INTO sponsor_obligation (id, tenant_id, contract_id, place, kind, words, number, due_on, who, at)
                    VALUES (\(Obligation.ID(at: Moment(seconds: 1_700_000_000))), \(tenant), \(contract), \(place + 10),
                            'mention', 'Old', 1, '2026-12-01', 'person:x', 1)
                    """)
            }
        }
        office.clock.advance(.days(350))
        let items = try await office.get("/sponsor-obligations?days=60")["items"]?.list ?? []
        #expect(items.count == 501 && items.last?["words"]?.text == "Mention")
        #expect(items.last?["urgency"]?.text == "within_30_days" && items.first?["urgency"]?.text == "overdue")
    }

    @Test func `H05 the proof of one contract is one PDF with what was owed, delivered, and its pictures`() async throws
    {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        let sponsor = try await office.sponsor("gold", of: tree.district)
        let contract = try await office.active(sponsor, obligations: "logo_placement 1 Logo on bibs\nmention 6 Mention")
        let owed = try await office.owed(contract).compactMap { $0["id"]?.text }
        let picture = Sponsoring.picture
        let path = "/sponsors/\(sponsor)/exposure"
        let bibs: Value = [
            "obligation": .string(owed[0]), "delivered_on": "2026-11-18", "words": "Bibs of all runners",
        ]
        _ = try await office.deliver(path, bibs, [("bibs.png", picture), ("note.txt", Array("14:02".utf8))])
        let wrong = try await office.deliver(path, bibs, [("other.txt", Array("x".utf8))])
        _ = try await office.act("/sponsor-exposures/\(wrong["id"]?.text ?? "")/reversal", ["reason": "twice"])
        let answer = try await office.get("/sponsor-contracts/\(contract)/proof")
        #expect(answer.status == 200 && answer.bytes.starts(with: Array("%PDF-".utf8)))
        #expect(String(decoding: answer.bytes, as: UTF8.self).contains("/Subtype /Image"))
        let scratch = try TemporaryFolder()
        #expect(Files.write(answer.bytes, to: "\(scratch.path)/a.pdf"))
        let text = try PDFText().textBlocking(ofFile: "\(scratch.path)/a.pdf").split { $0.isWhitespace }
            .joined(separator: " ")
        for words in [
            "Larch & Sons", "Logo on bibs", "Bibs of all runners", "30000.00 EUR", "bibs.png", "note.txt",
            Digest(of: picture).description.prefix(16).description,
        ] {
            #expect(text.contains(words), "\(words)")
        }
        #expect(!text.contains("other.txt"))
        // The same asked again gives the same paper.
        #expect(text.contains("Mention"))
    }

    @Test func `H05 a proof that has not every delivery says how many it leaves out, and its sums have them`()
        async throws
    {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        let sponsor = try await office.sponsor("gold", of: tree.district)
        let contract = try await office.active(sponsor, obligations: "mention 6 Mention")
        let owed = try found(try await office.owed(contract).first?["id"])
        let path = "/sponsors/\(sponsor)/exposure"
        for number in 1...4 {
            let body: Value = [
                "obligation": owed, "delivered_on": "2026-11-18", "words": .string("Mention \(number)"),
            ]
            _ = try await office.deliver(path, body, [("a.txt", Array("\(number)".utf8))])
        }
        let scope = NodeScope(office.admin)
        for (most, older) in [(4, 0), (3, 1), (1, 3)] {
            let proof = try await office.database.read { try ExposureProof.of(contract, most: most, scope, $0) }
            #expect(proof.deliveries.count == most && proof.olderCount == older)
            #expect(proof.obligations.first?.delivered == 4)
            let words = "\(proof.paper { _ in nil }.blocks)"
            #expect(words.contains("\(older) older deliveries") == (older > 0))
        }
    }

    @Test func `J18 the same key with another file is refused, with the same it answers as before`() async throws {
        let office = try await Sponsoring()
        let tree = try await office.tree()
        let sponsor = try await office.sponsor("gold", of: tree.district)
        let contract = try await office.active(sponsor, obligations: "mention 6 Mention")
        let body: Value = [
            "obligation": try found(try await office.owed(contract).first?["id"]), "delivered_on": "2026-11-18",
            "words": "x",
        ]
        func send(_ text: String) async throws -> Value? {
            try await office.deliver(
                "/sponsors/\(sponsor)/exposure", body, [("a.txt", Array(text.utf8))], key: "k")["id"]
        }
        let first = try await send("a")
        #expect(try await send("a") == first)
        await #expect(throws: IdempotencyRefusal.otherBody) { try await send("b") }
        #expect(try await office.count("SELECT count(*) FROM sponsor_exposure") == 1)
    }
}
