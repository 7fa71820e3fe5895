import Glibc
import Kernel
import Synchronization
import Testing

@testable import Web

/// A handler that has begun waits here until the test lets it go on.
final class Gate: Sendable {
    private let (begun, begin) = AsyncStream<Void>.makeStream()
    private let (opened, open) = AsyncStream<Void>.makeStream()
    private let cancelled = Atomic(false)
    var wasCancelled: Bool { cancelled.load(ordering: .relaxed) }

    func pass() async throws {
        begin.yield()
        for await _ in opened { return }
        cancelled.store(Task.isCancelled, ordering: .relaxed)
        begin.yield()
        try Task.checkCancellation()
    }

    func waitUntilBegun() async { for await _ in begun { return } }
    func release() { open.yield() }

    var route: Route {
        .get("/gate", for: .open, "Waits") { _ in
            try await self.pass()
            return .json("through")
        }
    }
}

@Suite(.timeLimit(.minutes(10))) struct LifeTests {
    @Test func `a stop lets the request under way end and takes no new one`() async throws {
        let gate = Gate()
        try await Desk.open(routes: [gate.route]) { desk in
            let port = desk.port
            let client = try WireClient(port)
            client.send("GET /gate HTTP/1.1\r\nHost: d\r\n\r\n")
            await gate.waitUntilBegun()
            let idle = try WireClient(port)
            idle.send("GET /hello HTTP/1.1\r\nHost: d\r\n\r\n")
            try #expect(idle.answer()?.status == 200)
            async let stopped: Void = desk.server.stop(grace: .seconds(5))
            while (try? WireClient(port)) != nil { sched_yield() }
            idle.send("GET /hello HTTP/1.1\r\nHost: d\r\n\r\n")
            try #expect(idle.answer()?["connection"] == "close")
            try #expect(idle.isCut())
            gate.release()
            let answer = try client.answer()
            #expect(answer?.text == "\"through\"")
            try #expect(client.isCut())
            await stopped
            #expect(desk.server.requestCount == 0)
        }
    }

    @Test func `a request that outlasts the grace is cancelled and told so`() async throws {
        let gate = Gate()
        try await Desk.open(routes: [gate.route]) { desk in
            let client = try WireClient(desk.port)
            client.send("GET /gate HTTP/1.1\r\nHost: d\r\n\r\n")
            await gate.waitUntilBegun()
            await desk.server.stop(grace: .milliseconds(50))
            try #expect(client.answer()?.status == 503)
            try #expect(client.isCut())
            await gate.waitUntilBegun()
            #expect(gate.wasCancelled)
        }
    }

    @Test func `a client that hangs up cancels its handler`() async throws {
        let gate = Gate()
        try await Desk.open({ $0.heartbeat = .milliseconds(40) }, routes: [gate.route]) { desk in
            let client = try WireClient(desk.port)
            client.send("GET /gate HTTP/1.1\r\nHost: d\r\n\r\n")
            await gate.waitUntilBegun()
            client.hangUp()
            await gate.waitUntilBegun()
            #expect(gate.wasCancelled)
        }
    }

    @Test func `slow handlers do not hold up others`() async throws {
        let gate = Gate()
        try await Desk.open(routes: [gate.route]) { desk in
            let waiting = try (0..<20).map { _ in try WireClient(desk.port) }
            for client in waiting {
                client.send("GET /gate HTTP/1.1\r\nHost: d\r\n\r\n")
                await gate.waitUntilBegun()
            }
            try #expect(desk.get("/hello").status == 200)
            for client in waiting {
                gate.release()
                _ = client
            }
            for client in waiting { try #expect(client.answer()?.text == "\"through\"") }
        }
    }

    @Test func `events come as they happen, with signs of life, until the server stops`() async throws {
        let (events, source) = AsyncStream<ServerSentEvent>.makeStream()
        let routes: [Route] = [.get("/events", for: .open, "Events") { _ in .events(events) }]
        let change: (inout ServerSettings) -> Void = { settings in
            settings.heartbeat = .milliseconds(60)
            settings.eventStreams = 1
        }
        try await Desk.open(change, routes: routes) { desk in
            let client = try WireClient(desk.port)
            client.send("GET /events HTTP/1.1\r\nHost: d\r\nAccept: text/event-stream\r\n\r\n")
            let answer = try client.answer()
            #expect(answer?["content-type"] == "text/event-stream")
            try #expect(Self.until("retry: 3000", client))
            source.yield(ServerSentEvent("reply", "one\ntwo", id: "7\nevent: evil"))
            try #expect(Self.until("event: reply", client))
            try #expect(Self.until("id: 7event: evil", client))
            try #expect(Self.until("data: one", client))
            try #expect(Self.until("data: two", client))
            try #expect(Self.until(":", client))
            try #expect(desk.get("/events").status == 503)
            await desk.server.stop(grace: .seconds(5))
            try #expect(client.isCut())
        }
    }

    @Test func `a listener that goes away frees its place`() async throws {
        let ended = Mutex(0)
        let routes: [Route] = [
            .get("/events", for: .open, "Events") { _ in
                let (events, source) = AsyncStream<ServerSentEvent>.makeStream()
                source.onTermination = { _ in ended.withLock { $0 += 1 } }
                return .events(events)
            }
        ]
        let change: (inout ServerSettings) -> Void = { settings in
            settings.heartbeat = .milliseconds(40)
            settings.eventStreams = 1
        }
        try await Desk.open(change, routes: routes) { desk in
            for round in 1...3 {
                let client = try WireClient(desk.port)
                client.send("GET /events HTTP/1.1\r\nHost: d\r\n\r\n")
                try #expect(client.answer()?.status == 200)
                try #expect(Self.until("retry: 3000", client))
                client.hangUp()
                while ended.withLock({ $0 }) < round || desk.server.requestCount > 0 { sched_yield() }
            }
        }
    }

    @Test func `an address that is taken is a fault`() async throws {
        try await Desk.open { desk in
            let port = desk.port
            let taken = #expect(throws: ServerFault.self) { try Desk { $0.port = port } }
            #expect(taken?.description.contains("another program listens there") == true)
            #expect(throws: ServerFault.self) { try Desk { $0.address = "nowhere" } }
        }
    }

    @Test func `files that an earlier life left are removed at the start`() async throws {
        let folder = "/tmp/web-left-\(getpid())"
        mkdir(folder, 0o700)
        for name in ["upload-1", "other"] { close(open(folder + "/" + name, O_WRONLY | O_CREAT, 0o600)) }
        try await Desk.open({ $0.uploadFolder = folder }) { _ in
            #expect(access(folder + "/upload-1", F_OK) != 0)
            #expect(access(folder + "/other", F_OK) == 0)
        }
        unlink(folder + "/other")
        rmdir(folder)
    }

    /// Reads lines up to one that equals `text`; false where the connection ends before.
    private static func until(_ text: String, _ client: WireClient) throws -> Bool {
        while let line = try client.line() {
            if line == text { return true }
        }
        return false
    }
}
