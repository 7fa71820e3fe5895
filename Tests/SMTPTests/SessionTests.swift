import Kernel
import Synchronization
import TestServers
import Testing
import Wire

@testable import SMTP

/// A session with a server that follows a script, and what is sent in most tests: one message to three recipients.
struct Scene {
    typealias Step = ScriptedServer.Step

    let server: ScriptedServer
    let stop = WakeUp()

    static let message = "Subject: x\r\n\r\n.hidden\r\n"
    static let onTheWire = "Subject: x\r\n\r\n..hidden\r\n.\r\n"

    /// Greeting and both EHLOs (libcurl's and ours), then `steps`.
    init(offering: String = "PIPELINING|SIZE 1000|8BITMIME|DSN", _ steps: [Step]) {
        let lines = (["scripted"] + offering.split(separator: "|").map(String.init)).enumerated()
        let count = lines.reduce(0) { total, _ in total + 1 }
        let hello = lines.map { "250\($0 + 1 == count ? " " : "-")\($1)\r\n" }.joined()
        server = ScriptedServer(
            [
                .say("220 scripted ESMTP\r\n"), .expect("EHLO client.test"), .say(hello), .expect("EHLO client.test"),
                .say(hello),
            ]
                + steps)
    }

    /// Long enough for a busy machine, or short where the test is to run into it.
    static func timeouts(_ patience: Span = .seconds(60)) -> SMTPTimeouts {
        var timeouts = SMTPTimeouts()
        (timeouts.command, timeouts.data) = (patience, patience)
        (timeouts.block, timeouts.final, timeouts.farewell) = (patience, patience, patience)
        return timeouts
    }

    func session(_ timeouts: SMTPTimeouts = Self.timeouts()) throws -> SMTPSession {
        try SMTPSession(
            to: Endpoint(
                .smtp, host: "127.0.0.1", port: server.port, security: .none, localName: "client.test",
                connectTimeout: .seconds(60)),
            stop: stop, timeouts: timeouts)
    }

    static func envelope(to recipients: Int = 1, sizeBytes: Int = message.utf8.count) throws -> Envelope {
        Envelope(
            from: try EnvelopeAddress("broker@a.example"),
            recipients: try (1...recipients).map { try EnvelopeAddress("funder\($0)@b.example") }, sizeBytes: sizeBytes)
    }

    /// One delivery of the usual message on a new session; the phases that were announced are recorded.
    func deliver(to recipients: Int = 1, patience: Span = .seconds(60)) throws -> (
        result: DeliveryResult, phases: [DeliveryPhase]
    ) {
        let session = try session(Self.timeouts(patience))
        var phases: [DeliveryPhase] = []
        let result = session.deliver(try Self.envelope(to: recipients), body: [.bytes(Array(Self.message.utf8))]) {
            phases.append($0)
        }
        return (result, phases)
    }

    /// The commands that a pipelined message to `recipients` begins with.
    static func envelopeCommands(_ recipients: Int = 1) -> [Step] {
        [.expect("MAIL FROM:<broker@a.example> SIZE=")]
            + (1...recipients).map { .expect("RCPT TO:<funder\($0)@b.example>") } + [.expect("DATA")]
    }

    static let readMessage = Step.readUntil("\r\n.\r\n")
}

@Suite struct SessionTests {
    @Test
    func `B02 the RCPT list on the wire is the envelope's, the message is stuffed, and the session is used again`()
        throws
    {
        let ok = Scene.Step.say("250 ok\r\n250 ok\r\n250 ok\r\n354 go\r\n")
        let scene = Scene(
            Scene.envelopeCommands(2) + [ok, Scene.readMessage, .say("250-2.0.0 queued\r\n250 2.0.0 as 1\r\n")]
                + Scene.envelopeCommands(2) + [ok, Scene.readMessage, .say("250 2.0.0 as 2\r\n"), .expect("QUIT")])
        let session = try scene.session()
        let envelope = try Scene.envelope(to: 2)
        for number in 1...2 {
            let result = session.deliver(envelope, body: [.bytes(Array(Scene.message.utf8))])
            guard case .accepted(let reply) = result.outcome else {
                Issue.record("\(result.outcome)")
                return
            }
            #expect(reply.lines.last == "2.0.0 as \(number)" && result.phase == .answered)
            #expect(result.accepted == envelope.recipients)
        }
        session.quit()
        #expect(scene.server.received == [Array(Scene.onTheWire.utf8), Array(Scene.onTheWire.utf8)])
        #expect(scene.server.mismatches.isEmpty && scene.server.connectionCount == 1)
    }

