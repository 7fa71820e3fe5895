import Kernel
import Storage
import Web

/// Somebody who signs in.
package struct Person: Hashable, Sendable {
    package let id: PersonID
    package let tenant: TenantID
    package let email: String
    package let name: String
    package let state: State
    package let roles: [RoleName]
    package let signedInAt: Moment?
    package let createdAt: Moment
    package let updatedAt: Moment
    /// Grows with each change; a change names the version it was made from.
    package let version: Int

    package enum State: String, CaseIterable, SQLBindable, SQLReadable, Sendable {
        case active
        case disabled
    }

    package enum Event: String, Sendable {
        case disable
        case enable
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from      on        to
        (.active,    .disable, .disabled),
        (.disabled,  .enable,  .active),
    ])

    init(_ row: Row, roles: [RoleName]) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        email = try row["email"]
        name = try row["name"]
        state = try row["state"]
        self.roles = roles
        signedInAt = try row["signed_in_at"]
        createdAt = try row["created_at"]
        updatedAt = try row["updated_at"]
        version = try row["version"]
    }

    package var value: Value {
        [
            "id": Value(id), "email": Value(email), "name": Value(name), "state": Value(state.rawValue),
            "roles": .list(roles.map { Value($0.rawValue) }),
            "role_labels": Value(roles.compactMap { Role.named($0)?.label }.joined(separator: ", ")),
            "is_active": Value(state == .active), "signed_in_at": Value(signedInAt), "created_at": Value(createdAt),
            "updated_at": Value(updatedAt), "version": Value(version),
        ]
    }
}
