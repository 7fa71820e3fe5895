import Kernel
import Storage
import Web

/// One page that is asked for, as JSON by a program or as HTML by a person.
struct ListCase: Sendable {
    let name: String
    let path: String
    let isPage: Bool

    static func all(tenant: TenantID, _ database: Database) async throws -> [ListCase] {
        let place = try await database.read { try Places($0, tenant: tenant) }
        // swift-format-ignore
        let rows: [(name: String, path: String, forms: [Bool])] = [
            ("submissions",                    "/submissions",                                          [false, true]),
            ("submissions, deep",              "/submissions?after=\(place.submissionCursor)",          [false, true]),
            ("submissions, frequent status",   "/submissions?status=declined",                          [false]),
            ("submissions, rare status",       "/submissions?status=failed",                            [false]),
            ("submissions, rare status, deep", "/submissions?status=failed&after=\(place.submissionCursor)", [false]),
            ("submissions, open",              "/submissions?open=true",                                [false]),
            ("submissions, funder",            "/submissions?funder=\(place.funder)",                   [false, true]),
            ("submissions, funder and status", "/submissions?funder=\(place.funder)&status=sent",       [false]),
            ("submissions, application",       "/submissions?application=\(place.application)",         [false, true]),
            ("inbox",                          "/inbox",                                                [false, true]),
            ("inbox, deep",                    "/inbox?after=\(place.messageCursor)",                   [false]),
            ("review",                         "/review",                                               [false, true]),
            ("outbox",                         "/outbox",                                               [false, true]),
            ("outbox, sent",                   "/outbox?state=sent",                                    [false]),
            ("outbox, failed",                 "/outbox?state=failed",                                  [false]),
            ("today",                          "/",                                                     [true]),
            ("applications",                   "/applications",                                         [false, true]),
            ("applications, recent",           "/applications/recent",                                  [false]),
            ("funders",                        "/funders",                                              [false, true]),
            ("submit to funders, choose",      "/submit-to-funders",                                    [true]),
            ("shortlist of 200",               "/submit-to-funders?application=\(place.application)",   [false, true]),
            ("submissions, silent",            "/submissions?silent=true",                              [false]),
            ("funder",                         "/funders/\(place.funder)",                              [false, true]),
            ("answers",                        "/responses",                                            [false, true]),
            ("drift",                          "/drift",                                                [false]),
            ("pipeline",                       "/figures",                                              [false, true]),
            ("pipeline, funder",               "/figures?funder=\(place.funder)",                       [false]),
            ("pipeline, broker",               "/figures?broker=key%3Abroker+3",                        [false]),
            ("funders compared",               "/figures/funders",                                      [false, true]),
            ("funders compared, all time",     "/figures/funders?from=2015-01",                         [false]),
            ("funders compared, broker",       "/figures/funders?broker=key%3Abroker+3",                [false]),
            ("response times",                 "/figures/answers",                                      [false, true]),
            ("response times, all time",       "/figures/answers?from=2015-01",                         [false]),
            ("mail in figures",                "/figures/mail",                                         [false, true]),
            ("audit",                          "/audit",                                                [false, true]),
            ("audit, record",                  "/audit?record=\(place.submission)",                     [false]),
            ("audit, event and who",           "/audit?event=sent&who=key%3Abroker+3",                  [false]),
            ("deals",                          "/deals",                                                [false, true]),
            ("deals, deep",                    "/deals?after=\(place.dealCursor)",                      [false]),
            ("deals, open",                    "/deals?open=true",                                      [false, true]),
            ("deals, open, deep",              "/deals?open=true&after=\(place.dealCursor)",            [false]),
            ("deals, renewal",                 "/deals?renewal=true",                                   [false]),
            ("deals, funder",                  "/deals?funder=\(place.funder)",                         [false]),
            ("deal",                           "/deals/\(place.deal)",                                  [false, true]),
            ("payments",                       "/commissions",                                          [false, true]),
            ("payments, funder",               "/commissions?funder=\(place.funder)",                   [false]),
            ("commission ageing",              "/commission-ageing",                                    [false, true]),
            ("commission ageing, funder",      "/commission-ageing?funder=\(place.funder)",             [false]),
            ("clawback exposure",              "/clawback-exposure",                                    [false, true]),
            ("payees",                         "/payees",                                               [false, true]),
            ("payee",                          "/payees/\(place.payee)",                                [false, true]),
            ("statement of a funder",          "/funders/\(place.funder)/statement",                    [false, true]),
            ("statement of a payee",           "/payees/\(place.payee)/statement",                      [false, true]),
            ("declines",                       "/declines",                                             [false, true]),
            ("declines, funder",               "/declines?funder=\(place.funder)",                      [false]),
            ("declines, industry and state",   "/declines?\(place.trade)",                              [false, true]),
            ("declines, state and reason",     "/declines?\(place.refusal)",                            [false]),
            ("queues",                         "/figures/queues",                                       [false, true]),
            ("web-hooks",                      "/webhooks",                                             [true]),
            ("web-hook's deliveries",          "/webhooks/\(place.webhook)",                            [false, true]),
            ("web-hook's deliveries, dead",    "/webhooks/\(place.webhook)?state=dead",                 [false]),
            ("submission",                     "/submissions/\(place.submission)",                      [false, true]),
        ]
        return rows.flatMap { row in
            row.forms.map { ListCase(name: "\(row.name) \($0 ? "html" : "json")", path: row.path, isPage: $0) }
        }
    }
}

