import Kernel

/// What a server is given: all that it does not know itself.
package struct ServerParts: Sendable {
    /// Finds out who asks by the cookie or the key; nil for nobody. Called once per request, before the body is read.
    package typealias Authenticate = @Sendable (RequestHead) async throws -> Principal?
    /// Makes a page; also of the template `problem`, with the members of RFC 9457 as its value.
    package typealias Renderer = @Sendable (View, Request) throws -> [UInt8]
    /// Takes one line without contents: no bodies, no query values.
    package typealias Log = @Sendable (String) -> Void

    package let router: Router
    package let clock: any Clock
    package let authenticate: Authenticate
    package let renderer: Renderer
    package let log: Log

    package init(
        router: Router, clock: any Clock, authenticate: @escaping Authenticate, renderer: @escaping Renderer,
        log: @escaping Log
    ) {
        self.router = router
        self.clock = clock
        self.authenticate = authenticate
        self.renderer = renderer
        self.log = log
    }
}
