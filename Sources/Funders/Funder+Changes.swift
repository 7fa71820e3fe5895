import Applications
import Kernel
import Storage

extension Funder {
    /// Adds a funder; refused (409) where another has its name, a domain or an address.
    package static func add(
        _ input: FunderInput, tenant: TenantID, by who: Who, at moment: Moment, _ db: Connection
    ) throws -> Funder {
        let id = ID(at: moment)
        try requireFree(input, but: nil, tenant: tenant, db)
        try db.run(
            """
            INSERT INTO funder (id, tenant_id, name, name_key, status, status_updated_at, channel, first_response_hours,
                                offer_hours, funding_hours, time_zone, typical_terms, created_at, updated_at, version)
            VALUES (\(id), \(tenant), \(input.name), \(Folding.company(input.name)), \(FunderStatus.active), \(moment),
                    \(input.channel), \(input.firstResponseHours), \(input.offerHours), \(input.fundingHours),
                    \(input.timeZone), \(input.typicalTerms), \(moment), \(moment), 1)
            """)
        try write(input.domains ?? [], of: id, tenant: tenant, db)
        try note(id, "added", to: .active, ["fields": ["all"]], by: who, at: moment, tenant: tenant, db)
        return try find(id, tenant: tenant, db)
    }

    /// Changes the funder, made from `version`; refused (409) where it changed meanwhile.
    package static func change(
        _ id: ID, to input: FunderInput, version: Int, tenant: TenantID, by who: Who, at moment: Moment,
        _ db: Connection
    ) throws -> Funder {
        let former = try find(id, tenant: tenant, db)
        guard former.archivedAt == nil else { throw FunderRefusal.archived(id) }
        try requireFree(input, but: id, tenant: tenant, db)
        try touch(id, version: version, tenant: tenant, at: moment, db)
        try db.run(
            """
            UPDATE funder
               SET name = \(input.name), name_key = \(Folding.company(input.name)), channel = \(input.channel),
                   first_response_hours = \(input.firstResponseHours), offer_hours = \(input.offerHours),
                   funding_hours = \(input.fundingHours), time_zone = \(input.timeZone),
                   typical_terms = \(input.typicalTerms)
             WHERE tenant_id = \(tenant) AND id = \(id)
            """)
        if let domains = input.domains { try write(domains, of: id, tenant: tenant, db) }
        let changed = try find(id, tenant: tenant, db)
        let (new, old) = (changed.value(), former.value())
        var names = (new.fields?.names ?? []).filter {
            new[$0] != old[$0] && !["updated_at", "version"].contains($0) && !$0.hasSuffix("_label")
        }
        if input.domains != nil { names.append("domains") }
        try note(id, "changed", ["fields": .list(names.map { Value($0) })], by: who, at: moment, tenant: tenant, db)
        return changed
    }

    /// Moves the funder to another status. Every status but active needs a reason, a limit its cap.
    package static func setStatus(
        of id: ID, to status: FunderStatus, reason: String?, weeklyCap: Int?, version: Int, tenant: TenantID,
        by who: Who, at moment: Moment, _ db: Connection
    ) throws -> Funder {
        let former = try find(id, tenant: tenant, db)
        guard former.archivedAt == nil else { throw FunderRefusal.archived(id) }
        let event = FunderStatus.Event.leading(to: status)
        let next = try FunderStatus.lifecycle.move(former.status, on: event)
        if next != .active, reason == nil { throw FunderRefusal.reasonMissing }
        if next == .limited, weeklyCap == nil { throw FunderRefusal.capMissing }
        try touch(id, version: version, tenant: tenant, at: moment, db)
        try db.run(
            """
            UPDATE funder
               SET status = \(next), status_reason = \(reason), status_updated_at = \(moment),
                   weekly_cap = \(next == .limited ? weeklyCap : nil)
             WHERE tenant_id = \(tenant) AND id = \(id)
            """)
        try History.append(
            HistoryEntry(
                "funder", id, from: former.status.rawValue, event.rawValue, to: next.rawValue, by: who, at: moment,
                reason: reason),
            tenant: tenant, db)
        return try find(id, tenant: tenant, db)
    }

    /// Takes the funder from the lists, or back into them; its name and domains stay its own.
    package static func archive(
        _ id: ID, _ isArchived: Bool, version: Int, tenant: TenantID, by who: Who, at moment: Moment, _ db: Connection
    ) throws -> Funder {
        _ = try find(id, tenant: tenant, db)
        try touch(id, version: version, tenant: tenant, at: moment, db)
        let archivedAt: Moment? = isArchived ? moment : nil
        try db.run("UPDATE funder SET archived_at = \(archivedAt) WHERE tenant_id = \(tenant) AND id = \(id)")
        try note(id, isArchived ? "archived" : "restored", [:], by: who, at: moment, tenant: tenant, db)
        return try find(id, tenant: tenant, db)
    }

    private static func touch(
        _ id: ID, version: Int, tenant: TenantID, at moment: Moment, _ db: Connection
    ) throws {
        let changed = try db.changes(
            """
            UPDATE funder SET version = version + 1, updated_at = \(moment)
             WHERE tenant_id = \(tenant) AND id = \(id) AND version = \(version)
            """)
        guard changed == 1 else { throw RecordRefusal.changedMeanwhile("funder", id) }
    }

    private static func requireFree(
        _ input: FunderInput, but id: ID?, tenant: TenantID, _ db: Connection
    ) throws {
        let named: ID? = try db.value(
            "SELECT id FROM funder WHERE tenant_id = \(tenant) AND name_key = \(Folding.company(input.name))")
        if let named, named != id { throw FunderRefusal.nameTaken(by: named) }
        for domain in input.domains ?? [] {
            let holder: ID? = try db.value(
                "SELECT funder_id FROM funder_domain WHERE tenant_id = \(tenant) AND domain = \(domain.text)")
            if let holder, holder != id { throw FunderRefusal.domainTaken(by: holder) }
        }
    }

    private static func write(_ domains: [KnownSender], of id: ID, tenant: TenantID, _ db: Connection) throws {
        try db.run("DELETE FROM funder_domain WHERE tenant_id = \(tenant) AND funder_id = \(id)")
        for domain in Set(domains) {
            try db.run(
                """
                INSERT INTO funder_domain (tenant_id, funder_id, kind, domain)
                VALUES (\(tenant), \(id), \(domain.kind.rawValue), \(domain.text))
                """)
        }
    }

    static func note(
        _ id: ID, _ event: String, to: FunderStatus? = nil, _ detail: Value, by who: Who, at moment: Moment,
        tenant: TenantID, _ db: Connection
    ) throws {
        try History.append(
            HistoryEntry("funder", id, event, to: to?.rawValue, by: who, at: moment, detail: detail), tenant: tenant,
            db)
    }
}
