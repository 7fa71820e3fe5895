import Kernel

/// What a handler gets: who asks for what, with the body read.
package struct Request: Sendable {
    package let head: RequestHead
    /// Who asks; nil only on open routes.
    package let principal: Principal?
    /// The pattern of the route that matched: for logs and limits.
    package let pattern: String
    /// What stood in the pattern's places.
    package let parameters: [String: String]
    /// The body's fields: JSON's value, or a form's fields as an object whose repeated names are lists. `.null` without a body.
    package let value: Value
    package let files: [UploadedFile]
    /// The key of the header `Idempotency-Key` or of the form's field `_idempotency_key`, 1 to 200 visible ASCII characters.
    package let idempotencyKey: String?
    /// The body as it came, where it was a form or JSON: what is hashed beside the idempotency key.
    package let bodyBytes: [UInt8]

    package init(
        head: RequestHead, principal: Principal?, pattern: String, parameters: [String: String], value: Value,
        files: [UploadedFile], idempotencyKey: String?, bodyBytes: [UInt8]
    ) {
        self.head = head
        self.principal = principal
        self.pattern = pattern
        self.parameters = parameters
        self.value = value
        self.files = files
        self.idempotencyKey = idempotencyKey
        self.bodyBytes = bodyBytes
    }

    /// The same asker with other fields behind the question mark.
    func asking(_ entries: [(name: String, value: String)]) -> Request {
        var head = head
        head.query = Query(entries)
        return Request(
            head: head, principal: principal, pattern: pattern, parameters: parameters, value: value, files: files,
            idempotencyKey: idempotencyKey, bodyBytes: bodyBytes)
    }

    package var method: Method { head.method }
    package var path: String { head.path }
    package var query: Query { head.query }
    package var headers: Headers { head.headers }
    package var cookies: Cookies { head.cookies }
    package var requestID: String { head.requestID }
    package var clientAddress: String { head.clientAddress }

    /// Who asks, on a route that is not open; refused (401) where nobody is signed in.
    package var caller: Principal {
        get throws {
            guard let principal else { throw PlainRefusal.signInNeeded }
            return principal
        }
    }

    /// What stood at `{name}` in the route's pattern.
    package func parameter(_ name: String) -> String {
        guard let text = parameters[name] else { preconditionFailure("the pattern \(pattern) has no {\(name)}") }
        return text
    }

    /// The identity at `{name}`; text that is none is refused like an unknown record (404).
    package func id<Record>(_ name: String, _: Record.Type = Record.self) throws -> Identifier<Record> {
        guard let id = Identifier<Record>(parameter(name)) else { throw PlainRefusal.missing }
        return id
    }

    /// The body as an object; a body of another kind is refused (422). An absent body is an empty object.
    package func form() throws -> Value {
        switch value {
        case .null: return .object(Value.Fields())
        case .object: return value
        default: throw PlainRefusal(.invalid, code: "not_an_object", "the body must be an object with named fields")
        }
    }

    /// Reads the body's fields; all that is wrong, unknown fields too, is refused together (422).
    package func read<Result>(_ build: (inout FieldReader) throws -> Result) throws -> Result {
        try FieldReader.read(try form(), build)
    }

    /// The file of that form field.
    package func file(_ field: String) -> UploadedFile? { files.first { $0.field == field } }

    private var accept: Accept { Accept(headers.all("Accept")) }

    /// Whether the asker would rather have a page than JSON.
    package var wantsHTML: Bool { accept.best(of: ["application/json", "text/html"]) == "text/html" }
    package var wantsJSON: Bool { !wantsHTML }

    /// The media type of `offered` that the asker prefers; nil where none is acceptable.
    package func preferred(_ offered: [String]) -> String? { accept.best(of: offered) }
}
