import Crypto
import Kernel
import Storage
import Web

/// A program's key. Its secret is shown once; stored is the secret's hash.
package struct APIKey: Sendable {
    package typealias ID = Identifier<APIKey>

    package let id: ID
    package let tenant: TenantID
    package let name: String
    package let roles: [RoleName]
    package let createdAt: Moment
    package let usedAt: Moment?
    package let revokedAt: Moment?

    /// `fg_` and 40 letters and digits, almost 200 bits.
    package struct Secret: Sendable {
        package let text: String

        package init() { text = "fg_" + SecretWord.random(letters: 40) }
        package init(_ text: String) { self.text = text }

        var hash: Digest { Digest(of: Array(text.utf8)) }
    }

    init(_ row: Row, roles: [RoleName]) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        name = try row["name"]
        self.roles = roles
        createdAt = try row["created_at"]
        usedAt = try row["used_at"]
        revokedAt = try row["revoked_at"]
    }

    package var value: Value {
        [
            "id": Value(id), "name": Value(name), "roles": .list(roles.map { Value($0.rawValue) }),
            "role_labels": Value(roles.compactMap { Role.named($0)?.label }.joined(separator: ", ")),
            "created_at": Value(createdAt), "used_at": Value(usedAt), "revoked_at": Value(revokedAt),
            "is_revoked": Value(revokedAt != nil),
        ]
    }

    /// Letters, digits, spaces, dots, hyphens and underscores: the name stands in history rows and logs.
    static func checkedName(_ text: String) throws -> String {
        let isPlain = text.utf8.allSatisfy {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || " .-_".utf8.contains($0)
        }
        guard isPlain, (1...60).contains(text.utf8.count), text.first != " ", text.last != " " else {
            throw PeopleRefusal.badKeyName
        }
        return text
    }
}
