/// Units and frequencies by their many spellings.
enum TermWords {
    enum Unit {
        case day, businessDay, calendarDay, week, month, year, payment

        /// What a term is counted in; nil for payments of which it is not said how often they are.
        func term(every frequency: OfferTerms.Frequency?) -> OfferTerms.TermUnit? {
            switch self {
            case .day, .calendarDay: .calendarDays
            case .businessDay: .businessDays
            case .week: .weeks
            case .month, .year: .months
            case .payment: frequency?.termUnit
            }
        }
    }

    // swift-format-ignore
    private static let unitWords: [(String, Unit)] = [
        ("day", .day), ("days", .day), ("dys", .day), ("d", .day), ("week", .week), ("weeks", .week), ("wk", .week), ("wks", .week), ("w", .week), ("weekday", .businessDay),
        ("monat", .month), ("monate", .month), ("monaten", .month), ("mois", .month), ("mes", .month), ("meses", .month), ("semanas", .week), ("semaines", .week), ("wochen", .week), ("jours", .day), ("tage", .day), ("tagen", .day), ("días", .day), ("jahre", .year), ("jahren", .year), ("ans", .year), ("años", .year),
        ("month", .month), ("months", .month), ("mo", .month), ("mos", .month), ("mth", .month), ("mths", .month), ("mnths", .month),
        ("m", .month), ("year", .year), ("years", .year), ("yr", .year), ("yrs", .year),
        ("payment", .payment), ("payments", .payment), ("pmt", .payment), ("pmts", .payment), ("pymt", .payment), ("pymts", .payment), ("paymnt", .payment), ("debits", .payment), ("debit", .payment), ("remittances", .payment),
        ("remittance", .payment), ("installments", .payment), ("instalments", .payment), ("pulls", .payment), ("pagos", .payment), ("ach", .payment), ("achs", .payment), ("repayments", .payment), ("deductions", .payment), ("drafts", .payment), ("remits", .payment), ("dd", .payment), ("dds", .payment),
    ]

    // swift-format-ignore
    private static let frequencyWords: [(String, OfferTerms.Frequency)] = [
        ("daily", .daily), ("dailly", .daily), ("dayly", .daily), ("dly", .daily), ("weekly", .weekly), ("wkly", .weekly), ("monthly", .monthly), ("mthly", .monthly), ("biweekly", .biweekly), ("fortnightly", .biweekly), ("monatlich", .monthly), ("monatliche", .monthly), ("mensualités", .monthly), ("mensuelle", .monthly), ("mensuales", .monthly), ("mensual", .monthly), ("semanales", .weekly), ("semanal", .weekly), ("wöchentlich", .weekly), ("diarios", .daily), ("diario", .daily), ("täglich", .daily), ("dailies", .daily), ("weeklies", .weekly), ("dlys", .daily), ("wklys", .weekly),
    ]

    private static let otherWords = [
        "business", "banking", "working", "calendar", "a", "per", "every", "each", "the", "of", "at", "bi", "other",
        "two", "points", "point", "pts", "pt", "ponts", "pionts", "puntos", "draw", "draws", "cal", "biz",
        "fresh", "from", "instead", "not", "than", "vs", "was", "were", "originally", "formerly", "now", "over",
        "under", "net",
        "first", "second", "third", "two",
        "with", "for", "monday", "mon", "friday", "fri", "able", "option", "opt", "offer", "choice", "scenario", "tier",
        "structure",
        "it", "bus", "in", "within", "until", "on", "x", "buy", "sell", "day", "days",
        "original", "approvals", "monday", "tuesday", "wednesday", "thursday", "friday", "early", "prepay",
        "prepayment", "discount", "penalty", "ahead", "back", "same", "as", "before", "previously", "earlier", "last",
        "terms",
        "everything", "deal", "rest", "à", "zu", "al", "but", "capped", "more", "another", "additional", "extra", "up",
        "down", "an", "that", "here's", "all", "top", "either", "both", "max", "tops",
        "mca", "is", "are", "term", "half", "fortnight", "cents", "cent", "flat", "no", "we", "i", "you", "line",
        "until", "till", "til", "thru", "through", "by", "before", "expires", "expire", "expiring", "expiry", "dead",
        "dies", "lapses", "ends", "closes", "buck",
        "quarter", "exp", "expiration", "deadline", "good", "valid", "held", "hold", "holds", "holding", "open",
        "stands",
        "to", "after", "and", "or", "so", "if", "then", "only", "please", "unless", "still", "void", "voids", "gone",
        "off", "against",
    ]

