import Kernel
import Sheets
import Storage

/// A receipt that stands, as a line of a bank's statement is held against it: so that money that a person entered by hand
/// is not booked again when the statement comes.
package struct BookedMoney: Sendable, Equatable {
    /// Nil for a line that is only matched.
    package let receipt: CommitmentReceipt.ID?
    package let commitment: Commitment.ID
    package let code: String
    package let partner: String
    package let amount: Cents
    package let currency: Currency
    package let day: Day
    /// The bank's own, where a line is the receipt.
    package let reference: String
    /// Whether a line of a statement was booked or linked as this receipt.
    package let hasLine: Bool

    /// A person enters the day on which the money was seen, which is seldom the bank's.
    static let mostDays = 5

    private func isSameMoney(as line: BankFile.Line) -> Bool {
        amount == line.amount && currency == line.currency
            && abs(Int(day.number) - Int(line.bookedOn.number)) <= Self.mostDays
    }

    /// As much, about the same day, and no line of a statement is it yet.
    func isLike(_ line: BankFile.Line) -> Bool { !hasLine && isSameMoney(as: line) }

    /// The same reference. Who pays each month may give it each time: where a line is the receipt already, it tells of the
    /// same money only with the same amount, about the same day.
    func hasReference(of line: BankFile.Line) -> Bool {
        guard let said = line.wholeReference else { return false }
        return CommitmentReceipt.key(of: said) == CommitmentReceipt.key(of: reference)
            && (!hasLine || isSameMoney(as: line))
    }
}

extension BookedMoney {
    private init(_ receipt: CommitmentReceipt, partner: String, line reference: String?, hasLine: Bool) {
        self.receipt = receipt.id
        commitment = receipt.commitment
        code = Commitment.paymentCode(of: receipt.commitment)
        self.partner = partner
        amount = receipt.amount
        currency = receipt.currency
        day = receipt.receivedOn
        self.reference = reference ?? receipt.reference
        self.hasLine = hasLine
    }

    /// A line that was matched before.
    init(_ line: BankFile.Line, for candidate: BankMatcher.Candidate) {
        receipt = nil
        commitment = candidate.commitment
        code = candidate.code
        partner = candidate.partner
        amount = line.amount
        currency = line.currency
        day = line.bookedOn
        reference = line.wholeReference ?? ""
        hasLine = true
    }

    /// What stands and may be what these lines tell, the oldest first.
    static func near(
        _ lines: [BankFile.Line], tenant: TenantID, _ db: Connection
    ) throws -> [BookedMoney] {
        let days = lines.map(\.bookedOn)
        guard let first = days.min(), let last = days.max() else { return [] }
        let (from, to) = (first.adding(days: -mostDays), last.adding(days: mostDays))
        var found = try rows("commitment_receipt.received_on BETWEEN \(from) AND \(to)", tenant: tenant, db)
        let references = Array(Set(lines.compactMap { $0.wholeReference.map(CommitmentReceipt.key) }))
        for first in stride(from: 0, to: references.count, by: 500) {
            let some = Array(references[first..<min(first + 500, references.count)])
            found += try rows("commitment_receipt.reference_key IN \(list: some)", tenant: tenant, db)
        }
        return found
    }

    private static func rows(_ condition: SQL, tenant: TenantID, _ db: Connection) throws -> [BookedMoney] {
        try db.rows(
            """
            SELECT \(part: CommitmentReceipt.columns),
                   (SELECT name FROM partner JOIN funding_commitment ON funding_commitment.partner_id = partner.id
                     WHERE funding_commitment.id = commitment_receipt.commitment_id) AS partner_name,
                   (SELECT reference FROM bank_line WHERE receipt_id = commitment_receipt.id) AS line_reference,
                   EXISTS (SELECT 1 FROM bank_line WHERE receipt_id = commitment_receipt.id) AS has_line
              FROM commitment_receipt
             WHERE commitment_receipt.tenant_id = \(tenant) AND commitment_receipt.state = 'booked'
               AND \(part: condition)
             ORDER BY commitment_receipt.id
            """
        ).map { row in
            BookedMoney(
                try CommitmentReceipt(row), partner: try row["partner_name"], line: try row["line_reference"],
                hasLine: try row["has_line"])
        }
    }
}
