import Kernel
import Synchronization
import Testing

@testable import Server

@Suite struct LogTests {
    @Test(arguments: [
        ("550 5.1.1 <nora.quint@funder.example>: unknown", "550 5.1.1 …@funder.example>: unknown"),
        ("key fg_abcdefghjkmnpqrstuvwxyz refused", "key … refused"),
        ("tax id 12-3456789 and 123456789", "tax id … and …"),
        ("line\nof\r\ntwo\u{0}", "line of  two "),
        ("blob abcdef0123456789 is missing", "blob abcdef0123456789 is missing"),
        ("poll of account deals failed: timed out after 30 s", "poll of account deals failed: timed out after 30 s"),
    ]) func `K14 a line of the log keeps no address, key or long number`(text: String, line: String) {
        #expect(LogLine.clean(text) == line)
    }

    /// Secrets are planted where people and funders write them; then everything is done that logs.
    @Test func `K14 no planted secret reaches the log`() async throws {
        let lines = Mutex<[String]>([])
        let demo = try await TemporaryDemo(log: { line in lines.withLock { $0.append(line) } })
        _ = try await demo.send("marisol", to: DemoFunder.all.map(\.name))
        try await demo.exchange()
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let secrets = [
            "planted-password-7731", "planted.person@secret.example", "987-65-4321", "fg_plantedplantedplanted",
        ]
        for secret in secrets {
            _ = try await live.ask("POST", "/sign-in", body: "email=\(secret)&password=\(secret)")
            _ = try await live.ask("GET", "/applications?q=\(secret)")
            _ = try await live.ask("GET", "/\(secret)", key: secret)
            _ = try await live.ask("POST", "/applications", key: secret, body: "legal_name=\(secret)&ein=\(secret)")
        }
        demo.demo.office.log.info("control line")
        let text = lines.withLock { $0.joined(separator: "\n") }
        #expect(text.contains("control line"))
        for secret in secrets { #expect(!text.contains(secret)) }
    }
}
