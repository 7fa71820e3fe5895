import Glibc
import Kernel
import TestServers
import Testing
import Wire

@testable import SMTP

/// How a delivery ends where the server or the network fails: before the final dot it may be sent again, after it
/// nobody knows.
@Suite struct FailureTests {
    typealias Step = ScriptedServer.Step

    static let go: [Step] = Scene.envelopeCommands() + [.say("250 ok\r\n250 ok\r\n354 go\r\n")]
    static let before = go + [Scene.readMessage]

    enum End: String, Sendable {
        case safe
        case uncertain
        case refused
    }

    // swift-format-ignore
    static let failures: [(name: String, steps: [Step], end: End, phase: DeliveryPhase)] = [
        ("silence after the envelope",          Scene.envelopeCommands() + [.silence],                          .safe,      .dataRequested),
        ("silence after MAIL's reply",          Scene.envelopeCommands() + [.say("250 ok\r\n"), .silence],      .safe,      .dataRequested),
        ("close instead of 354",                Scene.envelopeCommands() + [.say("250 ok\r\n250 ok\r\n")],      .safe,      .dataRequested),
        ("reset instead of 354",                Scene.envelopeCommands() + [.reset],                            .safe,      .dataRequested),
        ("endless line",                        Scene.envelopeCommands() + [.flood(65)],                        .safe,      .dataRequested),
        ("endless reply",                       Scene.envelopeCommands() + [.say(String(repeating: "250-x\r\n", count: 200)), .silence], .safe, .dataRequested),
        ("a reply that drips",                  Scene.envelopeCommands() + [.drip("250 very slow\r\n", everyMilliseconds: 60), .silence], .safe, .dataRequested),
        ("another code in the second line",     Scene.envelopeCommands() + [.say("250-ok\r\n550 no\r\n"), .silence], .safe, .dataRequested),
        ("no reply at all but words",           Scene.envelopeCommands() + [.say("what?\r\n"), .silence],       .safe,      .dataRequested),
        ("250 for DATA",                        Scene.envelopeCommands() + [.say("250 a\r\n250 b\r\n250 c\r\n"), .silence], .safe, .dataRequested),
        ("421 for MAIL",                        Scene.envelopeCommands() + [.say("421 4.3.2 closing\r\n")],     .refused,   .dataRequested),
        ("421 for RCPT",                        Scene.envelopeCommands() + [.say("250 ok\r\n421 closing\r\n")], .refused,   .dataRequested),
        ("421 for DATA",                        Scene.envelopeCommands() + [.say("250 ok\r\n250 ok\r\n421 closing\r\n")], .refused, .dataRequested),
        ("451 for DATA",                        Scene.envelopeCommands() + [.say("250 ok\r\n250 ok\r\n451 no\r\n"), .silence], .refused, .dataRequested),
        ("250 before the dot",                  Scene.envelopeCommands() + [.say("250 ok\r\n250 ok\r\n354 go\r\n250 queued\r\n"), .silence], .safe, .bodySending),
        ("552 before the dot",                  Scene.envelopeCommands() + [.say("250 ok\r\n250 ok\r\n354 go\r\n552 too big\r\n"), .silence], .refused, .bodySending),
        ("silence after the dot",               before + [.silence],                                            .uncertain, .finalDotSent),
        ("close after the dot",                 before,                                                         .uncertain, .finalDotSent),
        ("reset after the dot",                 before + [.reset],                                              .uncertain, .finalDotSent),
        ("250 after our patience",              before + [.pause(milliseconds: 900), .say("250 queued\r\n")],   .uncertain, .finalDotSent),
        ("half a 250 after the dot",            before + [.say("250-queued\r\n"), .silence],                    .uncertain, .finalDotSent),
        ("a 250 without its line end",          before + [.say("250 queued")],                                  .uncertain, .finalDotSent),
        ("words after the dot",                 before + [.say("thanks\r\n"), .silence],                        .uncertain, .finalDotSent),
        ("354 after the dot",                   before + [.say("354 more\r\n"), .silence],                      .uncertain, .finalDotSent),
        ("421 after the dot",                   before + [.say("421 4.3.0 closing\r\n")],                       .refused,   .answered),
        ("451 after the dot",                   before + [.say("451 4.3.0 later\r\n"), .silence],               .refused,   .answered),
    ]

    /// True where the script lets the client run into its patience.
    private static func isSlow(_ steps: [Step]) -> Bool {
        steps.contains {
            switch $0 {
            case .silence, .drip, .pause: true
            default: false
            }
        }
    }

    @Test(arguments: failures.map(\.name)) func `B08 where a delivery breaks off decides whether it may be sent again`(
        name: String
    ) throws {
        let row = try #require(Self.failures.first { $0.name == name })
        let (result, phases) = try Scene(row.steps).deliver(
            patience: .milliseconds(Self.isSlow(row.steps) ? 400 : 60_000))
        let end: End? =
            switch result.outcome {
            case .failedBefore: .safe
            case .uncertain: .uncertain
            case .refused: .refused
            case .accepted, .unsendable: nil
            }
        #expect(end == row.end, "\(result.outcome)")
        #expect(result.phase == row.phase)
        // A phase is announced before it is entered, and never two at once.
        #expect(phases.last == row.phase && phases == phases.sorted())
    }

