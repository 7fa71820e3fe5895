import Applications
import Crypto
import Funders
import Kernel
import People
import Sheets
import Storage
import Web

extension RemittanceRoutes {
    func list(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let page = try request.query.page()
        var filter = Remittance.Filter()
        filter.funder = try request.query.id("funder", Funder.self)
        filter.state = try request.query.choice("state", Remittance.State.self)
        let wanted = filter
        let value = try await database.read { db -> Value in
            let found = try Remittance.list(wanted, page: page, tenant: caller.tenant, db)
            return found.value { line in
                RemittanceView.value(of: line.remittance, funderName: line.funderName)
                    .adding("lines", Value(line.lines)).adding("booked", Value(line.booked))
                    .adding("waiting", Value(line.waiting))
            }.adding("funders", try FunderNames(tenant: caller.tenant, db).choices("id", "name"))
        }
        let states = Remittance.State.allCases.map { state -> Value in
            ["value": .string(state.rawValue), "label": .string(state.label)]
        }
        return .view(
            "commissions/remittances",
            value.adding("funder", Value(filter.funder)).adding("state", Value(filter.state?.rawValue))
                .adding("states", .list(states)).adding("choices", Self.choices)
                .adding("address", .string(Query.encoded(request.query.entries.filter { $0.name != "after" }))),
            title: "Remittances")
    }

    static let choices = RemittanceLayout.choices.adding(
        "methods",
        .list(
            PaymentMethod.allCases.filter { $0 != .other }.map {
                ["value": .string($0.rawValue), "label": .string($0.label)]
            }))

    func take(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let (funder, wish) = try request.read { (($0.id("funder", Funder.self)), Wish(&$0)) }
        guard let file = request.files.first else { throw RemittanceDeskRefusal.noFile }
        let (path, name, blobs) = (file.path, file.name, intake.blobs)
        let remembered = try await database.read {
            try RemittanceLayout.remembered(
                of: try Funder.find(funder, tenant: caller.tenant, $0).id, tenant: caller.tenant, $0)
        }
        let (digest, reading) = try await intake.run { () throws -> (Digest, RemittanceFile?) in
            let digest = try blobs.put(file: path).digest
            let bytes = try blobs.bytes(of: digest)
            return (
                digest,
                try RemittanceFile.reading(bytes, wish.layout, remembered: remembered, currency: wish.currency)
            )
        }
        var new = RemittanceDesk.NewFile(named: name, digest, from: funder, reading: reading)
        new.layout = wish.layout
        new.currency = wish.currency
        new.throughOn = wish.throughOn
        let (taken, now) = (new, clock.now())
        let value = try await database.write { db -> Value in
            let desk = RemittanceDesk(tenant: caller.tenant, by: caller.who, at: now)
            let id = try desk.take(taken, db).id
            return try RemittanceView(try desk.preview(id, db), tenant: caller.tenant, db).value
        }
        return .created(location: "/remittances/\(value["id"]?.text ?? "")", value)
    }

    /// How a person wants a file to be read.
    struct Wish: Sendable {
        let layout: RemittanceLayout
        let currency: Currency
        let throughOn: Day?

        init(_ reader: inout FieldReader) {
            currency = reader.optionalChoice("currency") ?? .usd
            throughOn = reader.optionalDay("through_on")
            layout = RemittanceLayout(&reader)
        }
    }

    func readAgain(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Remittance.self)
        let wish = try request.read { Wish(&$0) }
        let remittance = try await database.read { try Remittance.find(id, tenant: caller.tenant, $0) }
        guard let digest = remittance.file else { throw RemittanceDeskRefusal.isMail(id) }
        let blobs = intake.blobs
        let read = try await intake.run {
            try RemittanceFile(try blobs.bytes(of: digest), wish.layout, currency: wish.currency)
        }
        let now = clock.now()
        let value = try await database.write { db -> Value in
            let desk = RemittanceDesk(tenant: caller.tenant, by: caller.who, at: now)
            try desk.read(id, again: read, currency: wish.currency, throughOn: wish.throughOn, db)
            return try RemittanceView(try desk.preview(id, db), tenant: caller.tenant, db).value
        }
        return .done(redirect: "/remittances/\(id)", value)
    }

    func show(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Remittance.self)
        let only = try request.query.text("only", max: 20)
        let now = clock.now()
        let (view, history) = try await database.read { db -> (RemittanceView, Value) in
            let desk = RemittanceDesk(tenant: caller.tenant, by: caller.who, at: now)
            let view = try RemittanceView(try desk.preview(id, db), tenant: caller.tenant, db)
            return (view, .list(try History.of("remittance", id, tenant: caller.tenant, db).prefix(100).map(\.value)))
        }
        let sample = try await self.sample(of: view.preview.remittance)
        let value = view.narrowed(toDifferences: only == "differences")
            .adding("history", history).adding("choices", Self.choices).adding("reading", sample)
        return .view("commissions/remittance", value, title: view.preview.remittance.fileName ?? "A funder's mail")
    }

    /// The file's first rows and what is wrong with it, where its columns are still to be chosen.
    private func sample(of remittance: Remittance) async throws -> Value {
        guard let digest = remittance.file, remittance.state == .proposed else { return .null }
        let blobs = intake.blobs
        return try await intake.run {
            let bytes: [UInt8]
            do { bytes = try blobs.bytes(of: digest) } catch let missing as MissingBlob {
                return ["trouble": .string(missing.reason), "is_lost": true]
            }
            var trouble: String?
            do throws(SheetRefusal) {
                _ = try RemittanceFile(bytes, remittance.layout, currency: remittance.currency)
            } catch {
                trouble = error.reason
            }
            return RemittanceView.reading(
                remittance.layout, SheetGrid<RemittanceField>.sample(bytes, remittance.layout, most: 6),
                trouble: trouble)
        }
    }

    func export(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Remittance.self)
        let now = clock.now()
        let text = try await database.read { db -> CommaText in
            let desk = RemittanceDesk(tenant: caller.tenant, by: caller.who, at: now)
            return try RemittanceView(try desk.preview(id, db), tenant: caller.tenant, db).text
        }
        return text.answer(name: "remittance.csv")
    }

    func file(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Remittance.self)
        let remittance = try await database.read { try Remittance.find(id, tenant: caller.tenant, $0) }
        guard let digest = remittance.file else { throw RemittanceDeskRefusal.isMail(id) }
        let path = try await intake.blobs.awaitedPath(of: digest)
        return .file(FileAnswer(path: path, type: "text/csv; charset=utf-8", name: remittance.name))
    }
}
