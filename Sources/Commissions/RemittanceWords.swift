import Kernel

/// What a mail's words make of the amount that it names: money that came, money that is taken back, or not said. Only the
/// sentences count in which the amount stands, so that a policy that is mentioned beside it takes nothing back.
struct RemittanceWords: Equatable {
    enum Direction: Equatable {
        case paid
        case back
        /// Words for both stand around the amount, or taking back is spoken of elsewhere: a person looks.
        case unclear
    }

    let direction: Direction
    /// Whether the mail says that the money went, and says nothing of money to come.
    let isPast: Bool

    init(_ text: String, of amount: Cents) {
        let sentences = Self.sentences(of: text.lowercased())
        var about = sentences.filter { $0.amounts.contains(amount) }
        if about.isEmpty { about = sentences }
        let isBack = about.contains(where: \.takesBack)
        let isPaid = about.contains { $0.holds(Self.past) && (!$0.holds(Self.back) || !$0.takesBack) }
        // A sentence with several amounts does not say which of them it takes back.
        let isMixed = about.contains { $0.takesBack && $0.amounts.count > 1 }
        let isElsewhere = sentences.contains { $0.takesBack && !about.contains($0) }
        if isMixed || isBack && isPaid || !isBack && isElsewhere {
            direction = .unclear
        } else {
            direction = isBack ? .back : .paid
        }
        isPast =
            about.contains { $0.holds(Self.past) } && !about.contains { $0.holds(Self.later) }
            && !sentences.contains { $0.holds(Self.waiting) }
    }

    /// What was done, whatever it is founded on.
    private static let done = [
        "clawed back", "clawing back", "claw back of", "charged back", "charging back", "recouped", "recouping",
        "taking back", "took back", "taken back", "was reversed", "been reversed", "is reversed", "we reversed",
        "deducted",
    ]
    /// Beside these it is only spoken of.
    private static let perhaps = [
        "may be", "could be", "would be", "can be", "in the event", "should the", " if ", "unless", "subject to",
        "not clawed", "not be clawed", "never clawed", "policy", "window",
    ]
    private static let back = [
        "claw", "chargeback", "charge back", "charged back", "recoup", "taking back", "took back", "taken back",
        "reversed", "reversal", "deducted", "withdrawn from your account",
    ]
    /// Beside these a taking back is a rule that is spoken of, none that happened.
    private static let rules = [
        "policy", "period", "window", "provision", "clause", "subject to", "terms", "agreement", "may be", "could be",
        "in the event", "should the", " if ", "unless", "protection", "no clawback", "not clawed", "schedule",
        "eligible",
    ]
    private static let past = [
        "was paid", "were paid", "has been paid", "have been paid", "have paid", "we paid", "been sent", "was sent",
        "we sent", "have sent", "went out", "gone out", "paid today", "paid on", "paid out", "paid by", "paid via",
        "paid to you", "was wired", "been wired", "we wired", "was issued", "been issued", "was deposited",
        "been deposited", "was released", "been released", "was processed", "been processed", "was transferred",
        "been transferred", "sent today", "wired today", "sent by ach", "sent via",
    ]
    /// In the amount's own sentence: money to come.
    private static let later = [
        " will ", "'ll ", "’ll ", " shall ", "going to", "go out", "goes out", "going out", "to go", "tomorrow",
        "next ",
        " once ", "as soon as", "when ", "upon ", " after ", "not been", "not yet", "n't been", "n’t been",
        "to be ", "should ", "can be", "may ", "soon", "next-day", "in the coming",
    ]
    /// Anywhere in the mail.
    private static let waiting = [
        "will be paid", "will be sent", "will go out", "will be wired", "will be released", "scheduled", "pending",
        "on hold", "held", "delayed", "to be paid", "payable", "upcoming", "we expect", "is expected", "expected to",
    ]

    /// A part of the text that ends at a full stop, or at an empty line.
    private struct Sentence: Equatable {
        let text: String
        let amounts: [Cents]

        /// Begins with a space, so that a word may be asked for with the space before it.
        init(_ text: String) {
            self.text = " " + text + " "
            var found: [Cents] = []
            var before: Character = " "
            var rest = text[...]
            while let first = rest.first {
                guard first.isASCII, first.isNumber else {
                    if !first.isWhitespace { before = first }
                    rest.removeFirst()
                    continue
                }
                let run = rest.prefix { $0.isASCII && ($0.isNumber || $0 == "," || $0 == ".") }
                rest = rest.dropFirst(run.count)
                if let amount = Self.money(run, after: before), !found.contains(amount) { found.append(amount) }
                before = " "
            }
            amounts = found
        }

        /// Money has two places behind a point, thousands, or its sign before it; a bare number may be a day or a trace.
        private static func money(_ run: Substring, after sign: Character) -> Cents? {
            var run = run
            while run.hasSuffix(".") || run.hasSuffix(",") { run.removeLast() }
            let digits = String(run.filter { $0 != "," })
            let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
            let isBare = !run.contains(",") && !"$€£".contains(sign)
            guard parts.count == 2 && parts[1].utf8.count == 2 || parts.count == 1 && !isBare else { return nil }
            return Cents(decimal: digits).flatMap { $0 > .zero ? $0 : nil }
        }

        var takesBack: Bool {
            holds(RemittanceWords.done) && !holds(RemittanceWords.perhaps)
                || holds(RemittanceWords.back) && !holds(RemittanceWords.rules)
        }

        func holds(_ words: [String]) -> Bool { words.contains { text.contains($0) } }
    }

    private static func sentences(of text: String) -> [Sentence] {
        var sentences: [Sentence] = []
        var current = ""
        func close() {
            if !current.isEmpty { sentences.append(Sentence(current)) }
            current = ""
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let words = line.split(whereSeparator: \.isWhitespace)
            if words.isEmpty { close() }
            for word in words {
                current += (current.isEmpty ? "" : " ") + word
                if let last = word.last, ".!?;".contains(last), word.utf8.count > 1 { close() }
            }
        }
        close()
        return sentences
    }
}
