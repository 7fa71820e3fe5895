import Deals
import Intake
import Kernel
import Outbox
import Referrals
import Replies
import Storage
import Submissions
import Testing
import Webhooks

@testable import Server

@Suite struct WebhookPagesTests {
    @Test func `J36 every event that can be chosen is one that the records' lifecycles and changes write`() {
        var written = Set(EventType.allCases.map { "submission.\($0.rawValue)" })
        written.formUnion((Offer.Event.allCases.map(\.rawValue) + ["make"]).map { "offer.\($0)" })
        written.formUnion((Stipulation.Event.allCases.map(\.rawValue) + ["add"]).map { "stipulation.\($0)" })
        written.formUnion(["added", "changed", "archived", "restored"].map { "application.\($0)" })
        written.formUnion(ReviewItem.Event.allCases.map { "review_item.\($0.rawValue)" })
        written.formUnion(IntakeItem.Event.allCases.map { "intake_item.\($0.rawValue)" })
        written.formUnion(OutboxItem.Event.allCases.map { "outbox.\($0.rawValue)" })
        for kind in ["partner", "lead", "credit", "payout"] {
            written.formUnion(ReferralAction.allCases.map { "referral_\(kind).\($0.rawValue)" })
        }
        #expect(WebhookEvent.all.filter { !written.contains($0) } == [])
    }

    @Test func `J36 an admin adds a web-hook, sees its secret once, and what happens waits for it`() async throws {
        let demo = try await TemporaryDemo()
        let (office, tenant) = (demo.demo.office, demo.demo.tenant)
        let live = try LiveDesk(office)
        defer { live.stop() }
        let key = try await live.key("k", [.admin], tenant: tenant)
        let made = try await live.ask(
            "POST", "/webhooks", key: key, accept: "application/json",
            body: "name=crm&url=https%3A%2F%2Fcrm.example%2Fhook&events=submission.sent&events=offer.make")
        let value = try Value(parsing: Array(made.body.utf8))
        #expect(made.status == 201 && value["secret"]?.text?.hasPrefix("whsec_") == true, "\(made.body)")
        let id = value["id"]?.text ?? ""
        #expect(try await !live.ask("GET", "/webhooks/\(id)", key: key).body.contains("whsec_"))
        for (url, field) in [
            ("http%3A%2F%2Fcrm.example", "url"), ("https%3A%2F%2Fcrm.example&events=offer.bless", "events"),
        ] {
            let refused = try await live.ask(
                "POST", "/webhooks", key: key, accept: "application/json",
                body: "name=x&events=offer.make&url=\(url)")
            #expect(refused.status == 422 && refused.body.contains(field), "\(refused.body)")
        }
        _ = try await demo.submit("marisol", to: ["Granite Step Funding"])
        #expect(try await demo.workers.webhookSender.follow().count == 1)
        let waiting = try await live.ask("GET", "/webhooks/\(id)?state=queued", key: key, accept: "application/json")
        let items = try Value(parsing: Array(waiting.body.utf8))["items"]?.list ?? []
        #expect(items.map { $0["event"]?.text } == ["submission.sent"])
        let page = try await live.ask("GET", "/webhooks", key: key)
        #expect(page.status == 200 && page.body.contains("/webhooks/\(id)"))
        for (action, status) in [
            ("test", 303), ("pause", 303), ("pause", 409), ("resumption", 303), ("retirement", 303), ("test", 409),
        ] {
            let reply = try await live.ask("POST", "/webhooks/\(id)/\(action)", key: key)
            #expect(reply.status == status, "\(action): \(reply.status)")
        }
    }
}
