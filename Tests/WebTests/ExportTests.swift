import Glibc
import Kernel
import Testing

@testable import Web

@Suite struct ExportTests {
    /// A list of `count` items, of which `even=1` lets every second one through.
    private static func routes(_ count: Int, _ columns: [String], rowFor part: String? = nil) -> [Route] {
        let list = Route.get("/things", for: .open, "Things") { request in
            let page = try request.query.page()
            let all = (0..<count).filter { !request.query.flag("even") || $0 % 2 == 0 }
            let start = page.after?.value.integer.map { Int($0) + 1 } ?? 0
            let rows = all.filter { $0 >= start }.prefix(page.limit + 1)
            let found = Page(rows: Array(rows), of: page) { Value($0) }
            return .view(
                "things",
                found.value { number in
                    [
                        "id": Value(number), "name": number == 3 ? "=SUM(A1)" : "a, \"b\"", "sums": ["open": "1.50"],
                        "tags": ["x", "y"], "absent": nil,
                        "parts": .list((0..<(number % 3)).map { ["size": Value($0)] }),
                    ]
                })
        }.taking(.optional("even", .flag), .optional("after", .text(max: 600)), .optional("limit", .integer))
        return [list].exporting("/things", columns, rowFor: part)
    }

    private static func lines(_ routes: [Route], _ query: [(name: String, value: String)] = []) async throws -> [String]
    {
        let route = try #require(routes.last)
        #expect(route.pattern == "/things/export" && route.method == .get)
        let head = RequestHead(
            method: .get, path: "/things/export", segments: ["things", "export"], query: Query(query),
            headers: Headers([]), cookies: Cookies([]), clientAddress: "127.0.0.1", requestID: "r")
        let answer = try await route.handler(
            Request(
                head: head, principal: nil, pattern: route.pattern, parameters: [:], value: .null, files: [],
                idempotencyKey: nil, bodyBytes: []))
        guard case .file(let file) = answer else { return [] }
        #expect(file.type == "text/csv; charset=utf-8" && file.name == "things.csv" && !file.isInline)
        let open = try #require(OpenFile(file.path))
        var bytes = [UInt8](repeating: 0, count: open.sizeBytes)
        let count = bytes.withUnsafeMutableBytes { pread(open.descriptor, $0.baseAddress, $0.count, 0) }
        #expect(count == bytes.count)
        return String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").map(String.init)
    }

    @Test(arguments: [0, 1, 199, 200, 201, 1000]) func `a list's CSV has all of its items, however many its page shows`(
        count: Int
    ) async throws {
        let lines = try await Self.lines(Self.routes(count, ["id"]), [("limit", "5"), ("after", Cursor(7).text)])
        #expect(lines == ["id"] + (0..<count).map { "\($0)" })
    }

    @Test func `a list's CSV is narrowed as the list is`() async throws {
        let routes = Self.routes(10, ["id"])
        #expect(try await Self.lines(routes, [("even", "1")]) == ["id", "0", "2", "4", "6", "8"])
        #expect(routes.last?.fields.map(\.name) == ["even"])
    }

    @Test func `a cell holds any value, and runs nothing in a spreadsheet`() async throws {
        let lines = try await Self.lines(
            Self.routes(4, ["name", "sums.open", "tags", "absent", "id", "nothing.there"]))
        #expect(lines[0] == "name,sums_open,tags,absent,id,nothing_there")
        #expect(lines[1] == "\"a, \"\"b\"\"\",1.50,x; y,,0,")
        #expect(lines[4] == "'=SUM(A1),1.50,x; y,,3,")
    }

    @Test func `each part of an item has a row where that is asked for, and an item without parts has one`()
        async throws
    {
        let lines = try await Self.lines(Self.routes(3, ["id", "parts.size"], rowFor: "parts"))
        #expect(lines == ["id,parts_size", "0,", "1,0", "2,0", "2,1"])
    }

    @Test func `two save a list at a time, who comes third is asked to come again, and then has it`() async throws {
        let (places, gates) = (SavingPlaces(), [Gate(), Gate()])
        @Sendable func save(_ gate: Gate? = nil) async throws -> Answer {
            try await CommaFile.all(head: ["id"], as: "things.csv", in: places) { page in
                try await gate?.pass()
                return Page(rows: [1, 2], of: page) { Value($0) }
            } cells: {
                ["\($0)"]
            }
        }
        async let first = save(gates[0])
        async let second = save(gates[1])
        for gate in gates { await gate.waitUntilBegun() }
        await #expect {
            _ = try await save()
        } throws: {
            ($0 as? any Refusal)?.kind == .tooMany
        }
        for gate in gates { gate.release() }
        for answer in [try await first, try await second, try await save()] {
            guard case .file(let file) = answer else { throw CancellationError() }
            #expect(try #require(OpenFile(file.path)).sizeBytes == "id\r\n1\r\n2\r\n".utf8.count)
        }
    }
}
