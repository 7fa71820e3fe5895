import Kernel
import Storage
import Web

/// What slices above this one have to say of people, in the transaction of the command.
package struct PersonWatch: Sendable {
    /// Refuses roles that the person must not have.
    package typealias RoleCheck = @Sendable (PersonID, Set<RoleName>, TenantID, Connection) throws -> Void
    /// Somebody else makes the person a new password: asked and told before it is written.
    package typealias Reset = @Sendable (PersonID, TenantID, Who, Moment, Connection) throws -> Void
    /// The person was disabled or let in again.
    package typealias Move = @Sendable (PersonID, Person.Event, TenantID, Who, Moment, Connection) throws -> Void

    let checkRoles: RoleCheck
    let noteReset: Reset
    let noteMove: Move

    package init(
        checkRoles: @escaping RoleCheck = { _, _, _, _ in }, noteReset: @escaping Reset = { _, _, _, _, _ in },
        noteMove: @escaping Move = { _, _, _, _, _, _ in }
    ) {
        self.checkRoles = checkRoles
        self.noteReset = noteReset
        self.noteMove = noteMove
    }
}
