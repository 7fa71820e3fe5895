/// What a server asks before it serves: a name with a password, or an OAuth 2 access token (SASL XOAUTH2). It never
/// prints itself.
package struct Credential: Sendable {
    package enum Secret: Sendable {
        case password(String)
        case accessToken(String)
    }

    package let userName: String
    let secret: Secret

    package init(userName: String, _ secret: Secret) {
        self.userName = userName
        self.secret = secret
    }
}

extension Credential: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "credential" }
    package var debugDescription: String { "credential" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension Credential.Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "secret" }
    package var debugDescription: String { "secret" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
