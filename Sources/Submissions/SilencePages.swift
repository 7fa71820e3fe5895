import Kernel
import People
import Storage
import Web

/// A silent funder is asked once, and after a decline others are proposed.
extension SubmissionRoutes {
    func nudgeForm(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Submission.self)
        let draft = try await desk.nudgeDraft(id, tenant: caller.tenant, by: caller.who)
        return .view("submissions/nudge", draft, title: "Ask the funder")
    }

    func nudge(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Submission.self)
        let text = try request.read { $0.text("text", max: 5000, lines: true) }
        let key = try request.neededKey(for: request.value)
        let (answer, isReplay) = try await desk.nudge(id, text: text, key: key, tenant: caller.tenant, by: caller.who)
        return Answer.done(redirect: "/submissions/\(id)", answer).replayed(isReplay)
    }

    func nextFunders(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Submission.self)
        let now = clock.now()
        let value = try await database.read { db in
            try NextFunders.make(after: id, tenant: caller.tenant, at: now, db).value
                .adding("funder_name", .string(try Submission.line(id, tenant: caller.tenant, db).funderName))
        }
        return .view("submissions/next_funders", value, title: "Next funders")
    }
}
