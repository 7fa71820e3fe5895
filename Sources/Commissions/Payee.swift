import Applications
import Kernel
import People
import Storage
import Web

/// Somebody who has shares of commissions: a person of the office, an ISO, a referral partner.
package struct Payee: Sendable {
    package typealias ID = Identifier<Payee>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case active
        /// Gets no new shares; what is owed is still paid.
        case retired
    }

    package enum Event: String, Sendable, CaseIterable {
        case retire, restore
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from     on         to
        (.active,   .retire,   .retired),
        (.retired,  .restore,  .active),
    ])

    package let id: ID
    package let name: String
    /// Where the payee signs in here.
    package let person: PersonID?
    package let state: State
    /// Where the payee is written to, and since when.
    package let address: (email: String, since: Moment)?

    private static let columns: SQL = "id, name, person_id, state, email, email_set_at"

    private init(_ row: Row) throws {
        id = try row["id"]
        name = try row["name"]
        person = try row["person_id"]
        state = try row["state"]
        let since: Moment? = try row["email_set_at"]
        address = try row.get("email", as: String?.self).flatMap { email in since.map { (email, $0) } }
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> Payee {
        let row = try db.row("SELECT \(part: columns) FROM payee WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw CommissionRefusal.unknownPayee(id) }
        return try Payee(row)
    }

    /// The payee that a person is; nil where the person has no shares.
    package static func of(_ person: PersonID, tenant: TenantID, _ db: Connection) throws -> Payee? {
        try db.row("SELECT \(part: columns) FROM payee WHERE tenant_id = \(tenant) AND person_id = \(person)").map(
            Payee.init)
    }

    /// An office's payees by name.
    package static func all(tenant: TenantID, _ db: Connection) throws -> [Payee] {
        try db.rows("SELECT \(part: columns) FROM payee WHERE tenant_id = \(tenant) ORDER BY name_key, id").map(
            Payee.init)
    }

    /// Refused where another payee has the name or the person, or where no mail can go to the address.
    package static func add(
        name: String, person: PersonID? = nil, email: String? = nil, tenant: TenantID, by who: Who, at now: Moment,
        _ db: Connection
    ) throws -> Payee {
        if let person { _ = try Person.find(person, tenant: tenant, db) }
        let id = ID(at: now)
        let added = try db.attempt {
            try db.run(
                """
                INSERT INTO payee (id, tenant_id, name, name_key, person_id, state, created_at)
                VALUES (\(id), \(tenant), \(name), \(Folding.fold(name)), \(person), 'active', \(now))
                """)
        }
        do { try added.get() } catch let fault as StorageFault where fault.isNotUnique {
            throw CommissionRefusal.payeeKnown
        }
        try History.append(
            HistoryEntry("payee", id, "add", to: State.active.rawValue, by: who, at: now), tenant: tenant, db)
        if let email { try setAddress(email, of: id, tenant: tenant, by: who, at: now, db) }
        return try find(id, tenant: tenant, db)
    }

    package static func move(
        _ id: ID, on event: Event, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        let payee = try find(id, tenant: tenant, db)
        let next = try lifecycle.move(payee.state, on: event)
        let changed = try db.changes(
            """
            UPDATE payee SET state = \(next) WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(payee.state)
            """)
        guard changed == 1 else { throw StaleMove(record: "payee \(id)") }
        try History.append(
            HistoryEntry(
                "payee", id, from: payee.state.rawValue, event.rawValue, to: next.rawValue, by: who, at: now),
            tenant: tenant, db)
    }

    package var value: Value {
        [
            "id": Value(id), "name": .string(name), "person": Value(person), "state": .string(state.rawValue),
            "is_active": .bool(state == .active), "email": Value(address?.email),
        ]
    }
}
