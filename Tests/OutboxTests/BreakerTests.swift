import Correspondence
import Crypto
import Kernel
import MIME
import Storage
import Testing

@testable import Outbox

@Suite struct BreakerTests {
    /// Queues a mail of that kind in a thread.
    private func write(
        _ office: Office, to address: String, kind: Message.Kind = .notice, thread: String,
        by who: Who = .system("test")
    ) async throws {
        let (now, tenant, account) = (office.clock.now(), office.tenant, office.account)
        let key = "\(Identifier<BreakerTests>(at: now))@broker.example"
        let blob = try office.blobs.put(Array(key.utf8))
        try await office.database.write { db in
            var draft = Message.Draft(
                direction: .outgoing, account: account.id, kind: kind, key: key, contentHash: blob,
                from: MailAddress(name: nil, address: account.address), subject: "a", rawHash: blob, rawSize: 1,
                body: "")
            draft.references = [thread]
            let message = try Message.insert(draft, tenant: tenant, at: now, db).id
            let posting = OutboxItem.Posting(
                envelopeFrom: try MailboxAddress("desk@broker.example"), to: [try MailboxAddress(address)], cc: [],
                sizeBytes: 1, needsEightBit: false, needsSMTPUTF8: false)
            _ = try OutboxItem.enqueue(
                message, posting, account: account.id, notBefore: now, tenant: tenant, by: who, at: now, db)
        }
    }

    @Test func `C22 the program writes to nobody more than five times in two hours by itself`() async throws {
        let office = try await Office()
        for number in 0..<5 { try await write(office, to: "uw@funder.example", thread: "t\(number)@x.example") }
        await #expect(throws: BreakerRefusal.counterpart) {
            try await write(office, to: "UW@funder.example", thread: "t9@x.example")
        }
        try await write(office, to: "uw@other.example", thread: "t9@x.example")
        try await write(office, to: "uw@funder.example", kind: .submission, thread: "t9@x.example")
        try await write(office, to: "uw@funder.example", thread: "t9@x.example", by: .person(PersonID(bits: 3)))
        office.clock.advance(.minutes(121))
        try await write(office, to: "uw@funder.example", thread: "t9@x.example")
    }

    @Test func `C22 the program writes about one matter no more than twenty times in two hours by itself`() async throws
    {
        let office = try await Office()
        for number in 0..<20 { try await write(office, to: "uw\(number)@funder.example", thread: "t@x.example") }
        await #expect(throws: BreakerRefusal.thread) {
            try await write(office, to: "uw99@funder.example", thread: "t@x.example")
        }
    }
}
