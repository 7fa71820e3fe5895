import Kernel
import MIME
import Testing

private let boundary = "0123456789abcdef0123"

private func mail(
    subject: String = "Hello", to: String = "bob@funder.example", name: String? = nil, text: String = "Hi Bob\n",
    html: String? = nil,
    references: [String] = [], extra: [(header: OutgoingMessage.ExtraHeader, value: String)] = [],
    attachments: [OutgoingMessage.Attachment] = [], messageID: String = "abc@desk.example", boundary: String = boundary
) throws -> OutgoingMessage {
    OutgoingMessage(
        from: try MailboxAddress("desk@broker.example", name: "The Desk"), to: [try MailboxAddress(to, name: name)],
        subject: subject,
        messageID: messageID, references: references, date: Moment(seconds: 1_795_210_920), extraHeaders: extra,
        text: text, html: html,
        attachments: attachments, boundary: boundary)
}

private func written(_ message: OutgoingMessage) throws -> String {
    String(decoding: try ComposeRandomTests.whole(message.compose()), as: UTF8.self)
}

private func attachment(_ name: String, type: String = "application/pdf") -> OutgoingMessage.Attachment {
    .init(name: name, contentType: type, encoded: EncodedAttachment(path: "/nowhere", encodedBytes: 0, decodedBytes: 0))
}

struct ComposeTests {
    @Test func `a plain mail is what a person would type`() throws {
        #expect(
            try written(mail())
                == """
                Date: Fri, 20 Nov 2026 21:42:00 +0000
                From: The Desk <desk@broker.example>
                To: bob@funder.example
                Subject: Hello
                Message-ID: <abc@desk.example>
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: 7bit

                Hi Bob

                """.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n"))
    }

    // swift-format-ignore
    @Test(arguments: [
        ("Subject",     "a\nBcc: x@y.example"),
        ("Subject",     "a\r\nBcc: x@y.example"),
        ("Subject",     "a\rb"),
        ("Subject",     "a\0b"),
        ("X-Reference", "FG-1\r\n\r\nbody"),
    ])
    func `a header value with a line end or NUL is refused by its header's name`(_ header: String, _ value: String) throws {
        let message = try header == "Subject" ? mail(subject: value) : mail(extra: [(.reference, value)])
        #expect(throws: ComposeRefusal.lineEnd(header: header)) { try message.compose() }
        #expect(!ComposeRefusal.lineEnd(header: header).reason.contains("Bcc"))
    }

