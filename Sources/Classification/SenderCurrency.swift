/// Whose dollars a bare `$` is, by what the sender's own lines tell of the country.
struct SenderCurrency {
    private let currency: TextWord.Currency
    /// How the domains of the country end.
    private let domain: String
    /// A word that names no other country.
    private let sure: Set<String>
    /// Words of which two make it sure.
    private let likely: Set<String>

    private init(_ currency: TextWord.Currency, _ domain: String, sure: String, likely: String) {
        self.currency = currency
        self.domain = domain
        self.sure = Set(sure.split(separator: " ").map(String.init))
        self.likely = Set(likely.split(separator: " ").map(String.init))
    }

    private static let all: [SenderCurrency] = [
        SenderCurrency(
            .australianDollar, ".au", sure: "pty abn acn nsw qld australia australian",
            likely: "sydney melbourne brisbane perth adelaide canberra hobart tas vic bas ato"),
        SenderCurrency(
            .newZealandDollar, ".nz", sure: "nzbn zealand aotearoa",
            likely: "auckland christchurch wellington hamilton dunedin nz ird"),
        SenderCurrency(
            .canadianDollar, ".ca", sure: "canada canadian",
            likely:
                "toronto vancouver calgary edmonton montreal montréal winnipeg ottawa mississauga halifax ontario alberta québec quebec saskatchewan manitoba hst gst"
        ),
    ]

    /// The currency of the one country that the domain, a sure word or two likely ones name; nil where none or several.
    static func read(_ text: String, domain: String?) -> TextWord.Currency? {
        let words = Set(text.lowercased().split { !$0.isLetter }.map(String.init))
        let found = all.filter { country in
            domain?.hasSuffix(country.domain) ?? false || !country.sure.isDisjoint(with: words)
                || country.likely.intersection(words).count > 1
        }
        return found.count == 1 ? found[0].currency : nil
    }
}
