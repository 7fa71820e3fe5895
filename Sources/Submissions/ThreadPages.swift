import Applications
import Kernel
import Storage
import Web

/// What is sent to a funder after the submission: documents, and the news that the merchant went elsewhere.
extension SubmissionRoutes {
    /// The checklist, and the application's files: those that the funder has not got come first.
    func followUpForm(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Submission.self)
        let value = try await database.read { db -> Value in
            let thread = try ThreadLetter.Thread.of(id, tenant: caller.tenant, db)
            let documents = try RequestedDocument.of(id, tenant: caller.tenant, db).filter { $0.state == .open }
            let open = Set(documents.map(\.code))
            let files = try ApplicationFile.list(of: thread.application.id, tenant: caller.tenant, db)
            let lines = files.map { file -> (isNew: Bool, value: Value) in
                let isNew = !thread.sentFiles.contains(file.digest.description)
                return (
                    isNew,
                    [
                        "id": Value(file.id), "name": .string(file.name), "label": .string(file.document.label),
                        "size_bytes": .int(file.sizeBytes), "is_new": .bool(isNew),
                        "is_wanted": .bool(isNew && open.contains(file.document.rawValue)),
                    ]
                )
            }
            return [
                "submission": Value(id), "application": Value(thread.application.id),
                "funder_name": .string(thread.funderName),
                "merchant": .string(thread.application.fields.legalName), "subject": .string(thread.reply),
                "to": .list(thread.submission.to.map { .string($0) }),
                "documents": .list(documents.map(\.value)),
                "files": .list((lines.filter(\.isNew) + lines.filter { !$0.isNew }).map(\.value)),
            ]
        }
        return .view("submissions/follow_up", value, title: "Send documents")
    }

    func followUp(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Submission.self)
        _ = try await database.read { try Submission.find(id, tenant: caller.tenant, $0) }
        let order = try request.read { reader in
            SendingDesk.FollowUp(
                submission: id, files: reader.ids("files", ApplicationFile.self, count: 100),
                codes: reader.texts("documents", max: 200, count: 100),
                note: reader.optionalText("note", max: 5000))
        }
        let key = try request.neededKey(for: request.value)
        let (answer, isReplay) = try await desk.followUp(order, key: key, tenant: caller.tenant, by: caller.who)
        return Answer.done(redirect: "/submissions/\(id)", answer).replayed(isReplay)
    }

    func withdraw(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Submission.self)
        let (reason, isTold) = try request.read { ($0.text("reason", max: 500), $0.flag("notice")) }
        guard isTold else { return try await withdrawSilently(id, reason, caller) }
        let key = try request.neededKey(for: request.value)
        let application = try await database.read { try Submission.find(id, tenant: caller.tenant, $0).application }
        let (answer, isReplay) = try await desk.withdraw(
            SendingDesk.Withdrawal(application: application, reason: reason, submissions: [id]), key: key,
            tenant: caller.tenant, by: caller.who)
        return Answer.done(redirect: "/submissions/\(id)", answer).replayed(isReplay)
    }

    private func withdrawSilently(_ id: Submission.ID, _ reason: String, _ caller: Principal) async throws -> Answer {
        let now = clock.now()
        try await database.write { [desk] db in
            _ = try desk.withdraw(id, reason: reason, tenant: caller.tenant, by: caller.who, at: now, db)
        }
        return .done(redirect: "/submissions/\(id)", ["submission": Value(id)])
    }

    func withdrawAll(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let order = try request.read { reader in
            SendingDesk.Withdrawal(
                application: reader.id("application", Application.self), reason: reader.text("reason", max: 500))
        }
        let key = try request.neededKey(for: request.value)
        let (answer, isReplay) = try await desk.withdraw(order, key: key, tenant: caller.tenant, by: caller.who)
        // A page says who was left; where nobody was it goes on to the list.
        if request.wantsHTML, answer["lines"]?.list?.contains(where: { $0["code"] != nil }) ?? false {
            return .view("submissions/withdrawn", answer, title: "Withdrawn").replayed(isReplay)
        }
        return Answer.done(redirect: "/submissions?application=\(order.application)", answer).replayed(isReplay)
    }
}
