/// What stands on every answer, so that a page runs nothing but ours and shows in nobody's frame.
struct SecurityHeaders: Sendable {
    let isBehindTLS: Bool

    static let pages =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
        + "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"

    /// For files that others sent: nothing runs, nothing loads.
    static let files = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

    /// A browser's reader for PDF refuses to work in a sandbox.
    static let readers =
        "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"

    /// Adds what the answer does not state itself.
    func complete(_ reply: inout Reply, requestID: String, isPersonal: Bool) {
        reply.provide("Content-Security-Policy", Self.pages)
        reply.provide("X-Content-Type-Options", "nosniff")
        reply.provide("Referrer-Policy", "same-origin")
        reply.provide("Cross-Origin-Opener-Policy", "same-origin")
        reply.provide("Cross-Origin-Resource-Policy", "same-origin")
        reply.provide("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        reply.provide("Cache-Control", isPersonal ? "no-store" : "no-cache")
        reply.provide("X-Request-Id", requestID)
        if isBehindTLS { reply.provide("Strict-Transport-Security", "max-age=31536000; includeSubDomains") }
    }
}
