/// A word, a number or a pause of the text, with its place.
struct TextWord {
    enum Kind: UInt8 {
        case word, number
        /// A calendar day.
        case day
        /// A telephone number, a time of day: no quantity.
        case opaque
        /// The end of a sentence, line or cell: no phrase crosses it.
        case pause
    }

    enum Currency: UInt8 {
        case none, dollar, usDollar, pound, canadianDollar, euro, australianDollar, newZealandDollar, rand

        var code: String {
            switch self {
            case .none, .dollar, .usDollar: "USD"
            case .pound: "GBP"
            case .canadianDollar: "CAD"
            case .euro: "EUR"
            case .australianDollar: "AUD"
            case .rand: "ZAR"
            case .newZealandDollar: "NZD"
            }
        }
    }

    /// What follows a number: thousands and millions are already in its value.
    enum Suffix: UInt8 { case none, thousand, million, percent, times }

    /// What ends here, for a pause.
    enum Pause: UInt8 {
        case none, sentence, question, line, paragraph, cell, bullet, tick, cross

        var isMark: Bool { self == .tick || self == .cross }
    }

    var kind: Kind
    /// The number of the word in the vocabulary, 0 where no rule names it.
    var number: UInt16 = 0
    /// Offsets in the source.
    var start: Int32
    var end: Int32
    /// A number's value; a day's number.
    var value = ExactNumber(whole: 0)
    var currency = Currency.none
    var suffix = Suffix.none
    /// `1,250`: written with separators of thousands.
    var isGrouped = false
    /// A number written in words.
    var isSpelled = false
    /// A comma, colon, bracket or dash stands before it.
    var beginsClause = false
    /// A colon or a row of dots stands before it.
    var followsColon = false
    var followsSlash = false
    /// A dash between two numbers stands before it: the upper end of a range.
    var followsRange = false
    var isCapital = false
    var pause = Pause.none
    /// The bullet, tick or cross behind a paragraph's end.
    var mark = Pause.none
    /// The tick or cross with which a line ends or which stands in its cell.
    var rowMark = Pause.none
    /// A tick or cross behind words of its line.
    var isInline = false
    /// A pause that ends a question, whatever else ends with it.
    var endsQuestion = false

    /// An amount by its looks: a sign of currency, thousands, or a whole number with separators.
    var isMoney: Bool {
        kind == .number && suffix != .percent && suffix != .times
            && (currency != .none || suffix == .thousand || suffix == .million || isGrouped)
    }
}
