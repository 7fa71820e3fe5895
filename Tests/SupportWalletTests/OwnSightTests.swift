import Cohorts
import Kernel
import People
import Storage
import Testing
import Web

@testable import SupportWallet

/// What a participant may never see: looked for in the types and in every answer.
@Suite struct OwnSightTests {
    @Test func `I07 no member of what a participant is answered can hold an amount`() async throws {
        let office = try await Supporting()
        let group = try await office.group()
        let id = try await office.ask(.data, group)
        let request = try await office.request(id)
        // Identities, closed lists, days and the mission's title: all of them, by name and type.
        #expect(
            Self.members(OwnRequest(request, mission: "x")) == [
                "id: Identifier<SupportRequest>", "kind: SupportKind", "mission: String", "word: Word",
                "question: Optional<Question>", "denial: Optional<Told>", "askedOn: Day", "hasVoucher: Bool",
            ])
        for code in Eligibility.allCases { #expect(Self.members(code).isEmpty) }
        let summary = try await office.read { db, tenant in
            try ImpactSummary.of(try Participant.find(group.people[0], tenant: tenant, db), db)
        }
        #expect(
            Self.members(summary) == [
                "reference: String", "cohort: String", "transformation: Transformation", "support: Support",
                "behaviour: ImpactBehaviour",
            ])
        #expect(
            Self.members(summary.support) == [
                "kinds: Array<SupportKind>", "isAsked: Bool", "eligibility: Consistency", "band: Optional<Band>",
            ])
        #expect(
            Self.members(summary.transformation) == [
                "firstLevel: Optional<Int>", "level: Optional<Int>", "skills: Optional<SkillTriad>",
                "daysToFirstIncome: Optional<Int>",
            ])
        #expect(
            Self.members(summary.behaviour) == [
                "longestStreakWeeks: Int", "arenaAttempts: Int", "iterations: Int", "attempts: Int",
            ])
    }

    private static func members(_ value: Any) -> [String] {
        Mirror(reflecting: value).children.map { "\($0.label ?? ""): \(type(of: $0.value))" }
    }

    /// Each member of an answer by its path and kind: `requests[].mission text`.
    private static func paths(_ value: Value, _ path: String = "") -> Set<String> {
        if let list = value.list { return list.reduce(into: Set()) { $0.formUnion(paths($1, "\(path)[]")) } }
        if let fields = value.fields {
            return fields.members.reduce(into: Set()) { found, member in
                found.formUnion(paths(member.value, path.isEmpty ? member.name : "\(path).\(member.name)"))
            }
        }
        if value.isNull { return ["\(path) nothing"] }
        return ["\(path) \(value.text != nil ? "text" : value.flag != nil ? "flag" : "number")"]
    }

    // swift-format-ignore
    /// Every member that an own request may have.
    private static let own: Set<String> = [
        "id text", "type text", "type_label text", "mission text", "status text", "status_label text", "status_tone text",
        "question nothing", "question_label nothing", "question text", "question_label text", "reason nothing",
        "reason_label nothing", "reason text", "reason_label text", "asked_on text", "wants_answer flag", "has_voucher flag",
    ]

    private static func own(in list: String) -> Set<String> { Set(own.map { "\(list)[].\($0)" }) }

    // swift-format-ignore
    /// Every member that a participant's answers may have. Whoever adds one says here what it is.
    private static let known: [String: Set<String>] = [
        "request": own,
        "/support": own(in: "requests").union([
            "reference text", "eligibility text", "eligibility_label text", "may_ask flag", "missions[].id text",
            "missions[].title text", "has_earlier flag", "types[].value text", "types[].label text", "types[].is_default flag",
            "whys[].value text", "whys[].label text", "evidence_kinds[].value text", "evidence_kinds[].label text",
        ]),
        "/support/requests": own(in: "items").union(["next nothing"]),
        "/support/account": [
            "accounts[].account text", "accounts[].bank text", "accounts[].number text", "accounts[].name text",
            "accounts[].is_confirmed flag", "accounts[].wants_confirmation flag", "may_give flag", "banks[].code text",
            "banks[].name text",
        ],
        "/support/summary": [
            "reference text", "cohort text", "support[] text", "transformation.first_level nothing",
            "transformation.level nothing", "transformation.skills nothing", "transformation.days_to_first_income nothing",
            "behaviour.attempts number", "behaviour.longest_streak_weeks number", "behaviour.arena_attempts number",
            "behaviour.iterations number",
        ],
        "/support/journal": [
            "items[].id text", "items[].layer text", "items[].kind text", "items[].kind_label text", "items[].written_at text",
            "items[].text text", "next nothing", "kinds[].value text", "kinds[].label text", "password_made_on text", "password_changed_on nothing",
        ],
    ]

    @Test
    func `I07 the members of every answer that a participant gets are a closed list, and numbers are of the change`()
        async throws
    {
        let office = try await Supporting()
        let (group, id) = try await office.cash()
        let asker = group.askers[0]
        var heard: [String: Set<String>] = [:]
        func hear(_ method: Web.Method, _ path: String, _ name: String, _ body: Value = .null) async throws {
            let value = try await office.caller.call(method, path, body, as: asker).value
            heard[name, default: []].formUnion(Self.paths(value))
        }
        func look() async throws {
            for name in ["", "/requests", "/account", "/summary", "/journal"] {
                try await hear(.get, "/support\(name)", "/support\(name)")
            }
        }
        try await look()
        office.clock.advance(.seconds(1))
        try await hear(.post, "/support/request", "request", Supporting.wish(.transport, group.mission))
        let transport = try await office.ask(.tools, group)
        let denied = try await office.ask(.cash, group)
        try await office.triage()
        let admin = office.principal(.admin, 6)
        for (request, verb, body) in [
            (transport, "clarify", ["question": "which_day"] as Value), (denied, "deny", ["reason": "other_way"]),
        ] where try await office.request(request).state == .queued {
            #expect(try await office.code(.post, "/admin/support/\(request)/\(verb)", body, as: admin) == nil)
        }
        _ = try await office.caller.call(
            .post, "/support/journal", ["kind": "reflection", "text": "braver"], as: asker)
        let today = office.today
        let now = office.clock.now()
        try await office.write { db, tenant in
            try Participant.find(group.people[0], tenant: tenant, db).measure(
                Measurement(on: today, ParticipantStanding(momentum: 60)), by: Supporting.who, at: now, db)
        }
        try await office.disburse()
        #expect(try await office.request(id).state == .completed)
        try await look()
        for (name, paths) in heard {
            #expect(paths.subtracting(Self.known[name] ?? []).sorted() == [], "\(name)")
        }
        let numbers = heard.values.joined().filter { $0.hasSuffix(" number") }
        #expect(numbers.allSatisfy { $0.hasPrefix("behaviour.") || $0.hasPrefix("transformation.") }, "\(numbers)")
    }

    @Test func `I06 I13 planted amounts are in no answer, no refusal and no header that a participant gets`()
        async throws
    {
        let office = try await Supporting()
        let group = try await office.group(2)
        let admin = office.principal(.admin, 6)
        var rules = SupportRules()
        rules.values = [
            .data: Cents(773_191), .transport: Cents(773_293), .tools: Cents(773_397), .cash: Cents(773_499),
        ]
        rules.midValue = Cents(778_887)
        let (act, planted) = (office.act, rules)
        try await office.write { db, _ in
            try planted.write(act, db)
            try WalletSettings(allocation: Cents(7_793_917), currency: .usd).write(act, db)
        }
        var told: [String] = []
        func hear(_ method: Web.Method, _ path: String, _ body: Value = .null, _ person: Int = 0) async throws {
            do {
                let answer = try await office.caller.call(method, path, body, as: group.askers[person])
                told.append(answer.value.json)
                told += answer.headers.map { "\($0.name): \($0.value)" }
            } catch let errors as FieldErrors {
                told.append("\(errors)")
            } catch let refusal as any Refusal {
                told += [refusal.code, refusal.reason, refusal.field ?? ""]
            }
        }
        for kind in SupportKind.allCases {
            for _ in 0..<3 {
                office.clock.advance(.seconds(1))
                try await hear(.post, "/support/request", Supporting.wish(kind, group.mission))
                try await hear(.get, "/support")
                try await office.triage()
                try await hear(.get, "/support/requests")
            }
        }
        let queue = try await office.caller.call(.get, "/admin/support/queue?limit=200", as: admin)
        let ids = queue["items"]?.list?.compactMap { $0["id"]?.text } ?? []
        #expect(!ids.isEmpty)
        for (place, id) in ids.enumerated() {
            let path = "/admin/support/\(id)"
            if place == 0 {
                _ = try await office.caller.call(.post, "\(path)/clarify", ["question": "which_day"], as: admin)
                try await hear(.get, "/support")
                try await hear(.post, "/support/requests/\(id)/answer", ["answer": "soon"])
            } else {
                _ = try await office.caller.call(.post, "\(path)/deny", ["reason": "budget_exhausted"], as: admin)
            }
            try await hear(.get, "/support/requests")
            for other in ["/admin/wallets", path, "\(path)/approve", "/admin/support/rules", "/admin/support/sums"] {
                try await hear(.get, other)
            }
        }
        try await office.close(group.cohort)
        try await office.keep()
        for path in ["/support", "/support/requests"] { try await hear(.get, path) }
        #expect(told.count > 40)
        let marks = ["7731", "7732", "7733", "7734", "7,73", "7788", "77939", "77,939", "7793917", "$", "USD"]
        for text in told {
            for mark in marks { #expect(!text.contains(mark), "\(mark) in \(text)") }
        }
    }

    @Test func `I13 a request is answered alike whatever its tier, and others' requests are nobody's`() async throws {
        let office = try await Supporting()
        let group = try await office.group(3)
        // One is automatic, one an operator's, one an admin's, and one has no budget left.
        let wallet = try await office.wallet(group.people[2])
        let overhead: Value = ["amount": "100", "purpose": "venue", "reference": "A", "spent_on": Value(office.today)]
        _ = try await office.caller.call(
            .post, "/admin/wallets/\(wallet.id)/overhead", overhead, as: office.principal(.admin, 6))
        var answers: [Value] = []
        for (kind, person) in [(SupportKind.data, 0), (.tools, 0), (.cash, 1), (.data, 2)] {
            office.clock.advance(.seconds(1))
            let made = try await office.caller.call(
                .post, "/support/request", Supporting.wish(kind, group.mission), as: group.askers[person])
            guard case .object(var fields) = made.value else { continue }
            for name in ["id", "type", "type_label"] { fields[name] = nil }
            answers.append(.object(fields))
        }
        #expect(answers.count == 4 && Set(answers.map(\.json)).count == 1)
        try await office.triage()
        // The second tier, the third and the exhausted one read the same.
        let words = [
            try await office.own(group)[0], try await office.own(group, 1)[0], try await office.own(group, 2)[0],
        ]
        #expect(words.map { $0["status"] } == ["in_review", "in_review", "in_review"])
        #expect(try await office.own(group).count == 2)
        #expect(try await office.own(group, 1).count == 1)
    }

    @Test func `I06 no route of support is a mentor's, and a participant's are those below /support alone`()
        async throws
    {
        let office = try await Supporting()
        let routes = office.caller.routes.filter { $0.access != .open }
        #expect(routes.filter { $0.access.admits([.mentor]) }.map(\.pattern) == [])
        let own = routes.filter { $0.access.admits([.participant]) }
        #expect(own.count > 8 && own.allSatisfy { "\($0.pattern)/".hasPrefix("/support/") })
    }
}
