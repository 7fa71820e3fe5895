import Applications
import Classification
import Crypto
import Kernel
import People
import Referrals
import Storage

/// The referral partners of the sample office: one that works, one that waits, one that is suspended (G63).
struct DemoReferrer: Sendable {
    let fields: ReferrerFields
    let code: String
    let daysAgo: Int64
    var terms: ReferralTerms.Content?
    /// Whether somebody signs in for it, under the contact's address.
    var signsIn = false
    var suspendedFor: String?
    var leads: [DemoLead] = []

    // swift-format-ignore
    static let all: [DemoReferrer] = [
        DemoReferrer(
            fields: ReferrerFields(name: "Larkspur Referrals", .channelPartner, contact: ("Imogen Vale", "referrer@demo.example"), quota: 40),
            code: "LARKSPUR", daysAgo: 70, terms: .init(.hybrid, percent: Percent(thousandths: 1_500), price: Cents(5_000)),
            signsIn: true, leads: DemoLead.all),
        DemoReferrer(
            fields: ReferrerFields(name: "Quayside Accountants", .vendor, contact: ("Tobias Wren", "tobias@quayside.example")),
            code: "QUAYSIDE", daysAgo: 3),
        DemoReferrer(
            fields: ReferrerFields(name: "Tallow & Pike", .customer, contact: ("Greta Pike", "greta@tallowpike.example")),
            code: "TALLOW", daysAgo: 55, terms: .init(.fixedPrice, price: Cents(2_500)),
            suspendedFor: "Two merchants say that they never heard of it."),
    ]
}

extension DemoOffice {
    /// Adds the referral partners of the table, once: an office with some has them.
    func addReferrers() async throws {
        let (tenant, keys, now) = (tenant, office.keys.personal, office.clock.now())
        let hash = await office.passwords.hash(password)
        let paper = try await FileIntake(blobs: office.blobs).put { Array("Certificate of formation (sample)\n".utf8) }
        let draft = ApplicationFile.Draft(
            document: FileCode(.other), name: "certificate.txt", type: "text/plain", sizeBytes: paper.sizeBytes,
            digest: paper.digest)
        try await office.database.write { db in
            let known: Int? = try db.value("SELECT count(*) FROM referral_partner WHERE tenant_id = \(tenant)")
            guard known == 0, let maker = try Person.find(email: Self.people[0].address, db),
                let checker = try Person.find(email: Self.manager, db)
            else { return }
            let past = DemoReferrals(
                tenant: tenant, maker: .person(maker.id), checker: .person(checker.id), keys: keys, now: now,
                paper: draft)
            for referrer in DemoReferrer.all { try past.write(referrer, password: hash, db) }
        }
    }
}
