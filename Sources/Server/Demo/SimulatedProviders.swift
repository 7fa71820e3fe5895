import Applications
import Cohorts
import Crypto
import Kernel
import People
import Storage
import SupportWallet
import Web

/// Paystack and a seller of airtime for the demonstration: on a loopback port, over the HTTP that the real ones speak. Every account is
/// known there, and everything arrives.
struct SimulatedProviders: Sendable {
    private let server: HTTPServer
    private let secretFile: String

    /// Starts them below the demonstration's folder.
    init(_ place: DemoPlace) throws {
        secretFile = "\(place.folder)/providers.secret"
        let secret = Hexadecimal.encode(randomBytes(16))
        try LocalFile.write(Array(secret.utf8) + [10], to: secretFile)
        let uploads = "\(place.folder)/providers"
        try LocalFile.makeFolder(uploads)
        server = HTTPServer(
            settings: ServerSettings(uploadFolder: uploads),
            parts: ServerParts(
                router: Router(ProviderSimulator(secret: secret, nameOfEverybody: "ADAEZE NGOZI OBI").routes),
                clock: SystemClock(), authenticate: { _ in nil }, renderer: { _, _ in [] }, log: { _ in }))
        try server.start()
    }

    var settings: ProviderSettings {
        ProviderSettings(address: "http://127.0.0.1:\(server.port)", secretFile: secretFile)
    }

    func stop() async { await server.stop(grace: .seconds(1)) }
}

extension DemoOffice {
    /// Who signs in as a participant of the sample office.
    struct SampleParticipant: Sendable {
        let address: String
    }

    /// A rate, and the sign-in of the first participant of a cohort that runs; nil where there is none.
    func addSupport() async throws -> SampleParticipant? {
        let (tenant, now) = (tenant, office.clock.now())
        let hash = await office.passwords.hash(password)
        return try await office.database.write { db in
            let act = SupportAct(tenant: tenant, by: Self.who, at: now)
            if try PayoutRate.of(.usd, tenant, db) == nil {
                try PayoutRate(tenThousandths: 15_000_000).write(for: .usd, act, db)
            }
            let first: Participant.ID? = try db.value(
                """
                SELECT id FROM participant WHERE tenant_id = \(tenant) AND state = 'active' ORDER BY number LIMIT 1
                """)
            guard let first else { return nil }
            let participant = try Participant.find(first, tenant: tenant, db)
            let address = SupportLogin.name(of: participant)
            if try Person.find(email: address, db) == nil {
                try SupportLogin.set(hash, for: participant, act, db)
            }
            return SampleParticipant(address: address)
        }
    }
}
