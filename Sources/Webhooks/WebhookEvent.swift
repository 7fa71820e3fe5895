import Kernel

/// The events that an endpoint can ask for: each is a row of the history of that kind and event.
package enum WebhookEvent {
    /// A kind of record and the events that are told of it.
    // swift-format-ignore
    private static let table: [(kind: String, label: String, events: [String])] = [
        ("submission",  "Submission",  ["sent", "send_failed", "uncertain", "undeliverable", "acknowledged", "question",
                                        "requested_docs", "offered", "contract_sent", "declined", "withdrawn", "accepted",
                                        "merchant_declined", "merchant_withdrawn", "funded", "reopened", "cancelled"]),
        ("offer",       "Offer",       ["make", "accept", "expire", "withdraw", "decline", "reject", "supersede"]),
        ("stipulation", "Stipulation", ["add", "receive", "waive", "expire", "reopen"]),
        ("application", "Application", ["added", "changed", "archived", "restored"]),
        ("review_item", "Review",      ["settle", "dismiss", "reopen"]),
        ("intake_item", "Intake",      ["make", "dismiss", "reopen"]),
        ("referral_partner", "Referral partner", ["partner_registered", "partner_activated", "partner_suspended"]),
        ("referral_lead",    "Referred lead", ["lead_submitted", "lead_approved", "lead_rejected", "lead_converted",
                                               "lead_unconverted"]),
        ("referral_credit",  "Referral credit", ["credit_requested", "credit_approved", "credit_rejected", "credit_clawed_back", "credit_kept"]),
        ("referral_payout",  "Referral payout", ["payout_generated", "payout_approved", "payout_partially_approved",
                                                 "payout_rejected", "payout_paid", "payout_failed"]),
        ("outbox",      "Mail out",    ["fail", "lose", "settleSent", "settleLost"]),
    ]

    /// What a test tells: asked for by a person, whatever the endpoint chose.
    package static let test = "webhook_endpoint.test"

    /// `submission.declined`, in the order in which a page shows them.
    package static let all: [String] = table.flatMap { row in row.events.map { "\(row.kind).\($0)" } }
    private static let known = Set(all)

    package static func isKnown(_ name: String) -> Bool { known.contains(name) }

    /// The name of a history row's event.
    static func name(kind: String, event: String) -> String { "\(kind).\(event)" }

    /// For forms: a group for each kind.
    static var choices: Value {
        .list(
            table.map { row in
                [
                    "label": .string(row.label),
                    "events": .list(
                        row.events.map { event in
                            ["name": .string("\(row.kind).\(event)"), "label": .string(words(event))]
                        }),
                ]
            })
    }

    /// `contract_sent` as `contract sent`.
    private static func words(_ code: String) -> String {
        String(code.flatMap { $0 == "_" ? [" "] : $0.isUppercase ? [" ", Character($0.lowercased())] : [$0] })
    }
}
