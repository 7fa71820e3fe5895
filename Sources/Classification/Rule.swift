/// One thing to look for: phrases in the notation of `PhraseAutomaton`, what they say, and a sentence in which they stand.
struct Rule: Sendable {
    let id: String
    let signal: Signal
    let phrases: [String]
    let example: String

    init(id: String, signal: Signal, phrases: [String], example: String) {
        (self.id, self.signal, self.phrases, self.example) = (id, signal, phrases, example)
    }

    /// A row of a table: its phrases stand one a line.
    init(_ id: String, _ signal: Signal, _ example: String, _ phrases: String) {
        self.init(id: id, signal: signal, phrases: phrases.split(separator: "\n").map(String.init), example: example)
    }

    var isBare: Bool { id.hasSuffix(".bare") }
    var isTopic: Bool { id.hasSuffix(".topic") }
    var isVague: Bool { id.hasSuffix(".vague") }

    /// The rule with each pair `left ~4 right` as two phrases with a gap.
    var inBothOrders: Rule {
        let ordered = phrases.flatMap { phrase -> [String] in
            let words = phrase.split(separator: " ")
            guard let mark = words.firstIndex(where: { $0.first == "~" }) else { return [phrase] }
            let gap = "_" + (words[mark].count > 1 ? words[mark].dropFirst() : "6")
            let (left, right) = (words[..<mark].joined(separator: " "), words[(mark + 1)...].joined(separator: " "))
            return ["\(left) \(gap) \(right)", "\(right) \(gap) \(left)"]
        }
        return Rule(id: id, signal: signal, phrases: ordered, example: example)
    }
}

/// What a phrase says before its sentence is weighed.
enum Signal: Hashable, Sendable {
    case outcome(Outcome)
    /// Approved, without a word about how much.
    case approval
    case reason(DeclineReason)
    case document(DocumentCode)
    case scope(Scope)
    case field(Field)

    /// What changes the sense of the words around it.
    enum Scope: UInt8, Sendable {
        /// A decline that holds only unless something comes.
        case unless
        /// Papers named with it are wanted.
        case want
        /// Papers named with it are there, waived or not needed.
        case have
        /// Papers named with it would open the file again.
        case reopen
        /// A person other than the funder, or other than this file.
        case otherParty
        /// The file goes on: a refusal beside it is over, or is told of something else.
        case renewed
        /// A deal that runs or is over: its terms are not what is offered.
        case running
        /// An amount that is floated, a maximum of the program, later.
        case hypothetical
        /// An estimate that counts as an offer.
        case estimate
        /// Something is asked.
        case ask
        /// A question that is a courtesy or an invitation to choose.
        case courtesy
        /// The broker must settle it before anything goes on.
        case urgent
        /// Points to the subject line.
        case perSubject
        /// Points to a block below or to an attachment.
        case pointsBelow
        case pointsToFile
        /// An earlier decline no longer stands.
        case overturned
        /// Something said or sent is taken back.
        case retraction
        /// The terms are the same as in an earlier mail.
        case sameAsBefore
        /// For all the options named.
        case forAll
        /// Numbers will follow, or a call is asked.
        case numbersFollow
        case callAsked
        /// Speaks to a machine.
        case instruction
    }
}

/// What a number of an offer is, by the words beside it.
enum Field: UInt8, Sendable {
    case amount, payback, payment, factor, buyRate, interest, annualRate, term, frequency, origination, administration,
        otherFee
    case commission, holdback, net, balance, expiry, requested, revenue, prepay, fundedAmount, other
    /// What a funder offers to anybody: no number of this file.
    case program
}
