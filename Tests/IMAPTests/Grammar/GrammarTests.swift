import Kernel
import TestServers
import Testing

@testable import IMAP

/// A line for each term of the grammar, and what it is read as.
@Suite struct `the grammar of responses` {
    static let inbox = MailboxName.inbox
    static let set = SequenceSet([SequenceSet.Range(4, 4), SequenceSet.Range(7, 9)])

    // swift-format-ignore
    static let untagged: [(String, UntaggedResponse)] = [
        ("OK [ALERT] closing at ten",      .condition(.ok, ResponseText(code: .plain("ALERT"), text: "closing at ten"))),
        ("no",                             .condition(.no, ResponseText(text: ""))),
        ("BYE [half a code",               .condition(.bye, ResponseText(text: "[half a code"))),
        ("OK [UIDNEXT] x",                 .condition(.ok, ResponseText(code: .plain("UIDNEXT"), text: "x"))),
        ("OK [UIDVALIDITY 0] x",           .condition(.ok, ResponseText(code: .other("UIDVALIDITY", Array("0".utf8)), text: "x"))),
        ("OK [MODIFIED 4,9:7] x",          .condition(.ok, ResponseText(code: .modified(set), text: "x"))),
        ("PREAUTH [CAPABILITY IDLE id] x", .condition(.preauth, ResponseText(code: .capability(Capabilities(["IDLE", "ID"])), text: "x"))),
        ("CAPABILITY IMAP4rev1  idle ",    .capability(Capabilities(["IMAP4REV1", "IDLE"]))),
        ("ENABLED CONDSTORE",              .enabled(Capabilities(["CONDSTORE"]))),
        ("FLAGS (\\SEEN Work)",            .flags([.seen, Flag("Work")])),
        ("SEARCH 4 7 (MODSEQ 917162500)",  .search([4, 7], modSeq: 917_162_500)),
        ("SEARCH",                         .search([], modSeq: nil)),
        ("SORT 7 4",                       .sort([7, 4], modSeq: nil)),
        ("ESEARCH (TAG \"a\") UID COUNT 5 MODSEQ 9", .extendedSearch(ExtendedSearch(tag: "a", isUID: true, results: [.count(5), .modSeq(9)]))),
        ("ESEARCH ALL 4,7:9 X (1 (a))",    .extendedSearch(ExtendedSearch(tag: nil, isUID: false, results: [.all(set), .other("X", .list([.number(1), .list([.atom([97])])]))]))),
        ("THREAD (1 2 (3)(4 5))",          .thread([MessageThread(chain: [1, 2], branches: [MessageThread(chain: [3], branches: []), MessageThread(chain: [4, 5], branches: [])])])),
        ("STATUS \"inbox\" (MESSAGES 2 X-Y NIL)", .mailboxStatus(StatusItems(mailbox: inbox, items: [("MESSAGES", .number(2)), ("X-Y", .none)]))),
        ("4 EXISTS",                       .exists(4)),
        ("0 recent",                       .recent(0)),
        ("4 EXPUNGE ",                     .expunge(4)),
        ("VANISHED (EARLIER) 4,7:9",       .vanished(set, earlier: true)),
        ("ID (\"name\" \"x\" \"os\" NIL)", .identification([Parameter(Array("name".utf8), Array("x".utf8)), Parameter(Array("os".utf8), nil)])),
        ("QUOTA \"\" (STORAGE 10 512)",    .quota(Quota(root: [], resources: [Quota.Resource(name: "STORAGE", usage: 10, limit: 512)]))),
        ("QUOTAROOT inbox \"\" b",         .quotaRoot(mailbox: inbox, roots: [[], [98]])),
        ("ACL INBOX a lr",                 .accessList(mailbox: inbox, entries: [AccessEntry(identifier: [97], rights: [108, 114])])),
        ("METADATA \"\" /shared/a /b",     .metadata(MailboxMetadata(mailbox: MailboxName(wire: []), values: [], changed: [Array("/shared/a".utf8), Array("/b".utf8)]))),
        ("METADATA INBOX (/a {2}\r\n()/b NIL)", .metadata(MailboxMetadata(mailbox: inbox, values: [Parameter(Array("/a".utf8), [40, 41]), Parameter(Array("/b".utf8), nil)], changed: []))),
        ("NAMESPACE ((\"\" \"/\" \"X\" (\"y\"))) NIL NIL", .namespace(Namespaces(personal: [Namespaces.Namespace(prefix: [], delimiter: 47, extensions: [([88], [[121]])])], other: [], shared: []))),
        ("LIST (\\SENT) NIL \"a\\\"b\" (X ())", .list(MailboxListing(attributes: [Flag("\\Sent")], delimiter: nil, name: MailboxName(wire: Array("a\"b".utf8)), extended: [.list([.atom([88]), .list([])])]))),
        ("LSUB () \"/\" {1}\r\na",         .subscribed(MailboxListing(attributes: [], delimiter: 47, name: MailboxName(wire: [97]), extended: []))),
        ("X-THING 1 (2",                   .other("X-THING", Array("1 (2".utf8))),
        ("7 X-THING a",                    .other("X-THING", Array("a".utf8))),
    ]

    @Test(arguments: untagged) func `each untagged response is read`(_ line: String, _ expected: UntaggedResponse)
        throws
    {
        #expect(try Response(parsing: Array("* \(line)\r\n".utf8)) == .untagged(expected))
    }

