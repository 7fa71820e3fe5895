import Kernel
import MIME
import Web

/// What a request says about a funder.
package struct FunderInput: Sendable {
    package var name = ""
    package var channel = Channel.email
    package var firstResponseHours: Int?
    package var offerHours: Int?
    package var fundingHours: Int?
    package var timeZone = "America/New_York"
    package var typicalTerms: String?
    /// Domains and whole addresses from where the funder writes; nil leaves what is stored.
    package var domains: [KnownSender]?

    package init(name: String, domains: [KnownSender] = []) {
        self.name = name
        self.domains = domains
    }

    /// Reads the body's fields over `former`; a field that is not there stays as it was.
    package init(_ reader: inout FieldReader, over former: Funder?) {
        if let former {
            name = former.name
            channel = former.channel
            firstResponseHours = former.firstResponseHours
            offerHours = former.offerHours
            fundingHours = former.fundingHours
            timeZone = former.timeZone
            typicalTerms = former.typicalTerms
        }
        if former == nil || reader.has("name") { name = reader.text("name", max: 200) }
        if reader.has("channel") { channel = reader.optionalChoice("channel", Channel.self) ?? .email }
        let hours = 1...2000
        if reader.has("first_response_hours") {
            firstResponseHours = reader.optionalInteger("first_response_hours", in: hours)
        }
        if reader.has("offer_hours") { offerHours = reader.optionalInteger("offer_hours", in: hours) }
        if reader.has("funding_hours") { fundingHours = reader.optionalInteger("funding_hours", in: hours) }
        if reader.has("time_zone") { timeZone = reader.optionalText("time_zone", max: 60) ?? "America/New_York" }
        if reader.has("typical_terms") {
            typicalTerms = reader.optionalText("typical_terms", max: 2000, lines: true)
        }
        if reader.has("domains") {
            domains = reader.senders("domains", count: 50)
        } else if former == nil {
            domains = []
        }
        let isZone = timeZone.utf8.allSatisfy {
            (65...90).contains($0) || (97...122).contains($0) || (48...57).contains($0) || "/_+-".utf8.contains($0)
        }
        if !isZone { reader.refuse("time_zone", code: "not_a_time_zone", "must be a name such as America/New_York") }
    }
}

/// From where a funder writes: a domain with all below it, or one whole address.
package struct KnownSender: Hashable, Sendable {
    package enum Kind: String, Sendable {
        case domain
        case address
    }

    package let kind: Kind
    /// Lower case.
    package let text: String

    /// Domains where everybody can get an address.
    package static let freeMail: Set<String> = [
        "aol.com", "att.net", "bellsouth.net", "comcast.net", "cox.net", "fastmail.com", "gmail.com", "gmx.com",
        "gmx.net", "googlemail.com", "hey.com", "hotmail.com", "icloud.com", "live.com", "mac.com", "mail.com",
        "mail.ru", "me.com", "msn.com", "optonline.net", "outlook.com", "pm.me", "proton.me", "protonmail.com",
        "rocketmail.com", "sbcglobal.net", "tutanota.com", "verizon.net", "web.de", "yahoo.ca", "yahoo.co.uk",
        "yahoo.com", "yandex.com", "ymail.com", "zoho.com", "zohomail.com",
    ]

    /// Reads `funder.example`, `@funder.example` or `desk@funder.example`.
    package init(_ text: String) throws(FunderRefusal) {
        let lower = text.lowercased()
        let bare = lower.hasPrefix("@") ? String(lower.dropFirst()) : lower
        do {
            if bare.contains("@") {
                kind = .address
                self.text = try MailboxAddress(bare).address
            } else {
                kind = .domain
                self.text = try MailboxAddress("a@\(bare)").domain
            }
        } catch {
            throw FunderRefusal.badDomain
        }
        guard self.text.contains(".") else { throw FunderRefusal.badDomain }
        if kind == .domain, Self.freeMail.contains(self.text) { throw FunderRefusal.freeMail(self.text) }
    }
}

extension FieldReader {
    /// Domains and whole addresses.
    mutating func senders(_ name: String, count: Int) -> [KnownSender] {
        var senders: [KnownSender] = []
        for word in words(name, count: count) {
            do {
                senders.append(try KnownSender(word))
            } catch {
                refuse(name, code: error.code, error.reason)
            }
        }
        return senders
    }

    /// Several words: a list, or one text with a word on each line or commas between them. Without repetitions.
    mutating func words(_ name: String, max: Int = 254, count: Int) -> [String] {
        var words: [String] = []
        if case .string(let text) = raw(name) {
            words = text.split { $0.isNewline || $0 == "," || $0 == ";" }.map { String($0.trimmingSpaces) }
        } else {
            words = texts(name, max: max, count: count)
        }
        words = words.filter { !$0.isEmpty }
        if words.count > count { refuse(name, code: "too_many", "must have at most \(count) items") }
        if words.contains(where: { $0.unicodeScalars.count > max }) {
            refuse(name, code: "too_long", "must have items of at most \(max) characters")
        }
        var seen: Set<String> = []
        return words.filter { seen.insert($0.lowercased()).inserted }
    }
}

extension Substring {
    var trimmingSpaces: Substring {
        var rest = self.drop { $0 == " " || $0 == "\t" }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return rest
    }
}