    static let all = unitWords.map(\.0) + frequencyWords.map(\.0) + otherWords
    static let units = WordMap(unitWords.map { (RuleBook.number($0.0), $0.1) })
    static let frequencies = WordMap(frequencyWords.map { (RuleBook.number($0.0), $0.1) })
    static let business = WordSet(["business", "banking", "working", "biz", "bus"].map(RuleBook.number))
    static let calendar = WordSet(["calendar", "cal"].map(RuleBook.number))
    static let every = WordSet(["a", "per", "every", "each"].map(RuleBook.number))
    static let otherTwo = WordSet(["other", "two", "second"].map(RuleBook.number))
    static let options = WordSet(
        ["option", "opt", "offer", "choice", "scenario", "tier", "structure"].map(RuleBook.number))
    static let dailies = WordSet(["dailies", "weeklies", "dlys", "wklys"].map(RuleBook.number))
    /// Who speaks anew: a key before it belongs to another clause.
    static let selves = WordSet(["we", "i", "here's"].map(RuleBook.number))
    /// What begins another part of a sentence behind a key.
    static let links = WordSet(["on", "with", "for", "from", "over"].map(RuleBook.number))
    static let mondays = WordSet(["monday", "mon"].map(RuleBook.number))
    static let fridays = WordSet(["friday", "fri"].map(RuleBook.number))
    static let points = WordSet(["points", "point", "pts", "pt", "ponts", "pionts", "puntos"].map(RuleBook.number))
    static let less = WordSet(["from", "instead", "not", "than", "vs", "was"].map(RuleBook.number))
    /// What begins a clause about terms that no longer hold, and what ends it.
    static let former = WordSet(["originally", "original", "formerly", "previously"].map(RuleBook.number))
    /// The same where they stand right before a number.
    static let past = WordSet(["was", "were"].map(RuleBook.number))
    static let now = RuleBook.number("now")
    static let than = RuleBook.number("than")
    static let insteadOf = WordSet(["instead", "rather"].map(RuleBook.number))
    static let day = WordSet(["day", "days"].map(RuleBook.number))
    static let infinitiveBe = RuleBook.number("be")
    static let of = RuleBook.number("of")
    static let at = RuleBook.number("at")
    static let on = RuleBook.number("on")
    static let over = RuleBook.number("over")
    /// What makes terms those of an earlier mail.
    static let earlier = WordSet(["before", "previously", "earlier", "last", "originally"].map(RuleBook.number))
    static let allTerms = WordSet(["terms", "everything", "structure", "deal", "rest"].map(RuleBook.number))
    static let likeness = RuleBook.number("as")
    static let same = RuleBook.number("same")
    /// What may stand between an amount and its rate: `90 at a 1.36`.
    static let beforeRate = WordSet(["at", "on", "a", "an", "the"].map(RuleBook.number))
    /// What a sum is moved to: `bumped to 60`, `capped at 55`.
    static let moves = WordSet(["to", "at"].map(RuleBook.number))
    /// What may stand behind a sum in thousands that are left unsaid.
    static let behindSum = WordSet(
        ["at", "on", "over", "fresh", "from", "now", "for", "max", "tops", "with", "net", "but", "instead"].map(
            RuleBook.number))
    /// `8 on each`, `7 on top`, `6 on either`: for the broker.
    static let onEach = WordSet(["each", "all", "top", "either", "both", "every"].map(RuleBook.number))
    static let exchanges = WordSet(["for", "against"].map(RuleBook.number))
    /// What stands before the percent of a loan: `at 12.75%`, `à 7,5 %`.
    static let ats = WordSet(["at", "à", "zu", "al"].map(RuleBook.number))
    static let approvals = RuleBook.number("approvals")
    static let weekdays = WordSet(["monday", "tuesday", "wednesday", "thursday", "friday"].map(RuleBook.number))
    static let early = WordSet(["early", "prepay", "prepayment", "discount", "penalty", "ahead"].map(RuleBook.number))
    static let ordinals = WordSet(["first", "second", "third", "last"].map(RuleBook.number))
    static let back = RuleBook.number("back")
    static let per = WordSet(["per", "every", "each"].map(RuleBook.number))
    static let times = RuleBook.number("x")
    static let inside = RuleBook.number("in")
    static let fresh = RuleBook.number("fresh")
    static let the = RuleBook.number("the")
    static let bi = RuleBook.number("bi")
    static let draw = WordSet(["draw", "draws"].map(RuleBook.number))
    static let cents = WordSet(["cents", "cent"].map(RuleBook.number))
    static let buy = RuleBook.number("buy")
    static let buys = WordSet([buy])
    static let sells = WordSet([sell])
    static let sell = RuleBook.number("sell")
    static let buck = RuleBook.number("buck")
    static let point = RuleBook.number("point")
    static let a = RuleBook.number("a")
    static let half = RuleBook.number("half")
    static let quarter = RuleBook.number("quarter")
    /// Names of the last day of an offer.
    static let lastDay = WordSet(
        ["exp", "expires", "expire", "expiration", "expiry", "deadline"].map(RuleBook.number))
    static let one = RuleBook.number("one")
    /// What stands before `a year` where that is a term.
    static let beforeYear = WordSet(["over", "for", "is", "within", "of"].map(RuleBook.number))
    /// What stands before the day on which an offer ends, and what does before `on` and that day.
    static let until = WordSet(
        [
            "until", "till", "til", "thru", "through", "by", "before", "expires", "expire", "expiring", "expiry",
            "lapses",
        ]
        .map(RuleBook.number))
    static let ends = WordSet(
        [
            "expires", "expire", "expiring", "expiry", "dead", "dies", "lapses", "ends", "closes", "void", "voids",
            "gone", "off",
        ]
        .map(RuleBook.number))
    /// What an offer does before `to` and its last day.
    static let holds = WordSet(
        ["good", "valid", "held", "hold", "holds", "holding", "open", "stands"].map(RuleBook.number))
    /// What may stand behind a day of the month alone.
    static let behindDay = WordSet(
        ["at", "and", "but", "or", "so", "if", "then", "only", "with", "please", "for", "unless", "on"].map(
            RuleBook.number))
    static let edges = WordSet(["first", "last"].map(RuleBook.number))
    static let lastOne = RuleBook.number("last")
    static let to = RuleBook.number("to")
    static let after = RuleBook.number("after")
    static let be = RuleBook.number("is")
    static let still = RuleBook.number("still")
}
