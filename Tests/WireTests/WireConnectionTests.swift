import Kernel
import TestServers
import Testing

@testable import Wire

@Suite struct WireConnectionTests {
    static let greeting: [ScriptedServer.Step] = [
        .say("220 test ESMTP\r\n"), .expect("EHLO client.test"), .say("250 test\r\n"),
    ]

    static func endpoint(_ server: ScriptedServer, _ security: Endpoint.Security = .none) -> Endpoint {
        Endpoint(
            .smtp, host: "127.0.0.1", port: server.port, security: security, localName: "client.test",
            connectTimeout: .milliseconds(3000))
    }

    @Test func `lines end with CRLF or LF and come whole`() throws {
        let server = ScriptedServer(Self.greeting + [.readLine, .say("250-one\r\n250"), .say(" two\nrest")])
        let connection = try WireConnection(to: Self.endpoint(server))
        try connection.send(Array("NOOP\r\n".utf8), patience: .seconds(1), .send)
        let deadline = Deadline(after: .seconds(2))
        #expect(try connection.readLine(maximum: 100, until: deadline, .receive) == Array("250-one".utf8))
        #expect(try connection.readLine(maximum: 100, until: deadline, .receive) == Array("250 two".utf8))
        #expect(throws: WireFault.closedByPeer(host: "127.0.0.1", .receive)) {
            try connection.readLine(maximum: 100, until: deadline, .receive)
        }
        #expect(server.lines == ["EHLO client.test", "NOOP"])
    }
}
