import Kernel
import TestServers
import Testing

@testable import Wire

/// Calls that move money: a connection that ends does not send them again.
@Suite struct GoesOnceTests {
    private static let answer = ScriptedServer.Step.say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    @Test(arguments: [true, false])
    func `I28 a call that goes once is not sent again where a kept connection ends without an answer`(
        goesOnce: Bool
    ) throws {
        let server = ScriptedServer(
            // The connection is warm; it ends behind the second call's body.
            [.readUntil("\r\n\r\n"), Self.answer, .readUntil("{transfer}")], [.readUntil("{transfer}")])
        let place = HTTPServerAddress(isSecure: false, host: "127.0.0.1", port: server.port)
        let client = HTTPClient(silence: .seconds(5), longest: .seconds(5))
        #expect(try client.send(HTTPCall("GET", place, target: "/warm")).status == 200)
        #expect(throws: WireFault.self) {
            try client.send(
                HTTPCall("POST", place, target: "/transfer", body: .bytes(Array("{transfer}".utf8)), goesOnce: goesOnce)
            )
        }
        let calls = server.received.filter { String(decoding: $0, as: UTF8.self).contains("{transfer}") }
        // What libcurl does of itself is what the call must not do.
        #expect(calls.count == (goesOnce ? 1 : 2))
    }

    @Test func `its connection is kept for nobody`() throws {
        let server = ScriptedServer([
            .readUntil("{transfer}"), Self.answer, .readUntil("\r\n\r\n"), Self.answer,
        ])
        let place = HTTPServerAddress(isSecure: false, host: "127.0.0.1", port: server.port)
        let client = HTTPClient(silence: .seconds(5), longest: .seconds(5))
        for _ in 1...2 {
            let call = HTTPCall("POST", place, target: "/x", body: .bytes(Array("{transfer}".utf8)), goesOnce: true)
            #expect(try client.send(call).status == 200)
        }
        #expect(server.connectionCount == 2)
    }
}
