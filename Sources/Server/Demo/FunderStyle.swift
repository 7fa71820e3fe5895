/// A funder's manner of answering.
enum FunderStyle: String, Sendable, CaseIterable {
    /// Several options in a table.
    case options
    case terseDecline
    /// Wants documents before anything else.
    case stipulations
    /// An offer with documents to follow.
    case conditional
    case question
    /// An acknowledgement, and an offer a while later.
    case slowOffer
    /// A first offer, and another that replaces it.
    case counterOffer
    case vacation
    /// The mailbox does not exist.
    case bounce
    /// What only a person can make sense of.
    case vague
    /// Mixes up the merchants once it knows two.
    case otherMerchant
    /// An offer, then contracts.
    case contract
    /// A notice of a web portal.
    case portal
    /// What somebody answers whom the demonstration does not know.
    case receipt
}

/// One answer: when, what, tied to our mail by what, and in which form.
struct FunderAnswer: Sendable {
    let style: FunderStyle
    /// After the funder's first answer would come.
    let afterSeconds: Int64
    let letter: FunderLetter
    let tie: Tie
    let form: Form

    /// What of our mail the answer bears.
    enum Tie: Sendable {
        /// In-Reply-To and References, as a mail program writes them.
        case thread
        /// Our Reply-To address alone, under a subject of its own, as portals write.
        case plusAddress
        /// The merchant's name alone, sent to our plain address.
        case name
    }

    enum Form: Sendable {
        case plain
        /// Plain text over our mail as a quotation.
        case quoted
        /// HTML with a text beside it, over our mail as a quotation.
        case html
        /// HTML with a text beside it and nothing more.
        case bareHTML
        /// Plain, and marked as written by a machine (RFC 3834).
        case automatic
        /// A delivery report (RFC 3464).
        case report
    }

    // swift-format-ignore
    static let table: [FunderAnswer] = [
        // style            after  letter           tie           form
        row(.options,           0, .options,        .thread,      .html),
        row(.terseDecline,      0, .terseDecline,   .thread,      .plain),
        row(.stipulations,      0, .stipulations,   .plusAddress, .plain),
        row(.conditional,       0, .conditional,    .thread,      .quoted),
        row(.question,          0, .question,       .name,        .plain),
        row(.slowOffer,         0, .receipt,        .plusAddress, .plain),
        row(.slowOffer,        15, .offer,          .plusAddress, .bareHTML),
        row(.counterOffer,      0, .offer,          .thread,      .quoted),
        row(.counterOffer,     12, .counterOffer,   .thread,      .quoted),
        row(.vacation,          0, .vacation,       .thread,      .automatic),
        row(.bounce,            0, .bounce,         .thread,      .report),
        row(.vague,             0, .vague,          .thread,      .quoted),
        row(.otherMerchant,     0, .otherMerchant,  .thread,      .plain),
        row(.contract,          0, .offer,          .thread,      .html),
        row(.contract,         18, .contract,       .name,        .plain),
        row(.portal,            0, .portal,         .plusAddress, .bareHTML),
        row(.receipt,           0, .receipt,        .thread,      .quoted),
    ]

    private static func row(
        _ style: FunderStyle, _ afterSeconds: Int64, _ letter: FunderLetter, _ tie: Tie, _ form: Form
    ) -> FunderAnswer {
        FunderAnswer(style: style, afterSeconds: afterSeconds, letter: letter, tie: tie, form: form)
    }
}
