import Kernel
import MIME
import Web

/// What may stand in a person's fields.
package enum PersonRules {
    package static let shortestPassword = 12
    package static let longestPassword = 200

    /// The address in the form in which it is compared: lower case.
    package static func emailKey(_ email: String) -> String { email.lowercased() }

    /// The address where mail can be sent to it; refused otherwise.
    package static func email(_ text: String) throws -> String {
        do {
            return try MailboxAddress(text).address
        } catch {
            throw PeopleRefusal.badEmail(error.reason)
        }
    }

    package static func name(_ text: String) throws -> String {
        let hasControl = text.unicodeScalars.contains { $0.value < 32 || $0.value == 127 }
        guard !text.isEmpty, text.unicodeScalars.count <= 200, !hasControl else { throw PeopleRefusal.badName }
        return text
    }

    /// At least 12 characters, and not the address or what stands before its @.
    package static func password(_ password: String, email: String) throws {
        let count = password.unicodeScalars.count
        guard count >= shortestPassword, count <= longestPassword else { throw PeopleRefusal.passwordLength }
        let address = emailKey(email)
        let local = address.prefix { $0 != "@" }
        guard password.lowercased() != address, password.lowercased() != local else {
            throw PeopleRefusal.passwordIsEmail
        }
    }

    /// At least one role, each of the table.
    package static func roles(_ roles: Set<RoleName>) throws -> [RoleName] {
        guard !roles.isEmpty else { throw PeopleRefusal.noRole }
        if let unknown = roles.sorted().first(where: { Role.named($0) == nil }) {
            throw PeopleRefusal.unknownRole(String(unknown.rawValue.prefix(40)))
        }
        return roles.sorted()
    }
}
