import Applications
import Kernel
import People
import Storage
import Web

/// Participants: the list, a participant's page, what operators do with them, and the import.
extension CohortRoutes {
    func participants(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let reader = ProgrammeReader(caller, keys)
        let filter = Participant.Filter(
            cohort: try request.query.id("cohort"), state: try request.query.choice("state"),
            text: try request.query.text("q", max: 254))
        let page = try request.query.page()
        let keys = keys
        let value = try await database.read { db -> Value in
            let found = try Participant.list(filter, page: page, keys: keys, tenant: caller.tenant, db)
            let rows = try reader.valuesWithCohort(of: found.items, tenant: caller.tenant, db)
            let cohorts = try Cohort.all(tenant: caller.tenant, db).map { cohort -> Value in
                [
                    "id": Value(cohort.id), "name": .string(cohort.name),
                    "is_chosen": .bool(cohort.id == filter.cohort),
                ]
            }
            return ["items": .list(rows), "next": Value(found.next?.text), "cohorts": .list(cohorts)]
        }
        let states = Participant.State.allCases.map { $0.value.adding("is_chosen", .bool($0 == filter.state)) }
        return .view(
            "cohorts/participants", value.adding("q", Value(filter.text)).adding("states", .list(states)),
            title: "Participants")
    }

    func participant(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Participant.self)
        let reader = ProgrammeReader(caller, keys)
        let today = clock.now().day
        let value = try await database.read { db -> Value in
            let found = try Participant.find(id, tenant: caller.tenant, db)
            let cohort = try Cohort.find(found.cohort, tenant: caller.tenant, db)
            let value = try reader.value(of: found, db).adding("cohort_name", .string(cohort.name))
                .adding("reasons", Participant.Reason.choices)
                .adding(try Self.progress(of: found, for: reader, today: today, db))
            guard reader.isOperator else { return value }
            var may = Value.Fields()
            for event in Participant.lifecycle.events(from: found.state) where event.isByHand {
                may[event.rawValue] = true
            }
            return value.adding("may", .object(may)).adding("has_choices", .bool(!may.isEmpty))
                .adding("history", .list(try History.of("participant", id, tenant: caller.tenant, db).map(\.value)))
        }
        return .view("cohorts/participant", value, title: value["name"]?.text)
    }

    /// So many attempts and measurements stand on a participant's page.
    private static let shown = 50

    private static func progress(
        of participant: Participant, for reader: ProgrammeReader, today: Day, _ db: Connection
    ) throws -> Value {
        let missions = try Mission.of(participant.cohort, tenant: participant.tenant, db).filter { $0.state == .open }
        return [
            "measurements": .list(try Measurement.of(participant, db).prefix(shown).map(\.value)),
            "may_clear_income": .bool(reader.isOperator && participant.standing.firstIncomeOn != nil),
            "clearing_reasons": IncomeClearing.Reason.choices,
            "attempts": .list(try MissionAttempt.of(participant, db).prefix(shown).map(\.value)),
            "missions": .list(missions.map(\.value)), "today": Value(today),
            "may_measure": .bool(reader.isMentor && participant.state.holdsSeat),
            "may_attempt": .bool(reader.isMentor && participant.state == .active && !missions.isEmpty),
        ]
    }

    func add(_ request: Request) async throws -> Answer {
        let (entry, now, keys) = (try request.read { ParticipantEntry.read(&$0) }, clock.now(), keys)
        let cohort = try request.id("id", Cohort.self)
        let (value, isReplay) = try await request.once(database, at: now, keys: keys) { caller, db in
            let made = try Participant.add(
                entry, to: cohort, keys: keys, tenant: caller.tenant, by: caller.who, at: now, db)
            return try made.standingValue(db).adding("waitlist_position", Value(try made.waitlistPosition(db)))
        }
        return Answer.created(location: "/participants/\(value["id"]?.text ?? "")", value).replayed(isReplay)
    }

    func editPerson(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Participant.self)
        let reader = ProgrammeReader(caller, keys)
        let value = try await database.read { db in
            try reader.value(of: try Participant.find(id, tenant: caller.tenant, db), db)
        }
        return .view("cohorts/participant-edit", ["participant": value], title: "Change the participant")
    }

    func changePerson(_ request: Request) async throws -> Answer {
        let (entry, version) = try request.read { reader in
            (ParticipantEntry.read(&reader), reader.integer("version", in: 1...Int(Int32.max)))
        }
        let keys = keys
        return try await move(request) { participant, caller, now, db in
            try participant.change(to: entry, version: version, keys: keys, by: caller.who, at: now, db)
        }
    }

    func pause(_ request: Request) async throws -> Answer { try await decide(request, .pause) }
    func resume(_ request: Request) async throws -> Answer { try await decide(request, .resume) }
    func withdraw(_ request: Request) async throws -> Answer { try await decide(request, .withdraw) }

    private func decide(_ request: Request, _ event: Participant.Event) async throws -> Answer {
        let reason = try request.read { $0.optionalChoice("reason", Participant.Reason.self) }
        return try await move(request) { participant, caller, now, db in
            try participant.decide(event, reason: reason, by: caller.who, at: now, db)
        }
    }

    func move(
        _ request: Request, _ body: @escaping @Sendable (Participant, Principal, Moment, Connection) throws -> Void
    ) async throws -> Answer {
        let (id, now) = (try request.id("id", Participant.self), clock.now())
        let (value, isReplay) = try await request.once(database, at: now, keys: keys) { caller, db in
            try body(try Participant.find(id, tenant: caller.tenant, db), caller, now, db)
            return try Participant.find(id, tenant: caller.tenant, db).standingValue(db)
        }
        return Answer.done(redirect: "/participants/\(id)", value).replayed(isReplay)
    }

    func clearIncome(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.choice("reason", IncomeClearing.Reason.self) }
        return try await move(request) { participant, caller, now, db in
            try participant.clearIncome(reason, by: caller.who, at: now, db)
        }
    }

    func newImport(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Cohort.self)
        let cohort = try await database.read { try Cohort.find(id, tenant: caller.tenant, $0) }
        return .view("cohorts/import", cohort.plainValue, title: "Import participants")
    }

    /// The file of the form, or the body itself.
    func importFile(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let (id, now) = (try request.id("id", Cohort.self), clock.now())
        var rehearses = request.query.flag("rehearse")
        let bytes: [UInt8]
        if let file = request.files.first {
            rehearses = try request.read { $0.flag("rehearse") } || rehearses
            bytes = try await intake.read(path: file.path)
        } else if !request.value.isNull {
            bytes = request.value.jsonBytes
        } else {
            throw CohortRefusal.noFile
        }
        let answers = try await ParticipantImport(
            database: database, keys: keys, into: id, tenant: caller.tenant, by: caller.who
        ).run(ImportSource(bytes), rehearses: rehearses, at: now)
        let value = ImportAnswer.report(answers).adding("cohort", Value(id)).adding("is_rehearsal", .bool(rehearses))
            .adding("is_refused", .bool(answers.contains { $0.state == .refused }))
        return .view("cohorts/imported", value, title: rehearses ? "What an import would do" : "Imported participants")
    }
}

extension Participant.Reason {
    static var choices: Value {
        .list(allCases.map { ["value": .string($0.rawValue), "label": .string($0.label)] })
    }
}
