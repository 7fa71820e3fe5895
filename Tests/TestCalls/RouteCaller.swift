import Kernel
import Web

/// Calls routes without a socket: finds the route, asks its access, runs its handler.
package struct RouteCaller: Sendable {
    package let routes: [Route]
    private let router: Router

    package init(_ routes: [Route]) {
        self.routes = routes
        router = Router(routes)
    }

    /// What a route answered: as a program sees it.
    package struct Outcome {
        package let status: Int
        package let value: Value
        package let headers: [(name: String, value: String)]
        package let file: FileAnswer?
        package var bytes: [UInt8] = []

        package subscript(name: String) -> Value? { value[name] }
    }

    package func call(
        _ method: Web.Method, _ target: String, _ value: Value = .null, as principal: Principal?, key: String? = nil,
        files: [UploadedFile] = [], from address: String = "127.0.0.1"
    ) async throws -> Outcome {
        let parts = target.split(separator: "?", maxSplits: 1)
        let path = String(parts[0])
        let segments = path.split(separator: "/").map(String.init)
        guard case .route(let route, let parameters) = router.match(method, segments) else {
            throw PlainRefusal.missing
        }
        guard route.access.admits(principal?.roles) else {
            throw principal == nil ? PlainRefusal.signInNeeded : PlainRefusal.forbidden
        }
        // What a program that means each command once would send.
        let key = key ?? (route.needsKey ? "once-\(UInt64.random(in: 0 ... .max))" : nil)
        let pairs = (parts.count == 2 ? parts[1] : "").split(separator: "&").map { pair in
            let halves = pair.split(separator: "=", maxSplits: 1)
            return (name: String(halves[0]), value: halves.count == 2 ? String(halves[1]) : "")
        }
        let head = RequestHead(
            method: method, path: path, segments: segments, query: Query(pairs),
            headers: Headers([("Accept", "application/json")]), cookies: Cookies([]), clientAddress: address,
            requestID: "r")
        let request = Request(
            head: head, principal: principal, pattern: route.pattern, parameters: parameters, value: value,
            files: files, idempotencyKey: key, bodyBytes: [])
        return Self.outcome(try await route.handler(request))
    }

    private static func outcome(_ answer: Answer) -> Outcome {
        switch answer {
        case .view(let view): Outcome(status: view.status, value: view.value, headers: [], file: nil)
        case .json(let value, let status): Outcome(status: status, value: value, headers: [], file: nil)
        case .redirect: Outcome(status: 303, value: .null, headers: [], file: nil)
        case .created(_, let value): Outcome(status: 201, value: value, headers: [], file: nil)
        case .done(_, let value): Outcome(status: 200, value: value, headers: [], file: nil)
        case .file(let file): Outcome(status: 200, value: .null, headers: [], file: file)
        case .bytes(let bytes, let type, let status):
            // JSON that a route wrote by itself is read as a program reads it; what is none has no value.
            Outcome(
                status: status, value: type == "application/json" ? (try? Value(parsing: bytes)) ?? .null : .null,
                headers: [], file: nil, bytes: bytes)
        case .events: Outcome(status: 200, value: .null, headers: [], file: nil)
        case .noContent: Outcome(status: 204, value: .null, headers: [], file: nil)
        case .with(let inner, let headers):
            {
                let outcome = outcome(inner)
                return Outcome(
                    status: outcome.status, value: outcome.value, headers: outcome.headers + headers,
                    file: outcome.file, bytes: outcome.bytes)
            }()
        }
    }
}
