import Kernel
import MIME
import Testing

struct ReportsCorpusTests {
    static let folders = [
        "bounceparser", "chatmail-core", "extended_email_reply_parser", "flufl-bounce", "mail-auth", "others",
        "php-bounce-handler",
        "ruby-mail", "sisimai", "spamscope-mail-parser", "stalwart-mail-parser", "talon",
    ]

    @Test(.enabled(if: Corpora.has("bounces/sisimai/expected.json")))
    func `C21 99 of 100 public bounces are found, and no other mail is taken for one`() throws {
        var bounces = (found: 0, of: 0)
        var recipients = (right: 0, of: 0)
        var automatic = (right: 0, of: 0)
        for folder in Self.folders {
            for entry in try Value(parsing: Corpora.read("bounces/\(folder)/expected.json")).list ?? [] {
                let file = "bounces/\(folder)/\(entry["file"]?.text ?? "")"
                let message = try MessageParser().parse(Corpora.read(file))
                let report = DeliveryReport.read(message)
                if entry["is_bounce"]?.flag == true {
                    bounces.of += 1
                    if report != nil { bounces.found += 1 }
                    guard let wanted = entry["recipients"]?.list, !wanted.isEmpty else { continue }
                    recipients.of += 1
                    let addresses = Set((report?.recipients ?? []).map { $0.address.lowercased() })
                    if addresses == Set(wanted.compactMap { $0["address"]?.text?.lowercased() }) {
                        recipients.right += 1
                    }
                } else {
                    #expect(report == nil, "\(file)")
                    let name = entry["class"]?.text
                    guard name != "ordinary", name != "reply" else { continue }
                    automatic.of += 1
                    if AutomaticMail.read(message)?.rawValue == name { automatic.right += 1 }
                }
            }
        }
        #expect(bounces.found * 100 >= bounces.of * 99, "\(bounces.found) of \(bounces.of)")
        #expect(recipients.right * 100 >= recipients.of * 97, "\(recipients.right) of \(recipients.of)")
        #expect(automatic.right >= automatic.of - 1, "\(automatic.right) of \(automatic.of)")
    }
}
