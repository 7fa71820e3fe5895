import Kernel
import Storage
import TestCalls
import Testing
import Web

@testable import PartnerFunding

/// What counts for a place from which somebody asks, and what does not.
@Suite struct EnquiryPlaceTests {
    @Test func `F04 what was not written takes no enquiry from a place: the office had enough, or it is the same one`()
        async throws
    {
        let office = try await Partnered()
        let path = "/enquiries/\(office.tenants[0])"
        func ask(_ name: String, from place: String) async throws -> Int {
            let body = Partnered.enquiry.adding("email", .string("\(name)@lark.example"))
            do {
                return try await office.caller.call(.post, path, body, as: nil, key: name, from: place).status
            } catch let refusal as PlainRefusal where refusal.kind == .tooMany { return 429 }
        }
        for _ in 0..<4 { #expect(try await ask("twice", from: "192.0.2.1") == 202) }
        #expect(try await ask("second", from: "192.0.2.1") == 202)
        for number in 2..<30 { #expect(try await ask("p\(number)", from: "198.51.100.\(number)") == 202) }
        for _ in 0..<5 { #expect(try await ask("third", from: "192.0.2.1") == 429) }
        office.clock.advance(.minutes(5))
        #expect(try await ask("third", from: "192.0.2.1") == 202)
        #expect(try await office.count("SELECT count(*) FROM partner") == 31)
    }

    @Test func `a mail is one that a stranger asked for, or is not`() async throws {
        let office = try await Partnered()
        _ = try await office.enquire()
        await #expect(throws: (any Error).self) {
            try await office.database.write { try $0.run("UPDATE outbox SET is_asked_by_stranger = 2") }
        }
    }
}
