import Applications
import Kernel
import People
import Storage
import Web

/// What sponsors are owed and were delivered, with its evidence.
extension SponsorRoutes {
    func exposure(_ request: Request) async throws -> Answer {
        let scope = NodeScope(try request.caller)
        let id = try request.id("id", Sponsor.self)
        let (page, contract) = (try request.query.page(), try request.query.id("contract", SponsorContract.self))
        let value = try await database.read { db -> Value in
            let sponsor = try Sponsor.find(id, scope, db)
            return try Exposure.of(id, contract: contract, scope, page: page, db).value(\.value)
                .adding("sponsor", sponsor.value)
        }
        return .view("sponsorship/exposure", value, title: "Exposure")
    }

    func deliver(_ request: Request) async throws -> Answer {
        let draft = try request.read { Exposure.Draft.read(&$0) }
        let id = try request.id("id", Sponsor.self)
        let scope = NodeScope(try request.caller)
        // Nothing is stored for whoever may not.
        try await database.read { db in
            _ = try Sponsor.find(id, scope, db)
            try scope.require(.exposure, at: try Obligation.find(draft.obligation, scope, db).contract.node, db)
        }
        var taken: [ApplicationFile.Draft] = []
        for file in request.files {
            taken.append(try await intake.take(path: file.path, name: file.name, document: FileCode(.other)))
        }
        let files = taken
        let told: Value = ["files": .list(files.map { .string($0.digest.description) })]
        let (value, isReplay) = try await once(request, told: told) { act, db in
            try Exposure.log(draft, for: try Sponsor.find(id, act.scope, db), files: files, act, db).value
        }
        return Answer.created(location: "/sponsor-contracts/\(value["contract"]?.text ?? "")", value)
            .replayed(isReplay)
    }

    func reverse(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        let id = try request.id("id", Exposure.self)
        let (value, isReplay) = try await once(request) { act, db in
            try Exposure.find(id, act.scope, db).reverse(reason: reason, act, db)
            return try Exposure.find(id, act.scope, db).value
        }
        return Answer.done(redirect: "/sponsor-contracts/\(value["contract"]?.text ?? "")", value).replayed(isReplay)
    }

    func evidence(_ request: Request) async throws -> Answer {
        let scope = NodeScope(try request.caller)
        let id = try request.id("id", Exposure.Evidence.self)
        let file = try await database.read { try Exposure.evidence(id, scope, $0) }
        if let link = intake.blobs.link(to: file.digest, type: file.type, name: file.name) {
            return .redirect(to: link)
        }
        return .file(
            FileAnswer(path: try await intake.blobs.awaitedPath(of: file.digest), type: file.type, name: file.name))
    }

    func obligations(_ request: Request) async throws -> Answer {
        let scope = NodeScope(try request.caller)
        let (days, today) = (try request.query.integer("days", in: 0...3650) ?? 60, clock.now().day)
        let value = try await database.read { db -> Value in
            [
                "items": .list(
                    try Obligation.open(by: today.adding(days: days), on: today, scope, db).map { one, contract in
                        one.value(on: today).adding("contract_value", contract.value(on: today))
                    }), "next": .null, "days": Value(days),
            ]
        }
        return .view("sponsorship/obligations", value, title: "Owed to sponsors")
    }

    func makeGood(_ request: Request) async throws -> Answer {
        let (owed, day, reason) = try request.read { reader in
            (Entitlement.read(&reader), reader.day("due_on"), reader.text("reason", max: 500))
        }
        let id = try request.id("id", Obligation.self)
        let (value, isReplay) = try await once(request) { act, db in
            let former = try Obligation.find(id, act.scope, db).obligation
            return try former.makeGood(owed, due: day, reason: reason, act, db).value(on: act.now.day)
        }
        return Answer.created(location: "/sponsor-contracts/\(value["contract"]?.text ?? "")", value)
            .replayed(isReplay)
    }

    func proof(_ request: Request) async throws -> Answer {
        let scope = NodeScope(try request.caller)
        let id = try request.id("id", SponsorContract.self)
        let (proof, now, blobs) = (
            try await database.read { try ExposureProof.of(id, scope, $0) }, clock.now(), intake.blobs
        )
        let pictures = proof.pictures
        for picture in pictures {
            do { _ = try await blobs.awaitedPath(of: picture.digest) } catch is MissingBlob { continue }
        }
        let shown = Set(pictures.map(\.id))
        let bytes = try await intake.run {
            try proof.paper { file in
                // A picture that cannot be read now is named like one that is none.
                shown.contains(file.id) ? try? blobs.bytes(of: file.digest) : nil
            }.render(date: now)
        }
        return .bytes(bytes, type: "application/pdf")
            .adding("Content-Disposition", "attachment; filename=\"proof-\(id).pdf\"")
    }
}
