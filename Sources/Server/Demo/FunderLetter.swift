/// What funders write. `{name}` are holes, `{table}` on a line of its own is the table of the terms.
enum FunderLetter: String, Sendable, CaseIterable {
    case options, terseDecline, stipulations, conditional, question, receipt, offer, counterOffer, vacation, bounce
    case vague, otherMerchant, contract, portal

    /// Of a mail that is no reply in a thread.
    var subject: String {
        switch self {
        case .stipulations: "Documents needed: {merchant}"
        case .receipt: "Submission received: {merchant}"
        case .contract: "{merchant} - agreements"
        case .portal: "Approved: {merchant}"
        case .bounce: "Undelivered Mail Returned to Sender"
        case .vacation: "Automatic reply: {subject}"
        default: "{merchant}"
        }
    }

    var text: String {
        switch self {
        case .options:
            """
            Hi,

            Good news on {merchant}: approved, with two options to choose from.

            {table}

            Both are good for 14 days. Tell me which one he takes and I will get the agreements out.
            """
        case .terseDecline: "Pass, too many NSFs."
        case .stipulations:
            """
            Thank you for sending {merchant}. Before we can make a decision please send us:

            - the last 4 months of business bank statements
            - a voided check
            - a copy of the owner's driver's license

            We will continue as soon as everything is in.
            """
        case .conditional:
            """
            {merchant} is approved, subject to the stips below. Our offer:

            {table}

            Stips to close:
            - month to date transactions
            - voided check
            """
        case .question:
            """
            Quick question on {merchant} before I take it to committee: what are the funds going to be used for, and is the
            owner at another location as well?
            """
        case .receipt:
            """
            We have received your submission for {merchant} and it is now in underwriting. You do not need to do anything.
            """
        case .offer:
            """
            Hi,

            {merchant} is approved. Our offer:

            {table}

            Let me know if the merchant wants to move forward.
            """
        case .counterOffer:
            """
            Went back to credit on {merchant} for you. Revised offer, it replaces the one from earlier:

            {table}
            """
        case .vacation:
            """
            I am out of the office until Monday with limited access to e-mail. I will answer when I am back.
            """
        case .bounce: ""
        case .vague:
            """
            Looked at it with the guys. Could be somewhere in the 40s maybe if the last month holds up, or it could be
            nothing at all. Is he even serious this time?
            """
        case .otherMerchant:
            """
            Hi,

            {merchant} is approved. Our offer:

            {table}
            """
        case .contract:
            """
            The agreements for {merchant} went out to the owner for e-signature a minute ago. The link works for 48 hours.
            """
        case .portal:
            """
            A decision has been made.

            {merchant} has been approved.

            {table}

            Sign in to the broker portal to request contracts. This is an automated notice of the portal.
            """
        }
    }
}
