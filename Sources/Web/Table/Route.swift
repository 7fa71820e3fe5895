/// One row of the route table: what is asked for, who may ask, and what answers.
package struct Route: Sendable {
    package typealias Handler = @Sendable (Request) async throws -> Answer

    package let method: Method
    /// Segments after slashes; `{name}` stands for any one segment: `/submissions/{id}/offers`.
    package let pattern: String
    package let access: Access
    package let summary: String
    package private(set) var handler: Handler
    /// Members of the body, or of the query where the method is GET.
    package private(set) var fields: [FieldShape] = []
    package private(set) var answers: [AnswerShape] = []
    /// Files may be sent only where a route says so.
    package private(set) var uploads: UploadLimits?
    /// The largest body without its files, in bytes.
    package private(set) var bodyBytes = 1 << 20
    /// Whether the command is refused without an `Idempotency-Key`, as one is that moves money or sends mail.
    package private(set) var needsKey = false
    /// Assets are neither listed nor asked who wants them.
    package private(set) var isAsset = false

    package init(
        _ method: Method, _ pattern: String, for access: Access, _ summary: String, _ handler: @escaping Handler
    ) {
        precondition(pattern.hasPrefix("/"), "a route's pattern begins with a slash: \(pattern)")
        self.method = method
        self.pattern = pattern
        self.access = access
        self.summary = summary
        self.handler = handler
    }

    package static func get(
        _ pattern: String, for access: Access, _ summary: String, _ handler: @escaping Handler
    ) -> Self { Self(.get, pattern, for: access, summary, handler) }

    package static func post(
        _ pattern: String, for access: Access, _ summary: String, _ handler: @escaping Handler
    ) -> Self { Self(.post, pattern, for: access, summary, handler) }

    package static func put(
        _ pattern: String, for access: Access, _ summary: String, _ handler: @escaping Handler
    ) -> Self { Self(.put, pattern, for: access, summary, handler) }

    package static func patch(
        _ pattern: String, for access: Access, _ summary: String, _ handler: @escaping Handler
    ) -> Self { Self(.patch, pattern, for: access, summary, handler) }

    package static func delete(
        _ pattern: String, for access: Access, _ summary: String, _ handler: @escaping Handler
    ) -> Self { Self(.delete, pattern, for: access, summary, handler) }
}

extension Route {
    /// The same route with its request described.
    package func taking(_ fields: FieldShape...) -> Self { taking(fields) }

    package func taking(_ fields: [FieldShape]) -> Self { with { $0.fields += fields } }

    /// The same route with its answers described.
    package func answering(_ answers: AnswerShape...) -> Self { with { $0.answers += answers } }

    /// The same route with files allowed: as multipart, or the body itself where its type is none of a form or JSON.
    package func accepting(_ limits: UploadLimits) -> Self { with { $0.uploads = limits } }

    /// The same route with a body of up to so many bytes beside its files.
    package func limited(toBody bytes: Int) -> Self { with { $0.bodyBytes = bytes } }

    /// The same route, refused without an `Idempotency-Key`: a request that is repeated does nothing twice.
    package func keyed() -> Self { with { $0.needsKey = true } }

    /// The same route with a handler made of its own: what every page has in common is added around it.
    package func around(_ change: (@escaping Handler) -> Handler) -> Self { with { $0.handler = change($0.handler) } }

    /// The same route as an asset: the same bytes for everybody.
    func asAsset() -> Self { with { $0.isAsset = true } }

    private func with(_ change: (inout Self) -> Void) -> Self {
        var copy = self
        change(&copy)
        return copy
    }
}

extension [Route] {
    /// The same routes; each that changes something is refused without an `Idempotency-Key`.
    package func keyed() -> Self { map { $0.method.isSafe ? $0 : $0.keyed() } }
}
