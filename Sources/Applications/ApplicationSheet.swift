import Crypto
import Documents
import Kernel
import Storage

/// The application as a paper for funders, made from its fields. Here alone tax id and social security numbers are
/// written in full.
package struct ApplicationSheet: Sendable {
    package let sheet: FundingApplicationSheet
    package let application: Application
    /// Changes whenever the sheet would: by the application's version, the letterhead and the enclosures.
    package let fieldsHash: String

    /// Reads and opens everything that the sheet shows.
    package init(
        _ id: Application.ID, keys: PersonalKeys, tenant: TenantID, today: Day, _ db: Connection
    ) throws {
        let application = try Application.find(id, tenant: tenant, db)
        let broker = try Letterhead.read(tenant: tenant, db)
        var sheet = FundingApplicationSheet(
            broker: broker, reference: application.reference, date: Self.day(today),
            business: Self.business(application, ein: try Self.ein(id, keys, tenant, db), today: today))
        sheet.owners = try Self.owners(of: id, keys, tenant: tenant, db)
        sheet.request = Self.request(application.fields)
        sheet.financials = Self.financials(application.fields)
        sheet.advances = try application.advances(db).map { Self.advance($0, application.fields.currency) }
        sheet.enclosures = try ApplicationFile.list(of: id, tenant: tenant, db)
            .filter { !$0.isGenerated }.map { "\($0.document.label): \($0.name)" }
        self.sheet = sheet
        self.application = application
        let made: [String] =
            [id.description, "\(application.version)", broker.name, broker.address ?? "", broker.phone ?? ""]
            + [broker.email ?? ""] + sheet.enclosures
        fieldsHash = Digest(of: Array(made.joined(separator: "\u{0}").utf8)).description
    }

    /// Today as the trade writes it: `11/20/2026`.
    package static func day(_ day: Day) -> String {
        let (year, month, day) = day.civil
        return "\(month < 10 ? "0" : "")\(month)/\(day < 10 ? "0" : "")\(day)/\(year)"
    }

    private static func business(
        _ application: Application, ein: String?, today: Day
    ) -> FundingApplicationSheet.Business {
        let fields = application.fields
        var business = FundingApplicationSheet.Business(legalName: fields.legalName)
        business.tradeName = fields.tradeName
        business.entityType = fields.entityType?.label
        business.federalTaxID = ein.map { "\($0.prefix(2))-\($0.dropFirst(2))" }
        business.started = fields.startedOn.map(day)
        business.timeInBusiness = application.monthsInBusiness(today: today).map(Self.age)
        business.stateOfIncorporation = fields.incorporationState.flatMap(USState.name)
        business.industry = fields.industryName
        business.industryCode = fields.industryCode.map { "\(fields.industryCodeKind?.label ?? "") \($0)" }
        business.address = fields.street
        business.city = fields.city
        business.state = fields.state ?? fields.region
        business.zip = fields.postalCode
        business.phone = fields.phone
        business.email = fields.email
        business.website = fields.website
        return business
    }

    /// `3 years 2 months`
    static func age(_ months: Int) -> String {
        let (years, rest) = (months / 12, months % 12)
        let parts = [(years, "year"), (rest, "month")].filter { $0.0 > 0 }
            .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
        return parts.isEmpty ? "less than a month" : parts.joined(separator: " ")
    }

    private static func request(_ fields: Application.Fields) -> FundingApplicationSheet.Request {
        var request = FundingApplicationSheet.Request()
        request.amount = fields.requestedAmount.map { fields.currency.shown($0) }
        request.term = fields.requestedTermMonths.map { "\($0) months" }
        request.position = fields.openPositions.map { "\($0 + 1)" }
        request.useOfFunds = fields.useOfFunds
        return request
    }

    private static func financials(_ fields: Application.Fields) -> FundingApplicationSheet.Financials {
        var financials = FundingApplicationSheet.Financials()
        financials.monthlyRevenue = fields.monthlyRevenue.map { fields.currency.shown($0) }
        financials.annualRevenue = fields.annualRevenue.map { fields.currency.shown($0) }
        financials.averageDailyBalance = fields.averageDailyBalance.map { fields.currency.shown($0) }
        financials.depositsPerMonth = fields.depositsPerMonth.map { "\($0)" }
        financials.negativeDays = fields.negativeDays.map { "\($0)" }
        financials.defaults = past(fields.defaultStatus?.label, fields.defaultedOn)
        financials.bankruptcies = past(fields.bankruptcyStatus?.label, fields.bankruptcyOn)
        return financials
    }

    private static func past(_ label: String?, _ on: Day?) -> String? {
        label.map { label in on.map { "\(label) (\(day($0)))" } ?? label }
    }

    private static func advance(_ advance: Advance, _ currency: Currency) -> FundingApplicationSheet.Advance {
        var row = FundingApplicationSheet.Advance(funder: advance.funder)
        row.started = advance.startedOn.map(day)
        row.original = advance.original.map { currency.shown($0) }
        row.balance = advance.balance.map { currency.shown($0) }
        row.payment = advance.payment.map { currency.shown($0) }
        row.frequency = advance.frequency?.label
        return row
    }
}

extension ApplicationSheet {
    private static func ein(
        _ id: Application.ID, _ keys: PersonalKeys, _ tenant: TenantID, _ db: Connection
    ) throws -> String? {
        let sealed: [UInt8]?? = try db.value(
            "SELECT ein_sealed FROM application WHERE tenant_id = \(tenant) AND id = \(id)")
        return try opened(sealed ?? nil, Place.ein(id), keys)
    }

    private static func owners(
        of id: Application.ID, _ keys: PersonalKeys, tenant: TenantID, _ db: Connection
    ) throws -> [FundingApplicationSheet.Owner] {
        try db.rows(
            """
            SELECT id, name, title, share, ssn_sealed, birth_date_sealed, address, phone, email
              FROM application_owner
             WHERE tenant_id = \(tenant) AND application_id = \(id)
             ORDER BY place
            """
        ).map { row in
            let ownerID: Owner.ID = try row["id"]
            var owner = FundingApplicationSheet.Owner(name: try row["name"])
            owner.title = try row["title"]
            owner.ownership = try row.get("share", as: Percent?.self).map { "\($0.decimal) %" }
            owner.socialSecurityNumber = try opened(row["ssn_sealed"], Place.ssn(ownerID), keys)
                .map { "\($0.prefix(3))-\($0.dropFirst(3).prefix(2))-\($0.suffix(4))" }
            owner.dateOfBirth = try opened(row["birth_date_sealed"], Place.birthDate(ownerID), keys)
                .flatMap { Day($0) }.map(day)
            owner.address = try row["address"]
            owner.phone = try row["phone"]
            owner.email = try row["email"]
            return owner
        }
    }

    private static func opened(_ sealed: [UInt8]?, _ place: String, _ keys: PersonalKeys) throws -> String? {
        try sealed.map { try keys.opened($0, place: place) }
    }
}

/// A sealed field does not open: its key is missing, or it was changed from outside.
package struct SealedFieldFault: Fault, Equatable {
    package let place: String

    package init(place: String) { self.place = place }

    package var description: String { "the sealed field \(place) does not open with the keys that are there" }
}
