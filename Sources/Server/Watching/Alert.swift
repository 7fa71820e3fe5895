import Kernel
import Storage

/// Something that stands still and that a person should know (K12): raised once, cleared once.
package struct Alert: Sendable {
    package typealias ID = Identifier<Alert>

    package enum Kind: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        /// No poll of a receiving account came through for ten minutes.
        case pollSilent = "poll_silent"
        /// The oldest due mail waits longer than fifteen minutes.
        case queueSilent = "queue_silent"
        case diskLow = "disk_low"
        case sendUncertain = "send_uncertain"
        case sendFailed = "send_failed"
        /// A mail came back from every recipient it was sent to (C21).
        case undeliverable
        /// A sending domain's SPF, DKIM or DMARC is wrong (B20).
        case domain
        /// The day's look at the ledger found a row that does not fit.
        case ledger
        /// A web-hook's receiver did not take something for a day (J36).
        case webhook
        /// What leaves to participants stands still, or a provider says another thing of it than is booked (I47).
        case support
        /// A funder took back a part of the commission of a deal for which a referral partner has a credit.
        case referral
    }

    /// What is to be said of one thing, as found by a look.
    package struct Finding: Sendable, Hashable {
        package let kind: Kind
        /// A mail account's id, a domain, or empty.
        package let subject: String
        package let text: String
    }

    package let id: ID
    package let kind: Kind
    package let subject: String
    package let text: String
    package let raisedAt: Moment
    package let clearedAt: Moment?

    init(_ row: Row) throws {
        id = try row["id"]
        kind = try row["kind"]
        subject = try row["subject"]
        text = try row["text"]
        raisedAt = try row["raised_at"]
        clearedAt = try row["cleared_at"]
    }

    package var value: Value {
        [
            "id": Value(id), "kind": Value(kind.rawValue), "text": Value(text), "raised_at": Value(raisedAt),
            "cleared_at": Value(clearedAt), "is_standing": Value(clearedAt == nil),
            "path": Value(kind.path(of: subject)),
        ]
    }
}

extension Alert.Kind {
    /// The page where something can be done about it.
    func path(of subject: String) -> String {
        switch self {
        case .pollSilent: "/mailboxes"
        case .queueSilent: "/outbox"
        case .sendUncertain: "/outbox?state=uncertain"
        case .sendFailed: "/outbox?state=failed"
        case .undeliverable: "/submissions?status=undeliverable"
        case .webhook: "/webhooks"
        case .support: "/admin/support/differences"
        case .referral: "/referral/credits/\(subject)"
        case .diskLow, .domain, .ledger: "/doctor"
        }
    }
}

extension Alert {
    private static let columns: SQL = "id, kind, subject, text, raised_at, cleared_at"

    /// The standing alerts, the oldest first.
    package static func standing(tenant: TenantID, _ db: Connection) throws -> [Alert] {
        try db.rows(
            """
            SELECT \(part: columns) FROM alert WHERE tenant_id = \(tenant) AND cleared_at IS NULL ORDER BY id
            """
        ).map(Alert.init)
    }

    /// The newest alerts, standing or cleared.
    package static func newest(_ count: Int, tenant: TenantID, _ db: Connection) throws -> [Alert] {
        try db.rows(
            """
            SELECT \(part: columns) FROM alert WHERE tenant_id = \(tenant) ORDER BY id DESC LIMIT \(count)
            """
        ).map(Alert.init)
    }

    /// Brings the standing alerts of `kinds` in line with what was found: a new finding raises one alert, a finding
    /// that is gone clears it. Says what was raised and cleared.
    @discardableResult
    package static func settle(
        _ findings: [Finding], of kinds: Set<Kind>, tenant: TenantID, at now: Moment, _ db: Connection
    ) throws -> (raised: [Finding], cleared: [Alert]) {
        let standing = try standing(tenant: tenant, db).filter { kinds.contains($0.kind) }
        let raised = findings.filter { finding in
            !standing.contains { $0.kind == finding.kind && $0.subject == finding.subject }
        }
        let cleared = standing.filter { alert in
            !findings.contains { $0.kind == alert.kind && $0.subject == alert.subject }
        }
        for finding in raised {
            try db.run(
                """
                INSERT INTO alert (id, tenant_id, kind, subject, text, raised_at)
                VALUES (\(ID(at: now)), \(tenant), \(finding.kind), \(finding.subject), \(finding.text), \(now))
                """)
        }
        for alert in cleared {
            try db.run("UPDATE alert SET cleared_at = \(now) WHERE tenant_id = \(tenant) AND id = \(alert.id)")
        }
        if !raised.isEmpty || !cleared.isEmpty { db.signal("alerts", of: tenant) }
        return (raised, cleared)
    }
}
