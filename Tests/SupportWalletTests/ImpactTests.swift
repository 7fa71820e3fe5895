import Cohorts
import Kernel
import People
import Storage
import Testing
import Web

@testable import SupportWallet

/// Summaries: three versions, three layers, each for whom it is.
@Suite struct ImpactTests {
    /// A participant who was given data and asked for cash, of a cohort that is over.
    private static func ended() async throws -> (Supporting, Supporting.Group) {
        let office = try await Supporting()
        let (group, _) = try await office.cash()
        let (now, today, act) = (office.clock.now(), office.today, office.act)
        try await office.write { db, tenant in
            let person = try Participant.find(group.people[0], tenant: tenant, db)
            try person.measure(
                Measurement(on: today, ParticipantStanding(identityLevel: 0)), by: Supporting.who, at: now, db)
            try person.measure(
                Measurement(
                    on: today,
                    ParticipantStanding(identityLevel: 3, skills: SkillTriad(80, 60, 40), firstIncomeOn: today)),
                by: Supporting.who, at: now, db)
            try Eligibility.noteAll(act, db)
        }
        try await office.disburse()
        try await office.close(group.cohort)
        try await office.keep()
        return (office, group)
    }

    private static func summary(_ group: Supporting.Group) -> String { "/admin/support/summaries/\(group.people[0])" }

    @Test func `I37 I38 I39 a summary has transformation, support in words, and what was done`() async throws {
        let (office, group) = try await Self.ended()
        let full = try await office.caller.call(.get, Self.summary(group), as: office.principal(.impactOfficer))
        let change = full["transformation"]
        #expect(change?["first_level"] == "L0" && change?["level"] == "L3" && change?["days_to_first_income"] == 0)
        #expect(change?["skills"]?["balance"] == 50)
        #expect(full["support"]?["kinds"]?.list?.compactMap { $0["kind"]?.text } == ["cash"])
        #expect(full["support"]?["band"] == "normal_usage" && full["support"]?["eligibility"] == "maintained")
        #expect(full["behaviour"]?["attempts"] == 1 && full["behaviour"]?["arena_attempts"] == 1)
        #expect(full["balance"]?["spent"] == "20.00" && full["layer"] == "structured")
        // Nothing measured is nothing said, not zero.
        let other = try await office.group(1, name: "Abuja 1", momentum: nil)
        let empty = try await office.caller.call(.get, Self.summary(other), as: office.principal(.admin))
        for name in ["first_level", "level", "skills", "days_to_first_income"] {
            #expect(empty["transformation"]?[name]?.isNull == true, "\(name)")
        }
    }

    @Test func `I40 I41 the participant's version has no digit and no word of money in what it tells of support`()
        async throws
    {
        let (office, group) = try await Self.ended()
        let own = try await office.caller.call(.get, "/support/summary", as: group.askers[0])
        let words = own["support"]?.list?.compactMap(\.text) ?? []
        #expect(words == ["Support accessed", "Cash", "Eligibility maintained"])
        let every = SupportKind.allCases.map(\.label) + ImpactSummary.Support.Consistency.allCases.map(\.words)
        for text in words + every {
            #expect(!text.contains { $0.isNumber }, "\(text)")
            for word in ["$", "budget", "unused", "received", "qualified", "balance", "amount", "naira", "usd"] {
                #expect(!text.lowercased().contains(word), "\(text)")
            }
        }
        #expect(own["wallet"] == nil && own["balance"] == nil && own["layer"] == nil)
        // Who asked for nothing needed nothing.
        let quiet = ImpactSummary.Support(
            kinds: [], isAsked: false, eligibility: .maintained, band: .highSelfSufficiency)
        #expect(quiet.words == ["Support not required", "Eligibility maintained"])
        for child in Mirror(reflecting: quiet).children {
            #expect(!String(describing: type(of: child.value)).contains("Cents"), "\(child.label ?? "")")
        }
    }

