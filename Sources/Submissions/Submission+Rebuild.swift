import Kernel
import Storage

extension Submission {
    /// What of a submission's derived state is not what its events and people's moves make of it; nothing is changed.
    package static func misbuilt(
        _ id: ID, label: (String) -> String, tenant: TenantID, _ db: Connection
    ) throws -> [String] {
        let events = try SubmissionEvent.of(id, tenant: tenant, db)
        let names = try SubmissionState(events).differing(from: SubmissionState(stored: id, tenant: tenant, db))
        let made = try DerivedChecklist(of: id, events: events, label: label, tenant: tenant, db)
        let stored = try DerivedChecklist(stored: id, tenant: tenant, db)
        return names + (made.lines == stored.lines ? [] : ["documents"])
    }

    /// Makes status, decline and checklist anew; the history says what was rebuilt. Nothing is sent.
    package static func rebuild(
        _ id: ID, label: (String) -> String, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        let names = try misbuilt(id, label: label, tenant: tenant, db)
        guard !names.isEmpty else { return }
        let events = try SubmissionEvent.of(id, tenant: tenant, db)
        try SubmissionState(events).store(on: id, tenant: tenant, db)
        if names.contains("documents") {
            try DerivedChecklist(of: id, events: events, label: label, tenant: tenant, db)
                .store(on: id, tenant: tenant, db)
        }
        try History.append(
            HistoryEntry(
                "submission", id, "rebuild", by: who, at: now, detail: ["parts": .list(names.map(Value.string))]),
            tenant: tenant, db)
        db.signal("submission")
    }
}
