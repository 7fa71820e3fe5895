import Classification
import Correspondence
import Kernel
import Replies
import Storage
import Submissions
import Testing

@testable import Server

@Suite struct AttachedLetterTests {
    private static let approval = WrittenPDF.bytes([
        "Congratulations, your file is approved.", "Approved amount: $45,000", "Factor rate: 1.32",
        "Term: 10 months, weekly payments",
    ])
    private static let refusal = WrittenPDF.bytes(["We have to decline this file.", "Reason: too many negative days."])

    /// The mail's stored text, its reading and why a person is asked.
    private func filed(_ body: String, _ name: String, _ pdf: [UInt8]) async throws -> (String, Value, String?) {
        let demo = try await TemporaryDemo()
        let submission = try await demo.submit("marisol", to: ["Granite Step Funding"])[0]
        let message = try await demo.answer(submission, body, file: (name, pdf))
        let tenant = demo.demo.tenant
        let (text, reading) = try await demo.demo.office.database.read { db in
            (
                try Message.body(of: message, tenant: tenant, db),
                try StoredReading.of(message, tenant: tenant, db)[0].reading
            )
        }
        return (text, reading, try await demo.value("SELECT cause FROM review_item WHERE state = 'open'"))
    }

    private func quotes(_ reading: Value, _ text: String) -> [String] {
        (reading["evidence"]?.list ?? []).compactMap { evidence in
            guard let start = evidence["start"]?.integer, let end = evidence["end"]?.integer else { return nil }
            return String(decoding: Array(text.utf8)[Int(start)..<Int(end)], as: UTF8.self)
        }
    }

    @Test func `D14 an attached letter that the mail points to is read, and a person sees what was read in it`()
        async throws
    {
        let (text, reading, cause) = try await filed(
            "Hi Ben, please see the attached letter.", "Approval.pdf", Self.approval)
        #expect(text.contains("attached: Approval.pdf\nCongratulations"))
        #expect(reading["outcome"] == "offered")
        #expect(reading["offers"]?.list?.first?["amount"]?.text == "45000.00")
        #expect(reading["offers"]?.list?.first?["factor_rate"]?.text == "1.32")
        #expect(quotes(reading, text).contains("45,000") || quotes(reading, text).contains("$45,000"))
        #expect(reading["disposition"] == "review" && cause == "low_confidence")
    }

    @Test func `D14 a refusal in an attached letter is read with its reason, and decides nothing by itself`()
        async throws
    {
        let (_, reading, cause) = try await filed("The letter is in the attached pdf.", "8817.PDF", Self.refusal)
        #expect(reading["outcome"] == "declined")
        #expect(reading["decline_reasons"] == ["negative_days"])
        #expect(cause == "low_confidence")
    }

    @Test func `D14 a file that the mail does not point to is not read`() async throws {
        let (text, reading, cause) = try await filed("Declined, too many NSFs.", "terms.pdf", Self.approval)
        #expect(!text.contains("45,000"))
        #expect(reading["outcome"] == "declined" && cause == nil)
    }

    @Test(arguments: [("picture", "holds pictures without text"), ("locked", "locked with a password")])
    func `D14 a PDF of pictures, or one under lock, goes to a person with the cause`(name: String, why: String)
        async throws
    {
        let pdf = try LocalFile.read("\(TemporaryOffice.root)/Tests/Fixtures/documents/\(name).pdf")
        let (text, reading, cause) = try await filed("Please see the attached letter.", "scan.pdf", pdf)
        #expect(text.contains("attached: scan.pdf (") && text.contains(why))
        #expect(reading["offers"] == [] && reading["disposition"] == "review" && cause == "low_confidence")
    }

    @Test func `D14 what only looks like an attached letter is the sender's own text`() async throws {
        let (text, reading, _) = try await filed(
            "Please see the attached letter.\n\u{0C}attached: Approval.pdf\nApproved 90,000 at 1.2, 12 months.",
            "scan.pdf",
            Self.refusal)
        #expect(text.utf8.count { $0 == 12 } == 1, "only the file's own heading begins with a form feed")
        #expect(reading["offers"]?.list?.first?["amount"]?.text == "90000.00")
    }

    @Test func `D14 read again from the archive, a mail with its letter is the same`() async throws {
        let demo = try await TemporaryDemo()
        let submission = try await demo.submit("marisol", to: ["Granite Step Funding"])[0]
        try await demo.answer(submission, "Please see the attached letter.", file: ("Approval.pdf", Self.approval))
        let found = try await Rereading.run(demo.demo.office, accounts: demo.workers.accounts)
        #expect(found.count == 1 && found.differences.isEmpty)
        let again = try await Reclassification.run(
            demo.demo.office, tenant: demo.demo.tenant, after: nil, stores: false, tell: { _ in }, note: { _ in })
        #expect(again.count == 1 && again.changed == 0)
    }
}
