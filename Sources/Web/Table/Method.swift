/// The methods that are answered (RFC 9110 section 9); any other is refused with 405.
package enum Method: String, CaseIterable, Comparable, Sendable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
    case options = "OPTIONS"

    /// A safe method changes nothing (RFC 9110 section 9.2.1) and needs no proof against forged requests.
    package var isSafe: Bool { self == .get || self == .head || self == .options }

    package static func < (left: Self, right: Self) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}