    // swift-format-ignore
    static let attributes: [(String, [FetchAttribute])] = [
        ("UID 5 FLAGS ()",                 [.uid(5), .flags([])]),
        ("RFC822.SIZE 44 MODSEQ (7)",      [.size(44), .modSeq(7)]),
        ("INTERNALDATE \"01-Feb-2026 03:04:05 +0100\"", [.internalDate(InternalDate(moment: Moment(seconds: 1_769_911_445), offsetMinutes: 60))]),
        ("INTERNALDATE \"no date\"",       [.internalDate(nil)]),
        ("BODY[1.2.MIME] NIL",             [.body(BodySection(item: .body, part: [1, 2], content: .mime, origin: nil), nil)]),
        ("body[header.fields (DATE \"X\")]<9> {2}\r\n)(", [.body(BodySection(item: .body, part: [], content: .headerFields(["DATE", "X"]), origin: 9), .bytes([41, 40]))]),
        ("BINARY[2]<0> ~{1}\r\na BINARY.SIZE[2] 8", [.body(BodySection(item: .binary, part: [2], content: .whole, origin: 0), .bytes([97])), .binarySize(part: [2], 8)]),
        ("EMAILID (M1) THREADID NIL",      [.identifier("EMAILID", "M1"), .identifier("THREADID", nil)]),
        ("X-GM-LABELS (\\Inbox \"a b\") X-GM-MSGID 9", [.other("X-GM-LABELS", .list([.atom(Array("\\Inbox".utf8)), .string(Array("a b".utf8))])), .other("X-GM-MSGID", .number(9))]),
        ("BODY (\"image\" \"png\" (\"name\" \"x\") \"<i>\" \"d\" \"base64\" 9)", [.bodyStructure(.single(BodyPart(type: Array("image".utf8), subtype: Array("png".utf8), parameters: [Parameter(Array("name".utf8), [120])], contentID: Array("<i>".utf8), contentDescription: [100], encoding: Array("base64".utf8), size: 9, lines: nil, message: nil, md5: nil, rest: BodyExtension())), isExtended: false)]),
    ]

    @Test(arguments: attributes) func `each attribute of a message is read`(
        _ line: String, _ expected: [FetchAttribute]
    ) throws {
        let message = FetchedMessage(key: .sequence(3), attributes: expected)
        #expect(try Response(parsing: Array("* 3 FETCH (\(line))\r\n".utf8)) == .untagged(.fetch(message)))
    }

    // swift-format-ignore
    static let refused = [
        "* 3 FETCH (UID 0)", "* 3 FETCH (UID 4294967296)", "* 3 FETCH (UID 5", "* 3 FETCH (X 5)", "* 3 FETCH (UID 5) x",
        "* 3 FETCH (BODY[] {5}\r\nabc)", "* 3 FETCH (BODY[FOO] NIL)", "* 3 FETCH (ENVELOPE (NIL))", "* 3 FETCH (BODY (NIL))",
        "* 3 FETCH (FLAGS \\Seen)", "* 99999999999 EXISTS", "* SEARCH 1 x", "* LIST () \"ab\" c", "* LIST () \"/\"",
        "* VANISHED 0", "* VANISHED 1:", "* STATUS INBOX (MESSAGES)", "* THREAD ()", "* QUOTA a (STORAGE 1)", "*", "* ", "A1",
        "A1 MAYBE", "", "* ESEARCH (TAG)", "* 3 FETCH (MODSEQ (18446744073709551616))", "* LIST () \"/\" \"a",
    ]

    @Test(arguments: refused) func `what is ambiguous is refused`(_ line: String) {
        #expect(throws: GrammarFault.self) { try Response(parsing: Array("\(line)\r\n".utf8)) }
    }

    @Test(arguments: [("(", ")", "* ESEARCH X "), ("(", ")", "* THREAD "), ("(", " \"MIXED\")", "* 1 FETCH (BODY ")])
    func `nesting beyond reason is refused`(_ open: String, _ close: String, _ start: String) {
        for depth in [41, 100_000] {
            let line = start + String(repeating: open, count: depth) + String(repeating: close, count: depth)
            #expect(throws: GrammarFault.self) { try Response(parsing: Array(line.utf8)) }
        }
    }

    @Test func `long responses take time in proportion to their length`() throws {
        let count = 40_000
        let numbers = (1...count).map { String($0) }.joined(separator: " ")
        let lines = [
            "* SEARCH \(numbers)", "* FLAGS (\(numbers))", "* CAPABILITY \(numbers)",
            "* VANISHED \(numbers.split(separator: " ").joined(separator: ","))", "* THREAD (\(numbers))",
            "* 1 FETCH (\(String(repeating: "UID 5 ", count: count)))", "* OK \(String(repeating: "[", count: count))",
            "* 1 FETCH (BODY (\(String(repeating: "(\"a\" \"b\" NIL NIL NIL NIL 1)", count: count / 10)) \"MIXED\"))",
        ]
        let elapsed = try threadTime { for line in lines { _ = try Response(parsing: Array(line.utf8)) } }
        #expect(elapsed < .seconds(20))
    }

    @Test func `a UID that is named twice differently is none`() throws {
        let lines = [("UID 5 UID 5", UInt32?.some(5)), ("UID 5 UID 6", nil), ("FLAGS ()", nil)]
        for (line, uid) in lines {
            guard case .untagged(.fetch(let message)) = try Response(parsing: Array("* 1 FETCH (\(line))".utf8)) else {
                Issue.record("\(line) is a FETCH response")
                continue
            }
            #expect(message.uid == uid)
        }
    }
}
