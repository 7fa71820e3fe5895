import Commissions
import Kernel
import People
import Referrals
import Storage
import Submissions

/// Each minute: what goes out by itself, to funders, payees and referral partners.
struct AutomaticLook: Sendable {
    let office: Office

    func run() async {
        while !Task.isCancelled {
            do { try await look() } catch { office.log.info("automatic sending could not look: \(error)") }
            do { try await tellPayees() } catch { office.log.info("payouts could not be told: \(error)") }
            do { try await tellReferrers() } catch { office.log.info("decisions could not be told: \(error)") }
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

    /// Tells all offices' payees what was paid to them; says how many notices it queued.
    @discardableResult
    func tellPayees() async throws -> Int {
        let notices = PayoutNotices(desk: office.noticeDesk)
        var queued = 0
        for tenant in try await office.database.read({ try Tenant.all($0).map(\.id) }) {
            queued += try await notices.look(tenant: tenant)
        }
        return queued
    }

    /// Tells all offices' referral partners what was decided of their leads and payouts; says how many notices it queued.
    @discardableResult
    func tellReferrers() async throws -> Int {
        let notices = ReferralNotices(desk: office.noticeDesk)
        var queued = 0
        for tenant in try await office.database.read({ try Tenant.all($0).map(\.id) }) {
            queued += try await notices.look(tenant: tenant)
        }
        return queued
    }
}