    @Test func `I40 each version is for whom it is, and the archive never changes`() async throws {
        let (office, group) = try await Self.ended()
        let path = Self.summary(group)
        let before = try await office.caller.call(.get, "\(path)/archive", as: office.principal(.admin))
        #expect(before["balance"]?["spent"] == "20.00" && before["archived_at"]?.isNull == false)
        // swift-format-ignore
        let rows: [(String, RoleName, String?)] = [
            ("",         .admin, nil), ("",         .programmeOperator, nil),            ("",         .impactOfficer, nil),
            ("/pdf",     .admin, nil), ("/story",   .impactOfficer, nil),                ("/archive", .admin, nil),
            ("/archive", .impactOfficer, "role_missing"), ("/archive", .programmeOperator, "role_missing"),
            ("",         .mentor, "role_missing"), ("/story", .mentor, "role_missing"), ("/pdf", .mentor, "role_missing"),
        ]
        for (version, role, code) in rows {
            #expect(
                try await office.code(.get, path + version, as: office.principal(role)) == code, "\(version) \(role)")
        }
        #expect(try await office.code(.get, path, as: group.askers[0]) == "role_missing")
        #expect(try await office.code(.get, "/support/summary", as: office.principal(.admin)) == "role_missing")
        for statement: SQL in ["UPDATE support_archive SET content = '{}'", "DELETE FROM support_archive"] {
            await #expect(throws: (any Error).self) { try await office.write { db, _ in try db.run(statement) } }
        }
        // Open wallets have none.
        let other = try await office.group(1, name: "Abuja 1")
        _ = try await office.wallet(other.people[0])
        #expect(try await office.code(.get, "\(Self.summary(other))/archive", as: office.principal(.admin)) != nil)
    }

    @Test func `I40 both versions are papers`() async throws {
        let (office, group) = try await Self.ended()
        let own = try await office.caller.call(.get, "/support/summary/pdf", as: group.askers[0])
        let full = try await office.caller.call(.get, "\(Self.summary(group))/pdf", as: office.principal(.admin))
        for bytes in [own.bytes, full.bytes] { #expect(bytes.starts(with: Array("%PDF-".utf8))) }
        #expect(own.bytes != full.bytes)
    }

    @Test func `I42 what a participant writes is the owner's alone, and a story has nothing of money`() async throws {
        let office = try await Supporting()
        let group = try await office.group(2)
        let text: Value = ["kind": "confidence", "text": "Quokkas make me brave"]
        #expect(try await office.code(.post, "/support/journal", text, as: group.askers[0]) == nil)
        let own = try await office.caller.call(.get, "/support/journal", as: group.askers[0])["items"]?.list ?? []
        #expect(own.count == 1 && own[0]["text"] == "Quokkas make me brave" && own[0]["layer"] == "personal")
        let others = try await office.caller.call(.get, "/support/journal", as: group.askers[1])["items"]?.list
        #expect(others?.isEmpty == true)
        for role in [RoleName.admin, .programmeOperator, .impactOfficer, .mentor] {
            #expect(try await office.code(.get, "/support/journal", as: office.principal(role)) == "role_missing")
        }
        let admin = office.principal(.admin)
        for path in ["", "/story"] {
            let told = try await office.caller.call(.get, Self.summary(group) + path, as: admin).value.json
            #expect(!told.contains("Quokkas"), "\(path)")
        }
        for table in ["support_journal", "history", "idempotency"] {
            let rows = try await office.read { db, _ in
                try db.rows("SELECT * FROM \(part: SQL(stringLiteral: table))").map { "\($0)" }
            }
            #expect(!rows.contains { $0.contains("Quokkas") }, "\(table)")
        }
        let (ended, one) = try await Self.ended()
        let story = try await ended.caller.call(.get, "\(Self.summary(one))/story", as: ended.principal(.admin)).value
        #expect(story["layer"] == "storytelling")
        for mark in ["20.00", "100.00", "$", "USD", "spent", "allocated", "balance\":{", "cash", "P-0"] {
            #expect(!story.json.contains(mark), "\(mark) in \(story.json)")
        }
    }

    @Test func `I39 runs of weeks, the arena and what was tried again are counted from attempts`() throws {
        func attempt(_ mission: String, _ day: String, isArena: Bool = false) throws -> ImpactBehaviour.Attempt {
            .init(mission, isArena: isArena, on: try #require(Day(day)))
        }
        let told = ImpactBehaviour([
            try attempt("a", "2026-11-02"), try attempt("a", "2026-11-08"),
            try attempt("b", "2026-11-09", isArena: true),
            try attempt("b", "2026-11-20"), try attempt("c", "2026-12-07"),
        ])
        #expect(told.longestStreakWeeks == 3 && told.arenaAttempts == 1 && told.iterations == 2 && told.attempts == 5)
        #expect(ImpactBehaviour([]).longestStreakWeeks == 0)
    }

    @Test
    func `L11 attempts before and after what was given are told by cohort, beside sums that agree with the ledger`()
        async throws
    {
        let office = try await Supporting()
        let group = try await office.group()
        let start = office.today
        office.clock.advance(.days(3))
        let id = try await office.ask(.data, group)
        try await office.triage()
        try await office.setRate("1500")
        try await office.disburse()
        #expect(try await office.request(id).state == .completed)
        office.clock.advance(.days(20))
        let now = office.clock.now()
        // Three days lie before it: three are looked at behind it, and what is later counts on no side.
        try await office.write { db, tenant in
            let person = try Participant.find(group.people[0], tenant: tenant, db)
            for day in [4, 5, 6, 7] {
                try person.attempt(
                    .init(at: group.mission, on: start.adding(days: day), .tried), by: Supporting.who, at: now, db)
            }
        }
        let sums = try await office.caller.call(.get, "/admin/support/sums", as: office.principal(.impactOfficer))
        let action = sums["actions"]?.list?.first
        #expect(action?["cohort"]?.text == group.cohort.description && action?["given"] == 1)
        #expect(action?["attempts_before"] == 1 && action?["attempts_after"] == 2)
        let spent = sums["categories"]?.list?.compactMap { $0["spent"]?.text.flatMap { Cents(decimal: $0) } } ?? []
        let wallet = try await office.wallet(group.people[0])
        #expect(spent.reduce(.zero, +) == (try await office.balance(wallet.id).totalSpent))
    }
}
