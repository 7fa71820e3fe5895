import Kernel

@testable import Web

extension Desk {
    static let token = "token-of-alice"

    static let authenticate: ServerParts.Authenticate = { head in
        if head.bearer == "key-1" {
            return principal("importer", [broker], .key(name: "importer"))
        }
        switch head.cookies["session"] {
        case "alice": return principal("Alice", [broker], .session(id: "1", csrf: token))
        case "bob": return principal("Bob", [], .session(id: "2", csrf: "token-of-bob"))
        case "broken": throw Crash()
        default: return nil
        }
    }

    private static func principal(_ name: String, _ roles: Set<RoleName>, _ credential: Principal.Credential)
        -> Principal
    {
        Principal(
            tenant: TenantID(bits: 7), person: PersonID(bits: 9), name: name, roles: roles, credential: credential)
    }

    static let routes: [Route] = [
        .get("/hello", for: .open, "A greeting") { request in
            .view("hello", ["name": Value(request.principal?.name)], title: "Hello")
        },
        .get("/offers", for: .anyOf([broker, admin]), "Offers") { request in
            let page = try request.query.page()
            let rows = (0..<500).map { Int64($0) }.filter { $0 > page.after?.value.integer ?? -1 }.prefix(
                page.limit + 1)
            return .json(Page(rows: Array(rows), of: page) { .int($0) }.value { .int($0) })
        },
        .get("/offers/{id}", for: .anyOf([broker, admin]), "One offer") { request in
            .json(Value(try request.id("id", Desk.self)))
        },
        .post("/offers", for: .anyOf([broker]), "A new offer") { request in
            let amount = try request.read { fields in fields.cents("amount", in: Cents(1)...Cents(100_000)) }
            return .created(location: "/offers/1", ["amount": Value(amount.decimal)])
        },
        .get("/audit", for: .anyOf([admin]), "Admins only") { _ in preconditionFailure("nobody may come here") },
        .post("/done", for: .signedIn, "A command") { _ in .done(redirect: "/offers?x=1", ["ok": true]) },
        .post("/echo", for: .open, "What came") { request in
            .json(["value": request.value, "key": Value(request.idempotencyKey)])
        },
        .put("/items/{name}", for: .open, "A place") { request in .json(Value(request.parameter("name"))) },
        .get("/fail", for: .open, "A failure") { _ in throw Crash() },
        .get("/conflict", for: .open, "A refusal") { _ in
            throw PlainRefusal(.conflict, code: "taken", field: "name", "that name is taken")
        },
        .get("/broken-page", for: .open, "A page that fails") { _ in .view("x", ["breaks": true]) },
        .get("/nothing", for: .open, "Nothing") { _ in .noContent },
        .get("/to", for: .open, "Elsewhere") { _ in .redirect(to: "/a b\r\nX-Evil: 1") },
        .post("/sign-in", for: .open, "Sign in") { request in
            .redirect(to: request.next ?? "/").setting(Cookie("session", "alice", isSecure: false))
        },
        .post("/files", for: .open, "Files") { request in
            .json(
                .list(
                    request.files.map {
                        [
                            "field": Value($0.field), "name": Value($0.name), "type": Value($0.contentType),
                            "size": Value($0.sizeBytes),
                        ]
                    } + [request.value]))
        }.accepting(UploadLimits(count: 2, fileBytes: 60 << 20, totalBytes: 80 << 20)),
    ]
}
