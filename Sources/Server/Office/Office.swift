import Buckets
import Correspondence
import Inbox
import Kernel
import MIME
import Outbox
import People
import Storage
import Templates
import Web

/// An installation that is open: database, blobs, keys, templates and mail accounts, from which routes, workers and
/// commands take what they need.
package struct Office: Sendable {
    package let configuration: Configuration
    package let database: Database
    package let blobs: BlobStore
    package let keys: Keys
    package let templates: TemplateLibrary
    package let clock: any Clock
    package let log: Log
    package let passwords: Passwords

    /// What blobs lie in behind their folder, where there is one.
    package var bucket: Bucket? { blobs.archive as? Bucket }

    /// Opens what `init` made and brings the schema up to date.
    package static func open(
        _ configuration: Configuration, clock: any Clock = SystemClock(), log: Log, passwords: Passwords = Passwords()
    ) async throws -> Office {
        let keys = try Keys(folder: configuration.keysFolder)
        guard try await configuration.database.isMade({ log.info($0) }) else {
            throw OfficeRefusal.noDatabase(configuration.database.shown)
        }
        return try await assemble(configuration, keys: keys, clock: clock, log: log, passwords: passwords)
    }

    /// Makes folders, key and database; refused where there is an office already. What a former making left that was cut
    /// off is used.
    package static func create(
        _ configuration: Configuration, clock: any Clock = SystemClock(), log: Log, passwords: Passwords = Passwords()
    ) async throws -> Office {
        guard try await !configuration.database.holdsOffice({ log.info($0) }) else {
            throw OfficeRefusal.exists(configuration.database.shown)
        }
        try LocalFile.makeFolder(configuration.dataFolder)
        if !Keys.isThere(folder: configuration.keysFolder) { try Keys.make(folder: configuration.keysFolder) }
        return try await assemble(
            configuration, keys: try Keys(folder: configuration.keysFolder), clock: clock, log: log,
            passwords: passwords)
    }

    /// Makes folders and database beside a master key that is there: for an office that comes from elsewhere.
    static func found(_ configuration: Configuration, clock: any Clock = SystemClock(), log: Log) async throws -> Office
    {
        try await assemble(
            configuration, keys: try Keys(folder: configuration.keysFolder), clock: clock, log: log,
            passwords: Passwords())
    }

    private static func assemble(
        _ configuration: Configuration, keys: Keys, clock: any Clock, log: Log, passwords: Passwords
    ) async throws -> Office {
        let database = try Database(configuration.database)
        let applied = try await database.migrate(JoinedSchema.migrations, at: clock.now())
        if !applied.isEmpty { log.info("schema: applied \(applied.joined(separator: " "))") }
        try LocalFile.makeFolder(configuration.uploadFolder)
        return Office(
            configuration: configuration, database: database,
            blobs: try configuration.openBlobs(clock: clock), keys: keys,
            templates: try TemplateLibrary(
                folder: configuration.templatesFolder, reloads: configuration.reloadsTemplates),
            clock: clock, log: log, passwords: passwords)
    }
}

extension Configuration {
    package var keysFolder: String { "\(dataFolder)/keys" }
    package var blobsFolder: String { "\(dataFolder)/blobs" }
    package var uploadFolder: String { "\(dataFolder)/uploads" }
}

package enum OfficeRefusal: Refusal, Equatable {
    case noDatabase(String)
    case exists(String)
    case noTenant
    case unknownOffice(file: String)
    case severalTenants
    case noBucket

    package var kind: RefusalKind { .conflict }
    package var code: String { "installation" }
    package var reason: String {
        switch self {
        case .noDatabase(let path): "there is no database at \(path); run `fundgate init` first"
        case .exists(let path): "there is a database at \(path) already"
        case .noTenant: "the database holds no office; run `fundgate init` first"
        case .unknownOffice(let file): "mailboxes/\(file).json5 names an office that the database does not hold"
        case .noBucket: "no bucket is set: blobs lie in the data folder; see the setting blobs"
        case .severalTenants: "the database holds several offices; say which one with --office NAME"
        }
    }
}
