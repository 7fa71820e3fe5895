import Crypto
import Kernel
import PartnerFunding
import People
import Storage

/// A funding partner of the sample office, and how far it came.
struct DemoPartner: Sendable {
    let enquiry: Enquiry
    let daysAgo: Int64
    var isConfirmed = true
    var decisions: [Partner.Event] = []
    var flag: (kind: PartnerFlag.Kind, note: String)?
    var note: String?
    /// Whether its contact has a login.
    var signsIn = false
    /// What its contact promised, a day each after the login.
    var commitments: [DemoCommitment] = []

    // swift-format-ignore
    static let all: [DemoPartner] = [
        DemoPartner(
            enquiry: Enquiry(
                name: "Meadowlark Foundation", contact: ("Ines Calloway", "partner@demo.example"), interest: .recurring,
                amounts: (Cents(50_000), Cents(150_000)), currency: .usd, motivation: .ngo,
                text: "We give monthly and want to see what becomes of a whole cohort."),
            daysAgo: 40, decisions: [.qualify, .approve], note: "Spoke with their treasurer; the board decides in March.",
            signsIn: true, commitments: DemoCommitment.all),
        DemoPartner(
            enquiry: Enquiry(
                name: "Tidewater Logistics", contact: ("Bram Osei", "giving@tidewater.example"), interest: .oneOff,
                amounts: (Cents(500_000), Cents(1_000_000)), currency: .usd, motivation: .csr),
            daysAgo: 12, decisions: [.qualify],
            flag: (.beneficialOwner, "Holding company abroad; register extract asked for."),
            note: "Wants to fund one cohort near the port."),
        DemoPartner(
            enquiry: Enquiry(
                name: "Fennel & Wick", contact: ("Lotte Arden", "lotte@fennelwick.example"), interest: .unsure,
                amounts: (Cents(0), Cents(200_000)), currency: .gbp, motivation: .pilot),
            daysAgo: 1, isConfirmed: false),
    ]
}

extension DemoOffice {
    /// Adds the partners of the table, once: an office with partners has them.
    func addPartners() async throws {
        let (tenant, now) = (tenant, office.clock.now())
        let hash = await office.passwords.hash(password)
        try await office.database.write { db in
            let known: Int? = try db.value("SELECT count(*) FROM partner WHERE tenant_id = \(tenant)")
            guard known == 0, let admin = try Person.find(email: Self.people[0].address, db) else { return }
            for partner in DemoPartner.all {
                try partner.add(
                    tenant: tenant, by: .person(admin.id), password: hash, at: now - .days(partner.daysAgo), db)
            }
        }
    }
}

extension DemoPartner {
    fileprivate func add(
        tenant: TenantID, by who: Who, password: PasswordHash, at moment: Moment, _ db: Connection
    ) throws {
        let id = try Partner.add(enquiry, tenant: tenant, by: DemoOffice.who, at: moment, db).id
        func partner() throws -> Partner { try Partner.find(id, tenant: tenant, db) }
        if isConfirmed { try partner().confirm(by: DemoOffice.who, at: moment + .hours(1), db) }
        for (number, event) in decisions.enumerated() {
            try partner().decide(
                .init(event), isUnspent: false, by: who, at: moment + .hours(Int64(number + 2)), db)
        }
        let later = moment + .hours(6)
        if let flag { try PartnerFlag.raise(flag.kind, note: flag.note, on: partner(), by: who, at: later, db) }
        if let note { try PartnerNote.add(note, to: partner(), by: who, at: later, db) }
        guard signsIn else { return }
        let person = try PartnerUser.add(
            name: enquiry.contactName, password: password, to: partner(), by: DemoOffice.who, at: later, db)
        for (days, commitment) in commitments.enumerated() {
            try commitment.add(
                to: partner(), by: .person(person), decidedBy: who, at: later + .days(Int64(days + 1)), db)
        }
    }
}
