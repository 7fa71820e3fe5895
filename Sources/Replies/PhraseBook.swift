import Classification
import Kernel
import Storage
import Synchronization

/// Each office's phrases, prepared for reading; made anew when the office's words have a new version.
package final class PhraseBook: Sendable {
    /// An office's words as of a version; 0 where it has none.
    package struct Edition: Sendable {
        package let version: Int
        package let words: TenantWords
    }

    private let editions = Mutex<[TenantID: Edition]>([:])

    package init() {}

    package func edition(tenant: TenantID, _ db: Connection) throws -> Edition {
        let version = try Phrase.version(tenant: tenant, db)
        if let known = editions.withLock({ $0[tenant] }), known.version == version { return known }
        let phrases = try Phrase.active(tenant: tenant, db).map(\.taught)
        let edition = Edition(version: version, words: TenantWords(phrases))
        editions.withLock { $0[tenant] = edition }
        return edition
    }
}
