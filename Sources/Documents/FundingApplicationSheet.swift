import Kernel

/// A merchant's funding application as a funder expects to receive it: two pages for the usual case. All values
/// are formatted already; an absent one is shown as `–`, and those that are rarely asked for are left out.
package struct FundingApplicationSheet: Sendable {
    /// The broker that submits it: the letterhead.
    package struct Broker: Sendable {
        package var name: String
        package var address: String?
        package var phone: String?
        package var email: String?

        package init(name: String, address: String? = nil, phone: String? = nil, email: String? = nil) {
            self.name = name
            self.address = address
            self.phone = phone
            self.email = email
        }
    }

    package struct Business: Sendable {
        package var legalName: String
        package var tradeName: String?
        package var entityType: String?
        package var federalTaxID: String?
        package var started: String?
        package var timeInBusiness: String?
        package var stateOfIncorporation: String?
        package var industry: String?
        /// With its code where one is known: `NAICS 722511`.
        package var industryCode: String?
        package var address: String?
        package var city: String?
        package var state: String?
        package var zip: String?
        package var phone: String?
        package var email: String?
        package var website: String?
        package var employees: String?

        package init(legalName: String) { self.legalName = legalName }
    }

    package struct Owner: Sendable {
        package var name: String
        package var title: String?
        package var ownership: String?
        package var dateOfBirth: String?
        /// As much of it as this funder may see.
        package var socialSecurityNumber: String?
        package var creditScore: String?
        package var address: String?
        package var phone: String?
        package var email: String?
        /// Whether the owner signs.
        package var signs = true

        package init(name: String) { self.name = name }
    }

    package struct Request: Sendable {
        package var amount: String?
        package var term: String?
        package var position: String?
        package var product: String?
        package var neededBy: String?
        package var useOfFunds: String?

        package init() {}
    }

    package struct Financials: Sendable {
        package var monthlyRevenue: String?
        package var annualRevenue: String?
        package var averageDailyBalance: String?
        package var depositsPerMonth: String?
        package var negativeDays: String?
        package var cardVolume: String?
        package var bankruptcies: String?
        package var defaults: String?
        package var taxLiens: String?
        package var landlord: String?
        package var rent: String?
        package var bank: String?

        package init() {}
    }

    /// A cash advance or loan that the merchant still repays.
    package struct Advance: Sendable {
        package var funder: String
        package var started: String?
        package var original: String?
        package var balance: String?
        package var payment: String?
        package var frequency: String?

        package init(funder: String) { self.funder = funder }
    }

    package var broker: Broker
    /// The application's number, as it stands in the mail that carries it.
    package var reference: String
    package var date: String
    package var business: Business
    package var owners: [Owner] = []
    package var request = Request()
    package var financials = Financials()
    package var advances: [Advance] = []
    /// The documents that go with it: `Bank statement March 2026`.
    package var enclosures: [String] = []
    /// What the signers agree to, paragraph by paragraph.
    package var authorization = Self.standardAuthorization
    package var signedOn: String?
    package var pageSize = PageSize.letter

    package init(broker: Broker, reference: String, date: String, business: Business) {
        self.broker = broker
        self.reference = reference
        self.date = date
        self.business = business
    }
}
