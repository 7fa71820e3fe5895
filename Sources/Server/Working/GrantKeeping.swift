import Kernel
import People
import Sponsorship

/// Tells of grants' reports before they are due (H19). Looks every quarter of an hour, because no zone's midnight lies
/// elsewhere than on one; each reminder is marked once a grant, so that looking twice tells nothing twice.
struct GrantKeeping: Sendable {
    let office: Office

    func run() async {
        while !Task.isCancelled {
            do { try await look() } catch { office.log.info("grants could not be looked at: \(error)") }
            // Cancelled while waiting: the loop's condition sees it.
            try? await Task.sleep(for: .seconds(900))
        }
    }

    /// One look at all offices; says how many mails it queued. What is marked and promoted stands, whatever becomes of the
    /// mails.
    @discardableResult
    func look() async throws -> Int {
        let reminders = GrantReminders(
            database: office.database, desk: office.noticeDesk, clock: office.clock,
            publicURL: office.configuration.publicURL)
        let tenants = try await office.database.read { try Tenant.all($0).map(\.id) }
        for tenant in tenants { try await reminders.mark(tenant: tenant) }
        var queued = 0
        for tenant in tenants {
            do { queued += try await reminders.tell(tenant: tenant) } catch {
                office.log.info("reminders of \(tenant) could not be mailed: \(error)")
            }
        }
        return queued
    }
}
