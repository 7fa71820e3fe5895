import Correspondence
import Crypto
import Kernel
import MIME
import Notices
import Storage
import Templates
import TestCalls
import TestServers

@testable import Sponsorship
@testable import Web

/// Grants for tests.
extension Sponsoring {
    /// 12,000 EUR for the youth of a node.
    static func application(_ node: OrgNode.ID, _ course: GrantCourse = .plain) -> Value {
        [
            "node": Value(node), "course": .string(course.rawValue), "body": "Sports Council",
            "body_kind": "sports_council", "title": "Youth development", "purpose": "Coaches for eight clubs",
            "requested": "12000", "currency": "EUR", "starts_on": "2026-12-01", "ends_on": "2027-11-30",
        ]
    }

    func grant(_ body: Value, as asker: Principal? = nil) async throws -> String {
        try found(try await act("/grants", body, as: asker)["id"]?.text)
    }

    static func terms(_ amount: String = "12000", closing day: String = "2027-12-31") -> Value {
        ["amount": .string(amount), "closes_on": .string(day)]
    }

    static func report(_ spent: String, to day: String = "2026-11-18") -> Value {
        [
            "covers_from": "2026-11-18", "covers_to": .string(day), "spent": .string(spent),
            "words": "Coaches' fees, receipts 1 to 9",
        ]
    }

    func state(_ grant: String) async throws -> String? { try await get("/grants/\(grant)")["state"]?.text }

    /// The verbs of both courses, each with a body that is right in itself: the second admin decides what the first enters.
    func verbs(_ grant: String) -> [(event: Grant.Event, path: String, body: Value, asker: Principal)] {
        let path = "/grants/\(grant)"
        return [
            (.submit, "\(path)/submission", [:], admin), (.beginReview, "\(path)/review", [:], checker),
            (.approve, "\(path)/approval", Self.terms(), checker),
            (.reject, "\(path)/rejection", ["reason": "not this year"], checker),
            (.markInProgress, "\(path)/work", [:], admin), (.promote, "\(path)/reporting", [:], admin),
            (.report, "\(path)/reports", Self.report("1000"), admin), (.close, "\(path)/closing", [:], checker),
        ]
    }

    /// A grant in that state, come there by the moves of its course.
    func grant(in state: Grant.State, _ course: GrantCourse, of node: OrgNode.ID) async throws -> String {
        let id = try await grant(Self.application(node, course))
        // swift-format-ignore
        let ways: [Grant.State: [Grant.Event]] = course == .plain
            ? [.draft: [], .submitted: [.submit], .approved: [.submit, .approve], .rejected: [.submit, .reject],
               .reporting: [.submit, .approve, .report], .closed: [.submit, .approve, .report, .close]]
            : [.draft: [], .submitted: [.submit], .underReview: [.submit, .beginReview],
               .awarded: [.submit, .beginReview, .approve], .rejected: [.submit, .beginReview, .reject],
               .inProgress: [.submit, .beginReview, .approve, .markInProgress],
               .reportingDue: [.submit, .beginReview, .approve, .markInProgress, .promote],
               .closed: [.submit, .beginReview, .approve, .markInProgress, .promote, .report, .close]]
        for event in try found(ways[state]) {
            let verb = try found(verbs(id).first { $0.event == event })
            _ = try await act(verb.path, verb.body, as: verb.asker)
        }
        return id
    }

    /// Sends mails of the first office from an account of its own; without one there is nowhere to write from.
    func reminders(hasAccount: Bool = true) async throws -> GrantReminders {
        // Of the program's own: a mail that it has no template for is never written.
        var root = #filePath.split(separator: "/")
        root.removeLast(3)
        if hasAccount { try await enroll() }
        let desk = NoticeDesk(
            database: database, blobs: blobs, signer: TokenSigner { $0 },
            templates: try TemplateLibrary(folder: "/\(root.joined(separator: "/"))/templates"), clock: clock)
        return GrantReminders(
            database: database, desk: desk, clock: clock, publicURL: "https://office.example")
    }

    func enroll() async throws {
        let settings =
            "{ address: 'desk@office.example', display_name: 'Desk', send: { transport: 'maildir', folder: 'm' } }"
        let file = try MailAccountFile(name: "desk", bytes: Array(settings.utf8), base: folder.path)
        let (tenant, now) = (tenants[0], clock.now())
        try await database.write { _ = try MailAccount.enroll(file, tenant: tenant, at: now, $0) }
    }
}
