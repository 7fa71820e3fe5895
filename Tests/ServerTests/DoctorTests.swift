import Correspondence
import Kernel
import People
import Testing

@testable import Server

/// Names that a test knows.
private struct KnownNames: NameLookup {
    let known: [String: [String]]
    var isSilent = false

    func texts(at name: String) throws -> [String] {
        guard !isSilent else { throw NameFault(name: name) }
        return known[name] ?? []
    }
}

@Suite struct DoctorTests {
    @Test(arguments: [
        (["v=spf1 include:mail.example -all"], ["v=DKIM1; k=rsa; p=MIIB"], ["v=DMARC1; p=reject"], "green green green"),
        (["v=spf1 ?all"], [], ["v=DMARC1; p=none"], "yellow yellow yellow"),
        ([], ["v=DKIM1; p="], [], "red yellow red"),
        (["v=spf1 +all"], ["p=MIIB"], ["v=DMARC1; p=quarantine"], "red green green"),
        (["v=spf1 -all", "v=spf1 ~all"], [], [], "red yellow red"),
    ]) func `B20 SPF, DKIM and DMARC are judged`(spf: [String], dkim: [String], dmarc: [String], tones: String) async {
        let names = KnownNames(known: [
            "ours.example": spf, "google._domainkey.ours.example": dkim, "_dmarc.ours.example": dmarc,
        ])
        let findings = await DomainCheck(domain: "ours.example", names: names).findings()
        #expect(findings.map(\.tone.rawValue).joined(separator: " ") == tones)
    }

    @Test func `B20 silent name servers are no verdict`() async {
        let findings = await DomainCheck(domain: "ours.example", names: KnownNames(known: [:], isSilent: true))
            .findings()
        #expect(findings.allSatisfy { $0.tone == .yellow })
    }

    @Test func `C23 a mailbox whose server's word on senders is not read is told`() throws {
        func hint(_ extra: String) throws -> Doctor.Finding? {
            let text = "{ address: 'a@b.example', receive: { source: 'maildir', folder: 'in'\(extra) } }"
            let file = try MailAccountFile(name: "desk", bytes: Array(text.utf8), base: "/")
            return try Doctor.authentication("desk", #require(file.receive))
        }
        #expect(try hint("")?.tone == .yellow)
        #expect(try hint(", authentication_server: 'mx.b.example'") == nil)
    }

    @Test func `the answers of the domain name system are read, and broken ones refused`() {
        let head: [UInt8] = [0, 1, 0x81, 0x80, 0, 1, 0, 2, 0, 0, 0, 0]
        let question: [UInt8] = [1, 97, 2, 98, 99, 0, 0, 16, 0, 1]
        let alias: [UInt8] = [0xC0, 12, 0, 5, 0, 1, 0, 0, 0, 9, 0, 2, 0xC0, 12]
        let text: [UInt8] = [0xC0, 12, 0, 16, 0, 1, 0, 0, 0, 9, 0, 7, 3, 118, 61, 115, 2, 112, 102]
        let answer = head + question + alias + text
        #expect(TextRecords.read(answer) == ["v=spf"])
        for length in 0..<answer.count { #expect(TextRecords.read(Array(answer.prefix(length))) == nil) }
    }

    @Test func `J39 an office without faults has no red line, and a clock that went back has one`() async throws {
        let temporary = try await TemporaryOffice(at: Moment(seconds: 1_795_000_000))
        let now = temporary.clock.now()
        _ = try await temporary.office.database.write { try Tenant.add(name: "Test", by: .system("test"), at: now, $0) }
        let doctor = Doctor(temporary.office, accounts: [], names: KnownNames(known: [:]))
        #expect(await doctor.examine().filter { $0.tone == .red && $0.check != "disk" }.map(\.check) == [])
        #expect(await doctor.examine().contains { $0.check == "heads" && $0.tone == .yellow })
        temporary.clock.set(now - .hours(2))
        #expect(await doctor.examine().contains { $0.tone == .red && $0.check == "clock" })
    }
}
