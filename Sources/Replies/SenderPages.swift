import Correspondence
import Funders
import Kernel
import Storage
import Submissions
import Web

/// Who is known to write for whom: a person says that a mail's sender belongs to a funder (C18).
extension ReplyRoutes {
    func learnSender(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Message.self)
        let (submission, isDomain) = try request.read { reader in
            (reader.id("submission", Submission.self), reader.flag("whole_domain"))
        }
        let now = clock.now()
        try await database.write { db in
            let message = try Message.find(id, tenant: caller.tenant, db)
            let address = message.from.address
            guard message.direction == .incoming,
                try !Candidate.isOwnAddress(address, tenant: caller.tenant, db)
            else { throw ReviewRefusal.ownSender }
            let domain = address.split(separator: "@").last.map(String.init) ?? ""
            let funder = try Submission.find(submission, tenant: caller.tenant, db).funder
            try Funder.learn(
                try KnownSender(isDomain ? domain : address), of: funder, tenant: caller.tenant, by: caller.who,
                at: now,
                db)
        }
        return .done(redirect: "/messages/\(id)", ["id": Value(id)])
    }

    /// The mail's submissions whose funder is not known to write from its sender.
    static func unknownSender(
        of message: Message, submissions: [Submission.ID], tenant: TenantID, _ db: Connection
    ) throws -> Value {
        guard message.direction == .incoming, message.from.address.contains("@"),
            try !Candidate.isOwnAddress(message.from.address, tenant: tenant, db)
        else { return [] }
        let known = try Funder.writing(from: message.from.address, tenant: tenant, db)
        return .list(
            try submissions.compactMap { id in
                let line = try Submission.line(id, tenant: tenant, db)
                guard !known.contains(line.submission.funder) else { return nil }
                return [
                    "submission": Value(id), "funder_name": .string(line.funderName),
                    "address": .string(message.from.address),
                ]
            })
    }
}
