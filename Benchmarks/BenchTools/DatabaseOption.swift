import Storage

extension DatabaseAddress {
    /// Takes `--database ADDRESS` out of a benchmark's arguments; nil where it is not among them. What is no address
    /// ends the program.
    package static func option(in arguments: inout [String]) -> DatabaseAddress? {
        guard let place = arguments.firstIndex(of: "--database") else { return nil }
        let text = arguments.dropFirst(place + 1).first
        guard let text, let address = DatabaseAddress(text) else {
            Terminal.end(2, "--database takes sqlite:PATH or postgresql://…")
        }
        arguments.removeSubrange(place...place + 1)
        return address
    }

    /// The address as a configuration takes it.
    package var text: String {
        switch self {
        case .sqlite(let path): "sqlite:\(path)"
        case .postgres(let uri): uri
        }
    }
}
