import Crypto
import Kernel
import Storage

/// What Paystack tells by web-hook: signed with the secret (HMAC-SHA-512 over the body, as hexadecimal), told again until it is answered,
/// in any order.
package struct PaystackNotice: Sendable {
    package let event: String
    package let reference: String
    package let code: String?
    private let digest: Digest

    /// Whether the signature is of these bytes; compared in constant time.
    package static func isSigned(_ body: [UInt8], _ signature: String, secret: String) -> Bool {
        guard let given = Hexadecimal.decode(signature.lowercased()) else { return false }
        return equalInConstantTime(given, authenticationCode512(body, key: Array(secret.utf8)))
    }

    /// Nil where the body is no notice of a transfer.
    package init?(_ body: [UInt8]) {
        // What is no JSON is no notice.
        guard let value = try? Value(parsing: body), let event = value["event"]?.text,
            let reference = value["data"]?["reference"]?.text, reference.utf8.count <= 100
        else { return nil }
        self.event = event
        self.reference = reference
        code = value["data"]?["transfer_code"]?.text
        digest = Digest(of: body)
    }

    /// Applies it to the disbursement that it names: once, and never against an end that is booked. What names none changes nothing.
    package func apply(at now: Moment, funding: any SupportFunding, _ db: Connection) throws {
        guard let found = try Disbursement.find(reference: reference, db), found.channel == .bankTransfer else {
            return
        }
        let act = SupportAct(tenant: found.tenant, by: .system("paystack"), at: now, funding: funding)
        let known = try db.row(
            "SELECT digest FROM support_notice WHERE tenant_id = \(found.tenant) AND digest = \(digest)")
        guard known == nil else { return }
        let move: Disbursement.Event? =
            switch event {
            case "transfer.success": .confirm
            case "transfer.failed", "transfer.reversed": .reject
            default: nil
            }
        // A transfer that was never begun here is nobody's to confirm.
        let applies =
            move.flatMap { Disbursement.lifecycle.target(from: found.state, on: $0) } != nil && found.calledAt != nil
        if let move, applies {
            try found.move(on: move, told: Disbursement.Told(code: code, failure: event), act, db)
        } else if let move, move == .confirm ? found.state != .completed : found.state != .failed {
            // An end that contradicts what is booked, or of what never left: a person looks at it.
            try SupportDifference.note(
                .lateEnd, reference, of: found.id, ours: found.state.rawValue, theirs: event, act, db)
        }
        try db.run(
            """
            INSERT INTO support_notice (tenant_id, digest, disbursement_id, event, is_applied, at)
            VALUES (\(found.tenant), \(digest), \(found.id), \(String(event.prefix(100))), \(applies), \(now))
            """)
    }
}
