import Cohorts
import Documents
import Kernel
import People
import Storage
import TestCalls
import Testing
import Web

@testable import Server
@testable import SupportWallet

/// Every page that a participant or a mentor reaches, as a browser gets it: read for words of money and planted amounts.
@Suite struct SupportWordsTests {
    /// Words that no page of a participant's and no mail has: of money, of borders, of aid as debt or charity.
    private static let banned = [
        "budget", "balance", "remaining", "unused", "allocat", "threshold", "tier", "wallet", "naira", "usd", "$", "₦",
        "dollar", "amount", "kobo", "limit", "exhaust", "afford", "charity", "beneficiar", "poor", "needy", "handout",
        "begging", "qualified for", "overspent", "refund", "expensive", "cheap", "cost",
    ]
    /// What a mentor reads of participants has no word of what is spent on them.
    private static let bannedOfMentors = [
        "budget", "wallet", "naira", "usd", "$", "₦", "kobo", "allocat", "stipend of",
    ]
    private static let planted = ["7731", "7732", "7733", "7734", "7788", "77939", "77,939", "7,731", "7,793"]

    @Test func `I06 I07 I41 no page that a participant or a mentor reaches has a word of money or a planted amount`()
        async throws
    {
        let demo = try await TemporaryDemo()
        let office = demo.demo.office
        let (tenant, now) = (demo.demo.tenant, demo.clock.now())
        try await office.database.write { db in
            let act = SupportAct(tenant: tenant, by: .system("test"), at: now)
            var rules = SupportRules()
            rules.values = [
                .data: Cents(773_191), .transport: Cents(773_293), .tools: Cents(773_397), .cash: Cents(773_499),
            ]
            rules.midValue = Cents(778_887)
            try rules.write(act, db)
            try WalletSettings(allocation: Cents(7_793_917), currency: .usd).write(act, db)
        }
        let sample = try #require(try await demo.demo.addSupport())
        let keeping = SupportKeeping(
            database: office.database, clock: office.clock, log: Log(level: .quiet), desk: office.disbursementDesk)
        try await keeping.look()
        let live = try LiveDesk(office)
        defer { live.stop() }
        let cookie = try await signIn(live, sample.address, demo.demo.password)
        let mission = try await office.database.read { db in
            try #require(
                try db.value(
                    "SELECT id FROM mission WHERE tenant_id = \(tenant) AND is_required = 1 ORDER BY id LIMIT 1",
                    as: String.self))
        }
        let key = try await live.key("mentor", [.mentor], tenant: tenant)
        var pages: [String: String] = [:]
        for kind in ["data", "transport", "tools", "cash"] {
            let why = kind == "data" ? "" : "&why_not_earlier=in_person"
            let token = try await csrf(live, cookie)
            let reply = try await live.ask(
                "POST", "/support/request", cookie: cookie,
                body: "type=\(kind)\(why)&mission=\(mission)&justification=It+helps&_csrf=\(token)")
            pages["asked for \(kind)"] = reply.body + reply.headers
            try await keeping.look()
            try await approve(demo)
            for (path, page) in try await crawl(live, from: "/support", cookie: cookie) { pages[path] = page }
            try await fetch(live, cookie, &pages)
        }
        #expect(pages.keys.contains { $0.hasSuffix("/voucher") } && pages.keys.contains("/support as JSON"))
        try await account(live, demo, cookie, sample.address, &pages)
        try await fail(live, demo, cookie, &pages)
        pages["the summary's paper"] = try await paper(demo, sample.address)
        #expect(pages.keys.contains("/support/summary") && pages.keys.contains("/support/journal"))
        #expect(pages.count > 6)
        for (path, page) in pages {
            let text = ShownWords.of(page, path)
            #expect(text.count > 20, "\(path)")
            let plain = Self.withoutKeys(page)
            let found = Self.banned.filter { text.contains($0) } + Self.planted.filter { plain.contains($0) }
            #expect(found == [], "\(path)")
        }
        let others = try await crawl(live, from: "/cohorts", key: key)
        #expect(others.count > 3)
        for (path, page) in others {
            let text = ShownWords.of(page, path)
            #expect(text.count > 20, "\(path)")
            let plain = Self.withoutKeys(page)
            let found =
                Self.bannedOfMentors.filter { text.contains($0) } + Self.planted.filter { plain.contains($0) }
            #expect(found == [], "\(path)")
        }
        try await noMails(demo)
    }

    @Test func `I41 no template of a participant's page or paper has a word of money`() throws {
        let folder = TemporaryOffice.root + "/templates/admin/support"
        for name in ["own", "own-requests", "own-summary", "account", "voucher", "journal"] {
            let text = ShownWords.of(String(decoding: try LocalFile.read("\(folder)/\(name).html"), as: UTF8.self))
            #expect(text.count > 40, "\(name)")
            #expect(Self.banned.filter { text.contains($0) } == [], "\(name)")
        }
    }

    /// Whatever waits, by somebody of whom nothing else is.
    private func approve(_ demo: TemporaryDemo) async throws {
        let (office, tenant) = (demo.demo.office, demo.demo.tenant)
        let ids = try await office.database.read { db in
            try db.rows(
                "SELECT id FROM support_request WHERE tenant_id = \(tenant) AND state = 'queued' AND tier = 2 ORDER BY id"
            ).map { try $0.get("id", as: SupportRequest.ID.self) }
        }
        let somebody = Principal(
            tenant: tenant, person: PersonID(bits: 8), name: "Somebody", roles: [.programmeOperator],
            credential: .session(id: "none", csrf: "none"))
        for id in ids {
            _ = try await RouteCaller(JoinedRoutes.table(office)).call(
                .post, "/admin/support/\(id)/approve", [:], as: somebody)
        }
    }

    /// The form of an account before one is given, what it refuses, the account that is to be confirmed, and once it is.
    private func account(
        _ live: LiveDesk, _ demo: TemporaryDemo, _ cookie: String, _ address: String, _ pages: inout [String: String]
    ) async throws {
        let (office, tenant, path) = (demo.demo.office, demo.demo.tenant, "/support/account")
        let empty = try await live.ask("GET", path, cookie: cookie)
        #expect(empty.body.contains("Give an account") && !empty.body.contains("Name at the bank"))
        pages["\(path) before one is given"] = empty.body + empty.headers
        for number in ["123", "0000014578"] {
            let refused = try await live.ask(
                "POST", path, cookie: cookie,
                body: "bank=011&account_number=\(number)&is_mine=true&_csrf=\(Self.token(empty.body))")
            #expect(refused.status >= 400, "\(number)")
            pages["\(path) refused \(number)"] = refused.body + refused.headers
        }
        let (now, keys) = (office.clock.now(), office.keys.personal)
        let id = try await office.database.write { db in
            let person = try #require(try Person.find(email: address, db)?.id)
            let asker = Principal(
                tenant: tenant, person: person, name: "Somebody", roles: [.participant],
                credential: .session(id: "none", csrf: "none"))
            let bank = try #require(NigerianBank.of(code: "011"))
            return try BankAccount.store(
                .init(bank, "0000014579"), name: "ADAEZE OBI", reference: "test",
                of: SupportLogin.participant(of: asker, db), keys: keys,
                SupportAct(tenant: tenant, by: asker.who, at: now), db
            ).id
        }
        let given = try await live.ask("GET", path, cookie: cookie)
        #expect(given.body.contains("Is this your name?"))
        pages["\(path) to be confirmed"] = given.body + given.headers
        let told = try await live.ask(
            "POST", "\(path)/confirm", cookie: cookie, body: "account=\(id)&_csrf=\(Self.token(given.body))")
        #expect(told.status == 303, "\(told.body)")
        pages["\(path) is confirmed"] = told.body + told.headers
        let confirmed = try await live.ask("GET", path, cookie: cookie)
        #expect(confirmed.body.contains("Confirmed"))
        pages["\(path) once confirmed"] = confirmed.body + confirmed.headers
    }

    /// What a participant reads of what was taken back and of what did not arrive.
    private func fail(
        _ live: LiveDesk, _ demo: TemporaryDemo, _ cookie: String, _ pages: inout [String: String]
    ) async throws {
        let (office, tenant, now) = (demo.demo.office, demo.demo.tenant, demo.clock.now())
        let reason = SupportReason("7731 naira too much", keys: office.keys.personal)
        let failed = try await office.database.write { db in
            let act = SupportAct(tenant: tenant, by: .system("test"), at: now, funding: CommitmentFunding())
            let ids: [SupportRequest.ID] = try db.rows(
                """
                SELECT request_id FROM support_disbursement
                 WHERE tenant_id = \(tenant) AND state = 'waiting' ORDER BY id DESC LIMIT 2
                """
            ).map { try $0["request_id"] }
            for (number, id) in ids.enumerated() {
                func found() throws -> Disbursement { try #require(try Disbursement.of(id, tenant: tenant, db)) }
                if number == 0 {
                    try found().cancel(reason: reason, act, db)
                } else {
                    try found().move(on: .begin, act, db)
                    try found().move(on: .reject, told: .init(code: "7731", failure: "7732 naira"), act, db)
                }
            }
            return ids
        }
        #expect(failed.count == 2)
        for (path, page) in try await crawl(live, from: "/support", cookie: cookie) {
            pages["\(path) once two failed"] = page
        }
        let list = try #require(pages["/support once two failed"])
        #expect(list.split(separator: "Not this time").count == 3, "\(list)")
    }

    /// Every code that a page of the participant's offers, shown.
    private func fetch(_ live: LiveDesk, _ cookie: String, _ pages: inout [String: String]) async throws {
        let home = try await live.ask("GET", "/support", cookie: cookie).body
        for part in home.split(separator: "action=\"/support/requests/").dropFirst() {
            let path = "/support/requests/" + part.prefix { $0 != "\"" }
            guard path.hasSuffix("/voucher") else { continue }
            let reply = try await live.ask("POST", path, cookie: cookie, body: "_csrf=\(Self.token(home))")
            #expect(reply.status == 201, "\(path)")
            pages[path] = reply.body + reply.headers
        }
    }

    /// What the PDF of the participant's summary says.
    private func paper(_ demo: TemporaryDemo, _ address: String) async throws -> String {
        let office = demo.demo.office
        let person = try #require(try await office.database.read { try Person.find(email: address, $0)?.id })
        let asker = Principal(
            tenant: demo.demo.tenant, person: person, name: "Somebody", roles: [.participant],
            credential: .session(id: "none", csrf: "none"))
        let answer = try await RouteCaller(JoinedRoutes.table(office)).call(.get, "/support/summary/pdf", as: asker)
        let text = try PDFText().textBlocking(of: answer.bytes)
        #expect(text.contains("Support"))
        return "<main>\(text)</main>" + answer.headers.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
    }

    /// Without identities and keys: chance writes any four digits into those.
    private static func withoutKeys(_ text: String) -> String {
        text.replacing(#/[A-Za-z0-9_\-]{20,}/#, with: "")
    }

    /// Nothing is mailed to participants: their sign-in has no mailbox, and no mail names one.
    private func noMails(_ demo: TemporaryDemo) async throws {
        let count = try await demo.demo.office.database.read { db in
            try db.value("SELECT count(*) FROM outbox_recipient WHERE address LIKE '%.invalid'", as: Int.self)
        }
        #expect(count == 0)
        let mails = TemporaryOffice.root + "/templates/mail"
        for name in LocalFile.names(in: mails) {
            let text = String(decoding: try LocalFile.read("\(mails)/\(name)"), as: UTF8.self).lowercased()
            #expect(!text.contains("support") && !text.contains("participant"), "\(name)")
        }
    }

    private func signIn(_ live: LiveDesk, _ address: String, _ password: String) async throws -> String {
        let page = try await live.ask("GET", "/sign-in")
        let cookie = Self.cookie(page.headers)
        let token = Self.token(page.body)
        let escaped = address.split(separator: "@").joined(separator: "%40")
        let reply = try await live.ask(
            "POST", "/sign-in", cookie: cookie, body: "email=\(escaped)&password=\(password)&_csrf=\(token)")
        return try #require(Self.cookie(reply.headers), "\(reply.status) \(reply.body.prefix(300))")
    }

    private static func cookie(_ headers: String) -> String? {
        headers.split(separator: "\r\n").first { $0.lowercased().hasPrefix("set-cookie:") }.map {
            String($0.dropFirst("set-cookie: ".count).prefix { $0 != ";" })
        }
    }

    private static func token(_ page: String) -> String {
        let parts = page.split(separator: "name=\"_csrf\" value=\"")
        return parts.count < 2 ? "" : String(parts[1].prefix { $0 != "\"" })
    }

    private func csrf(_ live: LiveDesk, _ cookie: String) async throws -> String {
        Self.token(try await live.ask("GET", "/support", cookie: cookie).body)
    }

    /// Every page that links lead to, once for each kind of address.
    private func crawl(
        _ live: LiveDesk, from start: String, cookie: String? = nil, key: String? = nil
    ) async throws -> [String: String] {
        var (waiting, seen, pages) = ([start], Set([start]), [String: String]())
        while let path = waiting.popLast(), pages.count < 120 {
            let reply = try await live.ask("GET", path, key: key, cookie: cookie)
            guard reply.status == 200, reply.headers.contains("text/html") else { continue }
            pages[path] = reply.body + reply.headers
            // What a program gets there.
            let bare = try await live.ask("GET", path, key: key, cookie: cookie, accept: "application/json")
            #expect(bare.status == 200 && bare.headers.contains("application/json"), "\(path)")
            pages["\(path) as JSON"] = bare.body + bare.headers
            for part in reply.body.split(separator: "href=\"").dropFirst() {
                let link = String(part.prefix { $0 != "\"" && $0 != "#" })
                guard link.hasPrefix("/"), !link.hasPrefix("/assets"), !link.contains("sign-out") else { continue }
                if seen.insert(link).inserted { waiting.append(link) }
            }
        }
        return pages
    }
}
