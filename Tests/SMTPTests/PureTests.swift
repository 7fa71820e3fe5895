import Kernel
import Testing
import Wire

@testable import SMTP

@Suite struct PureTests {
    @Test(arguments: [
        // lines                                       answer
        ("250 ok", "250 ok"),
        ("250", "250 "),
        ("250-one|250-two|250 three", "250 one\ntwo\nthree"),
        ("550-5.1.1 no|550 5.1.1 such user", "550 5.1.1 no\n5.1.1 such user"),
        ("25 ok", "malformed"),
        ("2500 ok", "malformed"),
        ("hello", "malformed"),
        ("190 ok", "malformed"),
        ("250-one|251 two", "codeChanged(from: 250, to: 251)"),
        ((1...100).map { _ in "250-x" }.joined(separator: "|"), "tooLong(maximum: 100)"),
    ])
    func `replies are read whole or refused`(lines: String, answer: String) {
        var reader = ReplyReader()
        var found = ""
        for line in lines.split(separator: "|", omittingEmptySubsequences: false) {
            do throws(ReplyFault) {
                if let reply = try reader.take(Array(line.utf8)) { found += "\(reply)" }
            } catch {
                let text: String =
                    switch error {
                    case .malformed: "malformed"
                    case .codeChanged(let from, let to): "codeChanged(from: \(from), to: \(to))"
                    case .tooLong(let maximum): "tooLong(maximum: \(maximum))"
                    }
                found += text
            }
        }
        #expect(found == answer)
    }

    @Test func `what a server offers is read from EHLO`() {
        let offered = Capabilities(
            SMTPReply(
                code: 250, lines: ["PIPELINING is my name", "pipelining", "SIZE 1000", "DSN", "AUTH PLAIN", "8BITMIME"])
        )
        #expect(offered.hasPipelining && offered.hasSize && offered.hasDeliveryStatus && offered.hasEightBitMIME)
        #expect(offered.sizeLimitBytes == 1000 && !offered.hasSMTPUTF8)
        let silent = Capabilities(SMTPReply(code: 250, lines: ["PIPELINING", "SIZE 0"]))
        #expect(!silent.hasPipelining && silent.hasSize && silent.sizeLimitBytes == nil)
    }

    @Test(
        arguments: [
            ("a@b.example", nil), ("a.b+tag@b-c.example", nil), ("\"a b\\\"c\"@b.example", nil),
            ("ü@bücher.example", nil),
            ("a@[127.0.0.1]", nil), ("a@[IPv6:2001:db8::1]", nil),
            ("ok@y>\r\nRCPT TO:<evil@z", AddressRefusal.forbiddenCharacter(position: 5)),
            ("a\n@b.example", .forbiddenCharacter(position: 1)), ("a@b.example\r", .forbiddenCharacter(position: 11)),
            ("a\u{0}@b.example", .forbiddenCharacter(position: 1)), ("a b@c.example", .forbiddenCharacter(position: 1)),
            ("a@b c.example", .forbiddenCharacter(position: 3)), ("a>@b.example", .forbiddenCharacter(position: 1)),
            ("a@b>.example", .forbiddenCharacter(position: 3)), ("a..b@c.example", .forbiddenCharacter(position: 2)),
            ("a@b..example", .forbiddenCharacter(position: 4)),
            ("\"a\"b\"@c.example", .forbiddenCharacter(position: 2)),
            ("a@b. SIZE=1", .forbiddenCharacter(position: 4)), ("somebody", .noDomain), ("a@", .noDomain),
            ("@b", .noLocalPart),
            (String(repeating: "a", count: 65) + "@b.example", .tooLong),
            ("a@" + String(repeating: "b", count: 253), .tooLong),
        ] as [(String, AddressRefusal?)])
    func `an address with a line end or bracket is no address`(text: String, refusal: AddressRefusal?) {
        do throws(AddressRefusal) {
            #expect(try EnvelopeAddress(text).description == text)
            #expect(refusal == nil)
        } catch {
            #expect(error == refusal)
            #expect(!error.reason.contains(text))
        }
    }

