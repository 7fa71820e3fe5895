import Kernel
import Storage
import Submissions

/// One submission with its mail, outbox row and events, and in seven of ten cases the reply with its reading.
struct SubmissionFilling {
    let number: Int
    /// Of the last two days: some of these are still under way or wait for a person.
    let isRecent: Bool
    let tenant: TenantID
    let account: String
    let application: String
    let funder: String
    /// The folder that replies arrive in.
    let folder: String
    let at: Moment

    /// The final state of ten submissions; one in a thousand failed instead.
    private static let statuses = [
        "declined", "sent", "declined", "offered", "sent", "declined", "acknowledged", "docs_requested", "declined",
        "merchant_declined",
    ]

    private var status: String {
        if number % 1000 == 999 { return "failed" }
        if isRecent, number % 40 == 39 { return "queued" }
        return Self.statuses[number * 3 % 10]
    }
    private var isSent: Bool { status != "failed" && status != "queued" }
    private var isAnswered: Bool { isSent && status != "sent" }

    func run(_ random: inout SplitMix, _ db: Connection) throws {
        let id = Identifier<Filling>(at: at, using: &random).description
        try db.run(
            """
            INSERT INTO submission (id, tenant_id, application_id, funder_id, kind, channel, account_id, status,
                                    submitted_at, decline_code, to_addresses, cc_addresses, rules_snapshot, sent_by,
                                    requested_cents, currency, industry_name, merchant_state, created_at, updated_at)
            VALUES (\(id), \(tenant), \(application), \(funder), 'new', 'email', \(account), \(status),
                    \(isSent ? at : nil), \(status == "declined" ? "low_revenue" : nil), '["submissions@funder.test"]',
                    '[]', '{"to":["submissions@funder.test"],"cc":[],"excludes_contact":false}', \("key:broker \(number % 8)"),
                    5000000, 'USD',
                    (SELECT industry_name FROM application WHERE id = \(application)),
                    (SELECT state FROM application WHERE id = \(application)), \(at), \(at))
            """)
        try db.run(
            """
            INSERT INTO submission_guard (tenant_id, funder_id, merchant_key, submission_id, at)
            VALUES (\(tenant), \(funder), \("ein \(number / 10 + 1)"), \(id), \(at))
            ON CONFLICT DO NOTHING
            """)
        if isSent { try addResult(of: id, db) }
        let message = try addMail("out", at, &random, db)
        try link(message, to: id, "own", db)
        try addEvent(1, "queued", on: id, message, db)
        if isSent { try addEvent(2, "sent", on: id, message, db) }
        try addOutboxRow(of: message, &random, db)
        try History.append(
            HistoryEntry(
                "submission", Identifier<Filling>(id) ?? Identifier(bits: 0), from: "queued",
                isSent ? "sent" : "queued",
                to: status, by: .key("broker \(number % 8)"), at: at), tenant: tenant, db)
        guard isAnswered else { return }
        let answeredAt = Moment(milliseconds: at.milliseconds + waitMinutes(&random) * 60_000)
        let reply = try addMail("in", answeredAt, &random, db)
        try addArrival(of: reply, answeredAt, &random, db)
        try link(reply, to: id, "reply_token", db)
        try addEvent(3, "replied", on: id, reply, db, at: answeredAt)
        try addEvent(4, decision, on: id, reply, db, at: answeredAt)
        try addReading(of: reply, &random, db)
    }

    /// What became of it; sums are counted once all is there.
    private func addResult(of id: String, _ db: Connection) throws {
        let minutes = isAnswered ? 20 + number * 37 % 900 : nil
        let answered = minutes.map { at + .minutes(Int64($0)) }
        let isOffered = status == "offered" || status == "merchant_declined"
        try db.run(
            """
            INSERT INTO submission_result (submission_id, tenant_id, funder_id, month, size_band, submitted_at, answered_at,
                                           wait_minutes, elapsed_minutes, offered_at, is_prompt, is_declined, is_funded,
                                           is_waiting, silent_at)
            VALUES (\(id), \(tenant), \(funder), \(at.day.monthNumber), \(number % 6 + 1), \(at), \(answered), \(minutes),
                    \(minutes), \(isOffered ? answered : nil), \(minutes.map { $0 <= 480 } ?? false),
                    \(status == "declined"), 0, \(!isAnswered), NULL)
            """)
    }

    /// The event that leads to the state.
    private var decision: String { status == "docs_requested" ? "requested_docs" : status }

    /// From minutes to a month, most of them within two days.
    private func waitMinutes(_ random: inout SplitMix) -> Int64 {
        let size = random.next() % 12
        return Int64(random.next() % (UInt64(20) << size)) + 3
    }

    private func addArrival(
        of message: String, _ at: Moment, _ random: inout SplitMix, _ db: Connection
    ) throws {
        try db.run(
            """
            INSERT INTO arrival (id, tenant_id, folder_id, uid_validity, uid, arrived_at, stored_at, raw_hash, raw_size,
                                 state, message_id, is_quiet)
            VALUES (\(Identifier<Filling>(at: at, using: &random)), \(tenant), \(folder), 1, \(number + 1),
                    \(at - .seconds(Int64(random.next() % 40))), \(at), \(Self.zeros), 20000, 'filed', \(message), 0)
            """)
    }

