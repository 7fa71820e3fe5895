/// All rules, compiled once, and the words that the lexer must know.
enum RuleBook {
    private static let plainRules: [Rule] = [
        OutcomeRules.all, CircularRules.all, DeclineRules.all, RefusalTurnRules.all, WithdrawalRules.all,
        ReasonRules.all,
        CreditReasonRules.all, BusinessReasonRules.all, DocumentRules.all, ScopeRules.all,
        RequestRules.all, FieldRules.all,
    ].flatMap { $0 }

    /// Looser words for reasons, looked for only in a refusal that gives none otherwise.
    private static let hintRules: [Rule] = FurtherReasonRules.all + FurtherBusinessRules.all

    static let rules: [Rule] = plainRules + hintRules

    /// The name of each rule that has one.
    static let names: [RuleName?] = rules.map { RuleName(rawValue: $0.id) }

    private static let plan = PhrasePlan(plainRules)
    private static let hintPlan = PhrasePlan(hintRules.map(\.inBothOrders))

    static let automaton = PhraseAutomaton(
        plan.phrases, classes: Lexicon.classes, words: lexerWords + PhraseAutomaton.words(of: hintPlan.phrases))

    /// Made when it is first needed; it knows words by the same numbers.
    static let hintAutomaton = PhraseAutomaton(
        hintPlan.phrases, classes: Lexicon.classes, words: Array(automaton.vocabulary.words.dropFirst()))

    /// The place in `rules` of the rule that a phrase of `hintAutomaton` belongs to.
    static func rule(ofHint phrase: Int32) -> Int {
        guard case .rule(let rule) = hintPlan.uses[Int(phrase)] else { preconditionFailure("a hint that is a pair") }
        return plainRules.count + rule
    }

    /// What each phrase of the automaton is for.
    static let uses: [PhrasePlan.Use] = plan.uses
    static let sides: [PhrasePlan.Side] = plan.sides
    static let pairs: [PhrasePlan.Pair] = plan.pairs

    // MARK: words of the lexer

    private static let abbreviationWords = [
        "mr", "mrs", "ms", "dr", "st", "inc", "co", "orig", "min", "max", "approx", "avg", "wk", "mo", "pmt",
        "est", "dba", "vs", "pts",
        "ref", "dept", "sr", "jr", "attn", "incl", "bal", "mos", "wks",
    ]
    private static let currencyWords: [(String, TextWord.Currency)] = [
        ("usd", .usDollar), ("dollars", .dollar), ("cad", .canadianDollar), ("cdn", .canadianDollar), ("gbp", .pound),
        ("pounds", .pound),
        ("eur", .euro),
        ("euro", .euro), ("euros", .euro), ("quid", .pound), ("aud", .australianDollar), ("nzd", .newZealandDollar),
        ("sterling", .pound), ("zar", .rand), ("rand", .rand),
    ]
    private static let percentWords = ["percent", "pct"]
    private static let thousandWords = ["thousand", "grand", "thou", "k"]
    private static let millionWords = ["million", "mil", "mm"]
    private static let monthWords: [(String, Int)] = [
        ("january", 1), ("february", 2), ("march", 3), ("april", 4), ("may", 5), ("june", 6), ("july", 7),
        ("august", 8), ("september", 9),
        ("october", 10), ("november", 11), ("december", 12), ("jan", 1), ("feb", 2), ("mar", 3), ("apr", 4), ("jun", 6),
        ("jul", 7),
        ("aug", 8), ("sep", 9), ("sept", 9), ("oct", 10), ("nov", 11), ("dec", 12),
    ]
    private static let numeralWords: [(String, Int64)] = [
        ("one", 1), ("two", 2), ("three", 3), ("four", 4), ("five", 5), ("six", 6), ("seven", 7), ("eight", 8),
        ("nine", 9), ("ten", 10),
        ("eleven", 11), ("twelve", 12), ("thirteen", 13), ("fourteen", 14), ("fifteen", 15), ("sixteen", 16),
        ("seventeen", 17),
        ("eighteen", 18), ("nineteen", 19), ("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50), ("sixty", 60),
        ("seventy", 70), ("eighty", 80), ("ninety", 90),
    ]

    private static let lexerWords =
        abbreviationWords + currencyWords.map(\.0) + percentWords + thousandWords + millionWords + monthWords.map(\.0)
        + numeralWords.map(\.0) + [
            "hundred", "to", "and", "but", "however", "though", "although", "because", "for", "with", "by",
        ]
        + TermWords.all + ScopeWords.all.split(separator: " ").map(String.init)

    static let abbreviations = WordSet(abbreviationWords.map(RuleBook.number))
    static let currencies = WordMap(currencyWords.map { (RuleBook.number($0.0), $0.1) })
    static let percents = WordSet(percentWords.map(RuleBook.number))
    static let thousands = WordSet(thousandWords.map(RuleBook.number))
    static let millions = WordSet(millionWords.map(RuleBook.number))
    static let months = WordMap(monthWords.map { (RuleBook.number($0.0), $0.1) })
    static let numerals = WordMap(numeralWords.map { (RuleBook.number($0.0), $0.1) })
    static let hundred = number("hundred")
    static let and = number("and")
    static let clauseWords = WordSet(["but", "however", "though", "although", "because"].map(RuleBook.number))

    /// The number of a word that the rules or the lexer know.
    static func number(_ word: String) -> UInt16 {
        guard let number = automaton.vocabulary[Vocabulary.hash(word)] else {
            preconditionFailure("no rule knows the word \(word)")
        }
        return number
    }
}
