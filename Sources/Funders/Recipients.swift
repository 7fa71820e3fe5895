import Kernel
import Storage

/// Who is written to: 1 to 20 addresses in To, up to 20 in CC, none of them twice.
package struct Recipients: Hashable, Sendable {
    package let to: [String]
    package let cc: [String]

    package static let most = 20

    /// Rules go before the contact; the contact is added to To unless the rules exclude it or name it already.
    /// Without rules it is the contact alone.
    package static func resolve(
        rules: SubmissionRules?, contact: FunderContact?
    ) throws(SendBlock) -> Recipients {
        var to = rules?.to ?? []
        let cc = rules?.cc ?? []
        if let contact, rules?.excludesContact != true, !(to + cc).contains(where: { isSame($0, contact.email) }) {
            to.append(contact.email)
        }
        to = distinct(to, without: [])
        let copies = distinct(cc, without: to)
        guard !to.isEmpty else { throw .noRecipient }
        guard to.count <= most, copies.count <= most else { throw .tooManyRecipients }
        return Recipients(to: to, cc: copies)
    }

    private static func isSame(_ left: String, _ right: String) -> Bool { left.lowercased() == right.lowercased() }

    private static func distinct(_ addresses: [String], without others: [String]) -> [String] {
        var seen = Set(others.map { $0.lowercased() })
        return addresses.filter { seen.insert($0.lowercased()).inserted }
    }

    /// The funder's addresses as they are stored, or why there are none.
    package static func of(_ funder: Funder.ID, tenant: TenantID, _ db: Connection) throws -> Recipients {
        _ = try Funder.find(funder, tenant: tenant, db)
        return try resolve(
            rules: SubmissionRules.of(funder, tenant: tenant, db), contact: FunderContact.of(funder, tenant: tenant, db)
        )
    }

    /// Refuses to store rules and contact that would name more addresses than a mail takes.
    static func requireRoom(of funder: Funder.ID, tenant: TenantID, _ db: Connection) throws {
        do {
            _ = try of(funder, tenant: tenant, db)
        } catch SendBlock.tooManyRecipients {
            throw FunderRefusal.tooManyRecipients
        } catch is SendBlock {
            return
        }
    }
}
