/// What the asker must mend: shown as it is (a 4xx answer), and nothing has changed. `reason` names ids and
/// fields, never contents: applications hold social security numbers.
package protocol Refusal: Error, Sendable {
    /// One sentence for a person that says what to mend.
    var reason: String { get }
    /// A word for a program, stable over versions: `duplicate_funder`.
    var code: String { get }
    var kind: RefusalKind { get }
    /// The field of the request that is wrong, where it is one.
    var field: String? { get }
}

extension Refusal {
    package var kind: RefusalKind { .invalid }
    package var field: String? { nil }
}

/// How a refusal is answered over HTTP (RFC 9110 section 15.5).
package enum RefusalKind: Int, Sendable {
    case malformed = 400
    case unauthenticated = 401
    case forbidden = 403
    case missing = 404
    case method = 405
    case unacceptable = 406
    case conflict = 409
    case tooLarge = 413
    case mediaType = 415
    case invalid = 422
    case tooMany = 429
}

/// A refusal without a type of its own.
package struct PlainRefusal: Refusal, Equatable {
    package let kind: RefusalKind
    package let code: String
    package let reason: String
    package let field: String?

    package init(_ kind: RefusalKind, code: String, field: String? = nil, _ reason: String) {
        self.kind = kind
        self.code = code
        self.field = field
        self.reason = reason
    }
}

/// What the world did: a server that went away, a full disk. Logged and retried; the text names no contents.
package protocol Fault: Error, Sendable, CustomStringConvertible {}
