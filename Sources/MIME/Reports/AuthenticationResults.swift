/// What a receiving server found about a mail's authentication: one Authentication-Results header (RFC 8601), or one
/// ARC-Authentication-Results (RFC 8617).
package struct AuthenticationResults: Hashable, Sendable {
    /// ARC's `i=`; nil in the plain header.
    package let instance: Int?
    /// Who says so, as written; nil where the header names nobody (Exchange Online writes such).
    package let authservID: String?
    package let results: [Result]

    package struct Result: Hashable, Sendable {
        /// `dkim`, `spf`, `dmarc`, … in lower case.
        package let method: String
        /// `pass`, `fail`, … in lower case.
        package let result: String
        package let reason: String?
        /// In order; names such as `header.from` in lower case, also those that senders write without a type (`action`).
        package let properties: [Property]
    }

    package struct Property: Hashable, Sendable {
        package let name: String
        package let value: String
    }

    /// Reads the value of the header; what does not follow the grammar is passed over.
    package init(_ value: some Collection<UInt8>) {
        var scanner = AuthenticationScanner(value)
        instance = scanner.instance()
        authservID = scanner.authservID()
        var results: [Result] = []
        while let result = scanner.result() { results.append(result) }
        self.results = results
    }

    /// The first result of `method`.
    package func first(_ method: String) -> Result? { results.first { $0.method == method } }

    /// All plain headers of a message in their order.
    package static func all(in head: MessageHead) -> [AuthenticationResults] {
        head.all("Authentication-Results").map { AuthenticationResults($0.raw) }
    }

    /// The one header to believe: the topmost that the configured receiving server wrote. Others came with the mail, and a
    /// sender may write what it likes (RFC 8601 section 5).
    package static func trusted(in head: MessageHead, authservID: String) -> AuthenticationResults? {
        all(in: head).first { $0.authservID?.lowercased() == authservID.lowercased() }
    }
}
