import Applications
import Kernel
import Sheets

/// Which commitment money that came in is for: by the code that payers are told, or by the partner's name. Never a guess
/// between two.
package struct BankMatcher: Sendable {
    /// A commitment for which money may come.
    package struct Candidate: Sendable, Equatable {
        package let commitment: Commitment.ID
        package let code: String
        package let partner: String
        package let currency: Currency
        /// What one payment of it is: of a recurring one a cycle.
        package let usual: Cents
        package fileprivate(set) var outstanding: Cents

        package init(
            _ commitment: Commitment.ID, code: String, partner: String, _ currency: Currency, usual: Cents,
            outstanding: Cents
        ) {
            self.commitment = commitment
            self.code = code
            self.partner = partner
            self.currency = currency
            self.usual = usual
            self.outstanding = outstanding
        }
    }

    package enum Verdict: String, Sendable {
        case matched
        /// More than is left to be paid.
        case tooMuch = "too_much"
        /// A receipt with this reference stands already, which may be of the same money.
        case known
        /// It could be for several.
        case unclear
        case unmatched
    }

    package struct Finding: Sendable, Equatable {
        package let verdict: Verdict
        package let commitment: Commitment.ID?
        package let reason: String
        /// The receipt that may be of the same money.
        package var twin: CommitmentReceipt.ID?
    }

    private var candidates: [Candidate]
    /// What is booked already, and may be what a line tells.
    private var booked: [BookedMoney]
    private let partners: [String: [Int]]
    private let codes: [String: [Int]]
    /// The folded names that several partners have.
    private let namesakes: Set<String>

    package init(_ candidates: [Candidate], booked: [BookedMoney] = [], namesakes: Set<String> = []) {
        self.namesakes = namesakes
        self.candidates = candidates
        self.booked = booked
        partners = Dictionary(grouping: candidates.indices) { Folding.company(candidates[$0].partner) }
        codes = Dictionary(grouping: candidates.indices) { SheetText.key(candidates[$0].code) ?? "" }
    }

    /// What is found leaves less for the lines that come after it.
    package mutating func finding(for line: BankFile.Line) -> Finding {
        if let same = booked.first(where: { $0.hasReference(of: line) }) {
            return Finding(
                verdict: .known, commitment: same.commitment, reason: "a receipt with this reference is booked already",
                twin: same.hasLine ? nil : same.receipt)
        }
        let said = SheetText.key("\(line.reference ?? "") \(line.text ?? "")") ?? ""
        let coded = codes.filter { said.contains($0.key) }.values.flatMap(\.self).sorted()
        let twins = booked.filter { $0.isLike(line) }
        let named = twins.filter { SheetText.key($0.code).map(said.contains) ?? false }
        if let twin = named.first { return Self.unclear(twin) }
        if !coded.isEmpty { return choose(coded, line, "by the commitment's code") }
        if "\(line.reference ?? "") \(line.text ?? "")".uppercased().contains("FG-") {
            return Finding(
                verdict: .unclear, commitment: nil, reason: "it names a commitment for which no money is expected")
        }
        let payer = line.payer.map(Folding.company)
        let places = payer.flatMap { partners[$0] } ?? []
        // Where nothing tells whose it is, any receipt that is like it may be of the same money.
        let twin = twins.first { Folding.company($0.partner) == payer } ?? (places.isEmpty ? twins.first : nil)
        if let twin { return Self.unclear(twin) }
        if let payer, !places.isEmpty, namesakes.contains(payer) {
            return Finding(verdict: .unclear, commitment: nil, reason: "several partners have this name")
        }
        if !places.isEmpty { return choose(places, line, "by the partner's name") }
        return Finding(verdict: .unmatched, commitment: nil, reason: "neither a code nor a partner's name is in it")
    }

    private static func unclear(_ twin: BookedMoney) -> Finding {
        Finding(
            verdict: .unclear, commitment: twin.commitment,
            reason: "as much is booked by hand on \(twin.day), under the reference \(twin.reference)",
            twin: twin.receipt)
    }

    private mutating func choose(_ places: [Int], _ line: BankFile.Line, _ way: String) -> Finding {
        let open = places.filter { candidates[$0].currency == line.currency }
        guard !open.isEmpty else {
            return Finding(verdict: .unclear, commitment: nil, reason: "\(way), and in another currency")
        }
        let exact = open.filter { [candidates[$0].usual, candidates[$0].outstanding].contains(line.amount) }
        guard let place = open.count == 1 ? open.first : exact.count == 1 ? exact.first : nil else {
            return Finding(
                verdict: .unclear, commitment: nil,
                reason: "\(way) it could be for \(open.count) commitments, and the amount does not tell which")
        }
        let candidate = candidates[place]
        guard line.amount <= candidate.outstanding else {
            let left = candidate.currency.shown(candidate.outstanding)
            return Finding(
                verdict: .tooMuch, commitment: candidate.commitment,
                reason: "\(way), and only \(left) is left to be paid"
            )
        }
        candidates[place].outstanding = candidate.outstanding - line.amount
        // The next line with its reference, amount and day is told.
        booked.append(BookedMoney(line, for: candidate))
        return Finding(verdict: .matched, commitment: candidate.commitment, reason: way)
    }
}
