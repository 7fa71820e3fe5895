import Kernel

/// The refusals that come from HTTP itself.
extension PlainRefusal {
    package static let signInNeeded = Self(
        .unauthenticated, code: "sign_in_needed", "sign in, or send a key as bearer token")
    package static let forbidden = Self(.forbidden, code: "role_missing", "your roles do not allow this")
    package static let missing = Self(.missing, code: "not_found", "there is nothing at this address")
    package static let keyMissing = Self(
        .malformed, code: "idempotency_key_missing", field: "Idempotency-Key",
        "this command needs an Idempotency-Key, so that a repeated request does nothing twice")
    static let forged = Self(
        .forbidden, code: "csrf", "the form's token is missing or too old: reload the page and send it again")
    static let crossSite = Self(.forbidden, code: "cross_site", "the request came from a page of another site")

    static func malformed(_ code: String, _ reason: String) -> Self { Self(.malformed, code: code, reason) }

    static func tooLarge(_ code: String, _ reason: String, field: String? = nil) -> Self {
        Self(.tooLarge, code: code, field: field, reason)
    }
}
