import Classification
import Correspondence
import Kernel
import Storage
import Submissions

/// A mail of the archive read once more by the present rules and words.
package struct Reread: Sendable {
    /// What becomes of a reading that says something else.
    package enum Fate: String, Sendable, CaseIterable {
        /// It says the same.
        case same
        /// The mail waits for a person, who sees the new reading.
        case waiting
        /// The former reading took effect: a person looks at both.
        case proposed
        /// A person has decided: that stays.
        case decided
        /// Nothing took effect, and nothing does.
        case noted
    }

    package let message: Message.ID
    /// What the machine read last.
    package let former: StoredReading
    package let reading: Reading
    package let wordsVersion: Int
    /// The parts that say something else.
    package let parts: [String]
    package let fate: Fate
}

extension ReplyDesk {
    /// What the present rules and words read in a mail that was filed before; nothing is stored. It is read as the answer
    /// to what it was matched with then: which submissions are open has changed since. Nil where nothing was read in it.
    package func reread(_ id: Message.ID, tenant: TenantID, _ db: Connection) throws -> Reread? {
        let readings = try StoredReading.of(id, tenant: tenant, db)
        guard let former = readings.first(where: { !$0.isByPerson }) else { return nil }
        let item = try ReviewItem.of(message: id, tenant: tenant, db)
        let input = try ReaderInput(stored: try Message.find(id, tenant: tenant, db), db).input(
            answering: try Self.matched(id, item, tenant: tenant, db), tenant: tenant, db)
        let edition = try words.edition(tenant: tenant, db)
        let reading = ReplyReader.read(input, words: edition.words)
        let parts = Reading.differing(former.reading, reading.value())
        let fate: Reread.Fate =
            if parts.isEmpty {
                .same
            } else if readings.contains(where: \.isByPerson) || item.map({ $0.state != .open }) ?? false {
                .decided
            } else if item != nil {
                .waiting
            } else {
                try MessageLink.submissions(of: id, tenant: tenant, db).isEmpty ? .noted : .proposed
            }
        return Reread(
            message: id, former: former, reading: reading, wordsVersion: edition.version, parts: parts, fate: fate)
    }

    /// Stores what was read otherwise, beside the former readings. What a person decided and what took effect stays: where
    /// the former reading took effect, a person is asked.
    package func store(_ reread: Reread, tenant: TenantID, at now: Moment, _ db: Connection) throws {
        guard reread.fate != .same else { return }
        try StoredReading.add(
            reread.reading, by: .rules(reread.reading.ruleVersion, words: reread.wordsVersion),
            isStanding: reread.fate == .waiting || reread.fate == .noted, message: reread.message, tenant: tenant,
            at: now, db)
        let isProposed = reread.fate == .proposed
        guard isProposed || reread.fate == .noted && !Self.isNobodysMatter(reread.reading) else { return }
        let message = try Message.find(reread.message, tenant: tenant, db)
        guard try !Candidate.isOwnAddress(message.from.address, tenant: tenant, db) else { return }
        try ReviewItem.open(
            reread.message, cause: isProposed ? .changedReading : .noMatch,
            candidates: try MessageLink.submissions(of: reread.message, tenant: tenant, db), tenant: tenant, at: now, db
        )
    }

    /// The submissions that the mail was matched with when it came.
    static func matched(
        _ message: Message.ID, _ item: ReviewItem?, tenant: TenantID, _ db: Connection
    ) throws -> [Submission.ID] {
        let first: Submission.ID? = try db.value(
            """
            SELECT submission_id FROM submission_message
             WHERE tenant_id = \(tenant) AND message_id = \(message) AND seq = 1 AND who = \(reader)
             ORDER BY submission_id LIMIT 1
            """)
        return first.map { [$0] } ?? item?.candidates ?? []
    }
}
