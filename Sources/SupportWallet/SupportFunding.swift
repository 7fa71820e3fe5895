import Cohorts
import Kernel
import Storage

/// Who pays for what is given, handed in by the program: the capital that commitments gave a cohort (F62). All of it happens in the
/// transaction in which the wallet's books change.
package protocol SupportFunding: Sendable {
    /// What is free of the cohort's capital; nil where no commitment funds the cohort in this currency, so that the office pays.
    func free(for cohort: Cohort.ID, in currency: Currency, tenant: TenantID, _ db: Connection) throws -> Cents?
    /// Keeps as much for what is approved; asked for no more than is free.
    func claim(_ support: FundedSupport, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection) throws
    /// It was given: what was kept for it is paid out.
    func pay(_ request: SupportRequest.ID, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection) throws
    /// It was not given: what was kept for it is free again.
    func letGo(_ request: SupportRequest.ID, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection) throws
    /// It was given and came back.
    func takeBack(_ request: SupportRequest.ID, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection) throws
    /// From where a request's money comes, for admins.
    func sources(of request: SupportRequest.ID, tenant: TenantID, _ db: Connection) throws -> [Value]
}

/// What is approved, as who pays for it hears of it: no person, and no word of what it is for.
package struct FundedSupport: Sendable, Equatable {
    package let request: SupportRequest.ID
    package let wallet: Wallet.ID
    package let cohort: Cohort.ID
    package let category: SupportType
    package let amount: Cents
    package let currency: Currency

    init(_ request: SupportRequest, _ amount: Cents, from wallet: Wallet) {
        self.request = request.id
        self.wallet = wallet.id
        cohort = wallet.cohort
        category = request.kind.category
        self.amount = amount
        currency = wallet.currency
    }
}

/// Of commands that give nothing: who asks it for money has a fault.
package struct GivesNothing: SupportFunding {
    package struct Fault: Error {}

    package init() {}

    package func free(
        for cohort: Cohort.ID, in currency: Currency, tenant: TenantID, _ db: Connection
    ) throws -> Cents? { throw Fault() }
    package func claim(
        _ support: FundedSupport, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws { throw Fault() }
    package func pay(
        _ request: SupportRequest.ID, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws { throw Fault() }
    package func letGo(
        _ request: SupportRequest.ID, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws { throw Fault() }
    package func takeBack(
        _ request: SupportRequest.ID, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws { throw Fault() }
    package func sources(
        of request: SupportRequest.ID, tenant: TenantID, _ db: Connection
    ) throws -> [Value] { [] }
}
