import Applications
import Deals
import Kernel
import Ledger
import Storage
import Testing
import Web

@testable import Referrals

/// Nothing is decided or paid but by a person: every route by every machine, and every command beneath the routes (G39, I-8).
@Suite struct MachineTests {
    /// What only a decision makes.
    private static let decided = ["approved", "paid", "converted", "partially_approved", "active", "rejected"]

    @Test func `G26 G39 no command by a key or the program decides or pays anything, whatever it is sent`() async throws
    {
        let office = try await Referring()
        let waiting = try await Waiting(office)
        let before = try await waiting.states(office)
        let robots: [Principal] = [.admin, .referralAdmin].map { role in
            Principal(
                tenant: office.tenants[0], person: nil, name: "robot", roles: [role], credential: .key(name: "robot"))
        }
        let machines = robots + [Referring.principal(office.tenants[0], nil, [.admin])]
        var tried: Set<String> = []
        var count = 0
        let commands = office.caller.routes.filter { !$0.method.isSafe && $0.pattern.hasPrefix("/referral") }
        for route in commands {
            let paths =
                route.pattern.contains("{id}")
                ? waiting.records.map { route.pattern.replacing("{id}", with: $0) } : [route.pattern]
            for (path, body) in paths.flatMap({ path in waiting.bodies.map { (path, $0) } }) {
                for machine in machines {
                    let status = try await office.status(route.method, path, body, as: machine)
                    #expect(status < 500, "\(path)")
                    count += 1
                }
            }
            tried.insert("\(route.method.rawValue) \(route.pattern)")
        }
        #expect(tried.count == commands.count && tried.count > 40 && count > 5000, "\(tried.count) \(count)")
        // What a key may do (registering, sending leads, generating a batch that waits) decides nothing.
        for row in try await waiting.states(office) where !before.contains(row) {
            #expect(!Self.decided.contains { row.hasSuffix(" \($0)") }, "\(row)")
        }
        let deciders = try await office.database.read { db in
            try db.rows(
                """
                SELECT who FROM referral_activity
                 WHERE action LIKE '%approved' OR action LIKE '%paid' OR action LIKE '%rejected'
                    OR action LIKE '%activated' OR action LIKE '%converted' OR action LIKE '%failed'
                """
            ).map { try $0.get("who", as: String.self) }
        }
        #expect(deciders.count > 8 && deciders.allSatisfy { $0.hasPrefix("person:") })
        #expect(try await office.flaws() == [])
    }

    @Test func `G39 beneath the routes every command that decides or pays refuses the program and every key`()
        async throws
    {
        let office = try await Referring()
        let waiting = try await Waiting(office)
        let before = try await waiting.states(office)
        let (tenant, now) = (office.tenants[0], office.clock.now())
        for who in [Who.system("generator"), .system("demo"), .key("robot")] {
            let act = ReferralAct(tenant: tenant, by: who, at: now)
            for (name, command) in waiting.commands {
                await #expect(throws: ReferralRefusal.notAPerson, "\(name) by \(who.text)") {
                    try await office.database.write { try command(act, $0) }
                }
            }
        }
        #expect(try await waiting.states(office) == before)
        // A batch that the program generates waits for people.
        let (id, day) = (waiting.partner, now.day)
        let made = try await office.database.write { db in
            try ReferralPayout.generate(
                for: Referrer.find(id, tenant: tenant, db), from: day.adding(days: -60), to: day.adding(days: -1),
                ReferralAct(tenant: tenant, by: .system("generator"), at: now), db
            ).payout
        }
        #expect(made.state == .pending && made.decidedBy == nil && made.transfer == nil)
    }
}

/// Something to be decided in each state.
private struct Waiting {
    let partner: Referrer.ID
    let records: [String]
    let bodies: [Value]
    typealias Command = @Sendable (ReferralAct, Connection) throws -> Void
    let commands: [(name: String, run: Command)]

