import Classification
import MIME

/// A reply as it arrives: 20 KB of headers, plain text and HTML with the sender's words, a signature and the mails that it
/// answers. Made from a labelled reply, always the same for the same one.
struct RawMail {
    /// The mail programs that are imitated; the table stands in the HTML alone, whose text is then read.
    private enum Style: Int, CaseIterable { case gmail, outlook, outlookWithTable }

    static let leastBytes = 20_000

    let bytes: [UInt8]

    private let style: Style
    private let number: Int
    private let subject: String
    private let words: [String]

    init(_ input: ReplyInput, number: Int) {
        self.number = number
        subject = input.subject
        style = Style(rawValue: number % Style.allCases.count) ?? .gmail
        words = NewestText(of: input.body).text.split(separator: "\n", omittingEmptySubsequences: false).map(
            String.init)
        var made: [UInt8] = []
        var answered = 1
        while made.count < Self.leastBytes, answered < 100 {
            made = Self.message(style, number, subject, words, answered: answered)
            answered += 1
        }
        bytes = made
    }

    private static func message(
        _ style: Style, _ number: Int, _ subject: String, _ words: [String], answered: Int
    ) -> [UInt8] {
        let boundary = "000000000000a828e376\(number)"
        func part(_ type: String, _ lines: [String]) -> [UInt8] {
            let head =
                "--\(boundary)\r\nContent-Type: \(type); charset=\"utf-8\"\r\n"
                + "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
            return Array(head.utf8) + QuotedPrintable.encode(Array(lines.joined(separator: "\r\n").utf8))
                + Array("\r\n\r\n".utf8)
        }
        let head = headers(number, subject, boundary).joined(separator: "\r\n") + "\r\n\r\n"
        return Array(head.utf8) + part("text/plain", plain(style, number, subject, words, answered))
            + part("text/html", html(style, number, subject, words, answered)) + Array("--\(boundary)--\r\n".utf8)
    }

    // MARK: headers

    private static func headers(_ number: Int, _ subject: String, _ boundary: String) -> [String] {
        func signature(_ seed: Int) -> String {
            let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
            let signs = (0..<344).map { letters[($0 * 29 + seed * 7 + $0 / 5) % 64] }
            return stride(from: 0, to: signs.count, by: 72).map { "        " + String(signs[$0..<min($0 + 72, 344)]) }
                .joined(separator: "\r\n")
        }
        let hops = (1...5).map { hop in
            "Received: from mta\(hop).northfork.example (mta\(hop).northfork.example. [203.0.113.\(hop * 9)])\r\n"
                + "        by mx\(hop).lumenrow.example with ESMTPS id d9443c01a7336-\(number)si\(hop)plb\r\n"
                + "        for <desk@lumenrow.example>\r\n"
                + "        (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256);\r\n"
                + "        Thu, 10 Jul 2025 11:15:\(50 - hop) -0400 (EDT)"
        }
        return ["Delivered-To: desk@lumenrow.example"] + hops + [
            "ARC-Seal: i=1; a=rsa-sha256; t=1752160534; cv=none; d=mail.example; s=arc-20240605;\r\n        b=\r\n"
                + signature(number),
            "ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=mail.example; s=arc-20240605;\r\n"
                + "        h=to:subject:message-id:date:from:in-reply-to:references:mime-version;\r\n        b=\r\n"
                + signature(number + 1),
            "ARC-Authentication-Results: i=1; mx.lumenrow.example; dkim=pass header.i=@northfork.example;\r\n"
                + "        spf=pass smtp.mailfrom=ruth@northfork.example; dmarc=pass header.from=northfork.example",
            "Return-Path: <ruth@northfork.example>",
            "Authentication-Results: mx.lumenrow.example; dkim=pass header.i=@northfork.example header.s=selector1;\r\n"
                + "        spf=pass smtp.mailfrom=ruth@northfork.example; dmarc=pass (p=REJECT) header.from=northfork.example",
            "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=northfork.example; s=selector1; t=1752160530;\r\n"
                + "        h=to:subject:message-id:date:from:in-reply-to:references:mime-version;\r\n        b=\r\n"
                + signature(number + 2),
            "X-Received: by 2002:a17:90b:1c0b:b0:2ff:6488:e01c with SMTP id oc11-\(number);\r\n"
                + "        Thu, 10 Jul 2025 11:15:01 -0400 (EDT)",
            "From: Ruth Kessler <ruth@northfork.example>", "To: Sol Petrakis <desk@lumenrow.example>",
            "Cc: Noor Albright <noor@northfork.example>, Underwriting <uw@northfork.example>",
            "Subject: \(subject.utf8.allSatisfy { $0 >= 32 && $0 < 127 } ? subject : "Re: Corner Shop LLC")",
            "Thread-Topic: Corner Shop LLC", "Thread-Index: AQHb8aVQ5Zs3kQm0sEWx0m1Q7o\(number)==",
            "Date: Thu, 10 Jul 2025 11:15:00 -0400", "Message-ID: <CA96A804k-\(number)@mail.northfork.example>",
            "In-Reply-To: <20250710.\(number)@lumenrow.example>",
            "References: <20250708.\(number)@lumenrow.example> <CA55A804k-\(number)@mail.northfork.example>\r\n"
                + " <20250710.\(number)@lumenrow.example>",
            "Accept-Language: en-US", "Content-Language: en-US", "X-MS-Has-Attach:", "X-MS-TNEF-Correlator:",
            "MIME-Version: 1.0", "Content-Type: multipart/alternative; boundary=\"\(boundary)\"",
        ]
    }

