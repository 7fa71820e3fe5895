import Deals
import Funders
import Kernel
import Storage

/// Ends offers whose last day is over where their funder is (E08). Looks every quarter of an hour, because no zone's
/// midnight lies elsewhere than on one.
struct OfferExpiry: Sendable {
    let database: Database
    let clock: any Clock
    let log: Log

    func run() async {
        while !Task.isCancelled {
            do { try await look() } catch { log.info("offers could not be expired: \(error)") }
            // Cancelled while waiting: the loop's condition sees it.
            try? await Task.sleep(for: .seconds(900))
        }
    }

    /// One look at all offers; says how many ended.
    @discardableResult
    func look() async throws -> Int {
        let now = clock.now()
        return try await database.write { db in
            try Offer.expire(
                at: now,
                today: { try Funder.find($0.funder, tenant: $0.tenant, db).day(at: now) }, db
            ).count
        }
    }
}
