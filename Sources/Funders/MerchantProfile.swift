import Applications
import Kernel
import Storage

/// What funders' guidelines ask about a merchant. Nil is unknown, and excludes nobody.
package struct MerchantProfile: Sendable {
    package var state: String?
    package var country = "US"
    package var industryCodeKind: IndustryCodeKind? { didSet { placeIndustry() } }
    package var industryCode: String? { didSet { placeIndustry() } }
    package var industryName: String? { didSet { placeIndustry() } }
    /// Found once, whatever the number of funders that it is held against.
    private(set) var industry = Industry.Known(code: nil, kind: nil, name: nil)
    package var entityType: EntityType?
    package var monthsInBusiness: Int?
    package var currency = Currency.usd
    package var monthlyRevenue: Cents?
    package var annualRevenue: Cents?
    package var averageDailyBalance: Cents?
    package var negativeDays: Int?
    package var depositsPerMonth: Int?
    package var requestedAmount: Cents?
    package var requestedTermMonths: Int?
    package var fico: Int?
    package var openPositions: Int?
    package var totalDailyDebit: Cents?
    package var defaultStatus: DefaultStatus?
    package var monthsSinceDefault: Int?
    package var bankruptcyStatus: BankruptcyStatus?
    package var monthsSinceBankruptcy: Int?
    /// How many months of each document there are; a document without months counts as one.
    package var documents: [FileCode: Int] = [:]

    package init() {}

    private mutating func placeIndustry() {
        industry = Industry.Known(code: industryCode, kind: industryCodeKind, name: industryName)
    }

    /// As the application says it. Open positions and the daily debit follow from the listed advances where the
    /// application does not state them.
    package init(
        _ application: Application, advances: [Advance], files: [ApplicationFile], today: Day
    ) {
        let fields = application.fields
        state = fields.state
        country = fields.country
        industryCodeKind = fields.industryCodeKind
        industryCode = fields.industryCode
        industryName = fields.industryName
        entityType = fields.entityType
        monthsInBusiness = application.monthsInBusiness(today: today)
        currency = fields.currency
        monthlyRevenue = fields.monthlyRevenue
        annualRevenue = fields.annualRevenue
        averageDailyBalance = fields.averageDailyBalance
        negativeDays = fields.negativeDays
        depositsPerMonth = fields.depositsPerMonth
        requestedAmount = fields.requestedAmount
        requestedTermMonths = fields.requestedTermMonths
        fico = fields.fico
        openPositions = fields.openPositions ?? (advances.isEmpty ? nil : advances.count)
        totalDailyDebit = fields.totalDailyDebit ?? Self.debit(advances)
        defaultStatus = fields.defaultStatus
        monthsSinceDefault = fields.defaultedOn.map { today.months(since: $0) }
        bankruptcyStatus = fields.bankruptcyStatus
        monthsSinceBankruptcy = fields.bankruptcyOn.map { today.months(since: $0) }
        placeIndustry()
        // Where there is no application's PDF, one is made when it is sent.
        documents[.application] = 1
        for file in files {
            documents[file.document, default: 0] += file.months ?? 1
            if file.document == .application, !file.isGenerated {
                documents[FileCode(.signedApplication), default: 0] += 1
            }
        }
    }

    private static func debit(_ advances: [Advance]) -> Cents? {
        let debits = advances.map(\.dailyDebit)
        guard !debits.isEmpty, debits.allSatisfy({ $0 != nil }) else { return nil }
        return debits.compactMap { $0 }.reduce(.zero, +)
    }
}

extension MerchantProfile {
    /// Reads everything that the profile needs.
    package static func of(
        _ id: Application.ID, tenant: TenantID, today: Day, _ db: Connection
    ) throws -> MerchantProfile {
        let application = try Application.find(id, tenant: tenant, db)
        return MerchantProfile(
            application, advances: try application.advances(db),
            files: try ApplicationFile.list(of: id, tenant: tenant, db), today: today)
    }
}
