import Applications
import Classification
import Kernel
import People
import Storage
import Web

/// Documents, tax id and bank details of partners.
extension ReferrerRoutes {
    func addDocument(_ request: Request) async throws -> Answer {
        let kind: ReferrerDocument.Kind = try request.read { $0.choice("kind") }
        let id = try request.id("id", Referrer.self)
        let caller = try request.caller
        _ = try await database.read { try ReferrerSight.changing(id, for: caller, $0) }
        guard let file = request.files.first else {
            throw PlainRefusal(.invalid, code: "required", field: "file", "send a file")
        }
        let draft = try await intake.take(path: file.path, name: file.name, document: FileCode(.other))
        let told: Value = ["file": .string(draft.digest.description)]
        let (value, isReplay) = try await once(request, told: told) { act, caller, db in
            let referrer = try ReferrerSight.changing(id, for: caller, db)
            return try ReferrerDocument.add(draft, as: kind, to: referrer, act, db).value
        }
        return Answer.created(location: "/referral/partners/\(id)", value).replayed(isReplay)
    }

    func document(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", ReferrerDocument.self)
        let document = try await database.read { db in
            let document = try ReferrerDocument.find(id, tenant: caller.tenant, db)
            if let own = try ReferrerSight.bounds(of: caller, db), own.id != document.referrer {
                throw ReferralRefusal.unknownDocument(id)
            }
            return document
        }
        if let link = intake.blobs.link(to: document.digest, type: document.type, name: document.name) {
            return .redirect(to: link)
        }
        let path = try await intake.blobs.awaitedPath(of: document.digest)
        return .file(FileAnswer(path: path, type: document.type, name: document.name))
    }

    func setTaxID(_ request: Request) async throws -> Answer {
        let (digits, keys) = (try request.read { Referrer.readTaxID(&$0) }, keys)
        return try await changing(request, without: ["tax_id"], told: fingerprint(of: request)) { referrer, act, db in
            try referrer.set(taxID: digits, keys: keys, act, db)
        }
    }

    func proposeBank(_ request: Request) async throws -> Answer {
        let (details, keys) = (try request.read { BankDetails.read(&$0) }, keys)
        let id = try request.id("id", Referrer.self)
        let secrets = Set(BankDetails.shapes.map(\.name)).subtracting(["method"])
        let (value, isReplay) = try await once(request, without: secrets, told: fingerprint(of: request)) {
            act, caller, db in
            let referrer = try ReferrerSight.changing(id, for: caller, db)
            return try BankChange.propose(details, for: referrer, keys: keys, act, db).value
        }
        return Answer.created(location: "/referral/partners/\(id)", value).replayed(isReplay)
    }

    /// The whole body as a hash with the office's key: no stored hash may tell of a number to who tries all of them.
    func fingerprint(of request: Request) -> Value {
        .string(keys.fingerprint("referral.request", request.value.json))
    }

    func approveBank(_ request: Request) async throws -> Answer { try await decideBank(request, .approve, nil) }

    func rejectBank(_ request: Request) async throws -> Answer {
        try await decideBank(request, .reject, try request.read { $0.text("reason", max: 500) })
    }

    private func decideBank(_ request: Request, _ event: BankChange.Event, _ reason: String?) async throws -> Answer {
        let id = try request.id("id", BankChange.self)
        let (value, isReplay) = try await once(request) { act, caller, db in
            try BankChange.find(id, tenant: caller.tenant, db).decide(event, reason: reason, act, db)
            return try BankChange.find(id, tenant: caller.tenant, db).value
        }
        return Answer.done(redirect: "/referral/partners/\(value["partner"]?.text ?? "")", value).replayed(isReplay)
    }
}
