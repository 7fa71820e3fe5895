import Kernel
import Storage

/// A first income that was entered wrongly. Nothing is overwritten: what was measured up to a number says no income any more.
package enum IncomeClearing {
    /// A closed list, so that no row tells of a person.
    package enum Reason: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case mistyped
        case wrongPerson = "wrong_person"
        /// There is nothing that shows it.
        case unproven

        var label: String {
            switch self {
            case .mistyped: "Mistyped"
            case .wrongPerson: "Somebody else's"
            case .unproven: "Not proved"
            }
        }

        static var choices: Value {
            .list(allCases.map { ["value": .string($0.rawValue), "label": .string($0.label)] })
        }
    }

    static let table = """
        CREATE TABLE participant_income_clearing (  -- a first income was wrong: what was measured so far says none
            tenant_id       TEXT    NOT NULL,
            participant_id  TEXT    NOT NULL,
            number          INTEGER NOT NULL CHECK (number >= 1),  -- the newest measurement at that time
            reason          TEXT    NOT NULL CHECK (reason IN ('mistyped', 'wrong_person', 'unproven')),
            who             TEXT    NOT NULL,
            at              INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, participant_id, number),
            FOREIGN KEY (tenant_id, participant_id) REFERENCES participant (tenant_id, id) ON DELETE RESTRICT
        ) STRICT, WITHOUT ROWID
        """

    /// Up to which number the measurements of the participant of a row say no income any more; 0 where none was cleared.
    static func cleared(of measurement: StaticString) -> SQL {
        """
        SELECT coalesce(max(clearing.number), 0) FROM participant_income_clearing AS clearing
         WHERE clearing.tenant_id = \(name: measurement).tenant_id
           AND clearing.participant_id = \(name: measurement).participant_id
        """
    }
}

extension Participant {
    /// There is no first income until another one is measured; who cleared it and why stays.
    package func clearIncome(
        _ reason: IncomeClearing.Reason, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        guard standing.firstIncomeOn != nil else { throw CohortRefusal.noIncome(id) }
        let number: Int? = try db.value(
            """
            SELECT max(number) FROM participant_measurement
             WHERE tenant_id = \(tenant) AND participant_id = \(id)
            """)
        guard let number else { preconditionFailure("a first income was measured") }
        try db.run(
            """
            INSERT INTO participant_income_clearing (tenant_id, participant_id, number, reason, who, at)
            VALUES (\(tenant), \(id), \(number), \(reason), \(who), \(now))
            """)
        try db.run(
            """
            UPDATE participant SET first_income_on = NULL, updated_at = \(now)
             WHERE tenant_id = \(tenant) AND id = \(id)
            """)
        try History.append(
            HistoryEntry("participant", id, "income_cleared", by: who, at: now, reason: reason.rawValue),
            tenant: tenant, db)
    }
}
