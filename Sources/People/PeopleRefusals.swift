import Kernel

/// What is wrong with a request about people, sessions and keys.
package enum PeopleRefusal: Refusal, Equatable {
    case badEmail(String)
    case badName
    case badKeyName
    case emailTaken
    case keyNameTaken
    case noRole
    case unknownRole(String)
    case passwordLength
    case passwordIsEmail
    case passwordUnchanged
    case wrongPassword
    case lastAdmin
    /// A participant's password is made where it is kept who made it.
    case participant
    /// Who signs in as a participant has that role alone, from the first day on.
    case participantRole
    /// The same words whether the name, the password or the account is at fault.
    case signInFailed
    case lockedOut

    package var kind: RefusalKind { row.kind }
    package var code: String { row.code }
    package var field: String? { row.field }
    package var reason: String { row.reason }

    // swift-format-ignore
    private var row: (kind: RefusalKind, code: String, field: String?, reason: String) {
        switch self {
        case .badEmail(let why): (.invalid, "bad_address", "email", why)
        case .badName:           (.invalid, "bad_name", "name", "a name has 1 to 200 characters on one line")
        case .badKeyName:        (.invalid, "bad_name", "name", "a key's name has 1 to 60 letters, digits, spaces, dots, hyphens or underscores")
        case .emailTaken:        (.conflict, "email_taken", "email", "somebody signs in with this address already")
        case .keyNameTaken:      (.conflict, "name_taken", "name", "there is or was a key of this name")
        case .noRole:            (.invalid, "no_role", "roles", "at least one role must be given")
        case .unknownRole(let name):
            (.invalid, "unknown_role", "roles", "there is no role \(name); there are \(Role.all.map(\.name.rawValue).joined(separator: ", "))")
        case .passwordLength:    (.invalid, "password_length", "password", "a password has \(PersonRules.shortestPassword) to \(PersonRules.longestPassword) characters")
        case .passwordIsEmail:   (.invalid, "password_is_email", "password", "the password must not be the mail address")
        case .passwordUnchanged: (.invalid, "password_unchanged", "password", "the new password must differ from the present one")
        case .wrongPassword:     (.invalid, "wrong_password", "current_password", "this is not the present password")
        case .lastAdmin:         (.conflict, "last_admin", nil, "at least one active admin must remain")
        case .participant:       (.conflict, "participants_sign_in", nil, "this is a participant's sign-in: its password is made anew at the participant's wallet")
        case .participantRole:   (.conflict, "participants_role", "roles", "a participant's sign-in has this role alone and keeps it: add another person for another role")
        case .signInFailed:      (.unauthenticated, "sign_in_failed", nil, "the address or the password is wrong")
        case .lockedOut:         (.tooMany, "locked_out", nil, "too many failed attempts: try again in 15 minutes")
        }
    }
}
