import Kernel
import Ledger
import Storage
import Web

/// Money of a grant that never comes: its body paid less, or took it back. It was income on the day of the approval and is
/// none from the day on which it is written off; no more than is due, and by a person whose work the application is not.
package struct GrantWriteOff: Sendable {
    package typealias ID = Identifier<GrantWriteOff>

    package let id: ID
    package let grant: Grant.ID
    package let amount: Cents
    package let day: Day
    package let reason: String
    package let transfer: Transfer.ID
    package let who: Who
    package let reversalReason: String?

    package var counts: Bool { reversalReason == nil }

    private static let query: SQL = """
        SELECT grant_write_off.id, grant_write_off.grant_id, grant_write_off.amount_cents, grant_write_off.day,
               grant_write_off.reason, grant_write_off.transfer_id, grant_write_off.who,
               grant_write_off_reversal.reason AS reversal_reason
          FROM grant_write_off
          LEFT JOIN grant_write_off_reversal ON grant_write_off_reversal.write_off_id = grant_write_off.id
        """

    private init(_ row: Row) throws {
        id = try row["id"]
        grant = try row["grant_id"]
        amount = try row["amount_cents"]
        day = try row["day"]
        reason = try row["reason"]
        transfer = try row["transfer_id"]
        who = try row["who"]
        reversalReason = try row["reversal_reason"]
    }

    package static func book(
        _ amount: Cents, reason: String, for grant: Grant, _ act: SponsorshipAct, _ db: Connection
    ) throws -> GrantWriteOff {
        try grant.requireOthers(act, db)
        guard grant.granted != nil else { throw GrantRefusal.notGranted(grant.state) }
        let due = try grant.due(db)
        guard amount <= due else { throw GrantRefusal.moreThanDue(due) }
        let (id, today) = (ID(at: act.now), try NodeZone.day(at: act.now, of: grant.node, tenant: grant.tenant, db))
        let transfer = try NodeBooks(act).post(
            [.init(grant.node, debit: .grants, credit: .grantDue, amount, for: grant.fields.project)],
            in: grant.fields.currency, key: "grant-write-off:\(id)", purpose: "node.grant_written_off",
            about: .init("grant_application", grant.id), on: today, db)
        try db.run(
            """
            INSERT INTO grant_write_off (id, tenant_id, grant_id, amount_cents, day, reason, transfer_id, who, at)
            VALUES (\(id), \(act.tenant), \(grant.id), \(amount), \(today), \(reason), \(transfer), \(act.who), \(act.now))
            """)
        try act.log(
            "grant_application", grant.id, "written_off", reason: reason,
            detail: ["write_off": Value(id), "amount": .string(amount.decimal)], db)
        return try find(id, act.scope, db).writeOff
    }

    /// What was written off, with its grant.
    package static func find(
        _ id: ID, _ scope: NodeScope, _ db: Connection
    ) throws -> (writeOff: GrantWriteOff, grant: Grant) {
        let row = try db.row(
            "\(part: query) WHERE grant_write_off.tenant_id = \(scope.tenant) AND grant_write_off.id = \(id)")
        guard let row else { throw RecordRefusal.unknown("write-off", id) }
        let found = try GrantWriteOff(row)
        do { return (found, try Grant.find(found.grant, scope, db)) } catch is RecordRefusal {
            throw RecordRefusal.unknown("write-off", id)
        }
    }

    static func of(_ grant: Grant, _ db: Connection) throws -> [GrantWriteOff] {
        try db.rows(
            """
            \(part: query)
             WHERE grant_write_off.tenant_id = \(grant.tenant) AND grant_write_off.grant_id = \(grant.id)
             ORDER BY grant_write_off.id
            """
        ).map(GrantWriteOff.init)
    }

    /// It comes after all, as somebody else than who wrote it off says: income again, on the day on which that was taken back.
    package func reverse(of grant: Grant, reason: String, _ act: SponsorshipAct, _ db: Connection) throws {
        try act.requireOther(than: who)
        try grant.requireOthers(act, db)
        guard counts else { throw GrantRefusal.reversedAlready }
        let today = try NodeZone.day(at: act.now, of: grant.node, tenant: grant.tenant, db)
        let transfer = try NodeBooks(act).reverse(
            transfer, key: "grant-write-off:\(id):reversed", purpose: "node.grant_written_off", on: today, db)
        try db.run(
            """
            INSERT INTO grant_write_off_reversal (write_off_id, tenant_id, reason, transfer_id, who, at)
            VALUES (\(id), \(act.tenant), \(reason), \(transfer), \(act.who), \(act.now))
            """)
        try act.log(
            "grant_application", self.grant, "write_off_reversed", reason: reason, detail: ["write_off": Value(id)], db)
    }

    func value(_ currency: Currency) -> Value {
        [
            "id": Value(id), "grant": Value(grant), "amount": .string(amount.decimal),
            "amount_text": .string(currency.shown(amount)), "day": Value(day), "reason": .string(reason),
            "transfer": Value(transfer), "who": .string(who.text), "is_reversed": .bool(!counts),
            "reversal_reason": Value(reversalReason),
        ]
    }
}

extension Grant {
    package func writeOffs(_ db: Connection) throws -> [GrantWriteOff] { try GrantWriteOff.of(self, db) }

    /// What of the grant still counts as coming or come: it without what was written off.
    func standing(_ db: Connection) throws -> Cents {
        try writeOffs(db).filter(\.counts).reduce(granted ?? .zero) { $0 - $1.amount }
    }

    /// What is still to come.
    func due(_ db: Connection) throws -> Cents {
        try receipts(db).filter(\.counts).reduce(try standing(db)) { $0 - $1.amount }
    }
}