    @Test func `message ids, content types and names are refused where a mail cannot carry them`() throws {
        for id in ["", "noat", "a b@c", "<a@b>", "a@b\r\nX: y", "@b", "a@", "ü@b"] {
            #expect(throws: ComposeRefusal.messageID(header: "Message-ID")) { try mail(messageID: id).compose() }
        }
        for type in ["pdf", "a/b/c", "a/", "application/pdf; x=y", "a b/c", "tëxt/plain", "a/b\r\nX: y"] {
            #expect(throws: ComposeRefusal.contentType(attachment: 1)) {
                try mail(attachments: [attachment("a", type: type)]).compose()
            }
        }
        for name in ["", "a\r\nb", "a\0b", String(repeating: "x", count: 1001)] {
            #expect(throws: ComposeRefusal.attachmentName(attachment: 1)) {
                try mail(attachments: [attachment(name)]).compose()
            }
        }
        var message = try mail()
        message.to = []
        #expect(throws: ComposeRefusal.noRecipient) { try message.compose() }
    }

    @Test func `B14 a thread of 200 mails keeps its first and its newest nine ids`() throws {
        let ids = (0..<200).map { "mail-\($0)@thread.example" }
        let cut = ReferenceList.cut(ids)
        #expect(cut == [ids[0]] + ids[191...])
        let long = (0..<200).map { String(repeating: "x", count: 200) + "\($0)@thread.example" }
        let line = ReferenceList.cut(long).map { "<\($0)>" }.joined(separator: " ")
        #expect(line.utf8.count <= 1500 && line.hasPrefix("<\(long[0])>") && line.hasSuffix("<\(long[199])>"))
        #expect(ReferenceList.cut(["broken", "a@b", "c d@e", "a@b"]) == ["a@b"])
        #expect(
            try written(mail(references: ids)).contains("References: <mail-0@thread.example> <mail-191@thread.example>")
        )
    }

    // swift-format-ignore
    @Test(arguments: [
        ("plain.pdf",      "filename=\"plain.pdf\"",                                          "name=\"plain.pdf\""),
        ("Müller.pdf",     "filename*=UTF-8''M%C3%BCller.pdf; filename=\"Muller.pdf\"",       "name=\"=?UTF-8?Q?M=C3=BCller=2Epdf?=\""),
        ("say \"x\".pdf",  "filename*=UTF-8''say%20%22x%22.pdf; filename=\"say _x_.pdf\"",    "name=\"=?UTF-8?Q?say_=22x=22=2Epdf?=\""),
        ("中文.pdf",        "filename*=UTF-8''%E4%B8%AD%E6%96%87.pdf; filename=\"__.pdf\"",    "name=\"=?UTF-8?B?5Lit5paHLnBkZg==?=\""),
        ("../etc/passwd",  "filename=\".._etc_passwd\"",                                      "name=\".._etc_passwd\""),
    ])
    func `B16 an attachment's name is written for new and old readers`(_ name: String, _ disposition: String, _ type: String) throws {
        let text = unfolded(try written(mail(attachments: [attachment(name)])))
        #expect(text.contains("Content-Disposition: attachment; \(disposition)\r\n"))
        #expect(text.contains("Content-Type: application/pdf; \(type)\r\n"))
    }

    @Test func `B16 a name of 200 characters goes in pieces`() throws {
        let name = String(repeating: "ü", count: 200) + ".pdf"
        let text = unfolded(try written(mail(attachments: [attachment(name)])))
        #expect(text.contains("filename*0*=UTF-8''%C3%BC") && text.contains("; filename*19*="))
        #expect(text.contains("filename=\"\(String(repeating: "u", count: 56)).pdf\""))
    }

    @Test func `B17 the size is known exactly before anything is sent`() throws {
        let folder = try ScratchFolder()
        for (source, encoded) in try ComposeRandomTests.files(in: folder) {
            let size = Int64(try ScratchFolder.read(source).count)
            #expect(encoded.decodedBytes == size)
            #expect(encoded.encodedBytes == AttachmentEncoder.encodedSize(of: size))
            #expect(Int64(try ScratchFolder.read(encoded.path).count) == encoded.encodedBytes)
            let composed = try mail(attachments: [
                .init(name: "a.pdf", contentType: "application/pdf", encoded: encoded)
            ]).compose()
            #expect(try ComposeRandomTests.whole(composed).count == Int(composed.sizeBytes))
        }
    }

    @Test func `a boundary never stands in a text`() throws {
        let text = "before\n--=_\(boundary)m\n--=_\(boundary)a--\nafter\n"
        let composed = try written(mail(text: text, html: "<p>\(boundary)</p>", attachments: [attachment("a.pdf")]))
        #expect(composed.contains("boundary=\"=_\(boundary)1m\"") && composed.contains("\r\n--=_\(boundary)m\r\n"))
    }

    @Test func `a file that became shorter is a fault, not a shorter mail`() throws {
        let folder = try ScratchFolder()
        let path = try folder.write([65, 65], to: "short.b64")
        let encoded = EncodedAttachment(path: path, encodedBytes: 100, decodedBytes: 70)
        let composed = try mail(attachments: [.init(name: "a", contentType: "text/plain", encoded: encoded)]).compose()
        #expect(throws: AttachmentFault.self) { try ComposeRandomTests.whole(composed) }
        #expect(throws: AttachmentFault.self) { try AttachmentEncoder().encode("\(folder.path)/absent", into: path) }
    }

    @Test func `UTF-8 stands in a header only where an address needs it`() throws {
        let plain = try mail(to: "bob@funder.example", name: "Jürgen").compose()
        #expect(!plain.needsSMTPUTF8 && !plain.needsEightBit)
        let composed = try mail(subject: "Grüße", to: "jürgen@funder.example", name: "Jürgen").compose()
        #expect(composed.needsSMTPUTF8 && composed.needsEightBit)
        let text = String(decoding: try ComposeRandomTests.whole(composed), as: UTF8.self)
        #expect(
            text.contains("To: =?UTF-8?Q?J=C3=BCrgen?= <jürgen@funder.example>") && text.contains("Subject: =?UTF-8?"))
    }

    private func unfolded(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            let isFold = byte == 13 && index + 2 < bytes.count && bytes[index + 2] == 32
            let isSecond = byte == 10 && index + 1 < bytes.count && bytes[index + 1] == 32
            if !isFold && !isSecond { result.append(byte) }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
