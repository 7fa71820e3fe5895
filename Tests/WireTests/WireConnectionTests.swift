import Glibc
import Kernel
import TestServers
import Testing

@testable import Wire

@Suite struct WireConnectionTests {
    static let greeting: [ScriptedServer.Step] = [
        .say("220 test ESMTP\r\n"), .expect("EHLO client.test"), .say("250 test\r\n"),
    ]

    static func endpoint(_ server: ScriptedServer, _ timeout: Span = .seconds(60)) -> Endpoint {
        Endpoint(
            .smtp, host: "127.0.0.1", port: server.port, security: .none, localName: "client.test",
            connectTimeout: timeout)
    }

    static let soon = Span.milliseconds(100)
    static let host = "127.0.0.1"

    @Test func `lines end with CRLF or LF and come whole`() throws {
        let server = ScriptedServer(Self.greeting + [.readLine, .say("250-one\r\n250"), .say(" two\nrest")])
        let connection = try WireConnection(to: Self.endpoint(server))
        try connection.send(Array("NOOP\r\n".utf8), patience: .seconds(60), .send)
        let deadline = Deadline(after: .seconds(60))
        #expect(try connection.readLine(maximum: 100, until: deadline, .receive) == Array("250-one".utf8))
        #expect(try connection.readLine(maximum: 100, until: deadline, .receive) == Array("250 two".utf8))
        #expect(throws: WireFault.closedByPeer(host: Self.host, .receive)) {
            try connection.readLine(maximum: 100, until: deadline, .receive)
        }
        #expect(server.lines == ["EHLO client.test", "NOOP"])
    }

    @Test(arguments: [(10, true), (11, true), (12, false), (5000, false)])
    func `a line may be as long as is said and no longer`(length: Int, fits: Bool) throws {
        let text = String(repeating: "x", count: length)
        let server = ScriptedServer(Self.greeting + [.readLine, .say("\(text)\r\n"), .silence])
        let connection = try WireConnection(to: Self.endpoint(server))
        try connection.send(Array("NOOP\r\n".utf8), patience: .seconds(60), .send)
        let read = Result { () throws(WireFault) in
            try connection.readLine(maximum: 11, until: Deadline(after: .seconds(60)), .receive)
        }
        #expect(
            read == (fits ? .success(Array(text.utf8)) : .failure(.lineTooLong(host: Self.host, .receive, maximum: 11)))
        )
    }

    @Test func `an endless line is a fault, and so is one that drips`() throws {
        let flood = try WireConnection(to: Self.endpoint(ScriptedServer(Self.greeting + [.readLine, .flood(65)])))
        try flood.send(Array("NOOP\r\n".utf8), patience: .seconds(60), .send)
        #expect(throws: WireFault.lineTooLong(host: Self.host, .receive, maximum: 100_000)) {
            try flood.readLine(maximum: 100_000, until: Deadline(after: .seconds(60)), .receive)
        }
        let server = ScriptedServer(
            Self.greeting + [.readLine, .drip(String(repeating: "x", count: 100), everyMilliseconds: 20)])
        let drip = try WireConnection(to: Self.endpoint(server))
        try drip.send(Array("NOOP\r\n".utf8), patience: .seconds(60), .send)
        #expect(throws: WireFault.timedOut(host: Self.host, .receive)) {
            try drip.readLine(maximum: 1000, until: Deadline(after: Self.soon), .receive)
        }
    }

    @Test func `a file and the bytes around it arrive in order, however slowly they are taken`() throws {
        let path = "/tmp/wire-test-\(getpid())"
        defer { unlink(path) }
        let content = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        #expect(Files.write(content, to: path))
        let server = ScriptedServer(
            Self.greeting + [.pause(milliseconds: 50), .readBytes(3 + 2_000_000 + 3), .say("250 taken\r\n")])
        let connection = try WireConnection(to: Self.endpoint(server))
        try connection.send(Array("one".utf8), more: true, patience: .seconds(60), .send)
        try connection.sendFile(path: path, offset: 500_000, length: 2_000_000, patience: .seconds(60), .send)
        try connection.send(Array("two".utf8), patience: .seconds(60), .send)
        _ = try connection.readLine(maximum: 100, until: Deadline(after: .seconds(60)), .receive)
        #expect(server.received.first == Array("one".utf8) + content[500_000..<2_500_000] + Array("two".utf8))
    }

    @Test func `a file that ends early or is not there is a fault that names no path`() throws {
        let path = "/tmp/wire-test-short-\(getpid())"
        defer { unlink(path) }
        #expect(Files.write([1, 2, 3], to: path))
        let connection = try WireConnection(to: Self.endpoint(ScriptedServer(Self.greeting + [.silence])))
        #expect(throws: WireFault.unreadableFile(.send, errno: ENODATA)) {
            try connection.sendFile(path: path, offset: 0, length: 4, patience: .seconds(60), .send)
        }
        let fault = #expect(throws: WireFault.unreadableFile(.send, errno: ENOENT)) {
            try connection.sendFile(path: "/nonexistent", offset: 0, length: 4, patience: .seconds(60), .send)
        }
        #expect(fault?.description.contains("nonexistent") == false)
    }

    @Test func `a peer that takes nothing is not waited for without end`() throws {
        let connection = try WireConnection(
            to: Self.endpoint(ScriptedServer(Self.greeting + [.pause(milliseconds: 500)])))
        #expect(throws: WireFault.timedOut(host: Self.host, .send)) {
            try connection.send([UInt8](repeating: 0, count: 32 << 20), patience: Self.soon, .send)
        }
    }

    @Test func `exactly the bytes of a literal are handed on, then lines follow`() throws {
        let literal = (0..<200_000).map { UInt8(truncatingIfNeeded: $0) }
        let server = ScriptedServer(
            Self.greeting + [.readLine, .say("* {200000}\r\n"), .sayBytes(literal), .say(")\r\nnext\r\n"), .silence])
        let connection = try WireConnection(to: Self.endpoint(server))
        try connection.send(Array("FETCH\r\n".utf8), patience: .seconds(60), .send)
        let deadline = Deadline(after: .seconds(60))
        #expect(try connection.readLine(maximum: 100, until: deadline, .receive) == Array("* {200000}".utf8))
        var received: [UInt8] = []
        try connection.receive(exactly: literal.count, patience: .seconds(60), .receive) {
            received.append(contentsOf: $0)
        }
        #expect(received == literal)
        #expect(try connection.readLine(maximum: 100, until: deadline, .receive) == Array(")".utf8))
        #expect(try connection.readLine(maximum: 100, until: deadline, .receive) == Array("next".utf8))
    }

    @Test func `waiting ends with bytes, with the deadline, or with a nudge, again and again`() throws {
        let server = ScriptedServer(Self.greeting + [.readLine, .say("* 1 EXISTS\r\n"), .silence])
        let connection = try WireConnection(to: Self.endpoint(server))
        let nudge = WakeUp()
        #expect(try connection.waitForBytes(until: Deadline(after: .milliseconds(20)), wake: nudge, "IDLE") == .nothing)
        for _ in 1...3 {
            Thread.start { nudge.raise() }
            #expect(try connection.waitForBytes(until: nil, wake: nudge, "IDLE") == .woken)
            nudge.clear()
        }
        try connection.send(Array("go\r\n".utf8), patience: .seconds(60), .send)
        #expect(try connection.waitForBytes(until: nil, wake: nudge, "IDLE") == .bytes)
        #expect(connection.hasUnreadBytes)
    }

    @Test func `B22 the stop switch ends connecting, waiting and every later use`() throws {
        let stop = WakeUp()
        let silent = ScriptedServer([.silence])
        let begin = Deadline(after: .seconds(60))
        Thread.start {
            usleep(50_000)
            stop.raise()
        }
        #expect(throws: WireFault.cancelled(host: Self.host, .connect)) {
            try WireConnection(to: Self.endpoint(silent, .minutes(10)), stop: stop)
        }
        #expect(!begin.isPast)
        let second = WakeUp()
        let connection = try WireConnection(
            to: Self.endpoint(ScriptedServer(Self.greeting + [.silence])), stop: second)
        let again = Deadline(after: .seconds(60))
        Thread.start {
            usleep(50_000)
            second.raise()
        }
        #expect(throws: WireFault.cancelled(host: Self.host, "IDLE")) {
            try connection.waitForBytes(until: nil, "IDLE")
        }
        #expect(throws: WireFault.cancelled(host: Self.host, .send)) {
            try connection.send([1], patience: .seconds(60), .send)
        }
        #expect(!again.isPast)
    }
}
