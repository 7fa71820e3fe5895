import Crypto
import Glibc
import Kernel
import Storage
import Wire

/// A bucket of any server that speaks the S3 protocol, as the archive of blobs: `prefix/ab/abcd…`, named by SHA-256. What
/// is answered with 429 or 5xx, times out or loses its connection is asked again after a pause. Everything blocks.
package struct Bucket: Sendable {
    package let place: BucketPlace
    let credential: BucketCredential
    let client: HTTPClient
    let clock: any Clock
    /// How long a download link works, or nil where there are none.
    let linkLength: Span?
    /// Waits between attempts; a test that is told of them does not wait.
    let pause: @Sendable (Span) -> Void
    /// The pauses before the second and each further attempt.
    var pauses: [Span] = [.milliseconds(250), .seconds(1), .seconds(3), .seconds(8)]

    package init(
        _ place: BucketPlace, _ credential: BucketCredential, client: HTTPClient = HTTPClient(), clock: any Clock,
        linkLength: Span? = nil, pause: @escaping @Sendable (Span) -> Void = { usleep(UInt32($0.milliseconds * 1000)) }
    ) {
        self.place = place
        self.credential = credential
        self.client = client
        self.clock = clock
        self.linkLength = linkLength
        self.pause = pause
    }

    func key(of digest: Digest) -> String {
        let name = digest.description
        return (place.prefix.isEmpty ? "" : "\(place.prefix)/") + "\(name.prefix(2))/\(name)"
    }

    /// A request without the parts that signing adds.
    struct Order {
        var action: BucketFault.Action
        var method: String
        /// Nil: the bucket itself.
        var key: String?
        var query: [(name: String, value: String)] = []
        var headers: [(name: String, value: String)] = []
        var body: HTTPCall.Body = .none
        var payloadHash = RequestSignature.emptyPayload
        /// Statuses besides 2xx that are an answer.
        var answers: Set<Int> = []
    }

    /// Sends the order until it is answered, at most once more than there are pauses.
    func send(_ order: Order) throws -> HTTPReply {
        try repeating {
            let reply = try sendOnce(order, nil)
            // An answer may begin as a success and end as an error, where the server needed long.
            if order.method == "POST", MarkupText.text(of: "Code", in: reply.body) != nil {
                throw BucketFault(reply, to: order.action, at: place, sentAt: clock.now())
            }
            return reply
        }
    }

    /// Runs `attempt` again after a pause while it fails with what may pass.
    func repeating<T>(_ attempt: () throws -> T) throws -> T {
        for length in pauses {
            do { return try attempt() } catch let fault as BucketFault where fault.mayPass { pause(length) }
        }
        return try attempt()
    }

    func sendOnce(
        _ order: Order, _ take: ((Int, UnsafeRawBufferPointer) throws -> Void)?
    ) throws -> HTTPReply {
        let now = clock.now()
        let signature = RequestSignature(credential: credential, region: place.region, moment: now)
        let path = place.path(of: order.key)
        var headers = order.headers
        headers += [
            ("host", place.host.authority), ("x-amz-content-sha256", order.payloadHash),
            ("x-amz-date", signature.timestamp),
        ]
        let authorization = signature.authorization(
            for: RequestSignature.Subject(
                method: order.method, path: path, query: order.query, headers: headers,
                payloadHash: order.payloadHash))
        let query = order.query.isEmpty ? "" : "?\(RequestSignature.encode(order.query))"
        let call = HTTPCall(
            order.method, place.host, target: path + query, headers: headers + [("Authorization", authorization)],
            body: order.body)
        let reply: HTTPReply
        do { reply = try client.send(call, take: take) } catch let fault as WireFault {
            if case .unreadableFile = fault { throw fault }
            throw BucketFault.unreachable(server: place.host.url, fault)
        }
        guard (200...299).contains(reply.status) || order.answers.contains(reply.status) else {
            throw BucketFault(reply, to: order.action, at: place, sentAt: now)
        }
        return reply
    }
}
