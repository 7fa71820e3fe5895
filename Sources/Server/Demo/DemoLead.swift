import Kernel
import Referrals

/// A lead of the sample partner, and how far it came.
struct DemoLead: Sendable {
    enum Fate: Sendable {
        case waits, review
        case rejected(String)
        /// As the merchant of the sample office with that key; what became of its credit.
        case approved(String, credit: Credit)
    }
    enum Credit: Sendable { case none, asked, approved, paid }

    let name: String
    let contact: String
    let phone: String
    let revenue: Int
    let months: Int
    let fico: Int
    let hoursAgo: Int64
    var fate = Fate.waits

    // swift-format-ignore
    static let all: [DemoLead] = [
        DemoLead(name: "Saltbox Bakery",      contact: "M. Tillson",  phone: "978-555-0121", revenue: 48_250, months: 110, fico: 668, hoursAgo: 60 * 24, fate: .approved("saltbox", credit: .paid)),
        DemoLead(name: "Red Gable Auto",      contact: "D. Achebe",   phone: "419-555-0133", revenue: 92_400, months: 150, fico: 612, hoursAgo: 40 * 24, fate: .approved("redgable", credit: .approved)),
        DemoLead(name: "Pennywhistle Toys",   contact: "R. Abara",    phone: "503-555-0161", revenue: 9_800,  months: 5,   fico: 540, hoursAgo: 33 * 24, fate: .rejected("In business for five months; ask again in a year.")),
        DemoLead(name: "Copperline Plumbing", contact: "J. Ostrow",   phone: "303-555-0147", revenue: 66_000, months: 80,  fico: 645, hoursAgo: 20 * 24, fate: .approved("copperline", credit: .asked)),
        DemoLead(name: "Bluebell Florists",   contact: "S. Marchetti", phone: "212-555-0170", revenue: 31_500, months: 26, fico: 690, hoursAgo: 75),
        DemoLead(name: "Hobnail Boots",       contact: "K. Adeyemi",  phone: "617-555-0171", revenue: 57_000, months: 48,  fico: 631, hoursAgo: 30, fate: .review),
        DemoLead(name: "Driftwood Cafe",      contact: "P. Lindqvist", phone: "207-555-0172", revenue: 22_000, months: 14, fico: 702, hoursAgo: 5),
        DemoLead(name: "Bluebell Flowers",    contact: "S. Marchetti", phone: "212-555-0170", revenue: 31_500, months: 26, fico: 690, hoursAgo: 2),
    ]

    func content(_ amount: Int) throws -> LeadContent {
        try LeadContent([
            "business_name": .string(name), "contact_name": .string(contact), "phone": .string(phone),
            "monthly_revenue": .string("\(revenue)"), "months_in_business": Value(months), "fico": Value(fico),
            "requested_amount": .string("\(amount)"),
        ])
    }
}