    @Test func `commands use what the server offers and nothing else`() throws {
        let envelope = Envelope(
            from: try EnvelopeAddress("broker@a.example"), recipients: [try EnvelopeAddress("f+1=2@b.example")],
            sizeBytes: 1234, isEightBit: true,
            report: ReportRequest(envelopeIdentifier: "s 1+é\r\nQUIT", occasions: [.failure, .delay]))
        let none = CommandWriter(capabilities: Capabilities())
        #expect(none.mail(envelope) == Array("MAIL FROM:<broker@a.example>\r\n".utf8))
        #expect(
            none.recipient(envelope.recipients[0], report: envelope.report)
                == Array("RCPT TO:<f+1=2@b.example>\r\n".utf8)
        )
        let all = CommandWriter(
            capabilities: Capabilities(
                SMTPReply(code: 250, lines: ["x", "SIZE 9999", "8BITMIME", "SMTPUTF8", "DSN"])))
        #expect(
            String(decoding: all.mail(envelope), as: UTF8.self)
                == "MAIL FROM:<broker@a.example> SIZE=1234 BODY=8BITMIME RET=HDRS ENVID=s+201+2B+C3+A9+0D+0AQUIT\r\n")
        #expect(
            String(decoding: all.recipient(envelope.recipients[0], report: envelope.report), as: UTF8.self)
                == "RCPT TO:<f+1=2@b.example> NOTIFY=FAILURE,DELAY ORCPT=rfc822;f+2B1+3D2@b.example\r\n")
        let bounce = Envelope(from: nil, recipients: [try EnvelopeAddress("ü@b.example")], sizeBytes: 1)
        #expect(all.mail(bounce) == Array("MAIL FROM:<> SIZE=1 SMTPUTF8\r\n".utf8))
    }

    @Test(arguments: [
        // text                     on the wire
        ("a\r\n", "a\r\n"),
        ("", ""),
        ("a", "a\r\n"),
        (".", "..\r\n"),
        (".\r\n", "..\r\n"),
        ("a\r\n.\r\nb\r\n", "a\r\n..\r\nb\r\n"),
        ("a\r\n..b", "a\r\n...b\r\n"),
        ("a.b.\r\n", "a.b.\r\n"),
        ("a\nb\n.\nc", "a\r\nb\r\n..\r\nc\r\n"),
        ("a\rb\r.\r", "a\r\nb\r\n..\r\n"),
        ("\r\n\n\r\r\n", "\r\n\r\n\r\n\r\n"),
        ("a\n.\r\n", "a\r\n..\r\n"),
        ("a\r\n.\n.\r.", "a\r\n..\r\n..\r\n..\r\n"),
    ])
    func `B15 bare LF never reaches the wire and no line ends the message early`(text: String, wire: String) {
        let bytes = Array(text.utf8)
        // Whole, and cut into two at every place: the state between pieces must not matter.
        for cut in 0...bytes.count {
            var stuffer = LineStuffer()
            var sent: [UInt8] = []
            for piece in [bytes[..<cut], bytes[cut...]] {
                piece.withUnsafeBytes { raw in stuffer.take(raw) { sent.append(contentsOf: $0) } }
            }
            stuffer.finish { sent.append(contentsOf: $0) }
            #expect(String(decoding: sent, as: UTF8.self) == wire, "cut at \(cut)")
        }
    }

    @Test func `text without anything to do passes through in one piece`() {
        let text = Array(String(repeating: "seventy-six letters of base64\r\n", count: 1000).utf8)
        var stuffer = LineStuffer()
        var pieces = 0
        text.withUnsafeBytes { raw in
            stuffer.take(raw) { piece in
                pieces += 1
                #expect(piece.baseAddress == raw.baseAddress && piece.count == raw.count)
            }
        }
        #expect(pieces == 1)
    }

    @Test(arguments: [
        ("432 4.3.2 slow down", RetryClass.pauseAccount), ("554 5.2.0 quota", .pauseAccount),
        ("450 4.3.2 busy", .pauseAccount), ("535 5.7.8 no", .pauseAccount), ("454 4.7.0 later", .pauseAccount),
        ("421 4.7.0 later", .retry), ("451 4.7.1 greylisted", .retry), ("452 4.2.2 full", .retry),
        ("550 5.1.1 no such user", .permanent), ("552 5.3.4 too big", .permanent), ("554 5.7.1 spam", .permanent),
        ("550 no code", .permanent), ("450 later", .retry), ("554 5.2.01x", .permanent),
    ])
    func `B10 a reply says retry, permanent or pause the account`(line: String, expected: RetryClass) throws {
        var reader = ReplyReader()
        let reply = try #require(try reader.take(Array(line.utf8)))
        #expect(RetryClass.classify(reply) == expected)
    }

    @Test func `B10 the ladder climbs from two minutes to 48 hours`() {
        let delays = (1...30).map { RetryLadder.delay(afterAttempt: $0)?.milliseconds ?? 0 }
        #expect(delays.prefix(7) == [120_000, 300_000, 900_000, 3_600_000, 14_400_000, 14_400_000, 14_400_000])
        let total = delays.reduce(0, +)
        #expect(total <= 48 * 3_600_000 && total + 14_400_000 > 48 * 3_600_000)
        #expect(RetryLadder.delay(afterAttempt: 30) == nil)
    }

    @Test(arguments: [
        (DeliveryFault.wire(.certificateRejected(host: "h", reason: "r")), RetryClass.pauseAccount),
        (.wire(.loginRefused(host: "h", code: 535)), .pauseAccount),
        (.wire(.loginRefused(host: "h", code: nil)), .pauseAccount),
        (.wire(.loginRefused(host: "h", code: 454)), .retry), (.wire(.timedOut(host: "h", .connect)), .retry),
        (.wire(.unreadableFile(.send, errno: 2)), .permanent), (.serviceClosing, .retry), (.sessionEnded, .retry),
    ])
    func `B10 a fault says retry, permanent or pause the account`(fault: DeliveryFault, expected: RetryClass) {
        #expect(RetryClass.classify(fault) == expected)
    }
}
