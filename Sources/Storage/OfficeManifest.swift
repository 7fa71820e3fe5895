import Crypto
import Kernel

/// What an export of an office holds: which office, made by which schema, and of each table how many rows with which hash.
package struct OfficeManifest: Sendable, Equatable {
    package struct Table: Sendable, Equatable {
        package let name: String
        let columns: [String]
        package let rows: Int
        /// Over the lines of its file.
        let digest: Digest
    }

    package let tenant: TenantID
    package let name: String
    let migrations: [(name: String, checksum: Digest)]
    package let tables: [Table]
    /// Tells the master key under which fields are sealed, without telling anything of it.
    package let keyMark: String

    static let format: Int64 = 1

    package init(
        tenant: TenantID, name: String, migrations: [(name: String, checksum: Digest)], tables: [Table], keyMark: String
    ) {
        self.tenant = tenant
        self.name = name
        self.migrations = migrations
        self.tables = tables
        self.keyMark = keyMark
    }

    /// The hash of all that the office holds: equal offices have equal ones, on either engine.
    package var content: Digest {
        Digest(of: Value.list(tables.map { [.string($0.name), .string($0.digest.description)] }).canonicalBytes)
    }

    package var rows: Int { tables.reduce(0) { $0 + $1.rows } }

    package static func == (left: Self, right: Self) -> Bool { left.value == right.value }

    package var value: Value {
        [
            "format": .int(Self.format), "tenant": Value(tenant), "name": .string(name),
            "content": .string(content.description), "master_key": .string(keyMark),
            "tables": .list(
                tables.map { table in
                    [
                        "name": .string(table.name), "rows": Value(table.rows),
                        "sha256": .string(table.digest.description),
                        "columns": .list(table.columns.map(Value.string)),
                    ]
                }),
            "migrations": .list(
                migrations.map { ["name": .string($0.name), "checksum": .string($0.checksum.description)] }),
            "left_out": .list(
                OfficeTable.leftOut.map { .string($0.why) } + [
                    "the master key: sealed fields stay sealed, and open only beside it",
                    "passwords of mailboxes: they stand in mailboxes/, not in the database",
                ]),
        ]
    }

    /// Reads what `value` wrote; refused where it is nothing of that kind.
    package init(_ bytes: [UInt8]) throws {
        guard let value = try? Value(parsing: bytes), value["format"]?.integer == Self.format,
            let tenant = value["tenant"]?.text.flatMap({ TenantID($0) }), let name = value["name"]?.text,
            let keyMark = value["master_key"]?.text, let tables = value["tables"]?.list?.map(Table.init),
            let migrations = value["migrations"]?.list?.map(Self.migration), !tables.contains(where: { $0 == nil }),
            !migrations.contains(where: { $0 == nil })
        else { throw OfficeArchiveRefusal.notOurs }
        self.init(
            tenant: tenant, name: name, migrations: migrations.compactMap { $0 }, tables: tables.compactMap { $0 },
            keyMark: keyMark)
        guard value["content"]?.text == content.description else { throw OfficeArchiveRefusal.notOurs }
    }

    private static func migration(_ value: Value) -> (name: String, checksum: Digest)? {
        guard let name = value["name"]?.text, let checksum = value["checksum"]?.text.flatMap(Digest.init) else {
            return nil
        }
        return (name, checksum)
    }
}

extension OfficeManifest.Table {
    fileprivate init?(_ value: Value) {
        guard let name = value["name"]?.text, let rows = value["rows"]?.integer,
            let digest = value["sha256"]?.text.flatMap(Digest.init),
            let columns = value["columns"]?.list?.compactMap(\.text)
        else { return nil }
        self.init(name: name, columns: columns, rows: Int(rows), digest: digest)
    }
}

/// An office cannot be exported or imported; nothing was changed.
package enum OfficeArchiveRefusal: Refusal, Equatable {
    case notOurs
    case missing(file: String)
    case otherSchema
    case otherKey
    case isThere(TenantID)
    case changed(table: String)
    case badRow(table: String, line: Int)
    case missingBlob(Digest)
    case taken(table: String)
    case unfit(table: String)
    case broken(String)

    package var kind: RefusalKind { .conflict }
    package var code: String { "office_archive" }
    package var reason: String {
        switch self {
        case .notOurs: "that is no export of an office by fundgate, or its manifest was changed"
        case .missing(let file): "the export has no \(file)"
        case .otherSchema:
            "the export was made by another version of fundgate; export it anew with this version, then import"
        case .otherKey:
            "sealed fields of the export open only beside the master key of the office it comes from; put that key in place first"
        case .isThere(let id): "there is an office \(id) here already"
        case .changed(let table): "the rows of \(table) are not those that were exported; nothing was imported"
        case .badRow(let table, let line): "line \(line) of \(table) is no row of that office; nothing was imported"
        case .missingBlob(let digest): "the export lacks the file \(digest); nothing was imported"
        case .taken(let table):
            "a row of \(table) is here already in another office, such as a person's address; nothing was imported"
        case .unfit(let table): "a row of \(table) breaks a rule of that table; nothing was imported"
        case .broken(let text): "what was imported does not verify: \(text); nothing was kept"
        }
    }
}