    @Test func `bare LF, multi-line and slow but timely replies are replies`() throws {
        let scene = Scene(
            Scene.envelopeCommands() + [
                .say("250-one\n250 two\n"), .drip("250 ok\r\n", everyMilliseconds: 1), .say("354 go\n"),
                Scene.readMessage,
                .say("250-a\r\n250-b\n250 c\r\n"),
            ])
        #expect(try scene.deliver().result.outcome == .accepted(SMTPReply(code: 250, lines: ["a", "b", "c"])))
    }

    @Test func `more replies than commands end the session before the next message`() throws {
        let scene = Scene(
            Self.before + [.say("250 queued\r\n250 forged\r\n250 forged\r\n354 forged\r\n250 forged\r\n"), .silence])
        let session = try scene.session()
        let body = [BodySegment.bytes(Array(Scene.message.utf8))]
        #expect(
            session.deliver(try Scene.envelope(), body: body).outcome
                == .accepted(SMTPReply(code: 250, lines: ["queued"])))
        #expect(
            session.deliver(try Scene.envelope(), body: body).outcome == .failedBefore(.unsolicitedReply(code: 250)))
        #expect(!session.isUsable)
    }

    @Test func `421 between two messages is a closed session, nothing more`() throws {
        let scene = Scene(Self.before + [.say("250 queued\r\n421 4.4.2 idle\r\n"), .silence])
        let session = try scene.session()
        let body = [BodySegment.bytes(Array(Scene.message.utf8))]
        #expect(
            session.deliver(try Scene.envelope(), body: body).outcome
                == .accepted(SMTPReply(code: 250, lines: ["queued"])))
        #expect(session.deliver(try Scene.envelope(), body: body).outcome == .failedBefore(.serviceClosing))
        #expect(session.deliver(try Scene.envelope(), body: body).outcome == .failedBefore(.sessionEnded))
    }

    @Test func `the final dot waits for the record of its phase`() throws {
        struct DiskFull: Error {}
        let scene = Scene(Self.go + [.readUntil("hidden\r\n"), .readBytes(1)])
        var session: SMTPSession? = try scene.session()
        let result = session?.deliver(try Scene.envelope(), body: [.bytes(Array(Scene.message.utf8))]) {
            if $0 == .finalDotSent { throw DiskFull() }
        }
        #expect(result?.outcome == .failedBefore(.phaseNotRecorded(.finalDotSent)) && result?.phase == .bodySending)
        #expect(session?.isUsable == false)
        session = nil
        // Not even libcurl's QUIT follows.
        #expect(!scene.server.received.joined().contains(UInt8(ascii: "Q")))
    }

    @Test func `a file that cannot be read is found before the dot and is not tried again`() throws {
        let scene = Scene(Self.go + [.silence])
        let session = try scene.session()
        let result = session.deliver(
            try Scene.envelope(), body: [.file(path: "/nonexistent/file", length: 10, isWireReady: true)])
        guard case .failedBefore(let fault) = result.outcome else {
            Issue.record("\(result.outcome)")
            return
        }
        #expect(RetryClass.classify(fault) == .permanent && result.phase == .bodySending)
    }

    @Test func `B22 the stop switch ends a wait at once`() throws {
        let scene = Scene(Self.before + [.silence])
        let session = try scene.session(Scene.timeouts(.minutes(10)))
        let stop = scene.stop
        let begin = Deadline(after: .seconds(60))
        let result = session.deliver(try Scene.envelope(), body: [.bytes(Array(Scene.message.utf8))]) { phase in
            if phase == .finalDotSent {
                Thread.start {
                    usleep(50_000)
                    stop.raise()
                }
            }
        }
        #expect(result.outcome == .uncertain(.wire(.cancelled(host: "127.0.0.1", "reply to the final dot"))))
        #expect(!begin.isPast)
    }

    @Test func `B22 with the stop switch thrown there is no connection, and none sends on`() throws {
        let scene = Scene(Self.go + [.silence])
        let session = try scene.session()
        scene.stop.raise()
        #expect(
            session.deliver(try Scene.envelope(), body: []).outcome
                == .failedBefore(.wire(.cancelled(host: "127.0.0.1", "before a command"))))
        #expect(throws: DeliveryFault.wire(.cancelled(host: "127.0.0.1", .connect))) { try scene.session() }
    }

    @Test func `a server that gives up in the middle of the message is heard`() throws {
        let scene = Scene(
            Self.go + [.readBytes(1000), .say("552 5.3.4 enough\r\n"), .pause(milliseconds: 50)])
        let session = try scene.session()
        let result = session.deliver(
            try Scene.envelope(), body: [.bytes([UInt8](repeating: 65, count: 40 << 20), isWireReady: true)])
        // Whether the reply outlives the reset is the kernel's; either way nothing was taken.
        switch result.outcome {
        case .refused(let reply): #expect(reply.code == 552)
        case .failedBefore(.wire(.closedByPeer)): break
        default: Issue.record("\(result.outcome)")
        }
        #expect(result.phase == .bodySending)
    }
}
