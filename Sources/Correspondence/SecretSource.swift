import Glibc
import Kernel

/// Where a password or another secret is read from, anew each time: the first line of a file, or an environment variable.
package struct SecretSource: Sendable, Hashable {
    package let file: String?
    package let variable: String?

    package init(file: String?, variable: String?) {
        self.file = file
        self.variable = variable
    }

    package func read() throws(SecretFault) -> String {
        if let file {
            guard let text = Self.firstLine(of: file) else { throw .unreadable(file: file) }
            return text
        }
        guard let variable else { throw .notNamed }
        guard let text = getenv(variable) else { throw .unset(variable: variable) }
        return String(cString: text)
    }

    private static func firstLine(of path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 4096)
        guard fgets(&line, Int32(line.count), file) != nil else { return nil }
        let bytes = line.prefix { $0 != 0 && $0 != 10 && $0 != 13 }.map { UInt8(bitPattern: $0) }
        return String(validating: bytes, as: UTF8.self)
    }
}

/// A password or secret cannot be found. Texts name files and variables, never what is in them.
package enum SecretFault: Fault, Equatable {
    case notNamed
    case unset(variable: String)
    case unreadable(file: String)

    package var description: String {
        switch self {
        case .notNamed: "a user is named but neither password_file nor password_variable"
        case .unset(let variable): "the environment variable \(variable) for the password is not set"
        case .unreadable(let file): "the password file \(file) cannot be read"
        }
    }
}