    // MARK: texts

    private static let signature = [
        "Ruth Kessler", "Senior Underwriter", "Northfork Capital", "O: (212) 555-0136 | C: (917) 555-0177",
        "ruth@northfork.example", "www.northfork.example",
    ]

    /// What the mails before said: the broker's submission and what was asked about it.
    private static let earlier = [
        "Hi Ruth,",
        "Please see the attached submission for Corner Shop LLC. The merchant is looking for working capital to",
        "stock up before the season and would like to move this week. Application, the last four months of bank",
        "statements and the driver's license are attached, voided check to follow once terms are agreed.",
        "Gross revenue runs around the low six figures a month with no more than a handful of negative days, and",
        "the owner has been at the same location since he opened. One open position that is more than half paid in.",
        "Let me know what you can do and whether underwriting wants anything else before it goes to committee.",
        "Thanks,", "Sol Petrakis", "Lumen Row Funding", "718-555-0120",
    ]

    private static func plain(
        _ style: Style, _ number: Int, _ subject: String, _ words: [String], _ answered: Int
    ) -> [String] {
        var lines = words + [""]
        lines += style == .gmail ? ["-- "] + signature : ["Thank you,", ""] + signature
        for mail in 0..<answered {
            let quote = style == .gmail ? String(repeating: ">", count: mail + 1) + " " : ""
            lines += [""]
            lines +=
                style == .gmail
                ? [
                    String(quote.dropFirst(2))
                        + "On Wed, Jul 9, 2025 at 4:\(10 + mail) PM Sol Petrakis <desk@lumenrow.example> wrote:"
                ]
                : [
                    "________________________________", "From: Sol Petrakis <desk@lumenrow.example>",
                    "Sent: Wednesday, July 9, 2025 4:\(10 + mail) PM", "To: Ruth Kessler <ruth@northfork.example>",
                    "Subject: \(subject)",
                ]
            lines += [quote] + earlier.map { quote + $0 }
        }
        return lines
    }

