import Kernel
import Storage
import Web

/// What was measured of a participant on one day: only ever added. The newest of each value is where the participant stands;
/// a first income that was cleared counts no longer (`IncomeClearing`).
package struct Measurement: Sendable, Equatable {
    package let on: Day
    package let standing: ParticipantStanding
    /// Whether the first income that it says was wrong.
    package let isIncomeCleared: Bool

    package init(on day: Day, _ standing: ParticipantStanding, isIncomeCleared: Bool = false) {
        on = day
        self.standing = standing
        self.isIncomeCleared = isIncomeCleared
    }

    static func read(_ reader: inout FieldReader, today: Day) -> Measurement {
        func score(_ name: String) -> Int? { reader.optionalInteger(name, in: ParticipantStanding.scores) }
        let momentum = score("momentum")
        let level = reader.optionalInteger("identity_level", in: ParticipantStanding.identityLevels)
        let skills = [score("skill_1"), score("skill_2"), score("skill_3")]
        if skills.contains(nil), skills.contains(where: { $0 != nil }) {
            reader.refuse("skill_1", code: "not_all_three", "must be given with the two other skills, or not at all")
        }
        let income = reader.optionalDay("first_income_on")
        let day = reader.optionalDay("measured_on") ?? today
        for (name, value) in [("measured_on", day), ("first_income_on", income ?? today)] where value > today {
            reader.refuse(name, code: "in_the_future", "must not be after today")
        }
        let standing = ParticipantStanding(
            momentum: momentum, identityLevel: level, skills: SkillTriad(skills[0], skills[1], skills[2]),
            firstIncomeOn: income)
        if standing == .none, reader.errors.isEmpty {
            reader.refuse("momentum", code: "nothing", "must be given, or another measured value")
        }
        return Measurement(on: day, standing)
    }

    // swift-format-ignore
    static let fields: [FieldShape] = [
        .optional("momentum", .integer, "0 to 100"), .optional("identity_level", .integer, "0 to 9"),
        .optional("skill_1", .integer, "0 to 100; all three skills or none"), .optional("skill_2", .integer), .optional("skill_3", .integer),
        .optional("first_income_on", .day, "not before the first day as active"), .optional("measured_on", .day, "today where absent; not before the first day as active"),
    ]

    /// A participant's measurements, the newest first.
    package static func of(_ participant: Participant, _ db: Connection) throws -> [Measurement] {
        try db.rows(
            """
            SELECT measured_on, momentum, identity_level, skill_1, skill_2, skill_3, first_income_on,
                   number <= (\(part: IncomeClearing.cleared(of: "participant_measurement"))) AS is_cleared
              FROM participant_measurement
             WHERE tenant_id = \(participant.tenant) AND participant_id = \(participant.id)
             ORDER BY number DESC
            """
        ).map { row in
            let standing = try ParticipantStanding(row)
            let isCleared: Bool = try row["is_cleared"]
            return Measurement(
                on: try row["measured_on"], standing, isIncomeCleared: isCleared && standing.firstIncomeOn != nil)
        }
    }

    /// The first participant who does not stand where the measurements lead; nil where all do.
    package static func firstBroken(_ db: Connection) throws -> Participant.ID? {
        func newest(_ column: StaticString, after number: SQL = "0") -> SQL {
            """
            (SELECT newest.\(name: column) FROM participant_measurement AS newest
              WHERE newest.tenant_id = participant.tenant_id AND newest.participant_id = participant.id
                AND newest.\(name: column) IS NOT NULL AND newest.number > \(part: number)
              ORDER BY newest.number DESC
              LIMIT 1)
            """
        }
        let cleared: SQL = "(\(part: IncomeClearing.cleared(of: "newest")))"
        return try db.value(
            """
            SELECT id FROM participant
             WHERE momentum IS DISTINCT FROM \(part: newest("momentum"))
                OR identity_level IS DISTINCT FROM \(part: newest("identity_level"))
                OR skill_1 IS DISTINCT FROM \(part: newest("skill_1"))
                OR skill_2 IS DISTINCT FROM \(part: newest("skill_2"))
                OR skill_3 IS DISTINCT FROM \(part: newest("skill_3"))
                OR first_income_on IS DISTINCT FROM \(part: newest("first_income_on", after: cleared))
             ORDER BY id
             LIMIT 1
            """)
    }

    var value: Value {
        standing.value.adding("measured_on", Value(on)).adding("is_income_cleared", .bool(isIncomeCleared))
    }
}

extension Participant {
    /// Adds a measurement; the participant stands there from now on. What it does not say stays.
    package func measure(_ new: Measurement, by who: Who, at now: Moment, _ db: Connection) throws {
        guard state.holdsSeat else { throw CohortRefusal.noSeat(id) }
        let last = try db.row(
            """
            SELECT number, measured_on FROM participant_measurement
             WHERE tenant_id = \(tenant) AND participant_id = \(id)
             ORDER BY number DESC
             LIMIT 1
            """)
        if let former: Day = try last?["measured_on"], new.on < former {
            throw FieldErrors([
                FieldError(field: "measured_on", code: "before_the_last", message: "must not be before \(former)")
            ])
        }
        // Before the first day as active there is nothing of the programme to be measured, but for what is there at intake.
        let earliest = startedOn ?? createdAt.day
        guard new.on >= earliest else {
            throw FieldErrors([
                FieldError(field: "measured_on", code: "before_start", message: "must not be before \(earliest)")
            ])
        }
        let values = new.standing
        if let income = values.firstIncomeOn, startedOn.map({ income < $0 }) ?? true {
            throw FieldErrors([
                FieldError(
                    field: "first_income_on", code: "before_start",
                    message: "must not be before the first day as active")
            ])
        }
        let number: Int = try last.map { try $0.get("number", as: Int.self) + 1 } ?? 1
        let skills = values.skills?.scores
        try db.run(
            """
            INSERT INTO participant_measurement (tenant_id, participant_id, number, measured_on, momentum,
                                                 identity_level, skill_1, skill_2, skill_3, first_income_on, who, at)
            VALUES (\(tenant), \(id), \(number), \(new.on), \(values.momentum), \(values.identityLevel), \(skills?[0]),
                    \(skills?[1]), \(skills?[2]), \(values.firstIncomeOn), \(who), \(now))
            """)
        try db.run(
            """
            UPDATE participant
               SET momentum = COALESCE(\(values.momentum), momentum),
                   identity_level = COALESCE(\(values.identityLevel), identity_level),
                   skill_1 = COALESCE(\(skills?[0]), skill_1), skill_2 = COALESCE(\(skills?[1]), skill_2),
                   skill_3 = COALESCE(\(skills?[2]), skill_3),
                   first_income_on = COALESCE(\(values.firstIncomeOn), first_income_on), updated_at = \(now)
             WHERE tenant_id = \(tenant) AND id = \(id)
            """)
        try History.append(
            HistoryEntry(
                "participant", id, "measured", by: who, at: now,
                detail: ["fields": .list(values.names.map { .string($0) })]), tenant: tenant, db)
    }
}
