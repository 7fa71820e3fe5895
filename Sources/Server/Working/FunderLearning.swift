import Analysis
import Kernel
import People
import Storage
import Submissions

/// Learns from what came in: how long funders take, each quarter of an hour, and where they do otherwise than they say,
/// once a day.
struct FunderLearning: Sendable {
    let database: Database
    let clock: any Clock
    let log: Log

    func run() async {
        while !Task.isCancelled {
            do { try await look() } catch { log.info("nothing could be learned of funders: \(error)") }
            // Cancelled while waiting: the loop's condition sees it.
            try? await Task.sleep(for: .seconds(900))
        }
    }

    /// One look at all offices.
    func look() async throws {
        let now = clock.now()
        for tenant in try await database.read({ try Tenant.all($0).map(\.id) }) {
            try await ClockLearning.run(database, tenant: tenant, at: now)
            try await DriftKeeping.run(database, tenant: tenant, at: now)
        }
    }
}
