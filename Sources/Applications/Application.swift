import Kernel
import Storage

/// A merchant's request for funding.
package struct Application: Sendable {
    package typealias ID = Identifier<Application>

    package let id: ID
    package let tenant: TenantID
    package let number: Int
    package let fields: Fields
    /// The last four digits of the tax id.
    package let einLast4: String?
    /// Equal for equal tax ids: for the search of doubles.
    package let einHash: String?
    package let legalNameKey: String
    package let sourceSystem: String?
    package let externalID: String?
    package let createdAt: Moment
    package let updatedAt: Moment
    package let archivedAt: Moment?
    /// Grows with each change; a change names the version it was made from.
    package let version: Int

    /// `A-000123`
    package var reference: String { Self.reference(number) }

    package static func reference(_ number: Int) -> String {
        let digits = String(number)
        return "A-" + String(repeating: "0", count: max(0, 6 - digits.utf8.count)) + digits
    }

    /// By what the same merchant is known in another application: the tax id, or the folded legal name.
    package var merchantKey: String { einHash ?? "name:\(legalNameKey)" }

    /// What may be read and changed openly. Money is in `currency`.
    package struct Fields: Hashable, Sendable {
        package var legalName = ""
        package var tradeName: String?
        package var entityType: EntityType?
        /// Two letters of a state.
        package var incorporationState: String?
        package var industryCodeKind: IndustryCodeKind?
        package var industryCode: String?
        package var industryName: String?
        package var street: String?
        package var city: String?
        /// Two letters of a US state.
        package var state: String?
        /// Outside the US.
        package var region: String?
        package var postalCode: String?
        /// Two letters (ISO 3166-1).
        package var country = "US"
        package var phone: String?
        package var email: String?
        package var website: String?
        package var startedOn: Day?
        package var monthlyRevenue: Cents?
        package var annualRevenue: Cents?
        package var averageDailyBalance: Cents?
        /// In a month.
        package var negativeDays: Int?
        package var depositsPerMonth: Int?
        package var currency = Currency.usd
        package var requestedAmount: Cents?
        package var requestedTermMonths: Int?
        package var useOfFunds: String?
        package var fico: Int?
        package var openPositions: Int?
        package var totalDailyDebit: Cents?
        package var defaultStatus: DefaultStatus?
        package var defaultedOn: Day?
        package var bankruptcyStatus: BankruptcyStatus?
        /// Of the discharge, or of the filing while it is open.
        package var bankruptcyOn: Day?

        package init() {}
    }

    init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        number = try row["number"]
        fields = try Fields(row)
        einLast4 = try row["ein_last4"]
        einHash = try row["ein_hash"]
        legalNameKey = try row["legal_name_key"]
        sourceSystem = try row["source_system"]
        externalID = try row["external_id"]
        createdAt = try row["created_at"]
        updatedAt = try row["updated_at"]
        archivedAt = try row["archived_at"]
        version = try row["version"]
    }
}

extension Application.Fields {
    init(_ row: Row) throws {
        legalName = try row["legal_name"]
        tradeName = try row["trade_name"]
        entityType = try row["entity_type"]
        incorporationState = try row["incorporation_state"]
        industryCodeKind = try row["industry_code_kind"]
        industryCode = try row["industry_code"]
        industryName = try row["industry_name"]
        street = try row["street"]
        city = try row["city"]
        state = try row["state"]
        region = try row["region"]
        postalCode = try row["postal_code"]
        country = try row["country"]
        phone = try row["phone"]
        email = try row["email"]
        website = try row["website"]
        startedOn = try row["started_on"]
        monthlyRevenue = try row["monthly_revenue_cents"]
        annualRevenue = try row["annual_revenue_cents"]
        averageDailyBalance = try row["average_daily_balance_cents"]
        negativeDays = try row["negative_days"]
        depositsPerMonth = try row["deposits_per_month"]
        currency = try row["currency"]
        requestedAmount = try row["requested_amount_cents"]
        requestedTermMonths = try row["requested_term_months"]
        useOfFunds = try row["use_of_funds"]
        fico = try row["fico"]
        openPositions = try row["open_positions"]
        totalDailyDebit = try row["total_daily_debit_cents"]
        defaultStatus = try row["default_status"]
        defaultedOn = try row["defaulted_on"]
        bankruptcyStatus = try row["bankruptcy_status"]
        bankruptcyOn = try row["bankruptcy_on"]
    }
}
