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
        try SecretSource(file: passwordFile, variable: passwordVariable).read()
    }
}
