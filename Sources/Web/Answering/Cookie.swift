/// A cookie that an answer sets: never readable by script, never sent with a request from another site's form.
package struct Cookie: Hashable, Sendable {
    /// What is sent: `__Host-` stands before the name where the cookie is secure (RFC 6265bis section 4.1.3.2).
    package let header: String

    /// A cookie for the whole site. `value` is a token of ours: letters, digits and `-_.~`. Without `seconds` it ends
    /// with the browser; `isSecure` is false only where people reach the program without TLS.
    package init(_ name: String, _ value: String, seconds: Int? = nil, isSecure: Bool) {
        let isPlain = value.utf8.allSatisfy {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || "-_.~".utf8.contains($0)
        }
        precondition(isPlain, "a cookie's value is made of letters, digits and -_.~")
        header =
            "\(Self.name(name, isSecure: isSecure))=\(value); Path=/; HttpOnly; SameSite=Lax"
            + (isSecure ? "; Secure" : "") + (seconds.map { "; Max-Age=\($0)" } ?? "")
    }

    /// Takes the cookie away.
    package static func removal(_ name: String, isSecure: Bool) -> Self {
        Self(name, "", seconds: 0, isSecure: isSecure)
    }

    /// The name under which the cookie comes back.
    package static func name(_ name: String, isSecure: Bool) -> String { isSecure ? "__Host-\(name)" : name }
}
