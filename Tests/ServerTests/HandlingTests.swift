import Applications
import Estimates
import Funders
import Kernel
import Outbox
import Storage
import TestDatabases
import Testing

@testable import Server
@testable import Submissions

/// What an office settles about a funder, by the routes and by the workers.
@Suite struct HandlingTests {
    private let broker = Who.system("test")

    private func told(_ live: LiveDesk, _ method: String, _ path: String, _ key: String, _ body: String? = nil)
        async throws -> (status: Int, value: Value)
    {
        let reply = try await live.ask(method, path, key: key, accept: "application/json", body: body)
        return (reply.status, (try? Value(parsing: Array(reply.body.utf8))) ?? .null)
    }

    private func funder(_ name: String, _ demo: TemporaryDemo) async throws -> Funder.ID {
        try #require(try await demo.value("SELECT id FROM funder WHERE name = \(name)", as: Funder.ID.self))
    }

    private func application(_ key: String, _ demo: TemporaryDemo) async throws -> Application.ID {
        try #require(
            try await demo.value("SELECT id FROM application WHERE external_id = \(key)", as: Application.ID.self))
    }

    private func send(
        _ application: Application.ID, _ funder: Funder.ID, reason: String? = nil, _ demo: TemporaryDemo
    ) async throws -> String {
        var order = SendingDesk.Order(application: application, funders: [funder])
        order.overrideReason = reason
        let (answer, _) = try await demo.demo.office.sendingDesk.send(
            order, key: nil, tenant: demo.demo.tenant, by: broker)
        let line = answer["lines"]?.list?.first
        return line?["code"]?.text ?? line?["state"]?.text ?? ""
    }

    private func settle(
        _ mode: SubmissionMode, hours: Int = 120, version: Int = 0, of funder: Funder.ID, _ demo: TemporaryDemo
    ) async throws {
        let (tenant, now) = (demo.demo.tenant, demo.clock.now())
        _ = try await demo.demo.office.database.write {
            try FunderHandling.save(
                mode: mode, exclusiveHours: hours, version: version, of: funder, tenant: tenant,
                by: .system("test"), at: now, $0)
        }
    }

    @Test func `A58 an application goes to a funder once in its exclusive time, except with a reason`() async throws {
        let demo = try await TemporaryDemo()
        let (marisol, lantern) = (try await application("marisol", demo), try await funder("Lanternfish Capital", demo))
        #expect(try await send(marisol, lantern, demo) == "queued")
        try await demo.sendOut()
        demo.clock.advance(.hours(25))
        #expect(try await send(marisol, lantern, demo) == "exclusive_window")
        let (tenant, now) = (demo.demo.tenant, demo.clock.now())
        let line = try await demo.demo.office.database.read { db in
            try Shortlist.make(marisol, tenant: tenant, at: now, db).lines.first { $0.dossier.funder.id == lantern }
        }
        #expect(line?.block?.code == "exclusive_window" && line?.isSelectable == true, "it warns")
        #expect(try await send(marisol, lantern, reason: "they lost it", demo) == "queued")
        // Another application of the same funder is not concerned, and a funder may have a time of its own.
        #expect(try await send(try await application("saltbox", demo), lantern, demo) == "queued")
        try await demo.sendOut()
        demo.clock.advance(.hours(25))
        try await settle(.reviewFirst, hours: 20, of: lantern, demo)
        #expect(try await send(marisol, lantern, demo) == "queued")
        demo.clock.advance(.hours(121))
        try await settle(.reviewFirst, hours: 120, version: 1, of: lantern, demo)
        #expect(try await send(marisol, lantern, demo) == "queued")
    }

    @Test func `A53 nothing goes to a funder that is only analysed, and it stands in the shortlist all the same`()
        async throws
    {
        let demo = try await TemporaryDemo()
        let (marisol, lantern) = (try await application("marisol", demo), try await funder("Lanternfish Capital", demo))
        try await settle(.analyseOnly, of: lantern, demo)
        #expect(try await send(marisol, lantern, reason: "all the same", demo) == "funder_analyse_only")
        let (tenant, now) = (demo.demo.tenant, demo.clock.now())
        let line = try await demo.demo.office.database.read { db in
            try Shortlist.make(marisol, tenant: tenant, at: now, db).lines.first { $0.dossier.funder.id == lantern }
        }
        #expect(line?.assessment?.verdict == .green && line?.isSelectable == false)
    }

    /// Three nodes look at the same moment.
    @Test func `A53 what is complete goes by itself, once with three nodes too, and nothing else does`() async throws {
        let demo = try await TemporaryDemo()
        let office = demo.demo.office
        let (lantern, maple) =
            (try await funder("Lanternfish Capital", demo), try await funder("Sugar Maple Credit", demo))
        try await settle(.automatic, of: lantern, demo)
        try await settle(.automatic, of: maple, demo)
        demo.clock.advance(.hours(1))
        #expect(try await AutomaticLook(office: office).look() == 0, "what came in before is for a person")
        let (tenant, keys, now) = (demo.demo.tenant, office.keys.personal, demo.clock.now())
        let fields: Value = [
            "legal_name": "Pepperell Forge LLC", "state": "NY", "fico": 700, "monthly_revenue": "90000",
            "started_on": "2015-01-01", "open_positions": 0, "requested_amount": "40000",
            "industry_name": "Restaurant",
        ]
        let input = try ApplicationInput.read(fields, over: nil, today: now.day).input
        let application = try await office.database.write {
            try Application.create(input, keys: keys, tenant: tenant, by: .system("test"), at: now, $0).id
        }
        demo.clock.advance(.hours(1))
        #expect(try await AutomaticLook(office: office).look() == 0, "its bank statements are missing")
        let blob = try await FileIntake(blobs: office.blobs).put { Array("%PDF-1.4 statements".utf8) }
        let added = demo.clock.now()
        _ = try await office.database.write { db in
            try ApplicationFile.add(
                ApplicationFile.Draft(
                    document: FileCode(.bankStatements), months: 3, name: "statements.pdf", type: FileType.pdf.type,
                    sizeBytes: blob.sizeBytes, digest: blob.digest),
                to: application, tenant: tenant, by: .system("test"), at: added, db)
        }
        demo.clock.advance(.minutes(9))
        #expect(try await AutomaticLook(office: office).look() == 0, "somebody may still be at it")
        demo.clock.advance(.minutes(2))
        let queued = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<3 { group.addTask { try await AutomaticLook(office: office).look() } }
            return try await group.reduce(0, +)
        }
        #expect(queued == 1)
        #expect(try await AutomaticLook(office: office).look() == 0)
        let told: [String] = try await office.database.read { db in
            try db.rows("SELECT funder_id, sent_by FROM submission WHERE application_id = \(application)").map {
                "\(try $0.get("funder_id", as: Funder.ID.self)) \(try $0.get("sent_by", as: String.self))"
            }
        }
        #expect(told == ["\(lantern) system:automatic"], "the other wants a void check as well")
        demo.clock.advance(.days(8))
        #expect(try await AutomaticLook(office: office).look() == 0, "it had it")
    }

    /// What the look found is asked again where the mail is queued.
    @Test(arguments: ["mode", "fields", "papers", "archive", "nothing"])
    func `A53 what changes between the look and the sending is not sent by itself`(change: String) async throws {
        let demo = try await TemporaryDemo()
        let office = demo.demo.office
        let (tenant, keys) = (demo.demo.tenant, office.keys.personal)
        let lantern = try await funder("Lanternfish Capital", demo)
        try await settle(.automatic, of: lantern, demo)
        demo.clock.advance(.hours(1))
        let (now, who) = (demo.clock.now(), Who.system("automatic"))
        var fields: Value = [
            "legal_name": "Pepperell Forge LLC", "state": "NY", "fico": 700, "monthly_revenue": "90000",
            "started_on": "2015-01-01", "open_positions": 0, "requested_amount": "40000",
            "industry_name": "Restaurant",
        ]
        let input = try ApplicationInput.read(fields, over: nil, today: now.day).input
        let blob = try await FileIntake(blobs: office.blobs).put { Array("%PDF-1.4 statements".utf8) }
        let (application, file) = try await office.database.write { [broker] db in
            let id = try Application.create(input, keys: keys, tenant: tenant, by: broker, at: now, db).id
            let file = try ApplicationFile.add(
                ApplicationFile.Draft(
                    document: FileCode(.bankStatements), months: 3, name: "statements.pdf", type: FileType.pdf.type,
                    sizeBytes: blob.sizeBytes, digest: blob.digest),
                to: id, tenant: tenant, by: broker, at: now, db)
            return (id, file.id)
        }
        demo.clock.advance(.hours(1))
        let looked = demo.clock.now()
        let found = try await office.database.read { try AutomaticSending.matches(tenant: tenant, at: looked, $0) }
        #expect(found.map(\.funder) == [lantern])
        fields = fields.adding("fico", 500)
        let changed = try ApplicationInput.read(fields, over: nil, today: now.day).input
        switch change {
        case "mode": try await settle(.reviewFirst, version: 1, of: lantern, demo)
        case "fields":
            try await office.database.write { [broker] in
                _ = try Application.change(
                    application, to: changed, version: 1, keys: keys, tenant: tenant, by: broker, at: looked, $0)
            }
        case "papers":
            try await office.database.write { [broker] in
                _ = try ApplicationFile.remove(file, of: application, tenant: tenant, by: broker, at: looked, $0)
            }
        case "archive":
            try await office.database.write { [broker] in
                _ = try Application.archive(application, true, version: 1, tenant: tenant, by: broker, at: looked, $0)
            }
        default: break
        }
        let order = SendingDesk.Order(application: application, funders: [lantern])
        let sent = try? await office.sendingDesk.send(order, key: nil, tenant: tenant, by: who)
        let line = sent?.answer["lines"]?.list?.first
        #expect((line?["state"] == "queued") == (change == "nothing"), "\(String(describing: line))")
        let count = try await demo.value(
            "SELECT count(*) FROM submission WHERE application_id = \(application)", as: Int.self)
        #expect(count == (change == "nothing" ? 1 : 0))
    }

    @Test func `A46 a rating by hand needs a reason, stands above the score, is kept, and is taken back`() async throws
    {
        let demo = try await TemporaryDemo()
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let key = try await live.key("k", [.broker], tenant: demo.demo.tenant)
        let lantern = try await funder("Lanternfish Capital", demo)
        let path = "/funders/\(lantern)"
        #expect(try await told(live, "POST", "\(path)/rating", key, "points=90").status == 422)
        #expect(try await told(live, "POST", "\(path)/rating", key, "points=101&reason=x").status == 422)
        #expect(try await told(live, "POST", "\(path)/rating", key, "points=3&reason=rude+twice").status < 300)
        let page = try await told(live, "GET", path, key).value
        #expect(page["rating"]?["points"] == 3 && page["rating"]?["reason"] == "rude twice")
        #expect(page["figures"]?["points"] == 50 && page["figures"]?["version"] == "score:1")
        #expect(page["figures"]?["parts"]?.list?.count == 4)
        let list = "/shortlist?application=\(try await application("marisol", demo))&sort=score"
        let lines = try await told(live, "GET", list, key).value["funders"]?.list ?? []
        let own = lines.first { $0["id"] == Value(lantern) }
        #expect(own?["points"] == 3 && own?["history"]?["points"] == 50)
        #expect(lines.filter { $0["is_selectable"] == true }.last?["id"] == Value(lantern))
        let csv = try await live.ask(
            "GET", list.split(separator: "?").joined(separator: "/export?"), key: key)
        #expect(csv.body.contains("Lanternfish Capital,green,3,by hand,0,yes"), "\(csv.body)")
        #expect(try await told(live, "POST", "\(path)/rating", key, "reason=new+people").status < 300)
        let after = try await told(live, "GET", path, key).value
        #expect(after["rating"] == .null && after["ratings"]?.list?.count == 2)
        let html = try await live.ask("GET", path, key: key)
        #expect(html.body.contains("What its past says") && html.body.contains("How long it takes to answer"))
    }

    @Test func `N08 a silent funder is asked once, in the same thread, by a person`() async throws {
        let demo = try await TemporaryDemo()
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let key = try await live.key("k", [.broker], tenant: demo.demo.tenant)
        let id = try await demo.submit("marisol", to: ["Lanternfish Capital"])[0]
        let path = "/submissions/\(id)"
        #expect(try await told(live, "GET", path, key).value["silence"]?["may_nudge"] == false)
        let early = try await told(live, "GET", "\(path)/nudge", key)
        #expect(early.status == 409 && early.value["code"] == "too_early_to_nudge")
        // It promised an answer within two hours.
        demo.clock.advance(.hours(3))
        let page = try await live.ask("GET", path, key: key)
        #expect(page.body.contains("Ask the funder") && page.body.contains("It promised an answer by"))
        let draft = try await told(live, "GET", "\(path)/nudge", key).value
        #expect(draft["text"]?.text?.contains("Marisol Taqueria Group LLC") == true)
        #expect(draft["subject"]?.text?.hasPrefix("Re: ") == true)
        let before: Int = try await demo.value("SELECT count(*) FROM outbox") ?? 0
        #expect(before == 1, "a draft sends nothing")
        let sent = try await told(live, "POST", "\(path)/nudge", key, "text=Any+news%3F")
        #expect(sent.status < 300)
        let again = try await told(live, "POST", "\(path)/nudge", key, "text=Any+news+now%3F")
        #expect(again.status == 409 && again.value["code"] == "already_nudged")
        #expect(try await demo.value("SELECT count(*) FROM outbox") == 2)
        let thread = try await demo.demo.office.database.read { [tenant = demo.demo.tenant] db in
            try MessageLink.messages(of: id, tenant: tenant, db).filter { $0.grade == .own }.map(\.message)
        }
        #expect(thread.count == 2 && thread.last?.references.contains(thread.first?.key ?? "?") == true)
        #expect(thread.last?.inReplyTo == thread.first?.key)
        // Once it has answered, nothing is waited for.
        try await demo.answer(id, "Thanks, we are looking at it.")
        #expect(try await told(live, "GET", path, key).value["silence"] == .null)
        let other = try await demo.submit("saltbox", to: ["Lanternfish Capital"])[0]
        try await demo.answer(other, "Declined. Too many NSFs.")
        let late = try await told(live, "POST", "/submissions/\(other)/nudge", key, "text=Hello")
        #expect(late.status == 409 && late.value["code"] == "not_waiting")
    }

    @Test func `A31 a submission names the guidelines that it was sent by, whatever is saved later`() async throws {
        let demo = try await TemporaryDemo()
        let id = try await demo.submit("marisol", to: ["Lanternfish Capital"])[0]
        let (tenant, now) = (demo.demo.tenant, demo.clock.now())
        let lantern = try await funder("Lanternfish Capital", demo)
        let (named, said) = try await demo.demo.office.database.write { db in
            _ = try Guideline.save(
                try Criteria.read(["min_fico": 800]), version: 1, of: lantern, tenant: tenant, by: .system("test"),
                at: now, db)
            let version: Guideline.VersionID? = try db.value("SELECT guideline_id FROM submission WHERE id = \(id)")
            return (version, try version.map { try Guideline.criteria($0, tenant: tenant, db).minFico } ?? nil)
        }
        #expect(named != nil && said == 550)
    }

    @Test func `A33 from the criteria over the shortlist to the mail in one chain of calls`() async throws {
        let demo = try await TemporaryDemo()
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let key = try await live.key("k", [.broker], tenant: demo.demo.tenant)
        let marisol = try await application("marisol", demo)
        let lines = try await told(live, "GET", "/shortlist?application=\(marisol)", key).value["funders"]?.list ?? []
        let fitting = lines.filter { $0["verdict"] == "green" && $0["block"] == .null }.compactMap { $0["id"]?.text }
        #expect(fitting.count >= 3)
        let body = "application=\(marisol)" + fitting.map { "&funders=\($0)" }.joined()
        let sent = try await told(live, "POST", "/submissions", key, body)
        #expect(sent.value["lines"]?.list?.compactMap { $0["state"]?.text } == fitting.map { _ in "queued" })
        try await demo.sendOut()
        #expect(try await demo.value("SELECT count(*) FROM submission WHERE status = 'sent'") == fitting.count)
    }
}
