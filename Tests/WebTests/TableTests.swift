import Glibc
import Kernel
import Testing

@testable import Web

struct TableTests {
    static func router(_ rows: [String]) -> Router {
        Router(
            rows.map { row in
                let parts = row.split(separator: " ").map(String.init)
                return Route(Method(rawValue: parts[0]) ?? .get, parts[1], for: .open, row) { _ in .noContent }
            })
    }

    static func found(_ router: Router, _ method: Method, _ path: String) -> String {
        let segments =
            path == "/" ? [] : path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch router.match(method, segments) {
        case .route(let route, let parameters):
            return ([route.summary] + parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }).joined(
                separator: " ")
        case .otherMethods(let methods): return methods.map(\.rawValue).joined(separator: ",")
        case .nothing: return "-"
        }
    }

    @Test func `the closest pattern answers`() {
        let router = Self.router([
            "GET /", "GET /offers", "POST /offers", "GET /offers/new", "GET /offers/{id}", "DELETE /offers/{offer}",
            "GET /offers/{id}/terms", "GET /{kind}/{id}/notes/{note}",
        ])
        let rows: [(Method, String, String)] = [
            (.get, "/", "GET /"), (.head, "/offers", "GET /offers"), (.post, "/offers", "POST /offers"),
            (.get, "/offers/new", "GET /offers/new"), (.get, "/offers/7", "GET /offers/{id} id=7"),
            (.delete, "/offers/new", "DELETE /offers/{offer} offer=new"),
            (.get, "/offers/new/terms", "GET /offers/{id}/terms id=new"),
            (.get, "/offers/new/notes/3", "GET /{kind}/{id}/notes/{note} id=new kind=offers note=3"),
            (.put, "/offers", "GET,HEAD,POST,OPTIONS"), (.post, "/offers/7", "GET,HEAD,DELETE,OPTIONS"),
            (.get, "/offers/7/terms/x", "-"), (.get, "/nowhere", "-"), (.get, "/offers/", "-"),
            (.get, "/offers//terms", "-"),
        ]
        for (method, path, expected) in rows {
            #expect(Self.found(router, method, path) == expected, "\(method) \(path)")
        }
    }

    @Test func `two routes for the same stop the program`() async {
        await #expect(processExitsWith: .failure) { _ = TableTests.router(["GET /a/{x}", "GET /a/{y}"]) }
        await #expect(processExitsWith: .failure) { _ = TableTests.router(["GET /a/{x}/c", "GET /a/b/{y}"]) }
        await #expect(processExitsWith: .success) {
            _ = TableTests.router(["GET /a/{x}/c", "POST /a/b/{y}", "GET /a/b/c"])
            exit(0)
        }
    }

    @Test func `J27 the OpenAPI document tells each route's fields and answers`() throws {
        let routes: [Route] = [
            .post("/offers/{id}/acceptance", for: .anyOf([Desk.broker]), "Accept") { _ in .noContent }
                .taking(.required("amount", .money, "What is accepted"), .optional("note", .text(max: 500)))
                .answering(AnswerShape(200, "Accepted", fields: [.required("state", .choice(["accepted"]))])).keyed(),
            .get("/offers", for: .open, "List") { _ in .noContent }.taking(.optional("limit", .integer)),
            .post("/files", for: .signedIn, "Send") { _ in .noContent }.accepting(UploadLimits()).taking(
                .required("pdf", .file)),
        ]
        let document = openAPI(title: "desk", version: "1", routes: routes)
        #expect(document["openapi"] == "3.1.0")
        let paths = try #require(document["paths"])
        #expect(paths.fields?.names == ["/files", "/offers", "/offers/{id}/acceptance"])
        let accept = try #require(paths["/offers/{id}/acceptance"]?["post"])
        #expect(accept["operationId"] == "post-offers-id-acceptance")
        #expect(accept["x-access"] == "broker")
        #expect(accept["parameters"]?.list?.map { $0["name"]?.text } == ["id", "Idempotency-Key"])
        let schema = accept["requestBody"]?["content"]?["application/json"]?["schema"]
        #expect(schema?["required"] == ["amount"])
        #expect(schema?["properties"]?["note"]?["maxLength"] == 500)
        #expect(accept["responses"]?["200"]?["description"] == "Accepted")
        #expect(accept["responses"]?["default"] != nil)
        #expect(paths["/offers"]?["get"]?["security"] == [])
        #expect(paths["/offers"]?["get"]?["parameters"]?.list?.first?["in"] == "query")
        #expect(paths["/files"]?["post"]?["requestBody"]?["content"]?["multipart/form-data"] != nil)
        try #expect(Value(parsing: document.jsonBytes) == document)
        #expect(
            routesMarkdown(routes).split(separator: "\n").dropFirst(2).joined(separator: "\n")
                == """
                | POST | `/files` | signed in | Send |
                | GET | `/offers` | open | List |
                | POST | `/offers/{id}/acceptance` | broker | Accept; needs an Idempotency-Key |
                """)
    }

    @Test func `static files carry validators, and nothing else of the disk can be asked for`() async throws {
        let folder = "/tmp/web-static-\(getpid())"
        mkdir(folder, 0o700)
        mkdir(folder + "/icons", 0o700)
        for (name, content) in [("style.css", "body{}"), (".secret", "x"), ("icons/a.svg", "<svg/>")] {
            let descriptor = open(folder + "/" + name, O_WRONLY | O_CREAT, 0o600)
            _ = content.withCString { write(descriptor, $0, content.utf8.count) }
            close(descriptor)
        }
        let files = StaticFiles(folder: folder, at: "/assets")
        #expect(files.routes.map(\.pattern) == ["/assets/icons/a.svg", "/assets/style.css"])
        #expect(routesMarkdown(files.routes).split(separator: "\n").count == 2)
        let address = try #require(files.address(of: "style.css"))
        try await Desk.open(routes: files.routes) { desk in
            let plain = try desk.get("/assets/style.css", "Cookie: session=alice")
            #expect(plain.text == "body{}")
            #expect(plain["content-type"] == "text/css; charset=utf-8")
            #expect(plain["cache-control"] == "public, no-cache")
            let tag = try #require(plain["etag"])
            let date = try #require(plain["last-modified"])
            for (header, status) in [
                ("If-None-Match: \(tag)", 304), ("If-None-Match: \"a\", W/\(tag)", 304), ("If-None-Match: *", 304),
                ("If-None-Match: \"a\"", 200), ("If-Modified-Since: \(date)", 304),
                ("If-None-Match: \"a\"\nIf-Modified-Since: \(date)", 200),
            ] {
                let answer = try desk.get("/assets/style.css", header)
                #expect(answer.status == status, "\(header)")
                #expect(answer["etag"] == tag)
            }
            try #expect(desk.get(address)["cache-control"] == "public, max-age=31536000, immutable")
            for target in [
                "/assets/.secret", "/assets/../style.css", "/assets/icons", "/assets/icons%2Fa.svg", "/assets/",
            ] {
                let status = try desk.get(target).status
                #expect([400, 404].contains(status), "\(target)")
            }
        }
        for name in ["style.css", ".secret", "icons/a.svg"] { unlink(folder + "/" + name) }
        rmdir(folder + "/icons")
        rmdir(folder)
    }
}
