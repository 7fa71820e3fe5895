import Kernel
import Testing

@testable import Web

/// A small generator with a fixed start, so that a failure comes again.
struct FixedRandom: RandomNumberGenerator {
    var state: UInt64

    /// Steele, Lea and Flood's SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func pick<Element>(_ list: [Element]) -> Element { list[Int(next() % UInt64(list.count))] }
    mutating func chance(_ percent: UInt64) -> Bool { next() % 100 < percent }
}

struct FuzzTests {
    static let targets = [
        "/hello", "/offers", "/offers/01m7xq3fh6nc1n6p7myr8hsbbg", "/echo", "/done", "/files", "/items/x", "/sign-in",
        "/nothing",
        "/to", "/conflict", "/x", "/offers?limit=5", "/offers?after=e30",
    ]
    static let headers = [
        "Cookie: session=alice", "Cookie: session=bob", "Authorization: Bearer key-1", "Accept: text/html",
        "Accept: */*;q=0.1",
        "X-CSRF-Token: token-of-alice", "Expect: 100-continue", "Origin: http://desk", "Idempotency-Key: k",
        "Content-Type: application/json", "Content-Type: application/x-www-form-urlencoded", "If-None-Match: *",
        "Content-Type: multipart/form-data; boundary=b", "Range: bytes=0-1", "Upgrade: h2c",
    ]
    static let bodies = [
        "", "{}", "{\"amount\":\"5\"}", "[[[[", "{\"a\":{\"b\":[1,2.5,null]}}", "a=1&b=%20&_csrf=token-of-alice",
        "amount=1&amount=2", "%",
        "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\ndata\r\n--b--\r\n",
        "--b\r\nContent-Disposition: form-data; name=\"next\"\r\n\r\n/x\r\n--b--", "\u{0}\u{1}ÿ", "\"text\"",
    ]

    static func request(_ random: inout FixedRandom) -> (bytes: [UInt8], isMutated: Bool) {
        let method = random.pick(["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "POST", "GET"])
        // What ends a connection stays rare, so that most requests come to be answered.
        var body = Array((method == "GET" && random.chance(95) ? "" : random.pick(bodies)).utf8)
        if random.chance(20) { mutate(&body, &random) }
        let target =
            random.chance(2)
            ? random.pick(["*", "/%2e%2e", "/items/%00", "x", "http://desk/hello"]) : random.pick(targets)
        var lines = ["\(method) \(target) HTTP/1.1"]
        lines.append("Host: desk")
        for _ in 0..<(random.next() % 4) { lines.append(random.pick(headers)) }
        if !body.isEmpty, random.chance(80) {
            lines.append("Content-Length: \(body.count)")
        } else if method != "GET", random.chance(50) {
            lines.append("Transfer-Encoding: chunked")
            body =
                Array("\(String(body.count, radix: 16))\r\n".utf8) + body
                + Array((body.isEmpty ? "\r\n" : "\r\n0\r\n\r\n").utf8)
        } else {
            body = []
        }
        var head = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
        let isMutated = random.chance(10)
        if isMutated { mutate(&head, &random) }
        return (head + body, isMutated)
    }

    static func mutate(_ bytes: inout [UInt8], _ random: inout FixedRandom) {
        for _ in 0...(random.next() % 4) where !bytes.isEmpty {
            let place = Int(random.next() % UInt64(bytes.count))
            switch random.next() % 4 {
            case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(random.pick(Array("%:/ \r\n\0;=&{[\"".utf8)), at: place)
            default: bytes.swapAt(place, Int(random.next() % UInt64(bytes.count)))
            }
        }
    }

    /// Sends requests over connections of up to 20 each until so many were answered. A refusal may end a connection, and what
    /// the client sent behind it is lost; but no connection ends without any answer to a request that was whole.
    static func volley(_ port: UInt16, seed: UInt64, count: Int) throws -> [Int] {
        var random = FixedRandom(state: seed)
        var statuses: [Int] = []
        while statuses.count < count {
            let client = try WireClient(port)
            var bytes: [UInt8] = []
            for _ in 0..<20 {
                let (request, isMutated) = request(&random)
                bytes += request
                if isMutated { break }
            }
            client.send(bytes)
            client.endSending()
            statuses += try client.statuses()
        }
        return statuses
    }

    @Test(.timeLimit(.minutes(10)))
    func `J28 20,000 random requests: no failure, no crash, no hang`() async throws {
        let change: (inout ServerSettings) -> Void = { settings in
            settings.idleTime = .seconds(2)
            settings.headTime = .milliseconds(500)
            settings.bodyTime = .milliseconds(500)
        }
        try await Desk.open(change) { desk in
            let port = desk.port
            let statuses = try await withThrowingTaskGroup(of: [Int].self) { group in
                for seed in 0..<4 { group.addTask { try Self.volley(port, seed: UInt64(seed), count: 5000) } }
                return try await group.reduce(into: [Int]()) { $0 += $1 }
            }
            #expect(statuses.count >= 20_000)
            #expect(Set(statuses).isSuperset(of: [200, 400, 401, 403, 404, 405, 422]))
            #expect(statuses.filter { $0 >= 500 && $0 != 505 } == [])
            #expect(desk.logged.all == [])
            try #expect(desk.get("/hello").status == 200)
            #expect(desk.uploads == [])
        }
    }
}
