import Kernel
import MIME
import Testing

private func message(_ name: String) throws -> ParsedMessage {
    try MessageParser().parse(ScratchFolder.read(fixture("reports/\(name).eml")))
}

/// `address kind reason status replyCode action`, a line for each recipient.
private func shown(_ report: DeliveryReport?) -> String? {
    report.map { report in
        report.recipients.map { one in
            [
                one.address, one.isPermanent ? "permanent" : "temporary", one.kind.rawValue, one.reason.rawValue,
                one.status ?? "-",
                one.replyCode.map { "\($0)" } ?? "-", one.action ?? "-",
            ].joined(separator: " ")
        }.joined(separator: "\n")
    }
}

struct ReportsFixtureTests {
    // swift-format-ignore
    @Test(arguments: [
        ("postfix-unknown", "subs@funder.example permanent hard userUnknown 5.1.1 550 failed"),
        ("delayed",         "subs@funder.example temporary soft network 4.4.1 421 delayed"),
        ("two-recipients",  "full@funder.example permanent soft mailboxFull 5.2.2 552 failed\ngone@nowhere.example permanent hard hostUnknown 5.1.2 - failed"),
        ("qmail",           "subs@funder.example permanent hard userUnknown 5.1.1 - -\ndeals@funder.example temporary soft mailboxFull 4.2.2 452 -"),
        ("exim",            "subs@funder.example permanent soft refused 5.7.1 550 -"),
        ("exchange",        "subs@funder.example permanent hard userUnknown - - -"),
        ("sendmail",        "subs@funder.example permanent soft filtered - 550 -"),
        ("amazon",          "subs@funder.example permanent hard userUnknown 5.1.1 550 failed"),
        ("exim-expired",    "subs@funder.example temporary soft expired - - -"),
        ("delayed-in-words", "subs@funder.example temporary soft undefined - - -"),
        ("names-without-host", "subs@northfork.example permanent hard userUnknown - - -\nnew.deals@northfork.example permanent hard userUnknown - - -"),
        ("two-on-a-line",   "subs@funder.example permanent hard userUnknown 5.1.1 550 -\ndeals@funder.example permanent hard userUnknown 5.1.1 550 -"),
        ("german-words",    "subs@funder.example permanent hard userUnknown 5.1.1 550 -"),
    ])
    func `C21 a report of failed delivery names the recipient and what became of the mail`(_ name: String, _ wanted: String) throws {
        let read = try message(name)
        #expect(shown(DeliveryReport.read(read)) == wanted)
        #expect(AutomaticMail.read(read) == nil)
    }

    @Test(arguments: ["postfix-unknown", "delayed", "two-recipients", "qmail", "exim"])
    func `C21 a report leads to the mail that came back`(_ name: String) throws {
        let original = try #require(DeliveryReport.read(message(name))?.original)
        #expect(original.messageID == "sent-1@broker.example")
        #expect(original.to == ["subs@funder.example"] && original.from == ["desk@broker.example"])
        #expect(original.subject == "Application 17")
    }

    @Test func `the address we wrote to is kept beside the final one`() throws {
        let recipient = try #require(DeliveryReport.read(message("postfix-unknown"))?.recipients.first)
        #expect(recipient.originalAddress == "Subs@funder.example")
        #expect(recipient.diagnostic == "550 5.1.1 <subs@funder.example>: Recipient address rejected: User unknown")
    }

    // swift-format-ignore
    @Test(arguments: [
        ("vacation-english",           AutomaticMail.vacation),
        ("vacation-german",            .vacation),
        ("vacation-japanese",          .vacation),
        ("vacation-russian",           .vacation),
        ("vacation-silent",            .vacation),
        ("receipt",                    .mdn),
        ("complaint",                  .feedback),
        ("challenge",                  .challenge),
        ("delivered",                  .delivered),
        ("list",                       .list),
        ("dmarc",                      .dmarcReport),
        ("ticket",                     .other),
        ("person",                     nil),
        ("person-about-a-bounce",      nil),
        ("person-with-bounce-subject", nil),
    ])
    func `C20 automatic mail is told from people's and is no bounce`(_ name: String, _ wanted: AutomaticMail?) throws {
        let read = try message(name)
        #expect(AutomaticMail.read(read) == wanted)
        #expect(DeliveryReport.read(read) == nil)
    }

    @Test func `C23 only the topmost header of the configured server counts`() throws {
        let mail = """
            Authentication-Results: other.example; dmarc=pass
            Authentication-Results: MX.broker.example; dmarc=fail header.from=funder.example
            Authentication-Results: mx.broker.example; dmarc=pass header.from=funder.example
            From: ann@funder.example

            Hello
            """
        let read = try MessageParser().parse(Array(mail.utf8))
        #expect(
            AuthenticationResults.trusted(in: read.head, authservID: "mx.broker.example")?.first("dmarc")?.result
                == "fail")
        #expect(AuthenticationResults.trusted(in: read.head, authservID: "absent.example") == nil)
        #expect(AuthenticationResults.all(in: read.head).count == 3)
    }

    @Test func `a report of 10 MB in one line is read within its first pages`() throws {
        let head =
            "From: MAILER-DAEMON@mx.example\nSubject: failure notice\n\n<subs@funder.example>: unable to deliver "
        let read = try MessageParser().parse(
            Array(head.utf8) + [UInt8](repeating: UInt8(ascii: "@"), count: 10_000_000))
        #expect(DeliveryReport.read(read)?.recipients.map(\.address) == ["subs@funder.example"])
    }

    @Test func `inspect shows bounce, automatic and authentication`() throws {
        var fields = Value.Fields()
        ReportMembers.add(try message("postfix-unknown"), to: &fields)
        #expect(
            Value.object(fields).json == """
                {"bounce":{"recipients":[{"address":"subs@funder.example","kind":"hard","permanent":true,"status":"5.1.1",\
                "reply_code":"550","action":"failed"}]},"automatic":null,"authentication":[]}
                """)
        var none = Value.Fields()
        ReportMembers.add(nil, to: &none)
        #expect(Value.object(none).json == #"{"bounce":null,"automatic":null,"authentication":[]}"#)
    }

    @Test func `B04 a read receipt says what became of the mail, and other mails say nothing of it`() throws {
        let receipt = try #require(ReadReceipt(try message("receipt")))
        #expect(receipt.isDisplayed && receipt.disposition == "displayed")
        for name in ["postfix-unknown", "delayed", "exim"] { #expect(ReadReceipt(try message(name)) == nil, "\(name)") }
    }
}
