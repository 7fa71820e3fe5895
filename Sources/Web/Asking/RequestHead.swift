import Kernel

/// A request before its body: enough to find out who asks.
package struct RequestHead: Sendable {
    package let method: Method
    /// Percent-decoded; begins with a slash and has no empty, `.` or `..` segments.
    package let path: String
    package let segments: [String]
    package internal(set) var query: Query
    package let headers: Headers
    package let cookies: Cookies
    /// The client's numeric address: the connection's, or what a trusted proxy says.
    package let clientAddress: String
    package let requestID: String

    package init(
        method: Method, path: String, segments: [String], query: Query, headers: Headers, cookies: Cookies,
        clientAddress: String, requestID: String
    ) {
        self.method = method
        self.path = path
        self.segments = segments
        self.query = query
        self.headers = headers
        self.cookies = cookies
        self.clientAddress = clientAddress
        self.requestID = requestID
    }

    /// The token of `Authorization: Bearer …` (RFC 6750 section 2.1).
    package var bearer: String? {
        guard let value = headers["Authorization"] else { return nil }
        let parts = value.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        guard parts.count == 2, isSame(String(parts[0]), "Bearer") else { return nil }
        return parts[1].trimmed
    }
}
