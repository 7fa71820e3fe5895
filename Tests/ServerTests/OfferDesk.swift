import Applications
import Classification
import Correspondence
import Deals
import Kernel
import People
import Storage
import Submissions
import Testing

@testable import Server

/// An office with one merchant at several funders that do not answer by themselves, its pages, and a broker's key.
struct OfferDesk {
    let demo: TemporaryDemo
    let live: LiveDesk
    let key: String
    let submissions: [Submission.ID]

    init(_ funders: [String] = ["Ironbark Advance"]) async throws {
        demo = try await TemporaryDemo()
        submissions = try await demo.submit("marisol", to: funders)
        live = try LiveDesk(demo.demo.office)
        key = try await live.key("k", [.broker], tenant: demo.demo.tenant)
    }

    var database: Database { demo.demo.office.database }
    var tenant: TenantID { demo.demo.tenant }

    func ask(_ method: String, _ path: String, _ body: String? = nil) async throws -> LiveDesk.Reply {
        try await live.ask(method, path, key: key, accept: "application/json", body: body)
    }

    func post(_ path: String, _ body: String = "") async throws -> Int {
        demo.clock.advance(.seconds(1))
        return try await ask("POST", path, body).status
    }

    func get(_ path: String) async throws -> Value {
        try Value(parsing: Array(try await ask("GET", path).body.utf8))
    }

    func page(_ path: String) async throws -> String {
        try await live.ask("GET", path, key: key).body
    }

    /// Enters an offer by hand; its id.
    func enter(_ fields: String, at place: Int = 0) async throws -> String {
        demo.clock.advance(.seconds(1))
        let reply = try await ask("POST", "/submissions/\(submissions[place])/offers", fields)
        return try Value(parsing: Array(reply.body.utf8))["id"]?.text ?? reply.body
    }

    func offers(_ place: Int = 0) async throws -> [Offer] {
        let (submission, tenant) = (submissions[place], tenant)
        return try await database.read { try Offer.of(submission, tenant: tenant, $0) }
    }

    /// `amount state ending` of each offer, the oldest first.
    func lines(_ place: Int = 0) async throws -> [String] {
        try await offers(place).reversed().map { offer in
            let amount = (offer.terms.amount?.count ?? 0) / 100
            return "\(amount) \(offer.state.rawValue) \(offer.ending?.rawValue ?? "-")"
        }
    }

    /// The amount of what stands in each offer's place, the oldest first; 0 where nothing does.
    func links(_ place: Int = 0) async throws -> [Int64] {
        let all = try await offers(place)
        return all.reversed().map { offer in
            (all.first { $0.id == offer.supersededBy }?.terms.amount?.count ?? 0) / 100
        }
    }

    func status(_ place: Int = 0) async throws -> Status {
        let (submission, tenant) = (submissions[place], tenant)
        return try await database.read { try Submission.find(submission, tenant: tenant, $0).status }
    }

    /// Takes back what a mail set off.
    func takeBack(_ mail: Message.ID, at place: Int = 0) async throws {
        let (submission, tenant, review, now) = (submissions[place], tenant, demo.reviewDesk, demo.clock.now())
        try await database.write { db in
            try review.remove(mail, from: submission, tenant: tenant, by: .system("test"), at: now, db)
        }
    }

    func isSound() async throws -> Bool {
        try await Rebuilding.compare(database).differences.isEmpty
    }

    static func letter(_ amount: Int) -> String {
        "Approved: $\(amount) at a 1.35 factor, 120 business days, daily payments, 8 points to you."
    }
}
