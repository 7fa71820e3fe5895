import Applications
import Kernel
import People
import Storage
import Web

extension FunderRoutes {
    func saveContact(_ request: Request) async throws -> Answer {
        let (name, email, phone, version) = try request.read { fields in
            let address = fields.optionalAddress("email")
            if address == nil, fields.raw("email") == nil {
                fields.refuse("email", code: "required", "must be given")
            }
            return (
                fields.optionalText("name", max: 200), address ?? "", fields.optionalPhone("phone"),
                fields.optionalInteger("version", in: Self.versions)
            )
        }
        return try await saving(request) { id, caller, now, db in
            try FunderContact.save(
                name: name, email: email, phone: phone, version: version, of: id, tenant: caller.tenant,
                by: caller.who, at: now, db
            ).value
        }
    }

    func saveRules(_ request: Request) async throws -> Answer {
        let (version, input) = try request.read { fields in
            (fields.optionalInteger("version", in: Self.versions), try SubmissionRules.Input(&fields))
        }
        return try await saving(request) { id, caller, now, db in
            try SubmissionRules.save(
                input, version: version, of: id, tenant: caller.tenant, by: caller.who, at: now, db
            ).value
        }
    }

    func showGuidelines(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Funder.self)
        let value = try await database.read { db -> Value in
            let funder = try Funder.find(id, tenant: caller.tenant, db)
            return [
                "funder": funder.value(),
                "guidelines": Self.guidelines(try Guideline.of(id, tenant: caller.tenant, db)),
                "versions": .list(try Guideline.versions(of: id, tenant: caller.tenant, db)),
                "choices": Self.choices,
            ]
        }
        return .view("funders/guidelines", value, title: "Guidelines")
    }

    func saveGuidelines(_ request: Request) async throws -> Answer {
        let (version, criteria) = try request.read { fields in
            (fields.optionalInteger("version", in: Self.versions), try Criteria(&fields))
        }
        return try await saving(request) { id, caller, now, db in
            Self.guidelines(
                try Guideline.save(
                    criteria, version: version, of: id, tenant: caller.tenant, by: caller.who, at: now, db))
        }
    }

    func showVersion(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Funder.self)
        let version = try request.id("version", Guideline.VersionTag.self)
        let value = try await database.read { db -> Value in
            let funder = try Funder.find(id, tenant: caller.tenant, db)
            let versions = try Guideline.versions(of: id, tenant: caller.tenant, db)
            guard let row = versions.first(where: { $0["id"] == Value(version) }) else {
                throw RecordRefusal.unknown("guideline version", version)
            }
            let criteria = try Guideline.criteria(version, tenant: caller.tenant, db)
            return [
                "funder": funder.value(), "version": row,
                "guidelines": criteria.value.adding("labels", criteria.labels),
            ]
        }
        return .view("funders/guideline-version", value, title: "Guidelines of then")
    }

    func addNote(_ request: Request) async throws -> Answer {
        let text = try request.read { $0.text("text", max: 4000, lines: true) }
        return try await saving(request) { id, caller, now, db in
            try FunderNote.add(text, to: id, tenant: caller.tenant, by: caller.who, at: now, db)
        }
    }

    /// A call cannot have been made in the future.
    func addCall(_ request: Request) async throws -> Answer {
        let now = clock.now()
        let (note, calledAt) = try request.read { fields in
            let moment = fields.optionalMoment("called_at") ?? now
            if moment > now + .minutes(5) {
                fields.refuse("called_at", code: "out_of_range", "must not be in the future")
            }
            return (fields.text("note", max: 4000, lines: true), moment)
        }
        return try await saving(request) { id, caller, now, db in
            try FunderCall.add(note, calledAt: calledAt, to: id, tenant: caller.tenant, by: caller.who, at: now, db)
        }
    }

    func saveHandling(_ request: Request) async throws -> Answer {
        let (mode, hours, version) = try request.read { fields in
            (
                fields.choice("mode", SubmissionMode.self), fields.integer("exclusive_hours", in: 0...2000),
                fields.integer("version", in: 0...Int(Int32.max))
            )
        }
        return try await saving(request) { id, caller, now, db in
            try FunderHandling.save(
                mode: mode, exclusiveHours: hours, version: version, of: id, tenant: caller.tenant, by: caller.who,
                at: now, db
            ).value
        }
    }

    func rate(_ request: Request) async throws -> Answer {
        let (points, reason) = try request.read { fields in
            (fields.optionalInteger("points", in: 0...100), fields.text("reason", max: 500))
        }
        return try await saving(request) { id, caller, now, db in
            try FunderRating.add(
                points, reason: reason, to: id, tenant: caller.tenant, by: caller.who, at: now, db)
            return ["funder": Value(id), "points": Value(points), "reason": .string(reason)]
        }
    }

    func declineReasons(_ request: Request) async throws -> Answer {
        .json(["items": try await database.read { try DeclineReasons.all($0) }])
    }

    /// What forms offer to choose from.
    static let choices: Value = [
        "statuses": options(FunderStatus.allCases.map { ($0.rawValue, $0.label) }),
        "modes": options(SubmissionMode.allCases.map { ($0.rawValue, $0.label) }),
        "channels": options(Channel.allCases.map { ($0.rawValue, $0.label) }),
        "states": options(USState.all.map { ($0.code, $0.name) }),
        "currencies": options(Currency.allCases.map { ($0.rawValue, $0.rawValue) }),
        "default_rules": options(DefaultRule.allCases.map { ($0.rawValue, $0.label) }),
        "bankruptcy_rules": options(BankruptcyRule.allCases.map { ($0.rawValue, $0.label) }),
        "commission_plans": options(CommissionPlan.allCases.map { ($0.rawValue, $0.label) }),
        "documents": options(FileCode.allCases.map { ($0.rawValue, $0.label) }),
        "rule_fields": options(CustomRule.Field.allCases.map { ($0.rawValue, $0.label) }),
        "rule_operators": options(CustomRule.Operator.allCases.map { ($0.rawValue, $0.words) }),
        "mail_variables": .list(MailVariables.mail.sorted().map { Value($0) }),
        "file_variables": .list(MailVariables.file.sorted().map { Value($0) }),
    ]

    private static func options(_ rows: [(String, String)]) -> Value {
        .list(rows.map { ["value": Value($0.0), "label": Value($0.1)] })
    }
}