/// Records in the middle of the tables, to be asked for.
private struct Places {
    let submission: String
    let application: String
    let funder: String
    let submissionCursor: String
    let messageCursor: String
    let deal: String
    let dealCursor: String
    let payee = MoneyFilling.payee(3)
    let webhook: String
    /// What the analysis of declines is narrowed by: an industry and a state, a state and a reason.
    let trade: String
    let refusal: String

    init(_ db: Connection, tenant: TenantID) throws {
        let half = try db.value("SELECT count(*) / 2 FROM submission WHERE tenant_id = \(tenant)", as: Int.self) ?? 0
        let row = try db.row(
            """
            SELECT id, application_id, funder_id FROM submission
             WHERE tenant_id = \(tenant) ORDER BY id LIMIT 1 OFFSET \(half)
            """)
        let message: String? = try db.value(
            """
            SELECT id FROM message WHERE tenant_id = \(tenant) AND direction = 'in'
             ORDER BY id LIMIT 1 OFFSET \(half / 2)
            """)
        let deal: String? = try db.value(
            """
            SELECT id FROM funded_deal WHERE tenant_id = \(tenant) ORDER BY id LIMIT 1 OFFSET \(half / 10)
            """)
        let webhook: String? = try db.value("SELECT id FROM webhook_endpoint WHERE tenant_id = \(tenant)")
        let decline = try db.row(
            """
            SELECT code, industry, merchant_state FROM submission_decline
             WHERE tenant_id = \(tenant) ORDER BY submission_id LIMIT 1 OFFSET \(half / 10)
            """)
        guard let row, let message, let deal, let webhook, let decline else {
            throw PlainRefusal(.conflict, code: "unfilled", "the database holds no submissions")
        }
        submission = try row["id"]
        application = try row["application_id"]
        funder = try row["funder_id"]
        submissionCursor = Cursor(.string(submission)).text
        let (industry, state): (String, String) = (try decline["industry"], try decline["merchant_state"])
        trade = Query.encoded([(name: "industry", value: industry), (name: "state", value: state)])
        refusal = Query.encoded([(name: "state", value: state), (name: "reason", value: try decline["code"])])
        self.deal = deal
        self.webhook = webhook
        dealCursor = Cursor(.string(deal)).text
        messageCursor = Cursor(.string(message)).text
    }
}
