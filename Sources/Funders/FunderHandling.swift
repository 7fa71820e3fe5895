import Kernel
import Storage

/// How far the desk goes by itself with a funder (A53).
package enum SubmissionMode: String, CaseIterable, SQLBindable, SQLReadable, Sendable {
    /// It stands in shortlists; nothing is ever sent to it.
    case analyseOnly = "analyse_only"
    /// A person looks at the shortlist and sends.
    case reviewFirst = "review_first"
    /// What fits and has all the documents that the funder wants goes out by itself.
    case automatic

    package var label: String {
        switch self {
        case .analyseOnly: "Analyse only"
        case .reviewFirst: "A person reviews first"
        case .automatic: "Automatic when complete"
        }
    }
}

/// What the office settled about sending to a funder: the mode, and for how long an application is not sent to it again.
package struct FunderHandling: Sendable, Equatable {
    package let mode: SubmissionMode
    /// Since when the mode stands: what came in before is not sent by itself.
    package let modeSince: Moment?
    /// An application goes to the funder once in this time, unless a person says why (A58).
    package let exclusiveHours: Int
    /// 0 where nothing was settled yet.
    package let version: Int

    /// Five days, as brokers keep it.
    package static let usualHours = 120

    /// Where nothing is settled.
    package static let usual = FunderHandling(
        mode: .reviewFirst, modeSince: nil, exclusiveHours: usualHours, version: 0)

    package var exclusive: Span { .hours(Int64(exclusiveHours)) }

    package var value: Value {
        [
            "mode": .string(mode.rawValue), "mode_label": .string(mode.label), "mode_since_at": Value(modeSince),
            "exclusive_hours": Value(exclusiveHours), "version": Value(version),
        ]
    }
}

extension FunderHandling {
    private static let columns: SQL = """
        SELECT funder_id, mode, mode_since, exclusive_hours, version FROM funder_handling
        """

    private init(_ row: Row) throws {
        self.init(
            mode: try row["mode"], modeSince: try row["mode_since"], exclusiveHours: try row["exclusive_hours"],
            version: try row["version"])
    }

    package static func of(_ funder: Funder.ID, tenant: TenantID, _ db: Connection) throws -> FunderHandling {
        try db.row(columns + " WHERE tenant_id = \(tenant) AND funder_id = \(funder)").map { try FunderHandling($0) }
            ?? usual
    }

    /// Of the funders for which something is settled.
    package static func all(tenant: TenantID, _ db: Connection) throws -> [Funder.ID: FunderHandling] {
        let rows = try db.rows(columns + " WHERE tenant_id = \(tenant) ORDER BY funder_id")
        return Dictionary(uniqueKeysWithValues: try rows.map { (try $0["funder_id"], try FunderHandling($0)) })
    }

    /// Of an office that came from elsewhere: the place that it comes from may go on sending by itself. Says how many were
    /// automatic; a person reviews first now.
    package static func reviewAll(tenant: TenantID, by who: Who, at now: Moment, _ db: Connection) throws -> Int {
        let automatic = try all(tenant: tenant, db).filter { $0.value.mode == .automatic }.sorted { $0.key < $1.key }
        for (funder, one) in automatic {
            _ = try save(
                mode: .reviewFirst, exclusiveHours: one.exclusiveHours, version: one.version, of: funder,
                tenant: tenant,
                by: who, at: now, db)
        }
        return automatic.count
    }

    /// Settles both, made from `version`; refused (409) where they changed meanwhile.
    package static func save(
        mode: SubmissionMode, exclusiveHours: Int, version: Int, of funder: Funder.ID, tenant: TenantID, by who: Who,
        at now: Moment, _ db: Connection
    ) throws -> FunderHandling {
        _ = try Funder.find(funder, tenant: tenant, db)
        let former = try of(funder, tenant: tenant, db)
        guard former.version == version else { throw RecordRefusal.changedMeanwhile("handling of funder", funder) }
        let since = former.version > 0 && former.mode == mode ? former.modeSince : now
        try db.run(
            """
            INSERT INTO funder_handling (tenant_id, funder_id, mode, mode_since, exclusive_hours, version)
            VALUES (\(tenant), \(funder), \(mode), \(since), \(exclusiveHours), \(version + 1))
            ON CONFLICT (tenant_id, funder_id) DO UPDATE
               SET mode = excluded.mode, mode_since = excluded.mode_since,
                   exclusive_hours = excluded.exclusive_hours, version = excluded.version
            """)
        try Funder.note(
            funder, "handling_changed",
            ["mode": .string(mode.rawValue), "exclusive_hours": Value(exclusiveHours)], by: who, at: now,
            tenant: tenant, db)
        return try of(funder, tenant: tenant, db)
    }
}
