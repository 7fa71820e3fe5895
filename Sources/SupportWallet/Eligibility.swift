import Cohorts
import Kernel
import Storage

/// Whether a participant may ask for support: support follows action. Nothing of a budget is looked at here, so that nothing of one can
/// be learned from it (I07, I10).
package enum Eligibility: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
    case eligible
    case notStarted = "not_started"
    case paused
    case ended
    case noRecentAttempt = "no_recent_attempt"

    /// The same rule for everybody, at a request and in the daily look.
    package static func of(
        _ state: Participant.State, newestAttempt: Day?, today: Day, _ rules: SupportRules
    ) -> Eligibility {
        switch state {
        case .waiting, .seated: return .notStarted
        case .paused: return .paused
        case .completed, .withdrawn: return .ended
        case .active:
            guard let newestAttempt, today - newestAttempt <= rules.recentDays else { return .noRecentAttempt }
            return .eligible
        }
    }

    package static func of(
        _ participant: Participant, at now: Moment, _ db: Connection
    ) throws -> Eligibility {
        of(
            participant.state, newestAttempt: try MissionAttempt.newest(of: participant, db), today: now.day,
            try SupportRules.of(participant.tenant, db))
    }

    /// What a participant reads.
    package var words: String {
        switch self {
        case .eligible: "You may ask for support."
        case .notStarted: "Support begins when your cohort begins."
        case .paused: "You are paused. Support goes on when you are active again."
        case .ended: "Your cohort is over, and support with it."
        case .noRecentAttempt: "Support follows action: try a mission, and you may ask again."
        }
    }

    /// Writes it down where it is another than before: what a summary later tells of how steady it was (I11).
    static func note(_ participant: Participant, _ act: SupportAct, _ db: Connection) throws {
        let code = try of(participant, at: act.now, db)
        let last = try db.row(
            """
            SELECT number, code FROM support_eligibility
             WHERE tenant_id = \(act.tenant) AND participant_id = \(participant.id)
             ORDER BY number DESC LIMIT 1
            """)
        if try last?.get("code", as: Eligibility.self) == code { return }
        let number = try last.map { try $0.get("number", as: Int.self) + 1 } ?? 1
        try db.run(
            """
            INSERT INTO support_eligibility (tenant_id, participant_id, number, code, at)
            VALUES (\(act.tenant), \(participant.id), \(number), \(code), \(act.now))
            """)
    }

    /// Looks at everybody whose wallet is open; a few statements for all of an office.
    package static func noteAll(_ act: SupportAct, _ db: Connection) throws {
        let ids: [Participant.ID] = try db.rows(
            """
            SELECT participant_id FROM support_wallet
             WHERE tenant_id = \(act.tenant) AND state = 'open' ORDER BY id
            """
        ).map { try $0["participant_id"] }
        for id in ids { try note(try Participant.find(id, tenant: act.tenant, db), act, db) }
    }
}
