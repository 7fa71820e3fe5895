import Kernel
import Storage

/// How many submissions stand where, how far those of a month came, and how long funders took: counts that are kept with
/// each event, in its transaction, so that pages of figures read a few rows whatever has piled up.
package enum SubmissionSums {
    /// Whose counts: what never changes about a submission.
    struct Place: Hashable {
        let tenant: TenantID
        let funder: String
        let sentBy: String
        let currency: String
        let requested: Int64
        let createdAt: Moment

        init(_ submission: Submission) {
            tenant = submission.tenant
            funder = submission.funder.description
            sentBy = submission.sentBy.text
            currency = submission.requested == nil ? "" : submission.currency ?? ""
            requested = submission.requested?.count ?? 0
            createdAt = submission.createdAt
        }

        fileprivate init(_ row: Row) throws {
            tenant = try row["tenant_id"]
            funder = try row["funder_id"]
            sentBy = try row["sent_by"]
            let amount: Int64? = try row["requested_cents"]
            currency = amount == nil ? "" : try row.get("currency", as: String?.self) ?? ""
            requested = amount ?? 0
            createdAt = try row["created_at"]
        }

        var month: Int { createdAt.day.monthNumber }
    }

    /// Moves a submission from what it counted as to what it counts as now.
    static func move(
        _ submission: Submission, from former: SubmissionFigures?, to figures: SubmissionFigures?, _ db: Connection
    ) throws {
        guard former != figures else { return }
        let place = Place(submission)
        if former?.status != figures?.status {
            var standing = StandingSums()
            if let former { standing.add(place, former, -1) }
            if let figures { standing.add(place, figures, 1) }
            try standing.store(db)
        }
        if former?.stage != figures?.stage {
            var months = MonthSums()
            if let former { months.add(place, former, -1) }
            if let figures { months.add(place, figures, 1) }
            try months.store(db)
            try months.reaches.store(db)
        }
        if former?.wait != figures?.wait {
            var waits = WaitSums()
            if let former { waits.add(place, former, -1) }
            if let figures { waits.add(place, figures, 1) }
            try waits.store(db)
            try waits.packs.store(db)
        }
    }

    /// All sums of an office as its events make them.
    struct Whole: Equatable {
        var standing = StandingSums()
        var months = MonthSums()
        var waits = WaitSums()
    }

    /// Made from the events alone.
    static func derived(tenant: TenantID, _ db: Connection) throws -> Whole {
        var whole = Whole()
        var (current, place): (String?, Place?) = (nil, nil)
        var events: [SubmissionEvent] = []
        func close() {
            guard let place, let figures = SubmissionFigures(events) else { return }
            whole.standing.add(place, figures, 1)
            whole.months.add(place, figures, 1)
            whole.waits.add(place, figures, 1)
        }
        try db.each(
            """
            SELECT submission.id, submission.tenant_id, submission.funder_id, submission.sent_by,
                   submission.requested_cents, submission.currency, submission.created_at,
                   submission_event.seq, submission_event.type, submission_event.occurred_at, submission_event.undoes
              FROM submission JOIN submission_event ON submission_event.submission_id = submission.id
             WHERE submission.tenant_id = \(tenant)
             ORDER BY submission.id, submission_event.seq
            """
        ) { row in
            let id: String = try row["id"]
            if id != current {
                close()
                (current, place, events) = (id, try Place(row), [])
            }
            events.append(
                SubmissionEvent(
                    seq: try row["seq"], try row["type"], undoes: try row["undoes"], at: try row["occurred_at"]))
        }
        close()
        return whole
    }

    /// Whether the sums that are stored are what the events make of them.
    package static func areRight(tenant: TenantID, _ db: Connection) throws -> Bool {
        let stored = Whole(
            standing: try StandingSums(tenant: tenant, db), months: try MonthSums(tenant: tenant, db),
            waits: try WaitSums(tenant: tenant, db))
        let made = try derived(tenant: tenant, db)
        return try made == stored && made.waits.packs == WaitPacks(tenant: tenant, db)
            && made.months.reaches == ReachSums(tenant: tenant, db)
            && !DeclineTally.isIncomplete(tenant: tenant, db)
            && DeclineTally(counted: tenant, db) == DeclineTally(stored: tenant, db)
    }

    /// Writes the sums of an office anew from its events.
    package static func rebuild(tenant: TenantID, _ db: Connection) throws {
        let whole = try recount(tenant: tenant, db)
        try db.run("DELETE FROM submission_wait_pack WHERE tenant_id = \(tenant)")
        try whole.waits.packs.store(db)
        try db.run("DELETE FROM submission_reach WHERE tenant_id = \(tenant)")
        try whole.months.reaches.store(db)
        try DeclineTally.rebuild(tenant: tenant, db)
    }

    /// The counts without what is made of them for pages: that has migrations of its own.
    @discardableResult
    private static func recount(tenant: TenantID, _ db: Connection) throws -> Whole {
        let whole = try derived(tenant: tenant, db)
        try db.run("DELETE FROM submission_sum WHERE tenant_id = \(tenant)")
        try db.run("DELETE FROM submission_month WHERE tenant_id = \(tenant)")
        try db.run("DELETE FROM submission_wait WHERE tenant_id = \(tenant)")
        try whole.standing.store(db)
        try whole.months.store(db)
        try whole.waits.store(db)
        return whole
    }

    /// Fills the new columns from the applications, and the new tables from the events that are there.
    @Sendable static func fill(_ db: Connection) throws {
        try db.run(
            """
            UPDATE submission
               SET requested_cents = (SELECT requested_amount_cents FROM application
                                       WHERE application.id = submission.application_id),
                   currency = (SELECT currency FROM application WHERE application.id = submission.application_id)
            """)
        for row in try db.rows("SELECT DISTINCT tenant_id FROM submission ORDER BY tenant_id") {
            try recount(tenant: try row["tenant_id"], db)
        }
    }
}
