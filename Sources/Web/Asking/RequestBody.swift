import Kernel

/// What a request's body brought.
struct RequestBody: Sendable {
    /// The fields; `.null` without a body.
    var value = Value.null
    var files: [UploadedFile] = []
    /// The bytes of a form or of JSON.
    var bytes: [UInt8] = []
    /// The form's own fields `_csrf` and `_idempotency_key`, which no handler sees.
    var csrf: String?
    var idempotencyKey: String?

    static let most = 2000

    init() {}

    init(files: [UploadedFile]) { self.files = files }

    /// RFC 8259 text.
    init(json bytes: [UInt8]) throws {
        value = try Value(parsing: bytes)
        self.bytes = bytes
    }

    init(form bytes: [UInt8]) throws {
        guard let entries = FormCoding.entries(bytes, count: Self.most) else {
            throw PlainRefusal.malformed("malformed_form", "the form has a broken escape or too many fields")
        }
        self.init(entries: entries)
        self.bytes = bytes
    }

    init(entries: [(name: String, value: String)], files: [UploadedFile] = []) {
        var fields = FormCoding.object(entries)
        csrf = fields["_csrf"]?.text
        idempotencyKey = fields["_idempotency_key"]?.text
        fields["_csrf"] = nil
        fields["_idempotency_key"] = nil
        value = .object(fields)
        self.files = files
    }
}
