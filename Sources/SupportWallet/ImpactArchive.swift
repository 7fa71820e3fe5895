import Cohorts
import Kernel
import Storage

/// The full summary as it was when the wallet closed: written once, never changed (I40).
enum ImpactArchive {
    static func store(of participant: Participant, _ act: SupportAct, _ db: Connection) throws {
        let content = try ImpactSummary.of(participant, db).full(participant, db)
        try db.run(
            """
            INSERT INTO support_archive (tenant_id, participant_id, layer, content, at)
            VALUES (\(act.tenant), \(participant.id), \(ImpactLayer.structured), \(content), \(act.now))
            """)
        try act.log("participant", participant.id, "summary_archived", db)
    }

    /// Nil before the wallet closed.
    static func of(_ participant: Participant, _ db: Connection) throws -> (content: Value, at: Moment)? {
        try db.row(
            """
            SELECT content, at FROM support_archive
             WHERE tenant_id = \(participant.tenant) AND participant_id = \(participant.id)
            """
        ).map { (try $0["content"], try $0["at"]) }
    }
}
