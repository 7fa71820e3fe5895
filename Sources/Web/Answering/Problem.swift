import Kernel

/// A refusal or failure on its way to the asker (RFC 9457).
struct Problem: Error, Sendable {
    let status: Int
    let code: String
    let detail: String
    var field: String?
    var errors: [FieldError] = []
    var headers: [(name: String, value: String)] = []

    init(_ status: Int, _ code: String, _ detail: String) {
        self.status = status
        self.code = code
        self.detail = detail
    }

    init(_ refusal: any Refusal) {
        self.init(refusal.kind.rawValue, refusal.code, refusal.reason)
        field = refusal.field
        if let fields = refusal as? FieldErrors { errors = fields.errors }
    }

    static let badTarget = Self(
        400, "bad_target", "the address has a broken escape, a character or a segment that none may have")
    static let failed = Self(500, "failed", "something went wrong here: the request's id finds it in the log")
    static let stopping = Self(503, "stopping", "the program is being stopped: try again in a moment")
    static let busy = Self(503, "busy", "too many listeners at present: try again later")

    /// The members of `application/problem+json`.
    func value(requestID: String) -> Value {
        var fields = Value.Fields()
        fields["type"] = "about:blank"
        fields["title"] = Value(Status.phrase(status))
        fields["status"] = Value(status)
        fields["code"] = Value(code)
        fields["detail"] = Value(detail)
        fields["field"] = field.map(Value.string)
        if !errors.isEmpty { fields["errors"] = .list(errors.map(\.value)) }
        fields["request_id"] = Value(requestID)
        return .object(fields)
    }
}
