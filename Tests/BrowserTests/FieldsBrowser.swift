import Kernel
import People
import Testing

/// Every field of the desk's forms, wrong once.
@Suite(.serialized)
struct FieldsBrowser {
    @Test func `J28 every field that is wrong is refused by its name`() async throws {
        try await inOffice(sends: true) { office in
            let caller = try await office.caller([.admin])
            try await AccessBrowser.awaitReview(office)
            let ids = try await KnownIDs(office)
            let forms = try await forms(office, ids)
            let before = try await Self.counts(office)
            var wrong: [String] = []
            for line in Self.table.split(separator: "\n") {
                let words = line.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
                let isNamed =
                    words.last.map {
                        !$0.hasSuffix("\"") && (!$0.hasSuffix("]") || $0.hasSuffix("[0]")) && $0 != "LONG"
                    } ?? false
                let expected = isNamed ? words[words.count - 1] : words[1]
                let text = words[2..<(words.count - (isNamed ? 1 : 0))].joined(separator: " ")
                let form = try #require(forms[words[0]])
                let value: Value =
                    text == "LONG"
                    ? .string(String(repeating: "x", count: 30_000)) : try Value(parsing: Array(text.utf8))
                let told = try await caller.ask(
                    "POST", form.path, headers: [("Idempotency-Key", "wrong-\(wrong.count)-\(words[1])")],
                    form.valid.with(words[1], value))
                let fields = Self.fields(told)
                if !(400..<500).contains(told.status) || !fields.contains(expected) {
                    wrong.append("\(line): \(told.status) names \(fields) \(told.text.prefix(160))")
                }
            }
            #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
            #expect(try await Self.counts(office) == before, "what is refused changes nothing")
        }
    }

    private static func fields(_ told: Told) -> [String] {
        // An answer that is no JSON names no field.
        let problem = (try? Value(parsing: told.body)) ?? .null
        return (problem["errors"]?.list ?? []).compactMap { $0["field"]?.text }
            + [problem["field"]?.text].compactMap { $0 }
    }

    private static func counts(_ office: OpenOffice) async throws -> Int {
        try await office.value(
            """
            SELECT (SELECT count(*) FROM application) + 1000 * (SELECT count(*) FROM funder)
                 + 1000000 * (SELECT count(*) FROM funder_guideline_version)
                 + (SELECT count(*) FROM funded_deal) + (SELECT count(*) FROM payee)
                 + (SELECT count(*) FROM commission_terms) + (SELECT count(*) FROM commission_payout)
                 + (SELECT count(*) FROM partner) + (SELECT count(*) FROM cohort)
                 + (SELECT count(*) FROM participant) + (SELECT count(*) FROM mission)
                 + (SELECT count(*) FROM participant_measurement) + (SELECT count(*) FROM funding_commitment)
                 + (SELECT count(*) FROM commitment_receipt) + (SELECT count(*) FROM funding_ledger)
                 + (SELECT count(*) FROM bank_statement) + (SELECT count(*) FROM bank_line WHERE state = 'open')
            """) ?? -1
    }
}

extension Value {
    /// The object with one member changed.
    func with(_ name: String, _ value: Value) -> Value {
        var fields = self.fields ?? Fields()
        fields[name] = value
        return .object(fields)
    }
}
