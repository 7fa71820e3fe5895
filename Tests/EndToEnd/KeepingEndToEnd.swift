import Applications
import Correspondence
import Funders
import Kernel
import Outbox
import Storage
import Submissions
import Synchronization
import Testing

@testable import Server

/// What goes on by the clock.
@Suite struct KeepingEndToEnd {
    private func post(_ desk: AnsweredOffice, _ target: String, _ body: Value = [:]) async throws -> Value {
        try await desk.test.caller.call(.post, target, body, as: desk.test.broker).value
    }

    @Test func `E08 an offer ends when its last day is over where its funder is`() async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        // The office's clock says 2027-01-15 08:00 UTC, the funder's New York five hours less.
        _ = try await post(
            desk, "/submissions/\(made.submission)/offers", ["amount": "40000", "expires_on": "2027-01-15"])
        let expiry = OfferExpiry(database: desk.test.database, clock: desk.clock, log: Log(level: .quiet))
        desk.clock.advance(.minutes(20 * 60 + 59))
        #expect(try await expiry.look() == 0, "04:59 UTC is 23:59 there")
        desk.clock.advance(.minutes(1))
        #expect(try await expiry.look() == 1)
        #expect(try await desk.test.picture(of: made.submission).offers == ["40000 expired"])
        #expect(try await expiry.look() == 0)
    }

    @Test func `K18 the day in a zone that nobody knows is the last one on earth`() {
        let noon = Moment(seconds: 1_800_014_400)
        #expect(Funder.day(at: noon, zone: "Nowhere/AtAll") == Funder.day(at: noon, zone: "Etc/GMT+12"))
        // Clocks go forward on 2027-03-14 at 2:00 in New York: 04:30 UTC is before midnight, a day later it is after.
        let spring = Moment(seconds: 1_804_998_600)
        #expect(Funder.day(at: spring, zone: "America/New_York").description == "2027-03-13")
        #expect(Funder.day(at: spring + .hours(24), zone: "America/New_York").description == "2027-03-15")
    }

    /// Name servers that say what the test says.
    private final class Names: NameLookup {
        let texts = Mutex<[String: [String]]?>([:])
        func texts(at name: String) throws -> [String] {
            guard let texts = texts.withLock({ $0 }) else { throw NameFault(name: name) }
            return texts[name] ?? []
        }
    }

    @Test func `B20 what is wrong with a sending domain stands on the page of today until it is mended`() async throws {
        let clock = ManualClock(Moment(seconds: 1_800_000_000))
        let test = try await TestOffice(clock: clock) { _ in
            [
                "desk": [
                    "address": .string(TestOffice.deskAddress),
                    "send": ["transport": "smtp", "host": "127.0.0.1", "port": 1, "security": "none"],
                ]
            ]
        }
        let names = Names()
        let watch = DomainWatch(
            database: test.database, clock: clock, log: Log(level: .quiet), accounts: test.accounts, names: names)
        func standing() async throws -> [String] {
            let tenant = test.tenant
            return try await test.database.read { try Alert.standing(tenant: tenant, $0).map(\.subject).sorted() }
        }
        try await watch.look()
        #expect(try await standing() == ["DMARC harbourstreet.example", "SPF harbourstreet.example"])
        names.texts.withLock { $0 = nil }
        try await watch.look()
        #expect(try await standing().count == 2, "silence is no all-clear")
        names.texts.withLock {
            $0 = [
                "harbourstreet.example": ["v=spf1 mx -all"], "_dmarc.harbourstreet.example": ["v=DMARC1; p=reject"],
            ]
        }
        try await watch.look()
        #expect(try await standing().isEmpty)
        let page = try await test.caller.call(.get, "/", as: test.broker)
        #expect(page.status == 200)
    }

    @Test func `A05 the measured median stands beside the promise, and who is late is listed`() async throws {
        let desk = try await AnsweredOffice()
        let quick = try await desk.send()
        let late = try await desk.send()
        let promise: Value = ["first_response_hours": 2, "offer_hours": 24, "version": 1]
        for made in [quick, late] {
            _ = try await desk.test.caller.call(.patch, "/funders/\(made.funder)", promise, as: desk.test.broker)
        }
        desk.clock.advance(.minutes(50))
        let (tenant, now) = (desk.test.tenant, desk.clock.now())
        try await desk.test.database.write { db in
            for type in [EventType.replied, .acknowledged] {
                let event = SubmissionEvent.New(type, at: now, by: .system("test"))
                try Submission.record(event, on: quick.submission, tenant: tenant, at: now, db)
            }
        }
        let before = try await desk.test.caller.call(.get, "/submissions?overdue=true", as: desk.test.broker)
        #expect(before["items"]?.list?.isEmpty == true)
        desk.clock.advance(.hours(2))
        let list = try await desk.test.caller.call(.get, "/submissions?overdue=true", as: desk.test.broker)
        #expect(list["items"]?.list?.compactMap { $0["id"]?.text } == [late.submission.description])
        let shortlist = try await desk.test.caller.call(
            .get, "/shortlist?application=\(quick.application)", as: desk.test.broker)
        let lines = shortlist["funders"]?.list ?? []
        let line = lines.first { $0["id"] == Value(quick.funder) }
        #expect(line?["promised_hours"]?.integer == 2)
        #expect(line?["answer_hours"]?.integer == 1)
        #expect(lines.first { $0["id"] == Value(late.funder) }?["answer_hours"]?.isNull == true)
        // Who acknowledged promised an offer too.
        desk.clock.advance(.hours(22))
        let next = try await desk.test.caller.call(.get, "/submissions?overdue=true", as: desk.test.broker)
        let both = [quick.submission, late.submission].map(\.description)
        #expect(Set(next["items"]?.list?.compactMap { $0["id"]?.text } ?? []) == Set(both))
        let today = try await desk.test.caller.call(.get, "/", as: desk.test.broker)
        #expect(today["waiting"]?["overdue"]?["count"]?.integer == 2)
    }

    @Test func `B18 a broker with an account of its own sends from it, unless another is chosen`() async throws {
        let test = try await TestOffice { folder in
            let send: Value = ["transport": "maildir", "folder": .string("\(folder)/mail")]
            return [
                "dana": ["address": "dana@harbourstreet.example", "send": send],
                "a-desk": ["address": .string(TestOffice.deskAddress), "send": send],
            ]
        }
        let funder = try #require(
            try await test.add([TestOffice.FunderCard("Heron Capital", "uw@heron.example")]).first)
        let papers = [TestOffice.Paper.pdf("application.pdf", .application, bytes: 600, seed: 1)]
        let application = try await test.add(merchant: "Quarry Row Masonry LLC", papers: papers)
        func sender(_ extra: Value = [:]) async throws -> String? {
            let body: Value = ["application": Value(application), "funders": [Value(funder)]]
            let answer = try await test.caller.call(
                .post, "/submissions/rehearsal", body.with(extra), as: test.broker)
            return answer["mails"]?.list?.first?["from"]?.text
        }
        #expect(try await sender() == "dana@harbourstreet.example")
        let desk = try #require(test.accounts.first { $0.account.name == "a-desk" })
        #expect(try await sender(["account": Value(desk.account.id)]) == TestOffice.deskAddress)
        // The funder's rules name an account; what the order names goes before.
        func rules(_ account: String, version: Int?) async throws -> Int? {
            let body: Value = ["account_name": .string(account), "version": Value(version)]
            return try await test.caller.call(.post, "/funders/\(funder)/rules", body, as: test.broker).status
        }
        #expect(try await rules("a-desk", version: nil) == 200)
        #expect(try await sender() == TestOffice.deskAddress)
        let dana = try #require(test.accounts.first { $0.account.name == "dana" })
        #expect(try await sender(["account": Value(dana.account.id)]) == "dana@harbourstreet.example")
        #expect(try await rules("nobody", version: 1) == 200)
        let order: Value = ["application": Value(application), "funders": [Value(funder)]]
        let answer = try await test.caller.call(.post, "/submissions/rehearsal", order, as: test.broker)
        #expect(answer["mails"]?.list?.first?["from"] == nil)
        #expect(answer.value.json.contains("account_cannot_send"), "\(answer.value.json)")
    }

    @Test func `B17 a mail above what our server takes is refused when it is ordered, with both numbers`() async throws
    {
        let desk = try await AnsweredOffice()
        _ = try await desk.send()
        let (tenant, test) = (desk.test.tenant, desk.test)
        let ((funder, _), application) = (try await desk.addFunder(), try await desk.addApplication())
        let account = try await test.database.write { db in
            let account = try MailAccount.sender(tenant: tenant, db)
            try MailAccount.noteSizeLimit(account.id, 1500, db)
            return account.id
        }
        let order: Value = ["application": Value(application), "funders": [Value(funder)]]
        for path in ["/submissions/rehearsal", "/submissions"] {
            let answer = try await test.caller.call(.post, path, order, as: test.broker, key: path)
            #expect(
                answer.value.json.contains("mail_too_large_for_server") && answer.value.json.contains("1500"),
                "\(answer.value.json)")
        }
        #expect(try await test.count("submission WHERE application_id = \(application)") == 0)
        try await test.database.write { try MailAccount.noteSizeLimit(account, 50_000_000, $0) }
        let answer = try await test.caller.call(.post, "/submissions", order, as: test.broker, key: "again")
        #expect(!answer.value.json.contains("mail_too_large"), "\(answer.value.json)")
        #expect(try await test.count("submission WHERE application_id = \(application)") == 1)
    }

    @Test func `K12 a silent mailbox and a queue that stands raise one alert each, and one all-clear`() async throws {
        let desk = try await AnsweredOffice()
        let watch = AlertWatch(database: desk.test.database, clock: desk.clock, log: Log(level: .quiet))
        func raised() async throws -> [Alert.Kind] {
            let tenant = desk.test.tenant
            try await watch.look()
            return try await desk.test.database.read { try Alert.standing(tenant: tenant, $0).map(\.kind) }
        }
        _ = try await desk.queue()
        desk.clock.advance(.minutes(10))
        #expect(try await raised() == [])
        desk.clock.advance(.minutes(1))
        #expect(try await raised() == [.pollSilent])
        desk.clock.advance(.minutes(5))
        #expect(Set(try await raised()) == [.pollSilent, .queueSilent])
        #expect(try await raised().count == 2)
        try await desk.test.fetch()
        try await desk.test.drainOutbox()
        #expect(try await raised() == [])
        #expect(try await desk.test.count("alert") == 2)
        #expect(try await desk.test.count("alert WHERE cleared_at IS NULL") == 0)
    }

    @Test func `N12 a rehearsal says what is missing and what the last sending came to`() async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        desk.clock.advance(.hours(25))
        let account = try #require(desk.test.accounts.first?.account.id)
        let order: Value = [
            "application": Value(made.application), "funders": [Value(made.funder)], "account": Value(account),
            "override_reason": "the funder lost it",
        ]
        let shown = try await post(desk, "/submissions/rehearsal", order)
        let mail = shown["mails"]?.list?.first
        #expect(mail?["last"]?["status"]?.text == "sent")
        #expect(mail?["last"]?["submission"] == Value(made.submission))
        #expect(mail?["missing_documents"]?.list != nil)
        #expect(shown["account"] == Value(account), "what is sent next goes out from the same account")
    }

    @Test func `C21 an application that came back from everybody is an alert`() async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        let own = try await desk.test.ownMail(of: made.submission)
        let report = IncomingMail.report(
            on: own.key, recipient: made.funderAddress, status: "5.1.1", to: TestOffice.deskAddress)
        _ = try await desk.receive(report)
        #expect(try await desk.test.picture(of: made.submission).status == "undeliverable")
        let watch = AlertWatch(database: desk.test.database, clock: desk.clock, log: Log(level: .quiet))
        try await watch.look()
        let tenant = desk.test.tenant
        let standing = try await desk.test.database.read { try Alert.standing(tenant: tenant, $0).map(\.kind) }
        #expect(standing == [.undeliverable])
    }
}
