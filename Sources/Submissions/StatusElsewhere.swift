/// What other brokers' systems call a status: MCA Suite's default statuses, and those of Lendflow's interface. Nil where they
/// have none of their own (E28).
package struct StatusElsewhere: Sendable, Equatable {
    package let mcaSuite: String?
    package let lendflow: String?

    package init(_ status: Status) {
        let row = Self.table.first { $0.status == status }
        mcaSuite = row?.mcaSuite
        lendflow = row?.lendflow
    }

    // swift-format-ignore
    static let table: [(status: Status, mcaSuite: String?, lendflow: String?)] = [
        // ours                MCA Suite                              Lendflow
        (.queued,              nil,                                   nil),
        (.failed,              nil,                                   "LENDER_CALL_FAILED"),
        (.cancelled,           nil,                                   "CANCELLED"),
        (.uncertain,           nil,                                   "LENDER_CALL_FAILED"),
        (.undeliverable,       nil,                                   "LENDER_CALL_FAILED"),
        (.sent,                "Submitted",                           "PENDING"),
        (.acknowledged,        "Under Review",                        "PENDING"),
        (.question,            "Additional Documents Required",       "ADDITIONAL_DETAILS_REQUESTED"),
        (.docsRequested,       "Additional Documents Required",       "ADDITIONAL_DETAILS_REQUESTED"),
        (.offered,             "Offer(s) Received",                   "OFFERED"),
        (.offeredWithStips,    "Offer(s) Received with Stipulations", "OFFERED"),
        (.contractSent,        "Offer(s) Received",                   "OFFERED"),
        (.accepted,            "Accepted by Merchant",                "ACCEPTED"),
        (.declined,            "Rejected by Funder",                  "DECLINED"),
        (.withdrawn,           "Rejected by Funder",                  "CANCELLED"),
        (.merchantDeclined,    "Rejected by Merchant",                "APPLICANT_DECLINED"),
        (.merchantWithdrawn,   "Rejected by Merchant",                "APPLICANT_DECLINED"),
        (.funded,              nil,                                   nil),
    ]
}
