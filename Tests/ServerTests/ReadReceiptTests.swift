import FoundationEssentials
import Kernel
import Storage
import Submissions
import Testing

@testable import Server

@Suite struct ReadReceiptTests {
    /// Every mail of ours that lies in a funder's mailbox.
    private func sent(_ demo: TemporaryDemo) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: demo.place.outgoing).filter { $0.contains("/new/") }.map {
            String(decoding: try LocalFile.read("\(demo.place.outgoing)/\($0)"), as: UTF8.self)
        }
    }

    private func receipt(_ disposition: String) -> String {
        """
        --b\r
        Content-Type: text/plain\r
        \r
        Your message was looked at.\r
        --b\r
        Content-Type: message/disposition-notification\r
        \r
        Final-Recipient: rfc822; desk@funder.example\r
        Disposition: manual-action/MDN-sent-manually; \(disposition)\r
        \r
        --b--
        """
    }

    private static let isReceipt = [
        "MIME-Version: 1.0", "Content-Type: multipart/report; report-type=disposition-notification; boundary=b",
    ]

    @Test func `B04 a mail asks for a receipt only where the funder's rules say so`() async throws {
        let desk = try await OfferDesk()
        defer { desk.live.stop() }
        #expect(try sent(desk.demo).map { $0.contains("Disposition-Notification-To") } == [false])
        let funder: String =
            try await desk.demo.value("SELECT id FROM funder WHERE name = 'Foxglove Working Capital'") ?? ""
        let saved = try await desk.ask("POST", "/funders/\(funder)/rules", "asks_receipt=true")
        #expect(saved.status == 200, "\(saved.body)")
        _ = try await desk.demo.submit("marisol", to: ["Foxglove Working Capital"])
        let asking = try sent(desk.demo).filter { $0.contains("Disposition-Notification-To: ") }
        #expect(asking.count == 1 && asking[0].contains("foxglovewc.example"))
    }

    @Test func `B04 a receipt is an opened event, and the status stays what it was`() async throws {
        let desk = try await OfferDesk()
        defer { desk.live.stop() }
        func events() async throws -> [String] {
            let (submission, tenant) = (desk.submissions[0], desk.tenant)
            return try await desk.database.read { db in
                try SubmissionEvent.of(submission, tenant: tenant, db).map(\.type.rawValue)
            }
        }
        let before = try await events()
        try await desk.demo.answer(desk.submissions[0], receipt("displayed"), headers: Self.isReceipt)
        #expect(try await events() == before + ["opened"])
        #expect(try await desk.status() == .sent)
        try await desk.demo.answer(desk.submissions[0], receipt("deleted"), headers: Self.isReceipt)
        #expect(try await events() == before + ["opened", "auto_reply"], "deleted unread is not opened")
        #expect(try await desk.status() == .sent)
        try await desk.demo.answer(desk.submissions[0], OfferDesk.letter(40_000))
        try await desk.demo.answer(desk.submissions[0], receipt("displayed"), headers: Self.isReceipt)
        #expect(try await desk.status() == .offered)
        #expect(try await desk.page("/submissions/\(desk.submissions[0])").contains("Opened"))
    }
}
