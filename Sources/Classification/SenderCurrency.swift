/// Whose dollars a bare `$` is, by what the sender's own lines tell of the country.
struct SenderCurrency {
    private let currency: TextWord.Currency
    /// How the domains of the country end.
    private let domain: String
    /// A word that names no other country.
    private let sure: [String]
    /// Words of which two make it sure, thirty at most.
    private let likely: [String]

    private init(_ currency: TextWord.Currency, _ domain: String, sure: String, likely: String) {
        self.currency = currency
        self.domain = domain
        self.sure = sure.split(separator: " ").map(String.init)
        self.likely = likely.split(separator: " ").map(String.init)
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

    /// Which countries a word names, by the hash of its small letters: each by its place, and a bit, of which the lowest one is sure.
    private static let signs: [UInt64: [(country: Int, bit: UInt32)]] = {
        var signs: [UInt64: [(country: Int, bit: UInt32)]] = [:]
        for (place, country) in all.enumerated() {
            for word in country.sure { signs[Vocabulary.hash(word), default: []].append((place, 1)) }
            for (number, word) in country.likely.enumerated() {
                signs[Vocabulary.hash(word), default: []].append((place, 2 << UInt32(number)))
            }
        }
        return signs
    }()

    /// Whether a word may name a country, by the lowest bits of its hash.
    private static let mayName: [Bool] = {
        var mayName = [Bool](repeating: false, count: 4096)
        for word in signs.keys { mayName[Int(word & 4095)] = true }
        return mayName
    }()

    /// The currency of the one country that the domain, a sure word or two likely ones name; nil where none or several.
    static func read(_ text: String, domain: String?) -> TextWord.Currency? {
        var told = [UInt32](repeating: 0, count: all.count)
        mayName.withUnsafeBufferPointer { mayName in
            eachWord(of: text) { word in
                guard mayName[Int(word & 4095)] else { return }
                for sign in signs[word] ?? [] { told[sign.country] |= sign.bit }
            }
        }
        let found = all.indices.filter { place in
            domain?.hasSuffix(all[place].domain) ?? false || told[place] & 1 != 0
                || (told[place] >> 1).nonzeroBitCount > 1
        }
        return found.count == 1 ? all[found[0]].currency : nil
    }

    /// The hash of each word in small letters, Latin-1's among them (UTF-8 C3 80 to C3 BF).
    private static func eachWord(of text: String, _ take: (UInt64) -> Void) {
        text.withBytes { eachWord(of: $0, take) }
    }

    private static func eachWord(of text: UnsafeBufferPointer<UInt8>, _ take: (UInt64) -> Void) {
        var (hash, last) = (Vocabulary.offset, UInt8(0))
        for byte in text {
            let isLatin = last == 0xC3 && byte >= 0x80
            last = byte
            if isLatin || byte == 0xC3 || 97...122 ~= byte | 0x20 {
                let isCapital = isLatin ? byte < 0xA0 : 65...90 ~= byte
                hash = LeaningWord.step(hash, isCapital ? byte | 0x20 : byte)
            } else if hash != Vocabulary.offset {
                take(hash)
                hash = Vocabulary.offset
            }
        }
        if hash != Vocabulary.offset { take(hash) }
    }
}
