import Kernel

/// From a handler's answer to a reply.
struct ReplyMaker: Sendable {
    let parts: ServerParts

    static let page = "text/html; charset=utf-8"

    func reply(_ answer: Answer, _ request: Request) throws -> Reply {
        switch answer {
        case .view(let view): return try reply(view, request)
        case .json(let value, let status): return Self.json(value, status)
        case .redirect(let place): return Self.redirect(place)
        case .created(let place, let value):
            if request.wantsHTML { return Self.redirect(place) }
            var reply = Self.json(value, 201)
            reply.set("Location", Self.reference(place))
            return reply
        case .done(let place, let value): return request.wantsHTML ? Self.redirect(place) : Self.json(value, 200)
        case .file(let file): return try Self.reply(file)
        case .bytes(let bytes, let type, let status): return Reply(status, type: type, .bytes(bytes))
        case .events(let events): return Reply(200, type: "text/event-stream", .events(events))
        case .noContent: return Reply(204)
        case .with(let inner, let headers):
            var reply = try reply(inner, request)
            for (name, value) in headers { reply.set(name, Self.line(value)) }
            return reply
        }
    }

    /// A page that says the same as the JSON; where even that page fails, the JSON.
    func reply(_ problem: Problem, _ request: Request) -> Reply {
        let value = problem.value(requestID: request.requestID)
        var reply = Reply(problem.status, type: "application/problem+json", .bytes(value.jsonBytes))
        if request.wantsHTML {
            let view = View("problem", value, title: Status.phrase(problem.status), status: problem.status)
            do {
                reply = Reply(problem.status, type: Self.page, .bytes(try parts.renderer(view, request)))
            } catch {
                parts.log("request \(request.requestID): the page for problems failed: \(type(of: error))")
            }
        }
        for (name, value) in problem.headers { reply.set(name, value) }
        reply.set("Vary", "Accept")
        return reply
    }

    private func reply(_ view: View, _ request: Request) throws -> Reply {
        guard let type = request.preferred(["application/json", "text/html"]) else {
            throw PlainRefusal(
                .unacceptable, code: "not_acceptable", "this address gives text/html or application/json")
        }
        var reply =
            type == "text/html"
            ? Reply(view.status, type: Self.page, .bytes(try parts.renderer(view, request)))
            : Self.json(view.value, view.status)
        reply.set("Vary", "Accept")
        return reply
    }

    private static func reply(_ answer: FileAnswer) throws -> Reply {
        guard let file = withExtendedLifetime(answer, { OpenFile(answer.path) }) else { throw FileFault() }
        let type = String(answer.type.prefix { $0 != ";" }).trimmed.lowercased()
        let isInline = answer.isInline && ContentDisposition.showable.contains(type)
        var reply = Reply(200, type: line(answer.type), .file(file))
        reply.set("Content-Disposition", ContentDisposition.header(answer.name, isInline: isInline))
        let isReader = isInline && type == "application/pdf"
        reply.set("Content-Security-Policy", isReader ? SecurityHeaders.readers : SecurityHeaders.files)
        return reply
    }

    private static func json(_ value: Value, _ status: Int) -> Reply {
        Reply(status, type: "application/json", .bytes(value.jsonBytes))
    }

    private static func redirect(_ place: String) -> Reply {
        var reply = Reply(303)
        reply.set("Location", reference(place))
        return reply
    }

    /// A reference that keeps its delimiters and escapes, everything else escaped.
    private static func reference(_ place: String) -> String {
        PercentCoding.encode(place, keeping: "/?#[]@!$&'()*+,;=:%")
    }

    /// The value without line ends and other control characters.
    private static func line(_ value: String) -> String {
        String(decoding: value.utf8.filter { $0 >= 32 && $0 != 127 }, as: UTF8.self)
    }
}

/// A file that the program has on record is not on disk.
struct FileFault: Fault {
    let description = "a file that should be sent cannot be read"
}
