import Glibc
import Kernel
import Synchronization
import TestServers
import Testing

@testable import Wire

@Suite struct ConnectingTests {
    @Test func `a silent server is not waited for longer than said`() {
        let server = ScriptedServer([.silence])
        #expect(throws: WireFault.timedOut(host: "127.0.0.1", .connect)) {
            try WireConnection(to: WireConnectionTests.endpoint(server, .milliseconds(100)))
        }
    }

    @Test func `a closed port is no connection`() {
        let port = Loopback.freePort()
        #expect(throws: WireFault.couldNotConnect(host: "127.0.0.1", port: port)) {
            try WireConnection(to: Endpoint(.smtp, host: "127.0.0.1", port: port, security: .none))
        }
    }

    @Test func `a server that refuses in its greeting is told apart, with its code`() {
        let server = ScriptedServer([.say("554 5.7.1 go away\r\n"), .silence])
        #expect(throws: WireFault.greetingRefused(host: "127.0.0.1", code: 554)) {
            try WireConnection(to: WireConnectionTests.endpoint(server))
        }
    }

    @Test(arguments: ["", "a b", "a/b", "a\r\nb", "a@b", "user:x@host", "a#b", "a?b", "a%00b"])
    func `a host that is no name is not asked for`(host: String) {
        #expect(throws: WireFault.unusableName(host: host)) {
            try WireConnection(to: Endpoint(.smtp, host: host, port: 25, security: .none))
        }
        #expect(throws: WireFault.unusableName(host: "h.example")) {
            try WireConnection(to: Endpoint(.smtp, host: "h.example", port: 25, security: .none, localName: host))
        }
    }

    @Test(arguments: [
        // host         localName        url
        ("h.example", "me.example", "smtp://h.example:25/me.example"),
        ("::1", "me.example", "smtp://[::1]:25/me.example"),
        ("h.example", "[127.0.0.1]", "smtp://h.example:25/%5B127.0.0.1%5D"),
    ])
    func `the EHLO name is the URL's path`(host: String, localName: String, url: String) {
        #expect(Endpoint(.smtp, host: host, port: 25, security: .none, localName: localName).url == url)
    }

    @Test func `a login without TLS is not sent beyond this machine`() {
        let credential = Credential(userName: "broker", .password("lemon-tree"))
        #expect(throws: WireFault.insecureLogin(host: "mail.example")) {
            try WireConnection(
                to: Endpoint(.smtp, host: "mail.example", port: 25, security: .none, credential: credential))
        }
    }

    @Test func `a server without the TLS that was asked for gets no credential`() {
        let server = ScriptedServer([
            .say("220 test\r\n"), .readLine, .say("250-test\r\n250 AUTH PLAIN\r\n"), .readLine, .silence,
        ])
        let endpoint = Endpoint(
            .smtp, host: "127.0.0.1", port: server.port, security: .startTLS,
            credential: Credential(userName: "broker", .password("lemon-tree")))
        let fault = #expect(throws: WireFault.self) { try WireConnection(to: endpoint) }
        guard case .tlsFailed = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(!server.lines.contains { $0.hasPrefix("AUTH") })
    }

    @Test func `an access token is sent by XOAUTH2, and its refusal is a refused login`() {
        let server = ScriptedServer([
            .say("220 test\r\n"), .readLine, .say("250-test\r\n250 AUTH XOAUTH2\r\n"), .readLine,
            .say("334 eyJzdGF0dXMiOiI0MDEifQ==\r\n"), .readLine, .say("535 5.7.8 no\r\n"), .silence,
        ])
        let endpoint = Endpoint(
            .smtp, host: "127.0.0.1", port: server.port, security: .none,
            credential: Credential(userName: "broker", .accessToken("lemon-tree")))
        // libcurl stops at the 334 that explains the refusal.
        #expect(throws: WireFault.loginRefused(host: "127.0.0.1", code: nil)) { try WireConnection(to: endpoint) }
        // user=broker ^A auth=Bearer lemon-tree ^A ^A
        #expect(server.lines.contains("AUTH XOAUTH2 dXNlcj1icm9rZXIBYXV0aD1CZWFyZXIgbGVtb24tdHJlZQEB"))
    }

    @Test func `a credential never prints itself`() {
        for secret in [Credential.Secret.password("lemon-tree"), .accessToken("lemon-tree")] {
            let endpoint = Endpoint(
                .imap, host: "h.example", port: 143, security: .startTLS,
                credential: Credential(userName: "broker", secret))
            var dumped = ""
            dump(endpoint, to: &dumped)
            for text in ["\(endpoint)", String(reflecting: endpoint), dumped, "\(secret)", String(reflecting: secret)] {
                #expect(!text.contains("lemon"))
            }
        }
    }

    @Test func `actors on queue executors block side by side`() async {
        actor Blocker {
            private let executor = QueueExecutor(label: "test")
            nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

            /// Blocks until as many actors are here at the same time.
            func meet(_ here: borrowing Mutex<Int>, _ all: Int, until deadline: Deadline) -> Bool {
                here.withLock { $0 += 1 }
                while here.withLock({ $0 }) < all {
                    if deadline.isPast { return false }
                    usleep(1000)
                }
                return true
            }
        }
        final class Place: Sendable { let here = Mutex(0) }
        let place = Place()
        let actors = (0..<12).map { _ in Blocker() }
        let met = await withTaskGroup(of: Bool.self) { group in
            for blocker in actors {
                group.addTask { await blocker.meet(place.here, 12, until: Deadline(after: .seconds(60))) }
            }
            return await group.allSatisfy { $0 }
        }
        #expect(met)
    }
}
