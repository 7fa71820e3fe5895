import TestReadings
import Testing

@testable import Classification

/// What programs of many languages put above, below and between the words of a reply: the lines of Tests/Fixtures/history,
/// each around the same answer. `|` stands for a line end.
@Suite struct HistoryTests {
    private static let answer = "Approved for $45,000 over 9 months."
    private static let old = "Any news on 8817?\n\nBen\n"
    private static let quoted = "> Any news on 8817?\n>\n> Ben\n"

    private static func lines(_ name: String) -> [String] {
        let text = String(decoding: Fixtures.bytes("\(Fixtures.folder)/history/\(name).txt"), as: UTF8.self)
        return text.split(separator: "\n").map { String($0).replacing("|", with: "\n") }
    }

    private static func words(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private func check(_ line: String, _ body: String, _ wanted: String = answer) {
        let read = Self.words(NewestText(of: body).text)
        #expect(read == Self.words(wanted), "\(line): \(read)")
    }

    @Test func `D15 the line above a quotation is cut in every language, whatever marks the quotation`() {
        let lines = Self.lines("attributions")
        #expect(lines.count > 90)
        for line in lines {
            check(line, "\(Self.answer)\n\n\(line)\n\(Self.quoted)")
            check(line, "\(Self.answer)\n\n\(line)\n\n\(Self.quoted)")
            check(line, "\(Self.answer)\n\n\(line)\n\n\(Self.old)")
        }
    }

    @Test func `D15 an answer below the quotation is kept in every language`() {
        for line in Self.lines("attributions") {
            check(line, "\(line)\n\(Self.quoted)\n\(Self.answer)\n")
            check(line, "\(line)\n    Any news on 8817?\n\n    Ben\n\n\(Self.answer)\n")
        }
    }

    @Test func `D15 header blocks, dividers and ticket delimiters part the history off in every language`() {
        let lines = Self.lines("headers")
        #expect(lines.count > 55)
        for line in lines {
            check(line, "\(Self.answer)\n\n\(line)\n\n\(Self.old)")
            check(line, "\(Self.answer)\n\(line)\n\(Self.old)")
        }
    }

    @Test func `D15 closings, names and what telephones add are cut in every language`() {
        let lines = Self.lines("closings")
        #expect(lines.count > 60)
        for line in lines {
            check(line, "\(Self.answer)\n\n\(line)\n")
            check(
                line, "\(Self.answer)\n\n\(line)\n\nOn Mon, Feb 2, 2026 at 9:15 AM Ben <b@broker.example> wrote:\n> Old"
            )
        }
    }

    @Test func `D15 sentences that look like history, signature or notice are kept`() {
        let lines = Self.lines("kept")
        #expect(lines.count > 20)
        for line in lines {
            check(line, "\(Self.answer)\n\n\(line)\n\nBring the lease.\n", "\(Self.answer) \(line) Bring the lease.")
            check(line, "\(Self.answer)\n\n\(line)\n", "\(Self.answer) \(line)")
            check(line, "\(line)\n\nBring the lease.\n", "\(line) Bring the lease.")
        }
    }

    @Test func `D15 an attribution on the line of the sender's last words takes them not with it`() {
        for line in Self.lines("glued") {
            for answer in [Self.answer, "Approved", "Declined, time in business"] {
                check(line, "\(answer) \(line)\n\(Self.quoted)", answer)
                check(line, "\(answer) \(line)\n\n\(Self.quoted)\nCall me.", "\(answer) Call me.")
            }
        }
    }

    // swift-format-ignore
    private static let layouts: [(body: String, newest: String)] = [
        ("| How much?\n| And when?\nSixty, Monday.",                                                "Sixty, Monday."),
        ("RK> How much?\nRK> And when?\nSixty, Monday.",                                            "Sixty, Monday."),
        ("| Amount | Term |\n| $45,000 | 9 months |",                                               "| Amount | Term |\n| $45,000 | 9 months |"),
        ("Yes.\n\nRuth Kessler/NF\n02/02/2026 09:15 AM\n\nTo: Ben\ncc:\nSubject: 8817\n\nold",      "Yes."),
        ("Yes.\n\nFrom: Ruth Sent: Monday 9:15 AM To: Ben Subject: 8817 Any news?",                 "Yes."),
        ("Yes, on 2/2/2026.\nOn Tue, Feb 3, 2026 at 9:15 AM Ben wrote:\n> old",                     "Yes, on 2/2/2026."),
        ("By 2/2/2026 5:00 PM to Ruth (ruth@northfork.example) we need these three papers:\n\nlease",
         "By 2/2/2026 5:00 PM to Ruth (ruth@northfork.example) we need these three papers:\n\nlease"),
        ("Yes, on 2/2/2026 9:15 Ruth (r@b.example) wrote\n----------\nNo.",                           "Yes, on 2/2/2026 9:15 Ruth (r@b.example) wrote\n----------\nNo."),
        ("Ruth <r@b.example> wrote 2/2/2026\n=*=\n-----:\nNo.",                                     "No."),
        ("Ruth Kessler on 2/2/2026 9:15 (r@b.example) wrote:\n> old\nYes.",                          "Yes."),
        ("V V pon., 2. feb. 2026 ob 09:15 je oseba Ruth <r@b.example> napisala:\n> old\nYes.",      "Yes."),
        ("Yes.\n\n====\n\nMessage du : 02/02/2026 09:15\nDe : r@b.example\nA : Ben\nSujet : 8817\n\nold", "Yes."),
        ("Offer\n=====\nYes.\n-----\nNo.",                                                       "Offer\n=====\nYes.\n-----\nNo."),
        ("Not this one.\n\nFile Declined\nSent from my iPhone",                                   "Not this one.\n\nFile Declined"),
        ("We pass on:\n\nHarbor Tile\nSent from my iPhone",                                       "We pass on:\n\nHarbor Tile"),
        ("Ruth",                                                                                    "Ruth"),
        ("To: lease\nSubject: to review\nYes.",                                                     "To: lease\nSubject: to review\nYes."),
    ]

    @Test(arguments: layouts) func `D15 quotations and headings of rarer programs are told from tables and text`(
        body: String, newest: String
    ) {
        #expect(NewestText(of: body).text == newest)
    }

    // swift-format-ignore
    private static let forwards: [(body: String, newest: String, inner: String)] = [
        ("See below.\n\n---------- Forwarded message ---------\nFrom: Ruth <r@northfork.example>\nDate: Mon\nSubject: 8817\nTo: Ben\n\nDeclined.", "See below.", "Declined."),
        ("From: Ruth <r@northfork.example>\nSent: Monday\nTo: Ben\nSubject: 8817\n\nDeclined.",     "",           "Declined."),
        ("-----Original Message-----\nFrom: Ruth\nSent: Monday\nTo: Ben\nSubject: 8817\n\nDeclined.", "",         "Declined."),
    ]

    @Test(arguments: forwards) func `C19 a forwarded mail is not the newest text and stays at hand`(
        body: String, newest: String, inner: String
    ) throws {
        let read = NewestText(of: body)
        #expect(read.text == newest)
        let forward = try #require(read.forwards.first)
        #expect(forward.headers.contains { $0.name == "from" && $0.value.hasPrefix("Ruth") })
        let text = String(decoding: Array(body.utf8)[forward.body], as: UTF8.self)
        #expect(text.contains(inner))
    }

    private static let forwarded =
        "---------- Forwarded message ---------\nFrom: Ruth <r@northfork.example>\nDate: Mon\nSubject: 8817\nTo: Ben\n\n"

    // swift-format-ignore
    private static let shown: [(body: String, newest: String, shown: String)] = [
        ("> How much?\n\nSixty.",                          "Sixty.",          "> How much?\n\nSixty."),
        ("Hello,\n\n> How much?\nSixty.\n> When?\nMonday.", "Hello,\n\nSixty.\nMonday.", "Hello,\n\n> How much?\nSixty.\n> When?\nMonday."),
        ("Sixty.\n\n> How much?",                          "Sixty.",          "Sixty."),
        ("On 2/2/2026 9:15, Ruth <r@b.example> wrote:\n> How much?\n\nSixty.", "Sixty.", "Sixty."),
        ("> How much?\n>> Declined.",                      "",                ""),
        ("See below.\n\n\(forwarded)Declined.",            "See below.",      "See below."),
        ("\(forwarded)Declined.\n\nRegards,\nRuth\n",      "",                "\(forwarded)Declined."),
        ("\(forwarded)Yes.\n\nOn 2/2/2026 9:15, Ben <b@b.example> wrote:\n> Declined.", "", "\(forwarded)Yes."),
    ]

    @Test(arguments: shown)
    func `D15 a person is shown what was picked to answer and a bare forward, neither is read as the sender's`(
        body: String, newest: String, shown: String
    ) {
        #expect(NewestText(of: body).text == newest)
        #expect(Self.words(ShownText(of: body).text) == Self.words(shown))
    }

    /// The pieces of hostile bodies.
    static let hostile = [
        ">", "> ", "> > > >\n", "On ", "On 1 ", "On 2/2/2026 9:15, a@b.example\n", "From: a\n", "From: a To: b ",
        "To: a\n",
        "a\tb\t1\n", "1,000 ", "-- \n", "____________\n", "Sent from my iPhone\n", "\n", " \n", ":", "1:\n", "| a\n",
        "AB> a\n",
        "Yes On 2/2/2026 9:15, a@b.example wrote:\n> a\n", "On On On On On On wrote:\n>\n", "Ruth\n", "====\n",
        "Jul 3, 2025, 15:12 EDT\n", "Thanks\n", "Notice: ", "unsubscribe\n", "@", "a@b.example ", "\u{A0}", "\u{202A}",
    ]

    private static func looks(at piece: String, _ size: Int) -> Int {
        let text = "Yes.\n\n" + String(repeating: piece, count: size / piece.utf8.count)
        var cutter = HistoryCutter(Array(text.utf8))
        cutter.cut()
        return cutter.text.looks.count
    }

    @Test func `D15 the cutter looks at hostile text once, however long it is`() {
        for piece in Self.hostile {
            let short = Self.looks(at: piece, 8 * 1024)
            let long = Self.looks(at: piece, 64 * 1024)
            #expect(short > 0)
            // eight times the text is eight times the looks, or sixty-four times where one is quadratic
            #expect(long <= short * 10 + 1000, "\(piece.debugDescription): \(short) and \(long) looks")
        }
    }
}
