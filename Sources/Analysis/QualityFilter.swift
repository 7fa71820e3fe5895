import Classification
import Kernel
import Storage
import Web

/// What the page of the reader's quality is narrowed to, as it stands in the page's address.
struct QualityFilter: Sendable {
    /// Days of the verdicts, both inclusive.
    var from: Day?
    var to: Day?
    /// `rules:1`
    var reader: String?
    /// What the reader took the mail for.
    var outcome: Outcome?

    init(_ query: Query) throws {
        from = try query.day("from")
        to = try query.day("to")
        reader = try query.text("reader", max: 60)
        outcome = try query.choice("outcome", Outcome.self)
    }

    /// Of each reading the newest verdict, for rows of `verdict` and `reading`.
    func conditions(tenant: TenantID) -> SQL {
        var all: [SQL] = [
            "verdict.tenant_id = \(tenant)",
            """
            NOT EXISTS (SELECT 1 FROM reading_case AS later
                         WHERE later.tenant_id = verdict.tenant_id AND later.message_id = verdict.message_id
                           AND later.machine_seq = verdict.machine_seq
                           AND (later.at, later.id) > (verdict.at, verdict.id))
            """,
        ]
        if let from { all.append("verdict.at >= \(from.start)") }
        if let to { all.append("verdict.at < \(to.adding(days: 1).start)") }
        if let reader { all.append("reading.reader = \(reader)") }
        if let outcome { all.append("reading.outcome = \(outcome.rawValue)") }
        return .all(all)
    }

    var entries: [(name: String, value: String)] {
        let all: [(String, String?)] = [
            ("from", from?.description), ("to", to?.description), ("reader", reader), ("outcome", outcome?.rawValue),
        ]
        return all.compactMap { name, value in value.map { (name, $0) } }
    }

    var value: Value {
        var fields = Value.Fields()
        for (name, value) in entries { fields[name] = .string(value) }
        return .object(fields)
    }
}
