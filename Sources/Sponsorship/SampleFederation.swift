import Applications
import Crypto
import Kernel
import People
import Sheets
import Storage
import Web

/// A federation for the sample office: a district with two clubs, a sponsor whose first payment is shared, grants, fees and a
/// bank's statement. One person enters, another decides.
package struct SampleFederation: Sendable {
    let maker: Principal
    let checker: Principal
    let evidence: ApplicationFile.Draft
    let now: Moment

    package init(by maker: Principal, checkedBy checker: Principal, evidence: ApplicationFile.Draft, at now: Moment) {
        self.maker = maker
        self.checker = checker
        self.evidence = evidence
        self.now = now
    }

    private struct Tree {
        let federation, district, harbour, cliff, cup: OrgNode
    }

    /// Once: an office with nodes has it.
    package func add(_ db: Connection) throws {
        let known: Int? = try db.value("SELECT count(*) FROM org_node WHERE tenant_id = \(maker.tenant)")
        guard known == 0, let person = maker.person else { return }
        let tree = try addTree(person, db)
        let contract = try addContract(tree, db)
        try addPayment(contract, tree, db)
        try addGrants(tree, db)
        try addFees(tree, db)
        try addStatement(tree, db)
    }

    private func act(_ who: Principal, daysAgo: Int64) -> SponsorshipAct {
        SponsorshipAct(who, at: now - .days(daysAgo))
    }

    private func day(_ daysAgo: Int) -> Value { Value((now - .days(Int64(daysAgo))).day) }

    private func addTree(_ person: PersonID, _ db: Connection) throws -> Tree {
        let act = act(checker, daysAgo: 120)
        func node(_ kind: OrgNode.Kind, _ code: String, _ name: String, under: OrgNode? = nil) throws -> OrgNode {
            try OrgNode.add(
                .init(kind, code: code, name: name, under: under?.id, timeZone: under == nil ? "Europe/Madrid" : nil),
                act, db)
        }
        let federation = try node(.federation, "FED", "Coastal Athletics Federation")
        try Officer.set(Set(Capability.allCases), for: person, at: federation, act, db)
        let district = try node(.district, "NORTH", "North District", under: federation)
        return Tree(
            federation: federation, district: district,
            harbour: try node(.club, "HARBOUR", "Harbour Runners", under: district),
            cliff: try node(.club, "CLIFF", "Cliff Striders", under: district),
            cup: try node(.competition, "CUP", "Spring Cup", under: district))
    }

    private func addContract(_ tree: Tree, _ db: Connection) throws -> SponsorContract {
        let fields: Value = [
            "company": "Fjord Outfitters", "contact_name": "Tove Lindqvist", "email": "tove@fjord.example",
            "tier": "gold",
        ]
        let sponsor = try Sponsor.add(
            try FieldReader.read(fields) { Sponsor.Fields.read(&$0) }, to: tree.district,
            sponsoring: [tree.harbour.id, tree.cliff.id, tree.cup.id], act(maker, daysAgo: 100), db)
        let terms: Value = [
            "reference": "FJORD GOLD", "amount": "30000", "currency": "EUR", "starts_on": day(95),
            "ends_on": Value((now + .days(269)).day), "terms": "Logo on bibs, mention at six tournaments.",
            "instalments": [
                ["due_on": day(90), "amount": "15000"],
                ["due_on": Value((now + .days(90)).day), "amount": "15000"],
            ],
        ]
        let draft = try SponsorContract.draft(
            try FieldReader.read(terms) { ContractDraft.read(&$0) }, of: sponsor, act(maker, daysAgo: 96), db)
        try draft.decide(.activate, act(checker, daysAgo: 95), db)
        let contract = try SponsorContract.find(draft.id, NodeScope(checker), db)
        if let owed = try Obligation.of(contract, db).first {
            let delivery: Value = [
                "obligation": Value(owed.id), "number": 2, "delivered_on": day(40), "node": Value(tree.cup.id),
                "words": "Bibs of all runners of the Spring Cup",
            ]
            _ = try Exposure.log(
                try FieldReader.read(delivery) { Exposure.Draft.read(&$0) }, for: sponsor, files: [evidence],
                act(maker, daysAgo: 39), db)
        }
        return contract
    }

    private func addPayment(_ contract: SponsorContract, _ tree: Tree, _ db: Connection) throws {
        let payment = try SponsorPayment.book(
            .init(amount: Cents(1_500_000), currency: .eur, receivedOn: (now - .days(88)).day, reference: "TX 30411"),
            for: contract, act(maker, daysAgo: 87), db)
        func share(_ node: OrgNode, _ thousandths: Int64) -> SponsorAllocation.Share {
            .init(node: node.id, project: nil, percent: Percent(thousandths: thousandths), amount: .zero)
        }
        let made = try SponsorAllocation.add(
            [share(tree.district, 60_000), share(tree.harbour, 20_000), share(tree.cliff, 20_000)], of: payment,
            act(maker, daysAgo: 86), db)
        try made.allocate(act(checker, daysAgo: 85), db)
        try SponsorAllocation.find(made.id, NodeScope(checker), db)
            .reconcile(reference: "OUT 118", on: (now - .days(84)).day, act(maker, daysAgo: 84), db)
    }

    private func addGrants(_ tree: Tree, _ db: Connection) throws {
        func draft(
            _ title: String, _ course: GrantCourse, _ body: String, _ kind: Grant.BodyKind, _ requested: String
        ) throws -> Grant.ID {
            let fields: Value = [
                "body": .string(body), "body_kind": .string(kind.rawValue), "title": .string(title),
                "purpose": "Coaches and rooms for the youth of the clubs.", "requested": .string(requested),
                "currency": "EUR", "starts_on": day(60), "ends_on": Value((now + .days(20)).day),
            ]
            let made = try Grant.add(
                try FieldReader.read(fields) { GrantFields(&$0) }, course, at: tree.district.id,
                act(maker, daysAgo: 80), db)
            try made.submit(act(maker, daysAgo: 79), db)
            return made.id
        }
        func grant(_ id: Grant.ID) throws -> Grant { try Grant.find(id, NodeScope(checker), db) }
        let youth = try draft("Youth development", .plain, "Regional Sports Council", .sportsCouncil, "12000")
        try grant(youth).approve(
            Cents(1_200_000), closingOn: (now + .days(26)).day, note: nil, act(checker, daysAgo: 70), db)
        _ = try GrantReceipt.book(
            .init(amount: Cents(600_000), currency: .eur, receivedOn: (now - .days(60)).day, reference: "RSC 771"),
            for: try grant(youth), act(maker, daysAgo: 59), db)
        let report: Value = [
            "covers_from": day(60), "covers_to": day(10), "spent": "4200", "words": "Coaches' fees, receipts 1 to 14.",
        ]
        _ = try GrantReport.file(
            try FieldReader.read(report) { GrantReport.Draft.read(&$0) }, for: try grant(youth),
            act(maker, daysAgo: 9), db)
        let track = try draft("New running track", .ministry, "Ministry of Sport", .government, "48000")
        try grant(track).beginReview(act(checker, daysAgo: 30), db)
        try grant(track).ask("Who owns the ground?", act(checker, daysAgo: 29), db)
    }

    private func addFees(_ tree: Tree, _ db: Connection) throws {
        let rows: [(OrgNode, MemberFee.Kind, Int64, String)] = [
            (tree.harbour, .licenceFee, 184_000, "L-2201"), (tree.cliff, .licenceFee, 96_000, "L-2202"),
            (tree.harbour, .competitionFee, 42_000, "K-118"), (tree.district, .competitionFee, 210_000, "K-119"),
        ]
        for (node, kind, cents, reference) in rows {
            _ = try MemberFee.book(
                .init(
                    kind: kind, amount: Cents(cents), currency: .eur, receivedOn: (now - .days(50)).day,
                    reference: reference, project: nil), at: node, act(maker, daysAgo: 49), db)
        }
    }

    /// One line is known, one waits for a person.
    private func addStatement(_ tree: Tree, _ db: Connection) throws {
        let text = """
            Posting Date,Description,Name,Amount,Transaction ID
            \((now - .days(88)).day),first instalment FJORD GOLD,Fjord Outfitters,15000.00,TX 30411
            \((now - .days(3)).day),tombola,A Neighbour,180.00,TX 40201

            """
        let bytes = Array(text.utf8)
        _ = try NodeStatement.take(
            try BankFile(bytes, BankLayout(), currency: .eur), named: "district-account.csv", Digest(of: bytes),
            for: tree.district, act(maker, daysAgo: 2), db)
    }
}
