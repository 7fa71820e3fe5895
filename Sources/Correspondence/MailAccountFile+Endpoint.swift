import Glibc
import Kernel
import Wire

extension MailAccountFile.Server {
    /// How libcurl reaches the server; the password is read now and kept nowhere else.
    package func endpoint(
        _ application: Endpoint.Application, localName: String = "localhost"
    ) throws(SecretFault) -> Endpoint {
        let security: Endpoint.Security =
            switch self.security {
            case .none: .none
            case .starttls: .startTLS
            case .tls: .implicitTLS
            }
        var credential: Credential?
        if let userName { credential = Credential(userName: userName, .password(try password())) }
        return Endpoint(
            application, host: host, port: port, security: security,
            authorities: authorityFile.map { .file($0) } ?? .system, credential: credential, localName: localName)
    }

    private func password() throws(SecretFault) -> String {
        if let passwordFile {
            guard let text = Self.firstLine(of: passwordFile) else { throw .unreadable(file: passwordFile) }
            return text
        }
        guard let passwordVariable else { throw .notNamed }
        guard let text = getenv(passwordVariable) else { throw .unset(variable: passwordVariable) }
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

/// A mail account's password cannot be found. Texts name files and variables, never what is in them.
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
