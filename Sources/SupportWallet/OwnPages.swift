import Cohorts
import Kernel
import Storage
import Web

/// What a participant is shown, built of `Eligibility`, `OwnRequest` and the cohort's missions alone.
extension OwnRoutes {
    func home(_ request: Request) async throws -> Answer {
        let (caller, now) = (try request.caller, clock.now())
        let value = try await database.read { db -> Value in
            let participant = try SupportLogin.participant(of: caller, db)
            let code = try Eligibility.of(participant, at: now, db)
            let missions = try Mission.of(participant.cohort, tenant: caller.tenant, db)
                .filter { $0.state == .open && $0.terms.isRequired }
            let newest = try SupportRequest.own(of: participant, page: Self.newest, db)
            return [
                "reference": .string(participant.reference), "eligibility": .string(code.rawValue),
                "eligibility_label": .string(code.words), "may_ask": .bool(code == .eligible && !missions.isEmpty),
                "missions": .list(missions.map { ["id": Value($0.id), "title": .string($0.terms.title)] }),
                "requests": .list(newest.items.map(\.value)), "has_earlier": .bool(newest.next != nil),
                "types": Self.types, "whys": Self.whys, "evidence_kinds": Self.pictures,
            ]
        }
        return .view("support/own", value, title: "Support")
    }

    private static let newest = PageRequest(limit: 20, after: nil)

    private static let types: Value = .list(
        SupportKind.allCases.map {
            ["value": .string($0.rawValue), "label": .string($0.label), "is_default": .bool($0 == .standard)]
        })
    private static let whys: Value = .list(
        WhyNotEarlier.allCases.map { ["value": .string($0.rawValue), "label": .string($0.label)] })
    private static let pictures: Value = .list(
        Evidence.Kind.allCases.map { ["value": .string($0.rawValue), "label": .string($0.label)] })

    func index(_ request: Request) async throws -> Answer {
        let (caller, page) = (try request.caller, try request.query.page())
        let list = try await database.read { db in
            try SupportRequest.own(of: try SupportLogin.participant(of: caller, db), page: page, db)
        }
        return .view("support/own-requests", list.value(\.value), title: "What you asked for")
    }

    /// The same answer whatever the request's tier will be: nothing of a budget was looked at yet.
    func submit(_ request: Request) async throws -> Answer {
        let (draft, kind) = try request.read { reader in
            (SupportRequest.Draft.read(&reader), reader.optionalChoice("evidence_kind", Evidence.Kind.self))
        }
        let (now, keys, caller) = (clock.now(), keys, try request.caller)
        let hash = keys.fingerprint("support.command", draft.justification)
        let key = try request.ownKey(for: request.body(without: ["justification"], told: hash))
        // What is refused, or was told already, leaves no picture behind.
        let told = try await database.read { db -> Value? in
            if let key, let told = try Idempotency.answer(of: key, tenant: caller.tenant, db) { return told }
            try SupportRequest.precheck(draft, by: try SupportLogin.participant(of: caller, db), at: now, db)
            return nil
        }
        if let told { return Answer.created(location: "/support", told).replayed(true) }
        let evidence = try await taken(request, kind)
        let (value, isReplay) = try await database.write { db in
            try Idempotency.once(key, tenant: caller.tenant, at: now, db) {
                let participant = try SupportLogin.participant(of: caller, db)
                let made = try SupportRequest.submit(
                    draft, evidence: evidence, by: participant, keys: keys, SupportAct(caller, at: now), db)
                let title = try Mission.find(made.mission, tenant: caller.tenant, db).terms.title
                return OwnRequest(made, mission: title).value
            }
        }
        return Answer.created(location: "/support", value).replayed(isReplay)
    }

    private func taken(_ request: Request, _ kind: Evidence.Kind?) async throws -> Evidence.Draft? {
        guard let file = request.files.first, file.sizeBytes > 0 else { return nil }
        guard let kind else { throw SupportRefusal.evidenceKindNeeded }
        return try await Evidence.take(try await intake.read(path: file.path), as: kind, intake)
    }

    func answer(_ request: Request) async throws -> Answer {
        let text = try request.read { $0.text("answer", max: 280, lines: true) }
        let (keys, id, caller) = (keys, try request.id("id", SupportRequest.self), try request.caller)
        let (value, isReplay) = try await SupportAct.onceOwn(
            request, database, clock, without: ["answer"], told: keys.fingerprint("support.command", text)
        ) { act, db in
            let participant = try SupportLogin.participant(of: caller, db)
            try SupportRequest.find(id, of: participant, db).answer(text, keys: keys, act, db)
            let found = try SupportRequest.find(id, of: participant, db)
            let title = try Mission.find(found.mission, tenant: act.tenant, db).terms.title
            return OwnRequest(found, mission: title).value
        }
        return Answer.done(redirect: "/support", value).replayed(isReplay)
    }
}
