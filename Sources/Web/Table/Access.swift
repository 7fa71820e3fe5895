/// The name of a role; `People` declares the list as static members.
package struct RoleName: RawRepresentable, Hashable, Comparable, Sendable {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
    package init(_ name: String) { rawValue = name }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// Who may use a route. There is no default: a route that states nothing does not compile.
package enum Access: Hashable, Sendable {
    case open
    case signedIn
    case anyOf(Set<RoleName>)

    /// Whether somebody with these roles (nil: nobody signed in) may use the route.
    package func admits(_ roles: Set<RoleName>?) -> Bool {
        switch self {
        case .open: true
        case .signedIn: roles != nil
        case .anyOf(let allowed): roles.map { !$0.isDisjoint(with: allowed) } ?? false
        }
    }
}

extension Access: CustomStringConvertible {
    package var description: String {
        switch self {
        case .open: "open"
        case .signedIn: "signed in"
        case .anyOf(let roles): roles.sorted().map(\.rawValue).joined(separator: ", ")
        }
    }
}
