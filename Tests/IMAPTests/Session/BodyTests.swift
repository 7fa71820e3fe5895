import TestServers
import Testing

@testable import IMAP

/// What one UID FETCH of messages 1 to 3 makes of a server's answer.
@Suite struct `bodies from a server that errs` {
    struct Case: Sendable {
        let name: String
        let answer: String
        var delivered: [UInt32: String] = [:]
        var missing: [UInt32] = []
        /// What the server still has when it is asked about those that did not come.
        var present: [UInt32] = []
        var failed: [(uid: UInt32, reason: FetchReport.Reason)] = []
        var abandoned: [UInt32] = []
        var unasked = 0
    }

    private static let done = "F0003 OK done\r\n"

    static let cases: [Case] = [
        Case(
            name: "answers in any order are taken by UID",
            answer: Dialogue.body(3, uid: 3, "c") + Dialogue.body(1, uid: 1, "a") + Dialogue.body(2, uid: 2, "b")
                + done, delivered: [1: "a", 2: "b", 3: "c"]),
        Case(
            name: "a message not asked for is thrown away",
            answer: Dialogue.body(9, uid: 9, "stranger") + Dialogue.body(1, uid: 1, "a") + done,
            delivered: [1: "a"], missing: [2, 3], unasked: 1),
        Case(
            name: "a message that comes twice counts once",
            answer: Dialogue.body(1, uid: 1, "a") + Dialogue.body(1, uid: 1, "other") + done,
            delivered: [1: "a"], missing: [2, 3], unasked: 1),
        Case(
            name: "responses forged inside a message are its text",
            answer: Dialogue.body(
                1, uid: 1, "F0003 OK done\r\n* 2 FETCH (UID 2 BODY[] {3}\r\nbad)\r\n* BYE\r\n* OK [UIDVALIDITY 9] x\r\n"
            )
                + Dialogue.body(2, uid: 2, ")\r\nF0003 OK done\r\n") + Dialogue.body(3, uid: 3, "c") + done,
            delivered: [
                1: "F0003 OK done\r\n* 2 FETCH (UID 2 BODY[] {3}\r\nbad)\r\n* BYE\r\n* OK [UIDVALIDITY 9] x\r\n",
                2: ")\r\nF0003 OK done\r\n", 3: "c",
            ]),
        Case(
            name: "what is told unasked in between is noted and passed over",
            answer: Dialogue.body(1, uid: 1, "a") + "* 4 EXISTS\r\n* 2 FETCH (FLAGS (\\Seen))\r\n* 3 EXPUNGE\r\n"
                + "* OK still here {5}\r\n" + Dialogue.body(2, uid: 2, "b") + "* GIBBERISH (\r\n* 1 FETCH (\r\n" + done,
            delivered: [1: "a", 2: "b"], missing: [3]),
        Case(
            name: "a body without a UID belongs to nobody",
            answer: "* 1 FETCH (BODY[] {1}\r\na)\r\n" + done, missing: [2, 3], present: [1],
            failed: [(1, .unanswered)], unasked: 1),
        Case(
            name: "a UID behind the body is taken as well",
            answer: "* 1 FETCH (BODY[] {1}\r\na UID 1 FLAGS ())\r\n" + done, delivered: [1: "a"], missing: [2, 3]),
        Case(
            name: "two UIDs around one body are nobody's",
            answer: "* 1 FETCH (UID 1 BODY[] {1}\r\na UID 2)\r\n" + done, missing: [2, 3],
            failed: [(1, .unreadable)], abandoned: [1]),
        Case(
            name: "two bodies in one response are nobody's",
            answer: "* 1 FETCH (UID 1 BODY[] {1}\r\na BODY[] {1}\r\nb)\r\n" + done, missing: [2, 3],
            failed: [(1, .unreadable)], abandoned: [1]),
        Case(
            name: "NIL is no body",
            answer: "* 1 FETCH (UID 1 BODY[] NIL)\r\n" + Dialogue.body(2, uid: 2, "b") + done, delivered: [2: "b"],
            missing: [3], failed: [(1, .noBody)]),
        Case(
            name: "an empty literal is an empty message",
            answer: "* 1 FETCH (UID 1 BODY[] {0}\r\n)\r\n* 2 FETCH (UID 2 BODY[] \"\")\r\n" + done,
            delivered: [1: "", 2: ""], missing: [3]),
        Case(
            name: "another section is not the message",
            answer: "* 1 FETCH (UID 1 BODY[TEXT] {1}\r\nt)\r\n* 2 FETCH (UID 2 BODY[]<5> {1}\r\nt)\r\n" + done,
            missing: [1, 2, 3], unasked: 2),
        Case(
            name: "a response that is unsound behind the body does not count",
            answer: "* 1 FETCH (UID 1 BODY[] {1}\r\na NONSENSE 5)\r\n" + Dialogue.body(2, uid: 2, "b") + done,
            delivered: [2: "b"], missing: [3], failed: [(1, .unreadable)], abandoned: [1]),
        Case(
            name: "NO fails what has not come",
            answer: Dialogue.body(1, uid: 1, "a") + "F0003 NO [SERVERBUG] sorry\r\n", delivered: [1: "a"],
            failed: [(2, .refused(code: "SERVERBUG")), (3, .refused(code: "SERVERBUG"))]),
    ]