    private static func html(
        _ style: Style, _ number: Int, _ subject: String, _ words: [String], _ answered: Int
    ) -> [String] {
        func escaped(_ line: String) -> String {
            line.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        }
        if style == .gmail {
            func lines(_ texts: [String]) -> String {
                texts.map { $0.isEmpty ? "<div><br></div>" : "<div>\(escaped($0))</div>" }.joined()
            }
            var text =
                "<div dir=\"ltr\">" + lines(words) + "<div><br clear=\"all\"></div>"
                + "<span class=\"gmail_signature_prefix\">-- </span><br><div dir=\"ltr\" class=\"gmail_signature\">"
                + lines(signature) + "</div></div><br>"
            for mail in 0..<answered {
                text +=
                    "<div class=\"gmail_quote gmail_quote_container\"><div dir=\"ltr\" class=\"gmail_attr\">"
                    + "On Wed, Jul 9, 2025 at 4:\(10 + mail) PM Sol Petrakis &lt;<a href=\"mailto:desk@lumenrow.example\">"
                    + "desk@lumenrow.example</a>&gt; wrote:<br></div><blockquote class=\"gmail_quote\" style=\"margin:0px "
                    + "0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex\">" + lines(earlier)
            }
            return [text + String(repeating: "</blockquote></div>", count: answered)]
        }
        func paragraphs(_ texts: [String]) -> [String] {
            texts.map {
                "<p class=\"MsoNormal\"><span style=\"font-size:11.0pt;font-family:&quot;Calibri&quot;,sans-serif\">"
                    + ($0.isEmpty ? "<o:p>&nbsp;</o:p>" : escaped($0)) + "<o:p></o:p></span></p>"
            }
        }
        var lines = outlookHead + ["<body lang=\"EN-US\" link=\"#0563C1\"><div class=\"WordSection1\">"]
        lines += paragraphs(words)
        if style == .outlookWithTable {
            lines += ["<table border=\"0\" cellspacing=\"0\" cellpadding=\"0\">"]
            for (name, value) in [("File", "2025-\(number)"), ("Underwriter", "desk 4"), ("Extension", "136")] {
                lines += ["<tr><td width=\"120\">\(name)</td><td>\(value)</td></tr>"]
            }
            lines += ["</table>"]
        }
        lines += paragraphs(["Thank you,", ""] + signature)
        for mail in 0..<answered {
            lines += [
                "<div style=\"border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in\">",
                "<p class=\"MsoNormal\"><b>From:</b> Sol Petrakis &lt;desk@lumenrow.example&gt; <br><b>Sent:</b> Wednesday, "
                    + "July 9, 2025 4:\(10 + mail) PM<br><b>To:</b> Ruth Kessler &lt;ruth@northfork.example&gt;<br>"
                    + "<b>Subject:</b> \(escaped(subject))<o:p></o:p></p></div>",
            ]
            lines += paragraphs(earlier)
        }
        return lines + ["</div></body></html>"]
    }

    private static let outlookHead = [
        "<html xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\">",
        "<head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\">",
        "<meta name=\"Generator\" content=\"Microsoft Word 15 (filtered medium)\"><style><!--",
        "@font-face {font-family:\"Cambria Math\"; panose-1:2 4 5 3 5 4 6 3 2 4;}",
        "@font-face {font-family:Calibri; panose-1:2 15 5 2 2 2 4 3 2 4;}",
        "p.MsoNormal, li.MsoNormal, div.MsoNormal {margin:0in; font-size:11.0pt; font-family:\"Calibri\",sans-serif;}",
        "a:link, span.MsoHyperlink {mso-style-priority:99; color:#0563C1; text-decoration:underline;}",
        "span.EmailStyle19 {mso-style-type:personal-reply; font-family:\"Calibri\",sans-serif; color:windowtext;}",
        ".MsoChpDefault {mso-style-type:export-only; font-size:10.0pt;}",
        "@page WordSection1 {size:8.5in 11.0in; margin:1.0in 1.0in 1.0in 1.0in;}",
        "div.WordSection1 {page:WordSection1;}", "--></style></head>",
    ]
}
