import Kernel
import People
import Storage
import Submissions

/// Each minute: what may go to a funder by itself.
struct AutomaticLook: Sendable {
    let office: Office

    func run() async {
        while !Task.isCancelled {
            do { try await look() } catch { office.log.info("automatic sending could not look: \(error)") }
            // Cancelled while waiting: the loop's condition sees it.
            try? await Task.sleep(for: .seconds(60))
        }
    }

    /// One look at all offices; says how many submissions it queued.
    @discardableResult
    func look() async throws -> Int {
        let sending = AutomaticSending(desk: office.sendingDesk)
        var queued = 0
        for tenant in try await office.database.read({ try Tenant.all($0).map(\.id) }) {
            queued += try await sending.look(tenant: tenant)
        }
        return queued
    }
}
