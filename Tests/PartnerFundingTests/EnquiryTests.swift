import Applications
import Correspondence
import Kernel
import MIME
import Notices
import Outbox
import Storage
import Templates
import TestCalls
import Testing
import Web

@testable import PartnerFunding

@Suite struct EnquiryTests {
    private static let unknown = String(repeating: "0", count: 26)

    @Test func `F04 an enquiry makes a lead, whatever status it asks for`() async throws {
        let office = try await Partnered()
        let id = try await office.enquire()
        #expect(try await office.find(id).state == .lead)
        office.clock.advance(.minutes(2))
        let bold = Partnered.enquiry.adding("state", "approved")
        #expect(try await office.status(.post, "/enquiries/\(office.tenants[0])", bold, as: nil) == 422)
        #expect(try await office.count("SELECT count(*) FROM partner") == 1)
        #expect(try await office.status(.post, "/enquiries/\(Self.unknown)", Partnered.enquiry, as: nil) == 404)
    }

    @Test func `F04 whoever asks takes no key of the office's own programs, whether signed in elsewhere or not`()
        async throws
    {
        let office = try await Partnered()
        let id = try await office.enquire()
        let path = "/enquiries/\(office.tenants[0])"
        for (asker, key) in [(nil, "order-1"), (office.admins[1], "order-2"), (office.admin, "order-3")] {
            office.clock.advance(.minutes(60))
            let body = Partnered.enquiry.adding("email", .string("\(key)@lark.example"))
            let first = try await office.caller.call(.post, path, body, as: asker, key: key)
            let again = try await office.caller.call(.post, path, body, as: asker, key: key)
            #expect(first.value == again.value)
            let note = try await office.caller.call(
                .post, "/partners/\(id)/notes", ["text": "call back"], as: office.admin, key: key)
            #expect((200..<400).contains(note.status))
        }
        #expect(try await office.count("SELECT count(*) FROM partner") == 4, "each once")
    }

    @Test func `F04 enquiries from one place are slowed down`() async throws {
        let office = try await Partnered()
        var statuses: [Int] = []
        for number in 0..<7 {
            let body = Partnered.enquiry.adding("email", .string("p\(number)@lark.example"))
            statuses.append(try await office.status(.post, "/enquiries/\(office.tenants[0])", body, as: nil))
        }
        #expect(statuses == [202, 202, 202, 429, 429, 429, 429])
        #expect(try await office.count("SELECT count(*) FROM partner") == 3)
    }

    @Test func `F04 a client that asks as often as it may for a day leaves others' enquiries accepted`() async throws {
        let office = try await Partnered()
        let path = "/enquiries/\(office.tenants[0])"
        var taken = 0
        for minute in 0..<(24 * 60) {
            office.clock.advance(.minutes(1))
            for _ in 0..<2 {
                let body = Partnered.enquiry.adding("email", .string("p\(minute)@lark.example"))
                // As many addresses as it likes, of the network that it has.
                let address = "2001:db8:0:7:\(minute)::\(taken)"
                if try await office.status(.post, path, body, as: nil, from: address) == 202 { taken += 1 }
            }
        }
        #expect((48...52).contains(taken))
        for number in 0..<20 {
            let body = Partnered.enquiry.adding("email", .string("q\(number)@lark.example"))
            #expect(try await office.status(.post, path, body, as: nil, from: "198.51.100.\(number)") == 202)
        }
    }

    @Test(arguments: [
        ("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"), ("2001:db8:0:7::1", "2001:db8:0:7::/64"),
        ("2001:0DB8:0000:0007:aaaa:bbbb:cccc:dddd", "2001:db8:0:7::/64"), ("2001:db8::7", "2001:db8:0:0::/64"),
        ("::1", "0:0:0:0::/64"), ("fe80::1%eth0", "fe80:0:0:0::/64"),
    ]) func `F04 a client's place is its address, or its network of 64 bits`(address: String, place: String) {
        #expect(ClientPlace.of(address) == place)
    }

