import Correspondence
import Kernel
import People
import Replies
import Storage

extension Call {
    /// What the present rules and words read otherwise than the stored readings; without `--dry-run` it is stored.
    func reclassify() async throws -> Int32 {
        let after = try option("--after").map { text in
            guard let id = Message.ID(text) else {
                throw UsageError("--after must be an id of 26 characters", line.command)
            }
            return id
        }
        let office = try await office()
        let tenants = try await offices(office)
        guard after == nil || tenants.count == 1 else {
            throw UsageError("--after goes on with one office: name it with --office", line.command)
        }
        let isTelling = wantsJSON
        let terminal = terminal
        for tenant in tenants {
            let found = try await Reclassification.run(
                office, tenant: tenant.id, after: after, stores: !has("--dry-run"),
                tell: { reread in if isTelling { terminal.line(Self.value(reread)) } },
                note: { terminal.say("done up to \($0); --after \($0) goes on from here") })
            if tenants.count > 1, !isTelling { terminal.line(tenant.name) }
            show(found)
        }
        return 0
    }

    private static func value(_ reread: Reread) -> Value {
        [
            "message": Value(reread.message), "former": .string(reread.former.reader),
            "former_words": Value(reread.former.wordsVersion), "stored": reread.former.reading,
            "now": reread.reading.value(), "words_version": Value(reread.wordsVersion),
            "changed": .list(reread.parts.map(Value.string)), "fate": .string(reread.fate.rawValue),
        ]
    }

    private func show(_ found: Reclassification) {
        if wantsJSON { return terminal.line(found.value) }
        terminal.line(Self.cells("stored", "now", "mails", "read otherwise, such as"))
        for row in found.sorted {
            terminal.line(
                Self.cells(
                    row.former.rawValue, row.now.rawValue, "\(row.count)",
                    row.examples.map(\.description).joined(separator: " ")))
        }
        for (part, count) in found.parts.sorted(by: { $0.key < $1.key }) where part != "outcome" {
            terminal.line(Self.cells("", "other \(part)", "\(count)", ""))
        }
        let fates = Reread.Fate.allCases.filter { $0 != .same }.compactMap { fate in
            found.fates[fate].map { "\($0) \(Self.words(fate))" }
        }
        terminal.say(
            (["\(found.count) mails read, \(found.changed) read otherwise"] + fates).joined(separator: "; "))
    }

    private static func words(_ fate: Reread.Fate) -> String {
        switch fate {
        case .same: "the same"
        case .waiting: "wait for a person already"
        case .proposed: "took effect and go to review"
        case .decided: "were decided by a person and stay"
        case .noted: "had no effect"
        }
    }

    private static func cells(_ first: String, _ second: String, _ number: String, _ rest: String) -> String {
        func padded(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(2, width - text.count))
        }
        let right = String(repeating: " ", count: max(0, 6 - number.count)) + number
        let line = padded(first, 20) + padded(second, 24) + right + "  " + rest
        return String(line.reversed().drop { $0 == " " }.reversed())
    }

    /// The verdicts of people on readings: counted, or with `--json` each with its mail.
    func cases() async throws -> Int32 {
        let office = try await office()
        var counts: [String: (right: Int, corrected: Int)] = [:]
        for tenant in try await offices(office) {
            var last: ReadingCase.ID?
            while true {
                let after = last
                let batch = try await office.database.read {
                    try ReadingCase.list(after: after, limit: 100, tenant: tenant.id, $0)
                }
                guard let final = batch.last else { break }
                last = final.id
                for each in batch {
                    if wantsJSON { terminal.line(each.value(hasText: !has("--without-text"))) }
                    let name = "\(each.reader)\t\(each.machine["outcome"]?.text ?? "")"
                    counts[name, default: (0, 0)].right += each.changed.isEmpty ? 1 : 0
                    counts[name, default: (0, 0)].corrected += each.changed.isEmpty ? 0 : 1
                }
            }
        }
        if wantsJSON, !has("--without-text"), !counts.isEmpty {
            terminal.say("these cases hold mails with personal data; --without-text leaves their words out")
        }
        if !wantsJSON { show(counts) }
        return 0
    }

    private func show(_ counts: [String: (right: Int, corrected: Int)]) {
        terminal.line(Self.cells("reader", "read as", "right", "corrected"))
        for (name, count) in counts.sorted(by: { $0.key < $1.key }) {
            let parts = name.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            terminal.line(Self.cells(parts[0], parts[1], "\(count.right)", "\(count.corrected)"))
        }
        terminal.say("\(counts.values.reduce(0) { $0 + $1.right + $1.corrected }) cases")
    }

    /// The office that is named, or all.
    private func offices(_ office: Office) async throws -> [Tenant] {
        let all = try await office.database.read { try Tenant.all($0) }
        guard let name = option("--office") else { return all }
        let id = try await office.tenant(named: name)
        return all.filter { $0.id == id }
    }
}
