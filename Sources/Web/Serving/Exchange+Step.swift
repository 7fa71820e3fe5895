import CMicroHTTPD
import Kernel

extension Exchange {
    /// A refused body of up to so many bytes is read to its end; beyond, the connection is cut.
    static let skippable = 1 << 20

    /// What the library's access handler brings: a piece of the body, or none before and after it.
    struct Call {
        let connection: Connection
        let method: String
        let version: String
        let bytes: UnsafeRawBufferPointer
    }

    /// One call of the library, on the connection's event loop. False cuts the connection.
    func step(_ call: Call, _ core: ServerCore) -> Bool {
        while true {
            switch phase {
            // Away, the task may already have ended: only the library's next call may look at what it found.
            case .head: if open(call, core) { return true }
            case .away: return true
            case .admitted(let plan):
                enter(.receiving(plan))
                return true
            case .receiving(let plan):
                guard call.bytes.isEmpty else {
                    receive(call.bytes, plan, core)
                    return isWithinSkip
                }
                enter(.complete(plan, isAdmitted: true))
            case .refused(let reply):
                enter(.skipping(reply, left: Self.skippable))
                return true
            case .skipping(let reply, let left):
                guard call.bytes.isEmpty else {
                    enter(.skipping(reply, left: left - call.bytes.count))
                    link.received(call.bytes.count)
                    return isWithinSkip
                }
                enter(.ready(reply))
            case .complete(let plan, let isAdmitted):
                if work(call.connection, plan, isAdmitted: isAdmitted, core) { return true }
            case .ready(let reply):
                enter(.answered)
                link.enter(.ours)
                return core.queue(reply, on: call.connection, for: self)
            case .answered: return true
            }
        }
    }

    private var isWithinSkip: Bool { if case .skipping(_, let left) = phase { left >= 0 } else { true } }

    /// The head has come. True where the library must call again.
    private func open(_ call: Call, _ core: ServerCore) -> Bool {
        let line = HeadReader.Line(method: call.method, target: target, version: call.version)
        do throws(Problem) {
            let (head, framing) = try HeadReader(settings: core.settings).read(
                line, fields: call.connection.fields, peer: call.connection.peer, requestID: id)
            let plan = core.dispatcher.plan(head)
            if case .none = framing {
                enter(.complete(plan, isAdmitted: false))
                return true
            }
            return admit(call.connection, plan, framing, core)
        } catch {
            enter(.ready(core.dispatcher.guarded(error, requestID: id)))
            return false
        }
    }

    /// A body follows: whether it may come is settled before it does.
    private func admit(_ connection: Connection, _ plan: Dispatcher.Plan, _ framing: Framing, _ core: ServerCore)
        -> Bool
    {
        leave(connection) { [self] in
            var plan = plan
            var refusal = await core.dispatcher.admit(&plan)
            if refusal == nil, let route = plan.route {
                do {
                    if case .length(let bytes) = framing, bytes > BodyReader.largest(of: route) {
                        throw PlainRefusal.tooLarge(
                            "body_too_large", "the body may have \(BodyReader.largest(of: route)) bytes")
                    }
                    let reader = try BodyReader(plan.head, route: route, folder: core.settings.uploadFolder)
                    body.withLock { $0 = reader }
                } catch {
                    refusal = core.dispatcher.refusal(error, plan)
                }
            }
            link.enter(.body(since: .now, bytes: 0))
            guard let refusal else { return .admitted(plan) }
            return Self.refused(refusal, plan, framing)
        }
    }

    /// A client that waits for leave to send, or would send too much, is answered at once.
    private static func refused(_ reply: Reply, _ plan: Dispatcher.Plan, _ framing: Framing) -> Phase {
        var reply = reply
        let isLong = if case .length(let bytes) = framing { bytes > skippable } else { false }
        guard isLong || plan.head.headers.has("Expect") else { return .refused(reply) }
        reply.isLast = true
        return .ready(reply)
    }

    private func receive(_ bytes: UnsafeRawBufferPointer, _ plan: Dispatcher.Plan, _ core: ServerCore) {
        link.received(bytes.count)
        do {
            try body.withLock { try $0?.consume(bytes) }
        } catch {
            body.withLock { $0 = nil }
            enter(.skipping(core.dispatcher.refusal(error, plan), left: Self.skippable))
        }
    }

    /// All has come: the handler's turn.
    private func work(_ connection: Connection, _ plan: Dispatcher.Plan, isAdmitted: Bool, _ core: ServerCore) -> Bool {
        leave(connection) { [self] in
            var plan = plan
            if !isAdmitted, let refusal = await core.dispatcher.admit(&plan) { return .ready(refusal) }
            let content: RequestBody
            do {
                content = try body.withLock { reader in
                    defer { reader = nil }
                    return try reader?.finish() ?? RequestBody()
                }
            } catch {
                return .ready(core.dispatcher.refusal(error, plan))
            }
            return .ready(await core.dispatcher.answer(plan, content))
        }
    }
}
