import Kernel
import TestServers
import Testing

@testable import IMAP

@Suite struct `messages in parts` {
    private func info(_ size: Int) -> MessageInfo { MessageInfo(uid: 5, size: size, internalDate: nil, flags: []) }

    private func part(_ origin: Int, _ text: String, tag: String, isUIDLast: Bool = false) -> String {
        let body = "BODY[]<\(origin)> {\(text.utf8.count)}\r\n\(text)"
        return "* 1 FETCH (\(isUIDLast ? "\(body) UID 5" : "UID 5 \(body)"))\r\n\(tag) OK done\r\n"
    }

    @Test func `C10 a large message comes in parts and other work goes on between them`() throws {
        let server = ScriptedServer(
            Dialogue.examined(1, uidNext: 6) + [
                .expect("F0003 UID FETCH 5 (UID BODY.PEEK[]<0.4>)"), .say(part(0, "abcd", tag: "F0003")),
                .expect("F0004 NOOP"), .say("F0004 OK done\r\n"),
                .expect("F0005 UID FETCH 5 (UID BODY.PEEK[]<4.4>)"), .say(part(4, "efgh", tag: "F0005")),
                .expect("F0006 NOOP"), .say("F0006 OK done\r\n"),
                .expect("F0007 UID FETCH 5 (UID BODY.PEEK[]<8.4>)"), .say(part(8, "i", tag: "F0007")),
            ])
        let session = try Dialogue.inbox(server)
        var basket = Basket()
        let report = try session.fetchInParts(info(9), partBytes: 4, into: &basket) { () throws(IMAPFault) in
            _ = try session.poll()
        }
        #expect(basket.messages == [5: "abcdefghi"])
        #expect(report.delivered == 1)
    }

    @Test(arguments: ["NIL", "\"\"", "{0}\r\n"])
    func `a size that is a multiple of the part ends with nothing`(_ end: String) throws {
        let server = ScriptedServer(
            Dialogue.examined(1, uidNext: 6) + [
                .expect("F0003"), .say(part(0, "abcd", tag: "F0003")),
                .expect("F0004"), .say("* 1 FETCH (UID 5 BODY[]<4> \(end))\r\nF0004 OK done\r\n"),
            ])
        let session = try Dialogue.inbox(server)
        var basket = Basket()
        let report = try session.fetchInParts(info(4), partBytes: 4, into: &basket)
        #expect(basket.messages == [5: "abcd"])
        #expect(report.delivered == 1)
    }

    @Test func `a message that goes away between two parts is abandoned`() throws {
        let server = ScriptedServer(
            Dialogue.examined(1, uidNext: 6) + [
                .expect("F0003"), .say(part(0, "abcd", tag: "F0003")), .expect("F0004"), .say("F0004 OK done\r\n"),
                .expect("F0005 UID SEARCH UID 5"), .say("* SEARCH\r\nF0005 OK done\r\n"),
            ])
        let session = try Dialogue.inbox(server)
        var basket = Basket()
        let report = try session.fetchInParts(info(9), partBytes: 4, into: &basket)
        #expect(report.missing == [5])
        #expect(basket.abandoned == [5])
        #expect(basket.messages.isEmpty)
    }

    @Test func `a large body before its UID is thrown away and then taken in small parts`() throws {
        let half = ResponseFramer.literalLimit / 2
        let text = String(repeating: "x", count: half)
        let large = "* 1 FETCH (BODY[] {\(4 * half)}\r\n\(String(repeating: "x", count: 4 * half)) UID 5)\r\n"
        let server = ScriptedServer(
            Dialogue.examined(1, uidNext: 6) + [
                .expect("F0003 UID FETCH 5 (UID BODY.PEEK[])"), .say(large + "F0003 OK done\r\n"),
                .expect("F0004 UID FETCH 5 (UID BODY.PEEK[]<0.4194304>)"),
                .say(part(0, text + text + text, tag: "F0004", isUIDLast: true)),
                .expect("F0005 UID FETCH 5 (UID BODY.PEEK[]<0.\(half)>)"),
                .say(part(0, text, tag: "F0005", isUIDLast: true)),
                .expect("F0006 UID FETCH 5 (UID BODY.PEEK[]<\(half).\(half)>)"),
                .say(part(half, "end", tag: "F0006", isUIDLast: true)),
            ])
        let session = try Dialogue.inbox(server)
        var basket = Basket()
        let report = try session.fetchBodies([5], into: &basket)
        #expect(report.failed.elementsEqual([(uid: 5, reason: .unattributed)], by: ==))
        #expect(try session.fetchInParts(info(half + 3), into: &basket).delivered == 1)
        #expect(basket.messages[5]?.utf8.count == half + 3)
        #expect(server.mismatches.isEmpty)
    }
}
