import Cohorts
import Kernel
import Storage

@testable import SupportWallet

/// No commitment funds anything.
struct OfficePays: SupportFunding {
    func free(
        for cohort: Cohort.ID, in currency: Currency, tenant: TenantID, _ db: Connection
    ) throws -> Cents? { nil }
    func claim(
        _ support: FundedSupport, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws {}
    func pay(
        _ request: SupportRequest.ID, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws {}
    func letGo(
        _ request: SupportRequest.ID, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws {}
    func takeBack(
        _ request: SupportRequest.ID, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws {}
    func sources(of request: SupportRequest.ID, tenant: TenantID, _ db: Connection) throws -> [Value] { [] }
}
