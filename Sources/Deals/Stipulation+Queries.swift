import Applications
import Classification
import Correspondence
import Kernel
import Storage
import Submissions

extension Stipulation {
    static let columns: SQL = """
        stipulation.id, stipulation.tenant_id, stipulation.offer_id, stipulation.code, stipulation.label, stipulation.state,
        stipulation.due_on, stipulation.message_id, stipulation.file_id, stipulation.reason, stipulation.created_at,
        stipulation.updated_at
        """

    init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        offer = try row["offer_id"]
        // A code of a later version of the program is shown by its label.
        code = DocumentCode(rawValue: try row["code"]) ?? .other
        label = try row["label"]
        state = try row["state"]
        dueOn = try row["due_on"]
        message = try row["message_id"]
        file = try row["file_id"]
        reason = try row["reason"]
        createdAt = try row["created_at"]
        updatedAt = try row["updated_at"]
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> Stipulation {
        let row = try db.row("SELECT \(part: columns) FROM stipulation WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw StipulationRefusal.unknown(id) }
        return try Stipulation(row)
    }

    /// An offer's checklist: what is open first, by its last day.
    package static func of(_ offer: Offer.ID, tenant: TenantID, _ db: Connection) throws -> [Stipulation] {
        try db.rows(
            """
            SELECT \(part: columns) FROM stipulation
             WHERE tenant_id = \(tenant) AND offer_id = \(offer)
             ORDER BY state <> 'open', due_on IS NULL, due_on, label, id
            """
        ).map(Stipulation.init)
    }

    /// What stands between the offer and its funding: neither received nor waived.
    package static func open(offer: Offer.ID, tenant: TenantID, _ db: Connection) throws -> [Stipulation] {
        try of(offer, tenant: tenant, db).filter { $0.state == .open }
    }

    /// Refused where one of the offer's stipulations is open: such an offer is not funded (E27).
    package static func requireNoneOpen(offer: Offer.ID, tenant: TenantID, _ db: Connection) throws {
        let open = try open(offer: offer, tenant: tenant, db)
        guard open.isEmpty else { throw StipulationRefusal.stillOpen(offer, count: open.count) }
    }

    /// What an offer wants to be added.
    package struct Draft: Sendable {
        package var code: DocumentCode
        package var label: String
        package var dueOn: Day?

        package init(_ code: DocumentCode, label: String? = nil, dueOn: Day? = nil) {
            self.code = code
            self.label = label ?? code.label
            self.dueOn = dueOn
        }
    }

    /// Puts a line on the offer's list. Without a day of its own it is due with the offer. Refused where the offer is over
    /// or the same is on the list.
    @discardableResult
    package static func add(
        _ draft: Draft, to offer: Offer, by message: Message.ID? = nil, who: Who, at now: Moment, _ db: Connection
    ) throws -> Stipulation {
        guard offer.state.isStanding else { throw StipulationRefusal.offerEnded(offer.id) }
        let same = try of(offer.id, tenant: offer.tenant, db).first { $0.code == draft.code && $0.label == draft.label }
        if let same { throw StipulationRefusal.listed(same.id) }
        let made = StipulationRecord(
            offer: offer.id, code: draft.code, label: draft.label, dueOn: draft.dueOn ?? offer.lastDay,
            message: message, createdAt: now)
        let id = ID(at: now)
        try made.insert(id, tenant: offer.tenant, db)
        try History.append(
            HistoryEntry(
                "stipulation", id, "add", to: State.open.rawValue, by: who, at: now, detail: made.origin),
            tenant: offer.tenant, db)
        db.signal("submission")
        return try find(id, tenant: offer.tenant, db)
    }

    /// What a mail asks for goes on the lists of the submission's standing offers: of the accepted one, else of those that
    /// are pending. What was received is open again, what was waived stays so.
    package static func request(
        _ codes: [DocumentCode], by message: Message.ID, on submission: Submission.ID, tenant: TenantID, who: Who,
        at now: Moment, _ db: Connection
    ) throws {
        let standing = try Offer.of(submission, tenant: tenant, db).filter(\.state.isStanding)
        let wanting = standing.contains { $0.state == .accepted } ? standing.filter { $0.state == .accepted } : standing
        for offer in wanting {
            let listed = try of(offer.id, tenant: tenant, db)
            for code in codes {
                guard let known = listed.first(where: { $0.code == code && $0.label == code.label }) else {
                    try add(Draft(code), to: offer, by: message, who: who, at: now, db)
                    continue
                }
                guard known.state == .received else { continue }
                try move(known, on: .reopen, who: who, at: now, reason: "asked for again", db)
            }
        }
    }

    /// Moves one line by the lifecycle with its history; waiving needs a reason, and `file` is the paper that came.
    package static func move(
        _ stipulation: Stipulation, on event: Event, file: ApplicationFile.ID? = nil, who: Who, at now: Moment,
        reason: String? = nil, _ db: Connection
    ) throws {
        let next = try lifecycle.move(stipulation.state, on: event)
        if event == .waive, reason?.isEmpty ?? true { throw StipulationRefusal.reasonMissing }
        let changed = try db.changes(
            """
            UPDATE stipulation
               SET state = \(next), file_id = \(file), reason = \(event == .waive ? reason : nil), updated_at = \(now)
             WHERE tenant_id = \(stipulation.tenant) AND id = \(stipulation.id) AND state = \(stipulation.state)
            """)
        guard changed == 1 else { throw StaleMove(record: "stipulation \(stipulation.id)") }
        try History.append(
            HistoryEntry(
                "stipulation", stipulation.id, from: stipulation.state.rawValue, event.rawValue, to: next.rawValue,
                by: who, at: now, reason: reason, detail: ["file": Value(file)]), tenant: stipulation.tenant, db)
        db.signal("submission")
    }

    /// Sets the last day, or takes it away.
    package static func setDue(
        _ stipulation: Stipulation, on day: Day?, who: Who, at now: Moment, _ db: Connection
    ) throws {
        try db.run(
            """
            UPDATE stipulation SET due_on = \(day), updated_at = \(now)
             WHERE tenant_id = \(stipulation.tenant) AND id = \(stipulation.id)
            """)
        try History.append(
            HistoryEntry("stipulation", stipulation.id, "due", by: who, at: now, detail: ["due_on": Value(day)]),
            tenant: stipulation.tenant, db)
        db.signal("submission")
    }

    /// What is open for an offer that ended is wanted no more; a restored offer wants it again.
    static func follow(_ offer: Offer, to next: Offer.State, who: Who, at now: Moment, _ db: Connection) throws {
        let (state, event): (State, Event) = next.isStanding ? (.expired, .reopen) : (.open, .expire)
        for line in try of(offer.id, tenant: offer.tenant, db) where line.state == state {
            try move(line, on: event, who: who, at: now, db)
        }
    }

    /// Takes away what one mail put on lists and nobody dealt with: the mail did not ask for it.
    package static func takeBack(
        by message: Message.ID, of submission: Submission.ID, tenant: TenantID, who: Who, at now: Moment,
        _ db: Connection
    ) throws {
        for offer in try Offer.of(submission, tenant: tenant, db) {
            for line in try of(offer.id, tenant: tenant, db)
            where line.message == message && (line.state == .open || line.state == .expired) {
                try db.run("DELETE FROM stipulation WHERE tenant_id = \(tenant) AND id = \(line.id)")
                try History.append(
                    HistoryEntry("stipulation", line.id, from: line.state.rawValue, "retract", by: who, at: now),
                    tenant: tenant, db)
            }
        }
    }
}
