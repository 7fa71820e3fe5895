import Applications
import Kernel
import Storage
import Web

extension Participant {
    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> Participant {
        let row = try db.row("SELECT \(part: columns) FROM participant WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw CohortRefusal.unknownParticipant(id) }
        return try Participant(row)
    }

    /// Which participants are wanted: of a cohort, in a state, with an address or a reference.
    package struct Filter: Sendable {
        package var cohort: Cohort.ID?
        package var state: State?
        /// A whole mail address, or a reference such as P-000123.
        package var text: String?

        package init(cohort: Cohort.ID? = nil, state: State? = nil, text: String? = nil) {
            self.cohort = cohort
            self.state = state
            self.text = text
        }
    }

    /// An office's participants, the newest first.
    package static func list(
        _ filter: Filter, page: PageRequest, keys: PersonalKeys, tenant: TenantID, _ db: Connection
    ) throws -> Page<Participant> {
        var conditions: [SQL] = ["tenant_id = \(tenant)"]
        if let cohort = filter.cohort { conditions.append("cohort_id = \(cohort)") }
        if let state = filter.state { conditions.append("state = \(state)") }
        if let text = filter.text {
            let number = text.uppercased().hasPrefix("P-") ? Int(text.dropFirst(2)) : nil
            let isAddress: SQL = "email_hash = \(ParticipantPerson.hash(ofAddress: text, keys))"
            conditions.append(number.map { "number = \($0)" } ?? isAddress)
        }
        if let after = page.after?.value.integer { conditions.append("number < \(after)") }
        let rows = try db.rows(
            """
            SELECT \(part: columns) FROM participant
             WHERE \(part: .all(conditions))
             ORDER BY number DESC
             LIMIT \(page.limit + 1)
            """)
        return Page(rows: try rows.map(Participant.init), of: page) { Value($0.number) }
    }

    /// The place on the cohort's waitlist, from 1; nil for whoever does not wait.
    package func waitlistPosition(_ db: Connection) throws -> Int? {
        try Self.waitlistPositions(of: [self], tenant: tenant, db)[id]
    }

    /// The places of those who wait, each on its cohort's waitlist.
    static func waitlistPositions(
        of participants: [Participant], tenant: TenantID, _ db: Connection
    ) throws -> [ID: Int] {
        let waiting = participants.filter { $0.state == .waiting }
        guard !waiting.isEmpty else { return [:] }
        let rows = try db.rows(
            """
            SELECT id, place
              FROM (SELECT id, row_number() OVER (PARTITION BY cohort_id ORDER BY number) AS place
                      FROM participant
                     WHERE tenant_id = \(tenant) AND cohort_id IN \(list: Array(Set(waiting.map(\.cohort))))
                       AND state = \(State.waiting)) AS waitlist
             WHERE id IN \(list: waiting.map(\.id))
             ORDER BY place, id
            """)
        return try rows.reduce(into: [:]) { places, row in places[try row["id"]] = try row["place"] }
    }

    /// A cohort's first participants in the order in which they came: of those who wait, the order of the waitlist.
    static func first(_ count: Int, of cohort: Cohort, _ db: Connection) throws -> [Participant] {
        try db.rows(
            """
            SELECT \(part: columns) FROM participant
             WHERE tenant_id = \(cohort.tenant) AND cohort_id = \(cohort.id)
             ORDER BY CASE WHEN state = \(State.withdrawn) THEN 1 ELSE 0 END, number
             LIMIT \(count)
            """
        ).map(Participant.init)
    }

    /// The cohort's participant of that outside id, or else of that address: who is in it rather than who left.
    static func known(
        _ entry: ParticipantEntry, in cohort: Cohort, keys: PersonalKeys, _ db: Connection
    ) throws -> Participant? {
        func find(_ condition: SQL) throws -> Participant? {
            try db.row(
                """
                SELECT \(part: columns) FROM participant
                 WHERE tenant_id = \(cohort.tenant) AND cohort_id = \(cohort.id) AND \(part: condition)
                 ORDER BY CASE WHEN state = \(State.withdrawn) THEN 1 ELSE 0 END, number DESC
                 LIMIT 1
                """
            ).map(Participant.init)
        }
        if let external = entry.externalID,
            let found = try find("(external_id = \(external) OR former_external_id = \(external))")
        {
            return found
        }
        let isAddress: SQL = "email_hash = \(ParticipantPerson.hash(ofAddress: entry.person.email, keys))"
        // Another outside id is somebody else's, whom the address then stands against.
        let isFree: SQL = entry.externalID == nil ? "TRUE" : "coalesce(external_id, former_external_id) IS NULL"
        return try find("\(part: isAddress) AND \(part: isFree)")
    }
}
