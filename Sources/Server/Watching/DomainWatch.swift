import Correspondence
import Kernel
import People
import Storage

/// Looks once a day whether the sending domains' SPF, DKIM and DMARC are in order; what is wrong stands on the page of
/// today as an alert (B20).
struct DomainWatch: Sendable {
    let database: Database
    let clock: any Clock
    let log: Log
    let accounts: [EnrolledAccount]
    let names: any NameLookup

    func run() async {
        // Mail comes first: name servers may be slow. Cancelled while waiting, the loop's condition sees it.
        try? await Task.sleep(for: .seconds(60))
        while !Task.isCancelled {
            do { try await look() } catch { log.info("the look at sending domains failed: \(error)") }
            // Cancelled while waiting: the loop's condition sees it.
            try? await Task.sleep(for: .seconds(86_400))
        }
    }

    /// One look; an alert is cleared only by a name server that says otherwise.
    func look() async throws {
        for tenant in try await database.read({ try Tenant.all($0) }) {
            let findings = await Doctor.domains(accounts.filter { $0.account.tenant == tenant.id }, names)
            guard !findings.contains(where: \.isSilence) else { continue }
            let wrong = findings.filter { $0.tone == .red }.map {
                Alert.Finding(kind: .domain, subject: $0.check, text: "\($0.check): \($0.text).")
            }
            let now = clock.now()
            let (raised, cleared) = try await database.write {
                try Alert.settle(wrong, of: [.domain], tenant: tenant.id, at: now, $0)
            }
            for finding in raised { log.info("alert domain \(finding.subject)") }
            for alert in cleared { log.info("all clear domain \(alert.subject)") }
        }
    }
}
