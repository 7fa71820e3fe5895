import Applications
import Crypto
import Funders
import Kernel
import Storage
import Submissions

/// Applications that carry one PDF, and as many funders as an order names: what is sent COUNT times.
package struct OrderBook {
    private let tenant: TenantID
    private let pdf: Digest
    private let pdfBytes: Int64
    private let now: Moment

    package init(tenant: TenantID, pdf: Digest, pdfBytes: Int64, now: Moment) {
        self.tenant = tenant
        self.pdf = pdf
        self.pdfBytes = pdfBytes
        self.now = now
    }

    /// Orders of at most `largest` funders each, COUNT mails in all; `recipient` names each funder's address, and a
    /// funder with a domain of its own is known by it.
    package func orders(
        _ count: Int, largest: Int, recipient: (Int) -> (address: String, domain: String?), _ db: Connection
    ) throws -> [SendingDesk.Order] {
        let funders = try (1...min(count, largest)).map { try addFunder($0, recipient($0), db) }
        return try stride(from: 0, to: count, by: largest).enumerated().map { number, first in
            SendingDesk.Order(
                application: try addApplication(number + 1, db), funders: Array(funders.prefix(count - first)))
        }
    }

    private func addFunder(
        _ number: Int, _ recipient: (address: String, domain: String?), _ db: Connection
    ) throws -> Funder.ID {
        let id = Funder.ID(at: now)
        let name = "Funder \(number) Capital"
        try db.run(
            """
            INSERT INTO funder (id, tenant_id, name, name_key, status, status_updated_at, channel, time_zone, created_at,
                                updated_at, version)
            VALUES (\(id), \(tenant), \(name), \(name.lowercased()), 'active', \(now), 'email', 'America/New_York',
                    \(now), \(now), 1)
            """)
        try db.run(
            """
            INSERT INTO funder_contact (id, tenant_id, funder_id, name, email, updated_at, version)
            VALUES (\(FunderContact.ID(at: now)), \(tenant), \(id), 'Desk', \(recipient.address), \(now), 1)
            """)
        if let domain = recipient.domain {
            try db.run(
                """
                INSERT INTO funder_domain (tenant_id, funder_id, kind, domain)
                VALUES (\(tenant), \(id), 'domain', \(domain))
                """)
        }
        return id
    }

    private func addApplication(_ number: Int, _ db: Connection) throws -> Application.ID {
        let id = Application.ID(at: now)
        let name = "Merchant\(number) Trading LLC"
        let key = "merchant\(number) trading"
        try db.run(
            """
            INSERT INTO application (id, tenant_id, number, legal_name, legal_name_key, search_key, country, state,
                                     monthly_revenue_cents, currency, requested_amount_cents, created_by, created_at,
                                     updated_at, version)
            VALUES (\(id), \(tenant), \(number), \(name), \(key), \(key), 'US', 'NY', 4000000, 'USD', 5000000,
                    'system:bench', \(now), \(now), 1)
            """)
        try db.run(
            """
            INSERT INTO merchant_name (tenant_id, word, application_id, name)
            VALUES (\(tenant), \("merchant\(number)"), \(id), \(key))
            """)
        try db.run(
            """
            INSERT INTO application_file (id, tenant_id, application_id, document, name, type, size_bytes, sha256,
                                          is_generated, created_by, created_at)
            VALUES (\(Identifier<OrderBook>(at: now)), \(tenant), \(id), 'application', 'application.pdf',
                    'application/pdf', \(pdfBytes), \(pdf), 0, 'system:bench', \(now))
            """)
        return id
    }
}