    private func addMail(
        _ direction: String, _ at: Moment, _ random: inout SplitMix, _ db: Connection
    ) throws -> String {
        let id = Identifier<Filling>(at: at, using: &random).description
        let hexadecimal = String(random.next() | 1 << 63, radix: 16)
        let digest = String(repeating: hexadecimal, count: 4)
        let isIn = direction == "in"
        try db.run(
            """
            INSERT INTO message (id, tenant_id, direction, account_id, kind, message_key, is_key_synthetic, content_hash,
                                 reference_keys, thread_key, from_name, from_address, reply_to, to_list, cc_list,
                                 delivered_to, subject, dated_at, recorded_at, raw_hash, raw_size, authentication,
                                 defects)
            VALUES (\(id), \(tenant), \(direction), \(account), \(isIn ? "mail" : "submission"), \("\(id)@bench.test"),
                    0, \(digest), '[]', \("\(id)@bench.test"), \(isIn ? "Underwriting" : "Bench"),
                    \(isIn ? "submissions@funder.test" : "broker@bench.test"), '[]',
                    '[{"name":null,"address":"broker@bench.test"}]', '[]', '[]',
                    \("\(isIn ? "RE: " : "")New deal: Merchant \(number / 10 + 1) Trading LLC"), \(at), \(at),
                    \(Self.zeros), 20000, '[]', '[]')
            """)
        try db.run(
            "INSERT INTO message_text (message_id, tenant_id, body) VALUES (\(id), \(tenant), \(Self.text))")
        return id
    }

    private func link(_ message: String, to submission: String, _ grade: String, _ db: Connection) throws {
        try db.run(
            """
            INSERT INTO submission_message (submission_id, message_id, seq, tenant_id, grade, is_linked, who, at)
            VALUES (\(submission), \(message), 1, \(tenant), \(grade), 1, 'system:bench', \(at))
            """)
    }

    private func addEvent(
        _ seq: Int, _ type: String, on submission: String, _ message: String, _ db: Connection, at moment: Moment? = nil
    ) throws {
        try db.run(
            """
            INSERT INTO submission_event (submission_id, seq, tenant_id, type, occurred_at, recorded_at, who, message_id,
                                          detail)
            VALUES (\(submission), \(seq), \(tenant), \(type), \(moment ?? at), \(moment ?? at), 'system:bench',
                    \(message), '{}')
            """)
    }

    private func addOutboxRow(of message: String, _ random: inout SplitMix, _ db: Connection) throws {
        let id = Identifier<Filling>(at: at, using: &random).description
        let state = isSent ? "sent" : status
        try db.run(
            """
            INSERT INTO outbox (id, tenant_id, message_id, account_id, state, phase, envelope_from, size_bytes,
                                needs_eight_bit, needs_smtputf8, attempts, next_attempt_at, why, created_at, settled_at,
                                settled_by)
            VALUES (\(id), \(tenant), \(message), \(account), \(state), 'answered', 'broker@bench.test', 400000, 0, 0, 1,
                    \(at), 'as the server said', \(at), \(isSent ? at : nil), \(isSent ? "server" : nil))
            """)
        try db.run(
            """
            INSERT INTO outbox_recipient (outbox_id, ordinal, tenant_id, address, field, state, at)
            VALUES (\(id), 0, \(tenant), 'submissions@funder.test', 'to', \(isSent ? "accepted" : "waiting"), \(at))
            """)
        guard status != "queued" else { return }
        try db.run(
            """
            INSERT INTO outbox_attempt (outbox_id, attempt, tenant_id, account_id, ended_at, phase, outcome, recipients)
            VALUES (\(id), 1, \(tenant), \(account), \(at), 'answered', \(isSent ? "sent" : "failed"), 1)
            """)
    }

    /// One reading in ten is followed by a person's; one reply in twelve went through review, and the newest still wait.
    private func addReading(of message: String, _ random: inout SplitMix, _ db: Connection) throws {
        let needsPerson = number % 12 == 5
        let readers = needsPerson && !isRecent ? ["rules:1", "person:bench"] : ["rules:1"]
        for (index, reader) in readers.enumerated() {
            try db.run(
                """
                INSERT INTO reading (message_id, seq, tenant_id, reader, outcome, disposition, confidence, reading, at)
                VALUES (\(message), \(index + 1), \(tenant), \(reader), 'declined', \(needsPerson ? "review" : "apply"),
                        900, \(Self.reading), \(at))
                """)
        }
        guard needsPerson else { return }
        try db.run(
            """
            INSERT INTO review_item (id, tenant_id, message_id, cause, state, candidates, opened_at, settled_at,
                                     settled_by)
            VALUES (\(Identifier<Filling>(at: at, using: &random)), \(tenant), \(message), 'low_confidence',
                    \(isRecent ? "open" : "settled"), '[]', \(at), \(isRecent ? nil : at),
                    \(isRecent ? nil : "system:bench"))
            """)
    }

    private static let zeros = String(repeating: "0", count: 64)

    private static let text =
        String(repeating: "We reviewed the file and cannot move forward at this time. ", count: 8) + "Regards"

    private static let reading: Value = [
        "outcome": "declined", "also": [], "decline_reasons": ["low_revenue"], "offers": [], "requested_docs": [],
        "disposition": "review", "confidence": 900, "rule_version": "1",
        "evidence": .list(
            (0..<4).map { number in
                [
                    "what": "decline", "place": "body", "start": Value(number * 60), "end": Value(number * 60 + 40),
                    "rule": "cannot move forward",
                ]
            }),
    ]
}
