import Kernel
import Testing

@testable import IMAP

@Suite struct `names, sets and dates` {
    // swift-format-ignore
    static let names = [
        ("INBOX",           "INBOX"),
        ("Gesendet & mehr", "Gesendet &- mehr"),
        ("Entwürfe",        "Entw&APw-rfe"),
        ("台北/日本語",       "&U,BTFw-/&ZeVnLIqe-"),
        ("~peter/mail",     "~peter/mail"),
        ("📬 a",            "&2D3c7A- a"),
        ("ab\tc",           "ab&AAk-c"),
    ]

    @Test(arguments: names) func `mailbox names are written in modified UTF-7 and read back`(
        _ text: String, _ wire: String
    ) {
        #expect(MailboxName(text).wire == Array(wire.utf8))
        #expect(MailboxName(wire: Array(wire.utf8)).text == text)
    }

    @Test(arguments: ["a&b", "&!!-", "&AB-", "Größe & mehr"])
    func `what is no modified UTF-7 is shown as it stands`(_ wire: String) {
        #expect(MailboxName(wire: Array(wire.utf8)).text == wire)
    }

    @Test func `INBOX is one mailbox in any case`() {
        #expect(MailboxName("inBox") == .inbox)
        #expect(MailboxName("Inbox/a") != MailboxName("INBOX/a"))
    }

    // swift-format-ignore
    static let sets: [([UInt32], String)] = [
        ([],                "")            ,
        ([5],               "5"),
        ([3, 1, 2],         "1:3"),
        ([9, 1, 2, 2, 7],   "1:2,7,9"),
        ([4_294_967_294, 1], "1,4294967294"),
    ]

    @Test(arguments: sets) func `numbers become the shortest set`(_ numbers: [UInt32], _ text: String) {
        let set = SequenceSet(numbers)
        #expect(set.description == text)
        #expect(set.numbers(limit: 10) == Set(numbers).sorted())
        #expect(set.numbers(limit: 0) == (numbers.isEmpty ? [] : nil))
    }

    @Test func `a set with a star has no numbers`() {
        #expect(SequenceSet([SequenceSet.Range(4_294_967_290, SequenceSet.last)]).numbers(limit: 100) == nil)
        #expect(SequenceSet([SequenceSet.Range(SequenceSet.last, 5)]).description == "5:*")
    }

    // swift-format-ignore
    static let dates: [(String, String?)] = [
        (" 9-Feb-2007 17:08:08 -0430", "2007-02-09T21:38:08Z"),
        ("29-feb-2024 00:00:00 +1400", "2024-02-28T10:00:00Z"),
        ("31-Dec-1999 23:59:60 +0000", "2000-01-01T00:00:00Z"),
        ("29-Feb-2023 00:00:00 +0000", nil),
        ("01-Foo-2023 00:00:00 +0000", nil),
        ("01-Jan-2023 24:00:00 +0000", nil),
        ("01-Jan-2023 00:00:00",       nil),
        ("",                           nil),
    ]

    @Test(arguments: dates) func `dates are moments`(_ text: String, _ moment: String?) {
        #expect(InternalDate(parsing: Array(text.utf8))?.moment.description == moment)
    }

    @Test func `a date is written in its offset`() throws {
        let moment = try #require(Moment("2026-02-28T23:30:00Z"))
        #expect(InternalDate(moment: moment, offsetMinutes: 90).description == "01-Mar-2026 01:00:00 +0130")
        #expect(InternalDate(moment: moment, offsetMinutes: -30).description == "28-Feb-2026 23:00:00 -0030")
    }
}
