import Classification
import Funders
import Kernel
import People
import Storage
import Web

/// The page on which an office teaches the reader its funders' own phrases and codes.
package struct WordsRoutes: Sendable {
    let database: Database
    let clock: any Clock

    // swift-format-ignore
    package static func routes(database: Database, clock: any Clock) -> [Route] {
        let pages = Self(database: database, clock: clock)
        return [
            .get ("/words",                 for: .admins, "Phrases and codes that the reader was taught, the newest first", pages.index)
                .taking(.optional("state", .text(max: 10)), .optional("after", .text(max: 600)), .optional("limit", .integer)),
            .get ("/words/preview",         for: .admins, "What a phrase would change among the newest mails; nothing is stored", pages.preview)
                .taking(.required("phrase", .text(max: 120)), .required("means", .text(max: 80)), .optional("funder", .id)),
            .post("/words",                 for: .admins, "Teach the reader a phrase", pages.add)
                .taking(.required("phrase", .text(max: 120)), .required("means", .text(max: 80)), .optional("funder", .id)),
            .post("/words/import",          for: .admins, "Teach it many, one a line: PHRASE = what it means; all or none", pages.addMany)
                .taking(.required("lines", .text(max: 20_000)), .optional("funder", .id)),
            .post("/words/{id}/retirement", for: .admins, "The reader looks for the phrase no longer", pages.retire),
        ]
    }

    func index(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let state = try request.query.choice("state", Phrase.State.self) ?? .active
        let page = try request.query.page()
        let value = try await database.read { db -> Value in
            let found = try Phrase.list(state, page: page, tenant: caller.tenant, db)
            var value = found.value { $0.phrase.value(funderName: $0.funderName) }.fields ?? Value.Fields()
            value["version"] = Value(try Phrase.version(tenant: caller.tenant, db))
            value["shown_state"] = .string(state.rawValue)
            value["is_retired"] = .bool(state == .retired)
            value["meanings"] = Self.meanings
            value["funders"] = .list(
                try FunderDossier.all(tenant: caller.tenant, db).map {
                    ["id": Value($0.funder.id), "name": .string($0.funder.name)]
                })
            return .object(value)
        }
        return .view("words/index", value, title: "Words")
    }

    func preview(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let asked = Asked(
            phrase: try request.query.text("phrase", max: PhraseRules.mostCharacters) ?? "",
            means: try request.query.text("means", max: 80) ?? "", funder: try request.query.id("funder", Funder.self))
        let value = try await database.read { db -> Value in
            let (phrase, means) = try asked.checked()
            let funder = try asked.funder.map { try Funder.find($0, tenant: caller.tenant, db) }
            let taught = Phrase.taught(phrase, means, funder?.id, Phrase.ID(bits: 0))
            let preview = try WordsPreview(taught, tenant: caller.tenant, db)
            try preview.check()
            var value = preview.value.fields ?? Value.Fields()
            value["phrase"] = .string(phrase)
            value["means"] = .string(means.code)
            value["means_label"] = .string(means.label)
            value["funder"] = Value(funder?.id)
            value["funder_name"] = Value(funder?.name)
            return .object(value)
        }
        return .view("words/preview", value, title: "Words")
    }

    func add(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let asked = try request.read { reader in
            Asked(
                phrase: reader.text("phrase", max: 400), means: reader.text("means", max: 80),
                funder: reader.optionalID("funder", Funder.self))
        }
        let (phrase, means) = try asked.checked()
        let taught = Phrase.taught(phrase, means, asked.funder, Phrase.ID(bits: 0))
        try await database.read { try WordsPreview(taught, tenant: caller.tenant, $0).check() }
        let now = clock.now()
        let id = try await database.write { db in
            try Phrase.add(
                phrase, means: means, funder: asked.funder, tenant: caller.tenant, by: caller.who, at: now, db)
        }
        return .done(redirect: "/words", ["id": Value(id)])
    }

    func addMany(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let (lines, funder) = try request.read { reader in
            (reader.text("lines", max: 20_000, lines: true), reader.optionalID("funder", Funder.self))
        }
        let all = try PhraseLine.read(lines, funder: funder)
        // Each line by itself and before the writing, so that nobody waits for the reading of a thousand mails.
        for line in all {
            try await database.read { try line.check(funder: funder, tenant: caller.tenant, $0) }
        }
        let now = clock.now()
        try await database.write { db in
            for line in all { try line.add(funder: funder, tenant: caller.tenant, by: caller.who, at: now, db) }
        }
        return .done(redirect: "/words", ["count": Value(all.count)])
    }

    func retire(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Phrase.self)
        let now = clock.now()
        try await database.write { try Phrase.retire(id, tenant: caller.tenant, by: caller.who, at: now, $0) }
        return .done(redirect: "/words", ["id": Value(id), "state": "retired"])
    }

    /// A phrase as it is asked for.
    private struct Asked: Sendable {
        let phrase: String
        let means: String
        let funder: Funder.ID?

        func checked() throws(PhraseRefusal) -> (phrase: String, means: PhraseMeaning) {
            (try PhraseRules.checked(phrase, hasFunder: funder != nil), try PhraseRules.meaning(means))
        }
    }

    /// What can be chosen, by kind.
    private static let meanings: Value = [
        "reasons": choices { if case .reason = $0 { true } else { false } },
        "documents": choices { if case .document = $0 { true } else { false } },
        "outcomes": choices { if case .outcome = $0 { true } else { false } },
    ]

    private static func choices(_ isWanted: (TenantPhrase.Meaning) -> Bool) -> Value {
        .list(
            PhraseMeaning.all.filter { isWanted($0.taught) }.map {
                ["code": .string($0.code), "label": .string($0.taught.label)]
            })
    }
}
