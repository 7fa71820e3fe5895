import Kernel
import Web

/// Requests that are right in some parts and wrong in others, made from the route table.
struct RandomRequest {
    let routes: [Route]
    let ids: KnownIDs
    let callers: [Caller]
    var dice: Dice

    private static let words = [
        "", "1", "-1", "0", "999999999999999999999", "1.5", "1e400", "true", "null", "none", "2026-02-30", "2020-01-01",
        "a@b.example", "\u{0}", "\r\nBcc: x@y.example", "<script>alert(1)</script>", "{{#a}}{{/a}}", "{{",
        "../../etc/passwd",
        "'; DROP TABLE funder; --", "\u{202E}\u{FEFF}", String(repeating: "é", count: 3000), "active", "declined",
        "USD",
        "[]", "{}", "[{\"code\":1}]", "%00", "01m7xt5a893nfrwz0sbdwkce8n",
    ]
    private static let methods = [
        "GET", "GET", "POST", "POST", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "BREW",
    ]
    private static let types = [
        "application/json", "application/json; charset=utf-16", "text/plain", "application/x-www-form-urlencoded",
        "multipart/form-data", "multipart/form-data; boundary=cut", "application/pdf", "*/*", "",
    ]

    /// The next request's bytes, and whether it asks with HEAD.
    mutating func next() -> (bytes: [UInt8], isHead: Bool) {
        let caller = dice.one(of: callers, or: Caller(port: 0))
        guard let route = routes.randomElement(using: &dice) else { return ([], false) }
        let method = dice.isOnce(in: 4) ? dice.one(of: Self.methods, or: "GET") : route.method.rawValue
        var target = path(route.pattern)
        if dice.isOnce(in: 3) || method == "GET" && dice.isOnce(in: 2) { target += "?" + query(route) }
        let headers = headers()
        if method == "GET" || method == "HEAD" || dice.isOnce(in: 12) {
            return (caller.request(method, target, accept: accept(), headers: headers), method == "HEAD")
        }
        let (type, body) = body(route)
        return (
            caller.request(method, target, accept: accept(), headers: headers, type: type, body: body), method == "HEAD"
        )
    }

    private mutating func accept() -> String {
        dice.one(of: ["application/json", "text/html", "*/*", "text/html;q=x", "image/png", ""], or: "")
    }

    private mutating func word() -> String { dice.one(of: Self.words, or: "") }

    private mutating func path(_ pattern: String) -> String {
        var path = ""
        var before = ""
        for part in pattern.split(separator: "/") {
            if part.hasPrefix("{") {
                let known = ids.of(before, below: pattern)
                path +=
                    "/" + (dice.isOnce(in: 4) || known.isEmpty ? Caller.escaped(word()) : dice.one(of: known, or: "x"))
            } else {
                before = String(part)
                path += "/\(part)"
            }
        }
        return path.isEmpty ? "/" : path
    }

    private mutating func query(_ route: Route) -> String {
        let names = route.fields.map(\.name) + ["q", "after", "limit", "state", "status", "application", "for"]
        return (0..<Int.random(in: 1...3, using: &dice)).map { _ in
            "\(Caller.escaped(dice.one(of: names, or: "q")))=\(Caller.escaped(value(of: "application")))"
        }.joined(separator: "&")
    }

    private mutating func headers() -> [(String, String)] {
        guard dice.isOnce(in: 3) else { return [] }
        let names = [
            "Idempotency-Key", "If-None-Match", "Range", "X-CSRF-Token", "Origin", "Sec-Fetch-Site", "Cookie", "Expect",
            "X-Forwarded-For",
        ]
        let text = word().unicodeScalars.filter { $0.value >= 32 && $0.value < 127 }
        return [(dice.one(of: names, or: "Range"), String(String.UnicodeScalarView(text)))]
    }

    /// A word, or an id that is there.
    private mutating func value(of name: String) -> String {
        let segment = name.hasSuffix("s") ? name : "\(name)s"
        return dice.isOnce(in: 2) ? dice.one(of: ids.of(segment), or: "1") : word()
    }

    private mutating func body(_ route: Route) -> (type: String, bytes: [UInt8]) {
        let fields = route.fields.filter { _ in !dice.isOnce(in: 3) }
        switch Int.random(in: 0..<6, using: &dice) {
        case 0:
            let noise = (0..<Int.random(in: 0...300, using: &dice)).map { _ in UInt8.random(in: 0...255, using: &dice) }
            return (dice.one(of: Self.types, or: ""), noise)
        case 1, 2:
            let text = fields.map { "\($0.name)=\(Caller.escaped(value(of: $0.name)))" }.joined(separator: "&")
            return ("application/x-www-form-urlencoded", Array(text.utf8))
        case 3:
            var text = ""
            for field in fields {
                text +=
                    "--cut\r\nContent-Disposition: form-data; name=\"\(field.name)\"\r\n\r\n\(value(of: field.name))\r\n"
            }
            text +=
                "--cut\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a\\\"b.pdf\"\r\n\r\n%PDF-\(word())\r\n--cut--\r\n"
            return ("multipart/form-data; boundary=cut", Array(text.utf8.dropLast(dice.isOnce(in: 5) ? 20 : 0)))
        default:
            var object = Value.Fields()
            for field in fields { object[field.name] = tree(field.name, depth: 0) }
            let bytes = Array(Value.object(object).json.utf8)
            return ("application/json", Array(bytes.dropLast(dice.isOnce(in: 12) ? 1 : 0)))
        }
    }

    private mutating func tree(_ name: String, depth: Int) -> Value {
        switch Int.random(in: 0..<10, using: &dice) {
        case 0: .null
        case 1: .bool(dice.isOnce(in: 2))
        case 2: .int(Int64.random(in: -2...Int64.max, using: &dice))
        case 3: .decimal("1e999999")
        case 4 where depth < 4: .list((0..<3).map { _ in tree(name, depth: depth + 1) })
        case 5 where depth < 4: ["id": tree(name, depth: depth + 1), "name": tree(name, depth: depth + 1)]
        case 6: .list([.string(value(of: name))])
        default: .string(value(of: name))
        }
    }
}
