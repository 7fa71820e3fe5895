import Kernel
import People
import Web
import Webhooks

/// The sample office: opened, or made where it is missing. Each part is looked for before it is made, so that a start
/// that was broken off is completed by the next.
struct DemoOffice: Sendable {
    static let name = "Harbour Street Capital"
    static let address = "deals@harbourstreet.example"

    // swift-format-ignore
    static let people: [(address: String, name: String, roles: Set<RoleName>)] = [
        ("admin@demo.example",    "Ada Whitcombe", [.admin]),
        ("reviewer@demo.example", "Rufus Okafor",  [.reviewer]),
        (manager,                 "Noor Castellan", [.admin]),
    ]
    /// The second person of management, for what one enters and another decides.
    static let manager = "manager@demo.example"

    let place: DemoPlace
    let office: Office
    let tenant: TenantID
    let password: String

    static let who = Who.system("demo")

    /// Opens the office with people, account, funders and applications; what is there already stays as it is.
    static func open(
        _ place: DemoPlace, _ configuration: Configuration, clock: any Clock = SystemClock(), log: Log,
        passwords: Passwords = Passwords()
    ) async throws -> DemoOffice {
        for folder in [place.folder, place.mailboxes, place.outgoing, place.drafts] {
            try LocalFile.makeFolder(folder)
        }
        for part in ["tmp", "new", "cur"] { try LocalFile.makeFolder("\(place.incoming)/\(part)") }
        let files = ["mailboxes/deals.json5": place.accountFile, "fundgate.json5": DemoPlace.settingsFile]
        for (name, text) in files where !LocalFile.exists("\(place.folder)/\(name)") {
            try LocalFile.write(Array(text.utf8), to: "\(place.folder)/\(name)")
        }
        let office =
            try await configuration.database.holdsOffice()
            ? Office.open(configuration, clock: clock, log: log, passwords: passwords)
            : Office.create(configuration, clock: clock, log: log, passwords: passwords)
        let demo = DemoOffice(
            place: place, office: office, tenant: try await tenant(office),
            password: try place.password { Passwords.random() })
        try await demo.addPeople()
        try await demo.addFunders()
        try await demo.addApplications()
        try await demo.addWebhook()
        try await demo.addPartners()
        try await demo.addCohorts()
        try await demo.addAllocations()
        try await demo.addReports()
        try await demo.addReferrers()
        try await demo.addBankStatement()
        try await demo.addFederation()
        return demo
    }

    /// A web-hook that is paused: there is no such receiver, and what happens waits for it.
    private func addWebhook() async throws {
        let (tenant, keys, now) = (tenant, office.keys.sealing, office.clock.now())
        try await office.database.write { db in
            guard try WebhookEndpoint.all(tenant: tenant, db).isEmpty else { return }
            let endpoint = try WebhookEndpoint.add(
                WebhookEndpoint.Draft(
                    name: "Bookkeeping", url: "https://books.harbourstreet.example/hooks/fundgate",
                    events: ["submission.funded", "offer.accept"], withDetails: false),
                secret: WebhookSecret(), keys: keys, allowsPlain: false, tenant: tenant, by: Self.who, at: now, db)
            try WebhookEndpoint.move(endpoint.id, on: .pause, tenant: tenant, by: Self.who, at: now, db)
        }
    }

    private static func tenant(_ office: Office) async throws -> TenantID {
        let now = office.clock.now()
        return try await office.database.write { db in
            try Tenant.all(db).first?.id ?? Tenant.add(name: name, by: who, at: now, db)
        }
    }

    private func addPeople() async throws {
        for person in Self.people {
            let known = try await office.database.read { try Person.find(email: person.address, $0) }
            guard known == nil else { continue }
            _ = try await office.add(
                NewPerson(
                    address: person.address, name: person.name, roles: person.roles, tenant: tenant, password: password)
            )
        }
    }
}
