import Applications
import Kernel
import People
import Storage

/// What makes a lead look like somebody else's or nobody's, when it comes in: it is held, with its reasons, until a person
/// releases or rejects it (G76). Nothing is rejected by it.
package enum LeadSignal: String, Sendable, CaseIterable {
    case sameEIN = "same_ein"
    case sameEmail = "same_email"
    case samePhone = "same_phone"
    case sameName = "same_name"
    case sameDevice = "same_device"
    case ownBusiness = "own_business"
    case knownMerchant = "known_merchant"

    package enum Sign: String, Sendable, CaseIterable, SQLBindable, SQLReadable { case ein, email, phone, name, device }

    package var label: String {
        switch self {
        case .sameEIN: "Another lead has the same tax id"
        case .sameEmail: "Another lead has the same mail address"
        case .samePhone: "Another lead has the same phone"
        case .sameName: "Another lead has the same name and state"
        case .sameDevice: "Another partner sent leads from the same device"
        case .ownBusiness: "It is the partner's own business"
        case .knownMerchant: "The office had an application of this merchant before"
        }
    }

    /// The lead that was there before, where one is the reason.
    package struct Finding: Sendable, Equatable {
        package let signal: LeadSignal
        package let lead: ReferredLead.ID?

        /// Without the other lead where it is another partner's.
        func value(isOffice: Bool) -> Value {
            [
                "signal": .string(signal.rawValue), "label": .string(signal.label),
                "lead": isOffice ? Value(lead) : .null,
            ]
        }

        var stored: Value { ["signal": .string(signal.rawValue), "lead": Value(lead)] }

        init(_ signal: LeadSignal, _ lead: ReferredLead.ID? = nil) {
            self.signal = signal
            self.lead = lead
        }

        init?(_ stored: Value) {
            guard let signal = stored["signal"]?.text.flatMap(LeadSignal.init) else { return nil }
            self.init(signal, stored["lead"]?.text.flatMap { ReferredLead.ID($0) })
        }
    }

    private static func signal(_ sign: Sign) -> LeadSignal {
        switch sign {
        case .ein: .sameEIN
        case .email: .sameEmail
        case .phone: .samePhone
        case .name: .sameName
        case .device: .sameDevice
        }
    }

    /// What is found of a lead that is not stored yet.
    static func look(
        at content: LeadContent, of referrer: Referrer, keys: PersonalKeys, _ db: Connection
    ) throws -> [Finding] {
        var found: [Finding] = []
        for (kind, hash) in content.signs(keys) {
            // A device is the partner's own; another partner's is strange.
            let others: SQL = kind == .device ? "partner_id <> \(referrer.id)" : "TRUE"
            let lead: ReferredLead.ID? = try db.value(
                """
                SELECT lead_id FROM referral_lead_sign
                 WHERE tenant_id = \(referrer.tenant) AND kind = \(kind) AND hash = \(hash) AND \(part: others)
                 ORDER BY lead_id LIMIT 1
                """)
            if let lead { found.append(Finding(signal(kind), lead)) }
        }
        if try isOwn(content, referrer, keys, db) { found.append(Finding(.ownBusiness)) }
        if let ein = content.ein {
            let hash = keys.fingerprint("ein", ein)
            let isKnown =
                try db.row(
                    "SELECT id FROM application WHERE tenant_id = \(referrer.tenant) AND ein_hash = \(hash) LIMIT 1")
                != nil
            if isKnown { found.append(Finding(.knownMerchant)) }
        }
        return found
    }

    private static func isOwn(
        _ content: LeadContent, _ referrer: Referrer, _ keys: PersonalKeys, _ db: Connection
    ) throws -> Bool {
        if Folding.company(content.businessName) == Folding.company(referrer.fields.name) { return true }
        if let email = content.email {
            let key = PersonRules.emailKey(email)
            if key == referrer.fields.emailKey { return true }
            let isUser =
                try db.row(
                    """
                    SELECT person_id FROM referral_user JOIN person ON person.id = referral_user.person_id
                     WHERE referral_user.tenant_id = \(referrer.tenant) AND partner_id = \(referrer.id)
                       AND person.email_key = \(key)
                    """) != nil
            if isUser { return true }
        }
        guard let ein = content.ein else { return false }
        let sealed: [UInt8]?? = try db.value(
            "SELECT tax_id_sealed FROM referral_partner WHERE tenant_id = \(referrer.tenant) AND id = \(referrer.id)")
        guard let sealed = sealed ?? nil else { return false }
        return try keys.opened(sealed, place: Referrer.taxIDPlace(referrer.id)) == ein
    }
}