    @Test
    func `F05 who asks learns nothing of the office's mails to an address, and takes none of them from it`()
        async throws
    {
        let office = try await Partnered()
        let path = "/enquiries/\(office.tenants[0])"
        let (tenant, who) = (office.tenants[0], Who.system("test"))
        func ask(_ email: String) async throws -> RouteCaller.Outcome {
            office.clock.advance(.minutes(1))
            let body = Partnered.enquiry.adding("email", .string(email))
            let place = office.clock.now().milliseconds / 60_000 % 250
            return try await office.caller.call(.post, path, body, as: nil, from: "192.0.2.\(place)")
        }
        func notice(to email: String) async throws {
            let (account, now, signer) = (
                try await office.database.read { try MailAccount.sender(tenant: tenant, $0) }, office.clock.now(),
                office.desk.stationery.signer
            )
            let words = try office.desk.stationery.templates.mail(
                "mail/partner-confirmation",
                [
                    "partner": ["name": "x", "contact": "x"], "office": ["name": "x"], "link": "x", "hours": 1,
                ])
            let mail = try NoticeMail(words, to: MailboxAddress(email), account: account, signer: signer, at: now)
            let stored = try mail.store(in: office.blobs)
            try await office.database.write { db in
                try mail.enqueue(stored, notBefore: now, tenant: tenant, by: who, at: now, db)
            }
        }
        let first = try await ask("payee@funder.example")
        for _ in 0..<5 {
            let next = try await ask("payee@funder.example")
            #expect(next.status == 202 && next.value == first.value)
        }
        #expect(try await office.count("SELECT count(*) FROM partner") == 6)
        #expect(try await office.count("SELECT count(*) FROM outbox") == 5)
        // The seventh lead is there as the others, and the office asks its address by hand.
        let newest = try #require(
            try await office.database.read { try $0.value("SELECT max(id) FROM partner", as: Partner.ID.self) })
        _ = try await office.act("/partners/\(newest)/confirmations")
        #expect(try await office.count("SELECT count(*) FROM outbox") == 6)
        // Notices to it go as if nobody had asked.
        for _ in 0..<5 { try await notice(to: "payee@funder.example") }
        await #expect(throws: BreakerRefusal.counterpart) { try await notice(to: "payee@funder.example") }
        // Whoever has five mails of the office is asked as anybody else.
        for _ in 0..<5 { try await notice(to: "deals@funder.example") }
        let other = try await ask("deals@funder.example")
        #expect(other.status == 202 && other.value == first.value)
        #expect(try await office.newestMail().contains("To: deals@funder.example"))
        #expect(try await office.newestMail().contains("enquiry-confirmation?token="))
    }

    @Test func `F04 enquiries at one office are slowed down wherever they come from; slips of the pen cost nothing`()
        async throws
    {
        let office = try await Partnered()
        let path = "/enquiries/\(office.tenants[0])"
        for _ in 0..<10 { #expect(try await office.status(.post, path, ["name": "x"], as: nil) == 422) }
        var taken = 0
        for number in 0..<40 {
            let body = Partnered.enquiry.adding("email", .string("p\(number)@lark.example"))
            let status = try await office.status(.post, path, body, as: nil, from: "192.0.2.\(number)")
            if status == 202 { taken += 1 } else { #expect(status == 429) }
        }
        #expect(taken == 30)
        #expect(
            try await office.status(
                .post, "/enquiries/\(office.tenants[1])", Partnered.enquiry, as: nil, from: "192.0.2.1")
                == 202)
    }

    // swift-format-ignore
    private static let wrong: [(row: String, field: String, value: Value, named: String)] = [
        ("F05", "name",            "",                                              "name"),
        ("F05", "name",            .string(String(repeating: "x", count: 201)),     "name"),
        ("F06", "contact_name",    "",                                              "contact_name"),
        ("F06", "email",           "",                                              "email"),
        ("F06", "email",           "nobody",                                        "email"),
        ("F06", "email",           "a@b.example\r\nBcc: c@d.example",               "email"),
        ("F07", "interest",        "weekly",                                        "interest"),
        ("F08", "amount_low",      "2000",                                          "amount_high"),
        ("F08", "amount_high",     "a lot",                                         "amount_high"),
        ("F08", "currency",        "DOUBLOON",                                      "currency"),
        ("F09", "motivation",      "fame",                                          "motivation"),
        ("F09", "motivation_text", .string(String(repeating: "x", count: 2001)),    "motivation_text"),
    ]

    @Test func `F05 F06 F07 F08 F09 what is wrong with an enquiry is told by its field, and nothing is kept`()
        async throws
    {
        let office = try await Partnered()
        for (row, field, value, named) in Self.wrong {
            do {
                let body = Partnered.enquiry.adding(field, value)
                _ = try await office.caller.call(.post, "/enquiries/\(office.tenants[0])", body, as: nil)
                Issue.record("\(row) \(field) was taken")
            } catch let errors as FieldErrors {
                #expect(errors.errors.map(\.field).contains(named), "\(row) \(field): \(errors.errors)")
            }
        }
        #expect(try await office.count("SELECT count(*) FROM partner") == 0)
        #expect(try await office.count("SELECT count(*) FROM outbox") == 0)
    }

    @Test func `F05 F07 F08 F09 each word of the closed lists is kept as it was chosen`() async throws {
        let office = try await Partnered()
        for interest in Enquiry.Interest.allCases {
            for motivation in Enquiry.Motivation.allCases {
                // The program writes to one address five times in two hours.
                let id = try await office.enquire(
                    ("interest", .string(interest.rawValue)), ("motivation", .string(motivation.rawValue)),
                    ("email", .string("\(interest.rawValue)-\(motivation.rawValue)@lark.example")))
                let kept = try await office.find(id).enquiry
                #expect(kept.interest == interest && kept.motivation == motivation)
                #expect(kept.low == Cents(50_000) && kept.high == Cents(150_000) && kept.currency == .usd)
            }
        }
    }

    @Test func `F05 a duplicate is a hint for admins; whoever asks is answered alike`() async throws {
        let office = try await Partnered()
        let path = "/enquiries/\(office.tenants[0])"
        let first = try await office.caller.call(.post, path, Partnered.enquiry, as: nil)
        let other = Partnered.enquiry.adding("name", "LARK  foundation.").adding("email", "else@lark.example")
        let second = try await office.caller.call(.post, path, other, as: nil)
        #expect(first.status == second.status && first.value == second.value)
        let items = try await office.caller.call(.get, "/partners", as: office.admin)["items"]?.list ?? []
        #expect(items.count == 2)
        for item in items {
            let shown = try await office.caller.call(
                .get, "/partners/\(item["id"]?.text ?? "")", as: office.admin)
            #expect(shown["alike"]?.list?.count == 1)
        }
        let stranger = try await office.enquire(("name", "Heron Trust"), ("email", "h@heron.example"))
        let shown = try await office.caller.call(.get, "/partners/\(stranger)", as: office.admin)
        #expect(shown["alike"]?.list == [])
    }

    @Test func `F06 the address confirms itself by a mail's link, once, within 72 hours`() async throws {
        let office = try await Partnered()
        let id = try await office.enquire()
        let (mail, token) = (try await office.newestMail(), try await office.newestToken())
        // None of the asker's words: the address may be a stranger's.
        #expect(mail.contains("To: ines@lark.example"))
        for word in ["Ines Calloway", "Lark Foundation", "whole cohorts"] { #expect(!mail.contains(word)) }
        #expect(mail.contains("https://desk.example/enquiry-confirmation?token="))
        #expect(mail.contains("Auto-Submitted: auto-generated"), "B06")
        // Looking at the link, as mail programs do, confirms nothing.
        _ = try await office.caller.call(.get, "/enquiry-confirmation?token=\(token)", as: nil)
        #expect(try await office.find(id).confirmedAt == nil)
        #expect(try await office.status(.post, "/enquiry-confirmation", ["token": "x"], as: nil) == 403)
        #expect(try await office.status(.post, "/enquiry-confirmation", ["token": .string(token)], as: nil) == 200)
        #expect(try await office.find(id).confirmedAt == office.clock.now())
        #expect(try await office.status(.post, "/enquiry-confirmation", ["token": .string(token)], as: nil) == 403)
        let late = try await office.enquire(("email", "late@lark.example"))
        let old = try await office.newestToken()
        office.clock.advance(PartnerToken.life)
        #expect(try await office.status(.post, "/enquiry-confirmation", ["token": .string(old)], as: nil) == 403)
        #expect(try await office.find(late).confirmedAt == nil)
        // A further mail's link opens; one for an address that answered is not sent.
        _ = try await office.act("/partners/\(late)/confirmations")
        let new = try await office.newestToken()
        #expect(try await office.status(.post, "/enquiry-confirmation", ["token": .string(new)], as: nil) == 200)
        #expect(try await office.status(.post, "/partners/\(late)/confirmations", [:], as: office.admin) == 409)
    }

    @Test func `F06 no login is possible before the address answered`() async throws {
        let office = try await Partnered()
        let id = try await office.enquire()
        _ = try await office.act("/partners/\(id)/qualification")
        await #expect(throws: PartnerRefusal.notConfirmed(id)) { try await office.act("/partners/\(id)/approval") }
        #expect(try await office.find(id).state == .qualified)
    }

    @Test func `F14 no text that people of the office read holds a mail's link, and no token is stored`() async throws {
        let office = try await Partnered()
        try await office.enquire()
        let token = try await office.newestToken()
        #expect(token.count == 64)
        let kept: [(String, SQL)] = [
            ("message_text", "SELECT body FROM message_text"),
            ("partner_token", "SELECT token_hash FROM partner_token"),
            ("history", "SELECT detail FROM history"),
        ]
        for (table, sql) in kept {
            let rows = try await office.database.read { db in
                try db.rows(sql).map { try $0.first(as: String.self) }
            }
            #expect(!rows.isEmpty && !rows.contains { $0.contains(token) }, "\(table)")
        }
    }
}
