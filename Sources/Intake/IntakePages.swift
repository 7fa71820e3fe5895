import Applications
import Correspondence
import Kernel
import People
import Storage
import Web

extension IntakeRoutes {
    func list(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let page = try request.query.page()
        let state = try request.query.choice("state", IntakeItem.State.self) ?? .open
        let after = page.after?.value.text.flatMap { IntakeItem.ID($0) }
        let value = try await database.read { db in
            let items = try IntakeItem.list(state, after: after, limit: page.limit + 1, tenant: caller.tenant, db)
            let lines = try items.map { item in
                (item, try IntakeMail(item, tenant: caller.tenant, db))
            }
            return Page(rows: lines, of: page) { Value($0.0.id) }.value { $0.1.line }
        }
        return .view(
            "intake/index", value.adding("state", .string(state.rawValue)).adding("is_open", .bool(state == .open)),
            title: "Applications by mail")
    }

    func show(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", IntakeItem.self)
        let value = try await database.read { db in
            try IntakeMail(try IntakeItem.find(id, tenant: caller.tenant, db), tenant: caller.tenant, db).value
        }
        return .view("intake/show", value, title: value["subject"]?.text)
    }

    /// The files are taken out of the mail first, each a durable blob; then application, files and the item's move are
    /// one transaction, so that a mail becomes one application, however often it is asked for.
    func make(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", IntakeItem.self)
        let now = clock.now()
        let (input, _) = try ApplicationInput.read(request.form(), over: nil, today: now.day)
        let mail = try await database.read { db in
            try IntakeMail(try IntakeItem.find(id, tenant: caller.tenant, db), tenant: caller.tenant, db)
        }
        _ = try IntakeItem.lifecycle.move(mail.item.state, on: .make)
        let (drafts, leftOut) = try await drafts(of: mail)
        let keys = keys
        let application = try await database.write { db in
            let made = try Application.create(
                input, keys: keys, tenant: caller.tenant, by: caller.who, at: now, db)
            for draft in drafts {
                _ = try ApplicationFile.add(draft, to: made.id, tenant: caller.tenant, by: caller.who, at: now, db)
            }
            try IntakeItem.move(
                id, on: .make, application: made.id, tenant: caller.tenant, by: caller.who, at: now, db)
            return made.id
        }
        let value: Value = [
            "id": Value(application), "intake": Value(id), "files": Value(drafts.count),
            "left_out": .list(leftOut.map(Value.string)),
        ]
        return .created(location: "/applications/\(application)", value)
    }

    /// The rows of the first JSON or CSV file, by the same code as every import: a second time makes no doubles. The
    /// other files go to the application where there is one row.
    func importRows(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", IntakeItem.self)
        let now = clock.now()
        let mail = try await database.read { db in
            try IntakeMail(try IntakeItem.find(id, tenant: caller.tenant, db), tenant: caller.tenant, db)
        }
        _ = try IntakeItem.lifecycle.move(mail.item.state, on: .make)
        guard let table = mail.table else { throw IntakeRefusal.noTable(id) }
        let reader = reader
        let bytes = try await files.read(path: try await files.run { try reader.path(of: table, in: mail.message) })
        let answers = try await ApplicationImport(
            database: database, keys: keys, tenant: caller.tenant, by: caller.who
        ).run(try ImportSource(bytes), at: now)
        let stored = answers.compactMap(\.id)
        guard answers.allSatisfy({ $0.state != .refused }), !stored.isEmpty else {
            return .view("applications/imported", ImportAnswer.report(answers), title: "Imported applications")
        }
        let single = stored.count == 1 ? stored[0] : nil
        let drafts = single == nil ? [] : try await drafts(of: mail).files
        try await database.write { db in
            if let single {
                for draft in drafts {
                    _ = try ApplicationFile.add(draft, to: single, tenant: caller.tenant, by: caller.who, at: now, db)
                }
            }
            try IntakeItem.move(id, on: .make, application: single, tenant: caller.tenant, by: caller.who, at: now, db)
        }
        return .view("applications/imported", ImportAnswer.report(answers), title: "Imported applications")
    }

    func dismiss(_ request: Request) async throws -> Answer { try await move(request, on: .dismiss) }

    func reopen(_ request: Request) async throws -> Answer { try await move(request, on: .reopen) }

    private func move(_ request: Request, on event: IntakeItem.Event) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", IntakeItem.self)
        let now = clock.now()
        let state = try await database.write { db in
            try IntakeItem.move(id, on: event, tenant: caller.tenant, by: caller.who, at: now, db)
            return try IntakeItem.find(id, tenant: caller.tenant, db).state
        }
        return .done(redirect: "/intake", ["id": Value(id), "state": Value(state.rawValue)])
    }

    /// The files that funders take, each under the document that its name tells. One that is not what its name says is
    /// left out and named: nobody here can mend it, and the mail keeps it.
    private func drafts(of mail: IntakeMail) async throws -> (files: [ApplicationFile.Draft], leftOut: [String]) {
        var (drafts, leftOut): ([ApplicationFile.Draft], [String]) = ([], [])
        let reader = reader
        for (attachment, name, document) in mail.papers {
            let path = try await files.run { try reader.path(of: attachment, in: mail.message) }
            do {
                drafts.append(try await files.take(path: path, name: name, document: document))
            } catch is any Refusal {
                leftOut.append(name)
            }
        }
        return (drafts, leftOut)
    }
}

package enum IntakeRefusal: Refusal, Equatable {
    case noTable(IntakeItem.ID)

    package var code: String { "no_table" }
    package var reason: String {
        switch self {
        case .noTable(let id): "the mail of intake item \(id) brings no JSON or CSV file"
        }
    }
}
