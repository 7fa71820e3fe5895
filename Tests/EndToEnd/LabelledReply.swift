import Kernel
import TestServers

/// A reply of `Tests/Fixtures/replies`, made to answer a submission of ours: its body stays, its address lines are ours.
struct LabelledReply: Sendable {
    let name: String
    private let head: [String]
    private let body: [UInt8]

    /// How a reply shows whose it is.
    enum Sign: CaseIterable, Sendable {
        /// As mail programs answer: the Reply-To address and the thread's ids.
        case thread
        /// The ids alone, to the plain address.
        case ids
        /// The plus address alone, in To or in a copy.
        case plusAddress, plusAddressInCopy
        /// A relay gave our mail another id: the reply names that one, to the plus address.
        case rewrittenID
        /// Our mark in the subject.
        case subjectMark
        /// No sign but the merchant's name.
        case merchantName
        /// No sign at all.
        case nothing
        /// The plus address, from somebody whom nobody knows.
        case unknownSender
    }

    /// What a reply answers.
    struct Target: Sendable {
        var merchant: String
        var funderAddress: String
        var ourAddress: String
        var replyTo: String
        var messageID: String
    }

    /// The replies of the fixtures that are a person's answer, in their order.
    static func all() -> [LabelledReply] {
        let folder = "\(Repository.folder)/Tests/Fixtures/replies"
        return Files.names(in: folder).filter { $0.hasSuffix(".eml") }.sorted().compactMap { name in
            let stem = name.dropLast(4)
            guard let label = Files.read("\(folder)/\(stem).json").flatMap({ try? Value(parsing: $0) }),
                let bytes = Files.read("\(folder)/\(name)"), let outcome = label["outcome"]?.text,
                !["auto_reply", "bounced"].contains(outcome)
            else { return nil }
            return LabelledReply(String(stem), bytes)
        }
    }

    private init(_ name: String, _ bytes: [UInt8]) {
        self.name = name
        var head: [String] = []
        var rest = bytes[...]
        while let end = rest.firstIndex(of: 10) {
            let line = rest[..<end].filter { $0 != 13 }
            rest = rest[(end + 1)...]
            if line.isEmpty { break }
            let text = String(decoding: line, as: UTF8.self)
            if text.hasPrefix(" ") || text.hasPrefix("\t"), !head.isEmpty {
                head[head.count - 1] += "\n\(text)"
            } else {
                head.append(text)
            }
        }
        self.head = head
        body = Array(rest)
    }

    private static let ours = [
        "return-path", "received", "from", "to", "cc", "reply-to", "in-reply-to", "references", "message-id",
        "delivered-to", "sender", "thread-index", "thread-topic", "subject", "x-original-to",
    ]

    private func field(_ name: String) -> String {
        let line = head.first { $0.lowercased().hasPrefix("\(name):") } ?? ""
        return String(line.drop { $0 != ":" }.dropFirst().drop { $0 == " " })
    }

    func bytes(answering target: Target, by sign: Sign, messageID: String) -> [UInt8] {
        var from = "Underwriting <\(target.funderAddress)>"
        var (to, subject, lines) = (target.replyTo, field("subject"), [String]())
        switch sign {
        case .thread:
            lines = ["In-Reply-To: <\(target.messageID)>", "References: <\(target.messageID)>"]
            subject = "Re: New deal: \(target.merchant)"
        case .ids:
            to = target.ourAddress
            lines = ["In-Reply-To: <\(target.messageID)>", "References: <root@x.example> <\(target.messageID)>"]
        case .plusAddress: break
        case .plusAddressInCopy:
            to = "Our Intake <intake@elsewhere.example>"
            lines = ["Cc: \(target.replyTo)"]
        case .rewrittenID:
            lines = ["In-Reply-To: <0100018f-\(messageID)>", "References: <0100018f-\(messageID)>"]
        case .subjectMark:
            to = target.ourAddress
            let token = target.replyTo.prefix { $0 != "@" }.split(separator: "+").last ?? ""
            subject = "Re: your deal [\(token)]"
        case .merchantName:
            to = target.ourAddress
            subject = "\(target.merchant): our answer"
        case .nothing:
            to = target.ourAddress
            subject = "our answer"
        case .unknownSender: from = "Underwriting <uw@nobody-knows.example>"
        }
        lines += ["From: \(from)", "To: \(to)", "Subject: \(subject)", "Message-ID: <\(messageID)>"]
        let kept = head.filter { line in
            !Self.ours.contains(line.prefix { $0 != ":" }.lowercased())
        }
        return Array((lines + kept).joined(separator: "\n").utf8) + [10, 10] + body
    }
}
