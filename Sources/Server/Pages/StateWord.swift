/// What a state is called on a page, and the tone of its badge: good, bad, wait, note or plain.
struct StateWord: Sendable {
    let label: String
    let tone: String

    // swift-format-ignore
    private static let table: [(code: String, label: String, tone: String)] = [
        // submissions and outbox
        ("queued",             "Queued",                   "wait"),
        ("held",               "Held",                     "note"),
        ("sending",            "Being sent",               "wait"),
        ("sent",               "Sent",                     "wait"),
        ("failed",             "Not sent",                 "bad"),
        ("uncertain",          "Uncertain",                "bad"),
        ("cancelled",          "Cancelled",                "plain"),
        ("undeliverable",      "Undeliverable",            "bad"),
        ("acknowledged",       "Under review",             "wait"),
        ("question",           "Question",                 "note"),
        ("docs_requested",     "Documents wanted",         "note"),
        ("requested_docs",     "Documents wanted",         "note"),
        ("offered",            "Offer",                    "good"),
        ("offered_with_stips", "Offer with stipulations",  "good"),
        ("contract_sent",      "Contract out",             "good"),
        ("accepted",           "Accepted",                 "good"),
        ("funded",             "Funded",                   "good"),
        ("declined",           "Declined",                 "bad"),
        ("withdrawn",          "Offer withdrawn",          "bad"),
        ("merchant_declined",  "Declined by merchant",     "plain"),
        ("merchant_withdrawn", "Withdrawn by us",          "plain"),
        ("commission_notice",  "Commission",               "good"),
        ("bounced",            "Bounced",                  "bad"),
        ("auto_reply",         "Automatic reply",          "plain"),
        ("unrelated",          "Unrelated",                "plain"),
        ("replied",            "Reply",                    "wait"),
        ("opened",             "Opened",                   "plain"),
        ("send_failed",        "Could not be sent",        "bad"),
        ("resent",             "Sent again",               "wait"),
        ("docs_sent",          "Documents sent",           "good"),
        ("reviewed",           "Reviewed",                 "plain"),
        ("reopened",           "Reopened",                 "note"),
        ("undone",             "Taken back",               "plain"),
        // offers, documents
        ("pending",            "Open",                     "good"),
        ("expired",            "Expired",                  "plain"),
        ("superseded",         "Superseded",               "plain"),
        ("received",           "Received",                 "good"),
        ("open",               "Open",                     "note"),
        ("waived",             "Waived",                   "plain"),
        // reviews, arrivals
        ("settled",            "Settled",                  "good"),
        ("dismissed",          "Put away",                 "plain"),
        ("quarantined",        "Quarantined",              "bad"),
        ("stored",             "Being read",               "wait"),
        ("wanted",             "Being fetched",            "wait"),
        ("filed",              "Filed",                    "good"),
        // deals and commissions
        ("nothing",            "No commission",            "plain"),
        ("expected",           "Expected",                 "wait"),
        ("earned",             "Owed",                     "note"),
        ("part_paid",          "Paid in part",             "note"),
        ("paid",               "Paid",                     "good"),
        ("part_clawed_back",   "Clawed back in part",      "bad"),
        ("clawed_back",        "Clawed back",              "bad"),
        ("booked",             "Booked",                   "good"),
        ("proposed",           "To be confirmed",          "wait"),
        ("matched",            "Matched",                  "good"),
        ("short_paid",         "Short-paid",               "bad"),
        ("over_paid",          "Over-paid",                "note"),
        ("paid_twice",         "Paid twice",               "note"),
        ("missing",            "Missing",                  "bad"),
        ("unknown_deal",       "Unknown deal",             "note"),
        ("wrong_currency",     "Wrong currency",           "bad"),
        ("unclear",            "For a person",             "wait"),
        ("reversed",           "Taken back",               "plain"),
        // people, accounts, funders
        ("active",             "Active",                   "good"),
        ("disabled",           "Disabled",                 "plain"),
        ("paused",             "Paused",                   "note"),
        ("retired",            "Retired",                  "plain"),
        ("inactive",           "Inactive",                 "plain"),
        ("blocked",            "Blocked",                  "bad"),
        ("prospect",           "Prospect",                 "note"),
        ("waiting",            "Waiting",                  "wait"),
        ("refused",            "Refused",                  "bad"),
        // findings of the doctor and the shortlist
        ("green",              "Good",                     "good"),
        ("yellow",             "Look",                     "note"),
        ("red",                "Wrong",                    "bad"),
        ("grey",               "Not known",                "plain"),
    ]

    static let all: [String: StateWord] = Dictionary(
        uniqueKeysWithValues: table.map { ($0.code, StateWord(label: $0.label, tone: $0.tone)) })
}
