import Kernel
import Storage

extension Application {
    /// Stores a new application under the tenant's next number.
    package static func create(
        _ input: ApplicationInput, importHash: String? = nil, keys: PersonalKeys, tenant: TenantID, by who: Who,
        at moment: Moment, _ db: Connection
    ) throws -> Application {
        let id = ID(at: moment)
        let number: Int? = try db.value(
            """
            INSERT INTO application_counter (tenant_id, last) VALUES (\(tenant), 1)
            ON CONFLICT (tenant_id) DO UPDATE SET last = application_counter.last + 1
            RETURNING last
            """)
        guard let number else { preconditionFailure("the counter answers its number") }
        do {
            try db.run(
                """
                INSERT INTO application (id, tenant_id, number, legal_name, legal_name_key, search_key, country, currency,
                                         source_system, external_id, import_hash, created_by, created_at, updated_at,
                                         version)
                VALUES (\(id), \(tenant), \(number), \(input.fields.legalName), '', '', \(input.fields.country),
                        \(input.fields.currency), \(input.sourceSystem), \(input.externalID), \(importHash), \(who),
                        \(moment), \(moment), 1)
                """)
        } catch let fault as StorageFault where fault.isNotUnique {
            throw ApplicationRefusal.externalIDTaken
        }
        try write(input, to: id, number: number, keys: keys, tenant: tenant, at: moment, db)
        try note(id, "added", ["fields": ["all"]], by: who, at: moment, tenant: tenant, db)
        return try find(id, tenant: tenant, db)
    }

    /// Changes the application, made from `version`; refused (409) where it changed meanwhile.
    package static func change(
        _ id: ID, to input: ApplicationInput, version: Int, importHash: String? = nil, keys: PersonalKeys,
        tenant: TenantID, by who: Who, at moment: Moment, _ db: Connection
    ) throws -> Application {
        let former = try find(id, tenant: tenant, db)
        guard former.archivedAt == nil else { throw ApplicationRefusal.archived(id) }
        try touch(id, version: version, importHash: importHash, tenant: tenant, at: moment, db)
        try write(input, to: id, number: former.number, keys: keys, tenant: tenant, at: moment, db)
        let changed = try find(id, tenant: tenant, db)
        var names = changed.fields.names(changedFrom: former.fields)
        if input.ein != .keep { names.append("ein") }
        if input.owners != nil { names.append("owners") }
        if input.advances != nil { names.append("advances") }
        try note(id, "changed", ["fields": .list(names.map { Value($0) })], by: who, at: moment, tenant: tenant, db)
        return changed
    }

    /// Takes the application from the lists, or back into them.
    package static func archive(
        _ id: ID, _ isArchived: Bool, version: Int, tenant: TenantID, by who: Who, at moment: Moment, _ db: Connection
    ) throws -> Application {
        _ = try find(id, tenant: tenant, db)
        try touch(id, version: version, importHash: nil, tenant: tenant, at: moment, db)
        let archivedAt: Moment? = isArchived ? moment : nil
        try db.run("UPDATE application SET archived_at = \(archivedAt) WHERE tenant_id = \(tenant) AND id = \(id)")
        try note(id, isArchived ? "archived" : "restored", [:], by: who, at: moment, tenant: tenant, db)
        return try find(id, tenant: tenant, db)
    }

    private static func touch(
        _ id: ID, version: Int, importHash: String?, tenant: TenantID, at moment: Moment, _ db: Connection
    ) throws {
        let changed = try db.changes(
            """
            UPDATE application
               SET version = version + 1, updated_at = \(moment), import_hash = COALESCE(\(importHash), import_hash)
             WHERE tenant_id = \(tenant) AND id = \(id) AND version = \(version)
            """)
        guard changed == 1 else { throw RecordRefusal.changedMeanwhile("application", id) }
    }

    static func note(
        _ id: ID, _ event: String, _ detail: Value, by who: Who, at moment: Moment, tenant: TenantID, _ db: Connection
    ) throws {
        try History.append(
            HistoryEntry("application", id, event, by: who, at: moment, detail: detail), tenant: tenant, db)
    }
}