    @Test func `without PIPELINING each command waits for its reply`() throws {
        let scene = Scene(
            offering: "SIZE",
            [
                .expect("MAIL"), .pause(milliseconds: 5), .say("250 ok\r\n"), .expect("RCPT"), .say("250 ok\r\n"),
                .expect("DATA"), .say("354 go\r\n"), Scene.readMessage, .say("250 done\r\n"),
            ])
        let (result, phases) = try scene.deliver()
        #expect(result.outcome == .accepted(SMTPReply(code: 250, lines: ["done"])))
        #expect(
            phases == [.mailAccepted, .recipientsAccepted, .dataRequested, .bodySending, .finalDotSent, .answered])
    }

    @Test func `B09 one bad recipient of three: two are sent, the third's reply is its own`() throws {
        for offering in ["PIPELINING|SIZE 1000", "SIZE 1000"] {
            let replies = [
                "250 ok\r\n", "250 ok\r\n", "550-5.1.1 no such\r\n550 5.1.1 user\r\n", "250 ok\r\n", "354 go\r\n",
            ]
            let commands = Scene.envelopeCommands(3)
            let envelope: [Scene.Step] =
                offering.hasPrefix("P")
                ? commands + [.say(replies.joined())]
                : zip(commands, replies).flatMap { [$0, .say($1)] }
            let scene = Scene(offering: offering, envelope + [Scene.readMessage, .say("250 queued\r\n")])
            let (result, _) = try scene.deliver(to: 3)
            #expect(result.recipients.map(\.reply?.code) == [250, 550, 250])
            #expect(result.recipients[1].reply?.enhanced == EnhancedCode(5, 1, 1))
            #expect(result.accepted.map(\.description) == ["funder1@b.example", "funder3@b.example"])
            #expect(result.outcome == .accepted(SMTPReply(code: 250, lines: ["queued"])))
        }
    }

    @Test func `all recipients refused: no message; a 354 all the same is answered with a lone dot`() throws {
        let refusals = Scene.Step.say("250 ok\r\n550 5.1.1 no\r\n450 4.2.1 later\r\n")
        let next: [Scene.Step] = [
            .expect("RSET"), .expect("MAIL"), .expect("RCPT"), .expect("DATA"),
            .say("250 reset\r\n250 ok\r\n250 ok\r\n354 go\r\n"), Scene.readMessage, .say("250 second\r\n"),
        ]
        for answer in [
            [Scene.Step.say("554 5.5.1 no valid recipients\r\n")],
            [.say("354 go\r\n"), .expect("."), .say("554 no\r\n")],
        ] {
            let scene = Scene(Scene.envelopeCommands(2) + [refusals] + answer + next)
            let session = try scene.session()
            let result = session.deliver(try Scene.envelope(to: 2), body: [.bytes([])])
            // The one that may work later decides about the message; each recipient has its own reply.
            #expect(result.outcome == .refused(SMTPReply(code: 450, lines: ["4.2.1 later"])))
            #expect(result.recipients.map(\.reply?.code) == [550, 450] && result.phase == .dataRequested)
            #expect(session.isUsable)
            let second = session.deliver(try Scene.envelope(), body: [.bytes(Array(Scene.message.utf8))])
            #expect(second.outcome == .accepted(SMTPReply(code: 250, lines: ["second"])))
            #expect(scene.server.mismatches.isEmpty)
        }
    }

    @Test func `MAIL refused: its reply is the message's`() throws {
        let scene = Scene(
            Scene.envelopeCommands() + [.say("552 5.3.4 too big\r\n503 no MAIL\r\n503 no RCPT\r\n"), .silence])
        let (result, phases) = try scene.deliver()
        #expect(result.outcome == .refused(SMTPReply(code: 552, lines: ["5.3.4 too big"])))
        #expect(phases == [.dataRequested])
    }

    @Test func `B17 a message above SIZE is refused before anything is sent`() throws {
        let scene = Scene([.expect("QUIT"), .say("221 bye\r\n")])
        let session = try scene.session()
        let result = session.deliver(try Scene.envelope(sizeBytes: 1001), body: [])
        #expect(result.outcome == .unsendable(.tooLarge(sizeBytes: 1001, limitBytes: 1000)))
        #expect(session.isUsable)
        session.quit()
        #expect(scene.server.lines.last == "QUIT" && scene.server.mismatches.isEmpty)
    }

    @Test func `552 after the dot is a refusal`() throws {
        let scene = Scene(
            Scene.envelopeCommands() + [
                .say("250 ok\r\n250 ok\r\n354 go\r\n"), Scene.readMessage, .say("552 5.3.4 too big\r\n"),
            ])
        let (result, _) = try scene.deliver()
        #expect(result.outcome == .refused(SMTPReply(code: 552, lines: ["5.3.4 too big"])) && result.accepted.isEmpty)
    }

    @Test func `a capability that is missing is known before anything is sent`() throws {
        let scene = Scene(offering: "PIPELINING", [.silence])
        let session = try scene.session()
        let international = Envelope(from: nil, recipients: [try EnvelopeAddress("ü@b.example")], sizeBytes: 1)
        #expect(session.deliver(international, body: []).outcome == .unsendable(.needsSMTPUTF8))
        let eightBit = Envelope(
            from: nil, recipients: [try EnvelopeAddress("u@b.example")], sizeBytes: 1, isEightBit: true)
        #expect(session.deliver(eightBit, body: []).outcome == .unsendable(.needsEightBitMIME))
    }
}
