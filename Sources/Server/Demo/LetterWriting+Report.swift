import Kernel
import MIME

extension LetterWriting {
    /// What the funder's server says of an address that it does not know (RFC 3464), our header returned with it.
    var report: String {
        let domain = sender.address.split(separator: "@").last.map(String.init) ?? "funder.example"
        let boundary = "report.\(String(seed, radix: 36))"
        let lines = [
            "Return-Path: <>", "Date: \(Self.written(date))",
            "From: Mail Delivery System <MAILER-DAEMON@\(domain)>", "To: <\(mail.from.address)>",
            "Subject: \(answer.letter.subject)", "Message-ID: <\(String(seed, radix: 36)).report@\(domain)>",
            "Auto-Submitted: auto-replied", "MIME-Version: 1.0",
            "Content-Type: multipart/report; report-type=delivery-status; boundary=\"\(boundary)\"",
            "", "--\(boundary)", "Content-Type: text/plain; charset=us-ascii", "",
            "This is the mail system at host mx.\(domain).", "",
            "I'm sorry to have to inform you that your message could not",
            "be delivered to one or more recipients. It's attached below.", "",
            "<\(sender.address)>: host mx.\(domain)[192.0.2.25] said: 550 5.1.1",
            "    <\(sender.address)>: Recipient address rejected: User unknown (in reply to RCPT TO command)", "",
            "--\(boundary)", "Content-Type: message/delivery-status", "",
            "Reporting-MTA: dns; mx.\(domain)", "",
            "Final-Recipient: rfc822; \(sender.address)", "Action: failed", "Status: 5.1.1",
            "Diagnostic-Code: smtp; 550 5.1.1 <\(sender.address)>: Recipient address rejected: User unknown", "",
            "--\(boundary)", "Content-Type: text/rfc822-headers", "",
            "From: <\(mail.from.address)>", "To: <\(sender.address)>",
            "Message-ID: <\(mail.messageID ?? "")>", "", "--\(boundary)--", "",
        ]
        return lines.joined(separator: "\r\n")
    }

    /// `Fri, 20 Nov 2026 21:22:00 +0000` (RFC 5322 section 3.3).
    private static func written(_ moment: Moment) -> String {
        let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let (year, month, day) = moment.day.civil
        let time = moment.description.split(separator: "T").last?.dropLast() ?? "00:00:00"
        return "\(days[moment.day.weekday - 1]), \(day) \(months[month - 1]) \(year) \(time) +0000"
    }
}