    init(_ office: Referring) async throws {
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        let lead = try await office.lead("Open", by: user)
        let held = try await office.lead("Open", by: user)
        let done = try await office.lead("Done", by: user)
        let application = try await office.approve(done)
        let deal = try await office.deal(of: application)
        let asked = try await office.ask(for: done, by: user)
        for number in 0..<3 { _ = try await office.earned("M \(number)", by: user) }
        let pending = try await office.batch(id)
        let line = try await office.lines(pending)[0].id
        _ = try await office.earned("Later", by: user)
        let approved = try await office.batch(id)
        _ = try await office.act("/referral/payouts/\(approved)/approve", as: office.checker)
        _ = try await office.earned("Refused", by: user)
        let refused = try await office.batch(id)
        _ = try await office.act("/referral/payouts/\(refused)/reject", ["notes": "x"], as: office.checker)
        let free = try await office.earned("Free", by: user)
        // The key of the partner bears the name by which the machines below ask.
        _ = try await office.act("/referral/partners/\(id)/keys", ["name": "robot"])
        try await office.database.write { try $0.run("UPDATE api_key SET name = 'robot'") }
        office.clock.advance(.days(1))
        let waiting = try await office.registered()
        try await office.addDocument(to: waiting)
        _ = try await office.act(
            "/referral/partners/\(waiting)/verifications", ["flag": "documents"], as: office.checker)
        let change = try found(
            try await office.act(
                "/referral/partners/\(waiting)/bank-changes", ["method": "paypal", "paypal_email": "a@b.example"])[
                    "id"]?
                .text.flatMap { BankChange.ID($0) })
        let fresh = try await office.application("Fresh")
        partner = id
        records = [
            lead.description, held.description, done.description, asked.description, free.description,
            pending.description, line.description, approved.description, refused.description, waiting.description,
            id.description, change.description, try found(user.person).description,
        ]
        let day = office.clock.now().day
        bodies = [
            [:], ["reason": "x", "notes": "x"], ["status": "active"],
            ["status": "approved", "application": Value(fresh)], ["actual_lead_id": Value(fresh)],
            ["status": "converted", "deal": Value(deal)], ["paid_on": Value(day), "reference": "R"],
            ["flag": "documents"], ["minimum": "0", "limit": "1"], ["credit": Value(free)], ["lead": Value(done)],
            [
                "partner": Value(id), "from": Value(day.adding(days: -30)), "to": Value(day.adding(days: -1)),
                "credits": [Value(free)],
            ],
        ]
        let tenant = office.tenants[0]
        func ofLead(
            _ id: ReferredLead.ID, _ body: @escaping @Sendable (ReferredLead, ReferralAct, Connection) throws -> Void
        )
            -> Command
        { { act, db in try body(ReferredLead.find(id, tenant: tenant, db), act, db) } }
        func ofCredit(
            _ id: ReferralCredit.ID,
            _ body: @escaping @Sendable (ReferralCredit, ReferralAct, Connection) throws -> Void
        ) -> Command { { act, db in try body(ReferralCredit.find(id, tenant: tenant, db), act, db) } }
        func ofPayout(
            _ id: ReferralPayout.ID,
            _ body: @escaping @Sendable (ReferralPayout, ReferralAct, Connection) throws -> Void
        ) -> Command { { act, db in try body(ReferralPayout.find(id, tenant: tenant, db), act, db) } }
        func ofReferrer(
            _ id: Referrer.ID, _ body: @escaping @Sendable (Referrer, ReferralAct, Connection) throws -> Void
        ) -> Command { { act, db in try body(Referrer.find(id, tenant: tenant, db), act, db) } }
        commands = [
            ("begin a review", ofLead(lead) { try $0.beginReview(note: nil, $1, $2) }),
            ("release a lead", ofLead(held) { try $0.release(reason: "x", $1, $2) }),
            ("approve a lead", ofLead(lead) { try $0.approve(as: fresh, note: nil, $1, $2) }),
            ("reject a lead", ofLead(lead) { try $0.reject(reason: "x", $1, $2) }),
            ("convert a lead", ofLead(done) { try $0.convert(by: .find(deal, tenant: tenant, $2), note: nil, $1, $2) }),
            ("approve a credit", ofCredit(asked) { try $0.approve($1, $2) }),
            ("reject a credit", ofCredit(asked) { try $0.reject(reason: "x", $1, $2) }),
            ("approve a payout", ofPayout(pending) { try $0.approve(.init(), $1, $2) }),
            ("approve a part", ofPayout(pending) { try $0.approvePartially(.init(), $1, $2) }),
            ("reject a payout", ofPayout(pending) { try $0.reject(notes: "x", $1, $2) }),
            ("pay", ofPayout(approved) { try $0.pay(.init(on: day, reference: "R"), $1, $2) }),
            ("let fail", ofPayout(approved) { try $0.fail(notes: "x", $1, $2) }),
            ("send in again", ofPayout(refused) { _ = try $0.resubmit($1, $2) }),
            ("add a line", ofPayout(pending) { try $0.add(free, $1, $2) }),
            (
                "make a batch",
                ofReferrer(id) { _ = try ReferralPayout.create(of: [free], for: $0, from: day, to: day, $1, $2) }
            ),
            (
                "approve a line",
                { act, db in
                    try PayoutLine.find(line, tenant: tenant, db).decide(
                        .approve, notes: nil, in: ReferralPayout.find(pending, tenant: tenant, db), act, db)
                }
            ),
            ("activate", ofReferrer(waiting) { try $0.decide(.activate, reason: nil, $1, $2) }),
            ("reject a partner", ofReferrer(waiting) { try $0.decide(.reject, reason: "x", $1, $2) }),
            (
                "verify",
                ofReferrer(waiting) { try ReferrerVerification.set(.documents, to: true, of: $0, reason: nil, $1, $2) }
            ),
            ("give a rank", ofReferrer(id) { try $0.give(.gold, reason: nil, $1, $2) }),
            (
                "set terms",
                ofReferrer(id) { _ = try ReferralTerms.set(.init(.fixedPrice, price: Cents(1)), for: $0, $1, $2) }
            ),
            ("delete", ofReferrer(id) { try $0.delete(reason: "x", $1, $2) }),
            (
                "approve bank details",
                { act, db in
                    try BankChange.find(change, tenant: tenant, db).decide(.approve, reason: nil, act, db)
                }
            ),
            ("change limits", { act, db in try ReferralSettings().write(act, db) }),
            ("weigh", { act, db in _ = try LeadWeights.set([.credit: 1], act, db) }),
            ("make a payment file", { act, db in _ = try PaymentFile.make(nil, act, db) }),
        ]
    }

    /// Each record with its state.
    func states(_ office: Referring) async throws -> [String] {
        try await office.database.read { db in
            try db.rows(
                """
                SELECT id, status AS state FROM referral_partner UNION ALL SELECT id, state FROM referral_lead
                UNION ALL SELECT id, state FROM referral_credit UNION ALL SELECT id, state FROM referral_payout
                UNION ALL SELECT id, state FROM referral_payout_line
                UNION ALL SELECT id, state FROM referral_bank_change ORDER BY id
                """
            ).map { try "\($0.get("id", as: String.self)) \($0.get("state", as: String.self))" }
        }
    }
}
