import Kernel

/// How a server listens and what it bears.
package struct ServerSettings: Sendable {
    /// The numeric IPv4 or IPv6 address to listen on.
    package var address = "127.0.0.1"
    /// 0: any free port.
    package var port: UInt16 = 0
    /// Event loops; handlers run elsewhere.
    package var threads = 2
    package var connections = 1000
    /// 0: no limit, where a proxy brings all clients from one address.
    package var connectionsPerAddress = 100
    package var eventStreams = 200

    /// The largest request line and header fields, in bytes.
    package var headBytes = 16 << 10
    /// From the first line to the end of the header fields.
    package var headTime = Span.seconds(30)
    /// A body must come within this time and, beyond it, at this rate at least.
    package var bodyTime = Span.seconds(30)
    package var bodyBytesPerSecond = 20_000
    /// How long a connection may lie idle between requests.
    package var idleTime = Span.seconds(60)
    /// Between two signs of life in a stream of events.
    package var heartbeat = Span.seconds(15)

    /// Where files of requests lie while a request lasts; it must exist.
    package var uploadFolder: String
    /// Behind a proxy that speaks TLS: cookies get `__Host-`, answers tell browsers to come back with TLS only.
    package var isBehindTLS = false
    /// The last address of `X-Forwarded-For` is the client's: only where a proxy of ours writes it.
    package var trustsForwardedFor = false
    /// The page that people sign in on.
    package var signInPath = "/sign-in"
    /// What a program is told to authenticate for.
    package var realm = "fundgate"

    package init(uploadFolder: String) { self.uploadFolder = uploadFolder }

    /// Minutes for clients that stand still, where all of them are trusted.
    package mutating func grantTime() { (headTime, bodyTime, idleTime) = (.minutes(10), .minutes(10), .minutes(10)) }
}
