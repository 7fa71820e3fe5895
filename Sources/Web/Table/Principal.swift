import Kernel

/// Who asks, as the server's `authenticate` found out from the cookie or the key.
package struct Principal: Hashable, Sendable {
    package let tenant: TenantID
    /// Nil for a program's key that belongs to no person.
    package let person: PersonID?
    package let name: String
    package let roles: Set<RoleName>
    package let credential: Credential

    package init(tenant: TenantID, person: PersonID?, name: String, roles: Set<RoleName>, credential: Credential) {
        self.tenant = tenant
        self.person = person
        self.name = name
        self.roles = roles
        self.credential = credential
    }

    /// What was shown as proof. A session's requests come from a browser and need the token against forged requests.
    package enum Credential: Hashable, Sendable {
        case session(id: String, csrf: String)
        case key(name: String)
    }

    /// The token that a page puts into its forms as `_csrf`; nil for keys.
    package var csrf: String? { if case .session(_, let token) = credential { token } else { nil } }

    package func has(_ role: RoleName) -> Bool { roles.contains(role) }

    /// The person, or the key by its name: for history rows.
    package var who: Who {
        switch (person, credential) {
        case (let person?, _): .person(person)
        case (nil, .key(let name)): .key(name)
        case (nil, .session): .system(name)
        }
    }
}
