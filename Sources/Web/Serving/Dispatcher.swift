import Kernel

/// From a request's head to the answer on the wire, without sockets.
struct Dispatcher: Sendable {
    let parts: ServerParts
    let settings: ServerSettings

    /// A request on its way: where it goes and who asks.
    struct Plan: Sendable {
        let head: RequestHead
        let match: Router.Match
        var principal: Principal?

        var route: Route? { if case .route(let route, _) = match { route } else { nil } }
        var pattern: String { route?.pattern ?? "" }
    }

    func plan(_ head: RequestHead) -> Plan { Plan(head: head, match: parts.router.match(head.method, head.segments)) }

    /// Finds out who asks and whether they may, before any body is read; nil, or the reply that refuses.
    func admit(_ plan: inout Plan) async -> Reply? {
        do {
            plan.principal = try await principal(plan)
            switch plan.match {
            case .nothing: throw Problem(PlainRefusal.missing)
            case .otherMethods(let methods):
                if plan.head.method == .options { return options(methods, plan) }
                var problem = Problem(405, "method", "this address does not know that method")
                problem.headers = [("Allow", Self.list(methods))]
                throw problem
            case .route(let route, _):
                guard plan.principal != nil || route.access == .open else { throw PlainRefusal.signInNeeded }
                guard route.access.admits(plan.principal?.roles) else { throw PlainRefusal.forbidden }
            }
            if !plan.head.method.isSafe, !isKey(plan.principal) { try Forgery.checkOrigin(plan.head) }
            return nil
        } catch {
            return refusal(error, plan)
        }
    }

    /// Runs the handler.
    func answer(_ plan: Plan, _ body: RequestBody) async -> Reply {
        let request = request(plan, body)
        do {
            guard case .route(let route, _) = plan.match else { throw PlainRefusal.missing }
            if !plan.head.method.isSafe, let csrf = plan.principal?.csrf {
                try Forgery.checkToken(plan.head, form: body.csrf, csrf: csrf)
            }
            try checkKey(plan.head, body, isNeeded: route.needsKey)
            let answer = try await route.handler(request)
            return try finished(ReplyMaker(parts: parts).reply(answer, request), plan)
        } catch {
            return refusal(error, plan, body)
        }
    }

    /// The reply that tells the asker of a refusal; a failure is logged and told without its reason.
    func refusal(_ error: any Error, _ plan: Plan, _ body: RequestBody = RequestBody()) -> Reply {
        let problem = problem(of: error, plan)
        let request = request(plan, body)
        if problem.status == 401, plan.head.method == .get || plan.head.method == .head, request.wantsHTML {
            let next = PercentCoding.encode(Self.target(plan.head), keeping: "/")
            var reply = Reply(303)
            reply.set("Location", "\(settings.signInPath)?next=\(next)")
            return finished(reply, plan)
        }
        var reply = ReplyMaker(parts: parts).reply(problem, request)
        if problem.status == 401 { reply.set("WWW-Authenticate", "Bearer realm=\"\(settings.realm)\"") }
        return finished(reply, plan)
    }

    /// The reply to bytes that are no request we know.
    func guarded(_ problem: Problem, requestID: String) -> Reply {
        var reply = Reply(
            problem.status, type: "application/problem+json",
            .bytes(problem.value(requestID: requestID).jsonBytes))
        for (name, value) in problem.headers { reply.set(name, value) }
        SecurityHeaders(isBehindTLS: settings.isBehindTLS).complete(&reply, requestID: requestID, isPersonal: false)
        reply.isLast = true
        return reply
    }

    private func principal(_ plan: Plan) async throws -> Principal? {
        if plan.route?.isAsset == true { return nil }
        guard case .route(let route, _) = plan.match, route.access != .open else {
            // Whom an open page greets is a kindness: it answers even where nobody can be looked up.
            return try? await parts.authenticate(plan.head)
        }
        return try await parts.authenticate(plan.head)
    }

    private func isKey(_ principal: Principal?) -> Bool { principal != nil && principal?.csrf == nil }

    private func checkKey(_ head: RequestHead, _ body: RequestBody, isNeeded: Bool) throws {
        guard let key = head.headers["Idempotency-Key"] ?? body.idempotencyKey else {
            if isNeeded { throw PlainRefusal.keyMissing }
            return
        }
        guard (1...200).contains(key.utf8.count), key.utf8.allSatisfy({ (33...126).contains($0) }) else {
            throw PlainRefusal.malformed("idempotency_key", "Idempotency-Key must be 1 to 200 visible ASCII characters")
        }
    }

    private func request(_ plan: Plan, _ body: RequestBody) -> Request {
        let parameters = if case .route(_, let parameters) = plan.match { parameters } else { [String: String]() }
        return Request(
            head: plan.head, principal: plan.principal, pattern: plan.pattern, parameters: parameters,
            value: body.value, files: body.files,
            idempotencyKey: plan.head.headers["Idempotency-Key"] ?? body.idempotencyKey, bodyBytes: body.bytes)
    }

    private func problem(of error: any Error, _ plan: Plan) -> Problem {
        switch error {
        case let problem as Problem: return problem
        case let refusal as any Refusal: return Problem(refusal)
        case is CancellationError: return .stopping
        default:
            let what = (error as? any Fault)?.description ?? "\(type(of: error))"
            parts.log(
                "request \(plan.head.requestID) \(plan.head.method.rawValue) \(plan.pattern) failed: \(what)")
            return .failed
        }
    }

    private func options(_ methods: [Method], _ plan: Plan) -> Reply {
        var reply = Reply(204)
        reply.set("Allow", Self.list(methods))
        return finished(reply, plan)
    }

    private func finished(_ reply: Reply, _ plan: Plan) -> Reply {
        var reply = reply
        SecurityHeaders(isBehindTLS: settings.isBehindTLS).complete(
            &reply, requestID: plan.head.requestID, isPersonal: plan.principal != nil)
        return reply
    }

    private static func list(_ methods: [Method]) -> String { methods.map(\.rawValue).joined(separator: ", ") }

    /// The path with its query, as a page of ours can be asked for again.
    private static func target(_ head: RequestHead) -> String {
        let path = "/" + head.segments.map { PercentCoding.encode($0) }.joined(separator: "/")
        let query = head.query.entries.map { "\(PercentCoding.encode($0.name))=\(PercentCoding.encode($0.value))" }
        return query.isEmpty ? path : path + "?" + query.joined(separator: "&")
    }
}