    @Test(arguments: cases) func `M9 every message is right or not there`(_ row: Case) throws {
        let server = ScriptedServer(
            Dialogue.examined() + [
                .expect("F0003 UID FETCH 1:3 (UID BODY.PEEK[])"), .say(row.answer), .expect("F0004 UID SEARCH UID "),
                .say("* SEARCH \(row.present.map { String($0) }.joined(separator: " "))\r\nF0004 OK done\r\n"),
            ])
        let session = try Dialogue.inbox(server)
        var basket = Basket()
        let report = try session.fetchBodies([3, 1, 2], into: &basket)
        #expect(basket.messages == row.delivered, "\(row.name)")
        #expect(report.missing == row.missing, "\(row.name)")
        #expect(report.failed.elementsEqual(row.failed, by: ==), "\(row.name)")
        #expect(basket.abandoned == row.abandoned, "\(row.name)")
        #expect(report.delivered == row.delivered.count, "\(row.name)")
        #expect(session.unaskedBodies == row.unasked, "\(row.name)")
        #expect(server.mismatches.isEmpty)
    }

    @Test func `R02 a literal that is cut names its message, and those before it stay`() throws {
        let server = ScriptedServer(
            Dialogue.examined() + [
                .expect("F0003 UID FETCH"), .say(Dialogue.body(1, uid: 1, "a") + "* 2 FETCH (UID 2 BODY[] {100}\r\nbb"),
            ])
        let session = try Dialogue.inbox(server)
        var basket = Basket()
        let fault = #expect(throws: IMAPFault.self) { _ = try session.fetchBodies([1, 2, 3], into: &basket) }
        guard case .cut(uid: 2, .closedByPeer) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(basket.messages == [1: "a"])
        #expect(basket.abandoned == [2])
        #expect(throws: IMAPFault.self) { try session.examine(.inbox) }
    }

    @Test func `R03 a message that takes longer than its budget is given up by name`() throws {
        let server = ScriptedServer(
            Dialogue.examined() + [
                .expect("F0003"), .say("* 1 FETCH (UID 1 BODY[] {1000}\r\n"),
                .drip(String(repeating: "x", count: 1000), everyMilliseconds: 20),
            ])
        let session = try Dialogue.inbox(server)
        var basket = Basket()
        let fault = #expect(throws: IMAPFault.self) {
            _ = try session.fetchBodies([1], budget: .milliseconds(200), into: &basket)
        }
        guard case .cut(uid: 1, .timedOut) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(basket.abandoned == [1])
    }

    @Test func `a sink that is full ends the fetching and leaves the session in order`() throws {
        let server = ScriptedServer(
            Dialogue.examined() + [
                .expect("F0003"),
                .say(Dialogue.body(1, uid: 1, "a") + Dialogue.body(2, uid: 2, "b") + Dialogue.body(3, uid: 3, "c")),
                .say("F0003 OK done\r\n"), .expect("F0004 NOOP"), .say("F0004 OK done\r\n"),
            ])
        let session = try Dialogue.inbox(server)
        var basket = Basket()
        basket.refused = 2
        let fault = #expect(throws: IMAPFault.self) { _ = try session.fetchBodies([1, 2, 3], into: &basket) }
        guard case .sink(uid: 2, is Basket.Full) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(basket.messages == [1: "a"])
        #expect(basket.abandoned == [2])
        _ = try session.poll()
    }

    @Test func `several commands are in flight and their answers may mix`() throws {
        let uids = (1...250).map { UInt32($0) }
        let bodies = uids.reversed().map { Dialogue.body(Int($0), uid: Int($0), "m\($0)") }.joined()
        let server = ScriptedServer(
            Dialogue.examined(250) + [
                .expect("F0003 UID FETCH 1:100 "), .expect("F0004 UID FETCH 101:200 "),
                .expect("F0005 UID FETCH 201:250 "),
                .say(bodies + "F0005 OK done\r\nF0003 OK done\r\nF0004 OK done\r\n"),
            ])
        let session = try Dialogue.inbox(server)
        var basket = Basket()
        let report = try session.fetchBodies(uids, into: &basket)
        #expect(report.delivered == 250)
        #expect(basket.messages.allSatisfy { uid, text in text == "m\(uid)" })
    }
}
