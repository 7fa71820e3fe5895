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
        /// A receipt with this reference stands already.
        case known
        /// It could be for several.
        case unclear
        case unmatched
    }

    package struct Finding: Sendable, Equatable {
        package let verdict: Verdict
        package let commitment: Commitment.ID?
        package let reason: String
    }

    private var candidates: [Candidate]
    private let partners: [String: [Int]]
    private let codes: [String: [Int]]
    /// References of receipts that stand, as `CommitmentReceipt.key` makes them.
    private var known: Set<String>

    package init(_ candidates: [Candidate], known: Set<String> = []) {
        self.candidates = candidates
        self.known = known
        partners = Dictionary(grouping: candidates.indices) { Folding.company(candidates[$0].partner) }
        codes = Dictionary(grouping: candidates.indices) { SheetText.key(candidates[$0].code) ?? "" }
    }

    /// What is found leaves less for the lines that come after it.
    package mutating func finding(for line: BankFile.Line) -> Finding {
        if let reference = line.reference, known.contains(CommitmentReceipt.key(of: reference)) {
            return Finding(
                verdict: .known, commitment: nil, reason: "a receipt with this reference is booked already")
        }
        let said = SheetText.key("\(line.reference ?? "") \(line.text ?? "")") ?? ""
        let coded = codes.filter { said.contains($0.key) }.values.flatMap(\.self).sorted()
        if !coded.isEmpty { return choose(coded, line, "by the commitment's code") }
        if "\(line.reference ?? "") \(line.text ?? "")".uppercased().contains("FG-") {
            return Finding(
                verdict: .unclear, commitment: nil, reason: "it names a commitment for which no money is expected")
        }
        let named = line.payer.flatMap { partners[Folding.company($0)] } ?? []
        if !named.isEmpty { return choose(named, line, "by the partner's name") }
        return Finding(verdict: .unmatched, commitment: nil, reason: "neither a code nor a partner's name is in it")
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
            let left = "\(candidate.currency.symbol)\(candidate.outstanding.grouped)"
            return Finding(
                verdict: .tooMuch, commitment: candidate.commitment,
                reason: "\(way), and only \(left) is left to be paid"
            )
        }
        candidates[place].outstanding = candidate.outstanding - line.amount
        if let reference = line.reference { known.insert(CommitmentReceipt.key(of: reference)) }
        return Finding(verdict: .matched, commitment: candidate.commitment, reason: way)
    }
}
