/// Who did something: stands beside each history row.
package enum Who: Hashable, Sendable {
    case person(PersonID)
    /// A program with a key, by the key's name.
    case key(String)
    /// The program itself, by the part that acted: `poller`, `sender`, `reader`.
    case system(String)

    package var text: String {
        switch self {
        case .person(let id): "person:\(id)"
        case .key(let name): "key:\(name)"
        case .system(let part): "system:\(part)"
        }
    }

    package init?(text: String) {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let rest = String(text[text.index(after: colon)...])
        switch text[..<colon] {
        case "person":
            guard let id = PersonID(rest) else { return nil }
            self = .person(id)
        case "key": self = .key(rest)
        case "system": self = .system(rest)
        default: return nil
        }
    }
}
