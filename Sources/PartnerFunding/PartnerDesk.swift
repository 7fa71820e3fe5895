import Applications
import Correspondence
import Crypto
import Kernel
import MIME
import Outbox
import People
import Storage
import Templates

/// What of partners goes out as mail, and what comes back by its link. A mail is stored before the transaction that moves
/// the partner and queues it.
package struct PartnerDesk: Sendable {
    let database: Database
    let intake: FileIntake
    let stationery: PartnerMail.Stationery
    let passwords: Passwords
    let clock: any Clock

    /// `publicURL` is where people find the site.
    package init(
        database: Database, intake: FileIntake, templates: TemplateLibrary, signer: TokenSigner, publicURL: String,
        passwords: Passwords, clock: any Clock
    ) {
        self.database = database
        self.intake = intake
        stationery = PartnerMail.Stationery(templates: templates, signer: signer, publicURL: publicURL)
        self.passwords = passwords
        self.clock = clock
    }

    /// Whose office, by whom, and the key that makes a repeated command harmless.
    struct Order: Sendable {
        let tenant: TenantID
        let who: Who
        let key: IdempotencyKey?
    }

    /// Makes a lead and asks its address to confirm. What is answered is the same whoever asked before (F04, F05).
    func enquire(_ enquiry: Enquiry, _ order: Order) async throws -> (answer: Value, isReplay: Bool) {
        let now = clock.now()
        let (mail, stored) = try await prepared(.confirmation, to: enquiry, order, at: now)
        return try await database.write { db in
            try Idempotency.once(order.key, tenant: order.tenant, at: now, db) {
                let partner = try Partner.add(enquiry, tenant: order.tenant, by: order.who, at: now, db)
                // An address that was asked often enough is not asked again; the answer tells nobody so.
                let asked = try db.attempt {
                    try mail.write(stored, for: partner, by: order.who, at: now, db)
                }
                do { try asked.get() } catch let refusal as BreakerRefusal {
                    try History.append(
                        HistoryEntry(
                            "partner", partner.id, "confirmation_not_sent", by: order.who, at: now,
                            reason: refusal.reason), tenant: order.tenant, db)
                }
                return ["received": true]
            }
        }
    }

    /// Sends the contact a further mail to confirm the address.
    func askAgain(_ partner: Partner, _ order: Order) async throws -> (answer: Value, isReplay: Bool) {
        let now = clock.now()
        let (mail, stored) = try await prepared(.confirmation, to: partner.enquiry, order, at: now)
        return try await database.write { db in
            try Idempotency.once(order.key, tenant: order.tenant, at: now, db) {
                let current = try Partner.find(partner.id, tenant: order.tenant, db)
                guard current.confirmedAt == nil else { throw PartnerRefusal.alreadyConfirmed(partner.id) }
                try mail.write(stored, for: current, by: order.who, at: now, db)
                return current.value
            }
        }
    }

    /// Approves the partner where `decides`, and invites its contact to make a login (F14).
    func invite(
        _ partner: Partner, decides: Bool, _ order: Order
    ) async throws -> (answer: Value, isReplay: Bool) {
        let now = clock.now()
        let (mail, stored) = try await prepared(.invitation, to: partner.enquiry, order, at: now)
        let signsIn = try await signsIn(partner)
        return try await database.write { db in
            try Idempotency.once(order.key, tenant: order.tenant, at: now, db) {
                var current = try Partner.find(partner.id, tenant: order.tenant, db)
                if decides {
                    try current.decide(.init(.approve), isUnspent: false, by: order.who, at: now, db)
                    current = try Partner.find(partner.id, tenant: order.tenant, db)
                }
                guard current.state.isAdmitted else { throw PartnerRefusal.notAdmitted(current.id, current.state) }
                guard try PartnerUser.of(current.id, tenant: order.tenant, db).isEmpty else {
                    throw PartnerRefusal.alreadyJoined(current.id)
                }
                guard !signsIn else { throw PartnerRefusal.addressTaken(current.id) }
                try mail.write(stored, for: current, by: order.who, at: now, db)
                return current.value
            }
        }
    }

    /// Whether somebody signs in with the address of the partner's contact, at whatever office: an address is one person's.
    func signsIn(_ partner: Partner) async throws -> Bool {
        try await Tenancy.$current.withValue(nil) {
            try await database.read { try Person.find(email: partner.enquiry.email, $0) != nil }
        }
    }

    /// The address answered.
    func confirm(_ text: String) async throws -> Value {
        let now = clock.now()
        return try await database.write { db in
            let partner = try PartnerToken(text, for: .confirmation).use(at: now, db)
            try partner.confirm(by: Self.who, at: now, db)
            return ["confirmed": true, "name": .string(partner.name)]
        }
    }

    /// A person of the partner makes the login that the invitation is for; refused (403) before approval and after use.
    func join(_ text: String, name: String, password: String) async throws -> Value {
        let token = PartnerToken(text, for: .invitation)
        let partner = try await invited(text)
        try PersonRules.password(password, email: partner.enquiry.email)
        let hash = await passwords.hash(password)
        let now = clock.now()
        return try await database.write { db in
            let current = try token.use(at: now, db)
            _ = try PartnerUser.add(name: name, password: hash, to: current, by: Self.who, at: now, db)
            return ["joined": true, "email": .string(current.enquiry.email)]
        }
    }

    /// Whose invitation it is, while it opens.
    func invited(_ text: String) async throws -> Partner {
        let now = clock.now()
        let partner = try await database.read { try PartnerToken(text, for: .invitation).partner(at: now, $0) }
        guard partner.state.isAdmitted else { throw PartnerRefusal.badInvitation }
        return partner
    }

    /// Who acts where nobody is signed in: whoever holds a mail's link, or fills in the public form.
    static let who = Who.system("enquiries")

    private func prepared(
        _ purpose: PartnerToken.Purpose, to enquiry: Enquiry, _ order: Order, at now: Moment
    ) async throws -> (PartnerMail, StoredMail) {
        let account = try await database.read { db in
            do { return try MailAccount.sender(tenant: order.tenant, db) } catch MailAccountRefusal.noSender {
                throw PartnerRefusal.closed
            }
        }
        let mail = try PartnerMail(
            PartnerToken(purpose), to: enquiry, from: account, by: stationery, at: now)
        return (mail, try await mail.store(intake))
    }
}
