import Documents
import Kernel
import Ledger
import Storage
import Web

/// What a partner has in its hands for money that came in (F47): a number, what the journal booked, and the row's hash.
/// All of it stands for good, so that a receipt is made once.
package struct FundingReceipt: Sendable {
    package let receipt: CommitmentReceipt
    package let commitment: Commitment
    /// The commitment's reference and the how-manieth receipt of it: `FG-7Z3KQ9VX-2`.
    package let number: String
    package let office: String
    /// Of the journal's row.
    package let seq: Int64
    package let hash: String
    package let bookedAt: Moment

    /// How many receipts of the same commitment the journal has up to this one.
    static let ordinal: SQL = """
        (SELECT count(*) FROM commitment_receipt AS former
           JOIN ledger_row AS former_row ON former_row.tenant_id = former.tenant_id
                                        AND former_row.transfer_id = former.transfer_id AND former_row.step = 1
          WHERE former.tenant_id = commitment_receipt.tenant_id
            AND former.commitment_id = commitment_receipt.commitment_id AND former_row.seq <= ledger_row.seq)
        """

    static func number(_ ordinal: Int, of commitment: Commitment.ID) -> String {
        "\(Commitment.paymentCode(of: commitment))-\(ordinal)"
    }

    package static func find(
        _ id: CommitmentReceipt.ID, tenant: TenantID, _ db: Connection
    ) throws -> FundingReceipt {
        let receipt = try CommitmentReceipt.find(id, tenant: tenant, db)
        let row = try db.row(
            """
            SELECT ledger_row.seq, ledger_row.hash, ledger_row.at, tenant.name AS office, \(part: ordinal) AS ordinal
              FROM commitment_receipt
              JOIN ledger_row ON ledger_row.tenant_id = commitment_receipt.tenant_id
                             AND ledger_row.transfer_id = commitment_receipt.transfer_id AND ledger_row.step = 1
              JOIN tenant ON tenant.id = commitment_receipt.tenant_id
             WHERE commitment_receipt.tenant_id = \(tenant) AND commitment_receipt.id = \(id)
            """)
        guard let row else { preconditionFailure("receipt \(id) is booked in the journal") }
        return FundingReceipt(
            receipt: receipt, commitment: try Commitment.find(receipt.commitment, tenant: tenant, db),
            number: number(try row["ordinal"], of: receipt.commitment), office: try row["office"], seq: try row["seq"],
            hash: try row["hash"], bookedAt: try row["at"])
    }

    private var amount: String { "\(receipt.amount.decimal) \(receipt.currency.rawValue)" }

    /// The receipt as a page of paper.
    package var paper: PaperDocument {
        var paper = PaperDocument(title: "Receipt", sender: office, reference: "Receipt \(number)")
        paper.titleLines = [number, "Received on \(receipt.receivedOn)"]
        paper.blocks = [
            .form([
                [PaperDocument.Field("Received from", commitment.partnerName)],
                [
                    PaperDocument.Field("Amount", amount),
                    PaperDocument.Field("On", receipt.receivedOn.description),
                    PaperDocument.Field("The bank's reference", receipt.reference),
                ],
                [
                    PaperDocument.Field("For", "\(commitment.terms.kind.label) commitment"),
                    PaperDocument.Field("Commitment reference", commitment.paymentCode),
                ],
            ]),
            .heading("In the ledger"),
            .form([
                [
                    PaperDocument.Field("Row", "\(seq)"),
                    PaperDocument.Field("Booked", bookedAt.description, weight: 2),
                    PaperDocument.Field("Receipt", receipt.id.description, weight: 2),
                ],
                [PaperDocument.Field("Hash of the row (SHA-256)", hash)],
            ]),
            .gap(points: 8),
            .paragraph(
                """
                The hash is that of the row that booked this amount in the office's journal. The proof of this receipt shows \
                that the row is one of those whose root stands in the head of a day, without showing any other row.
                """, isSmall: true),
        ]
        return paper
    }

    /// One row.
    package var text: CommaText {
        var text = CommaText(head: [
            "receipt_number", "received_on", "amount", "currency", "partner", "commitment_reference", "bank_reference",
            "ledger_row", "booked_at", "ledger_hash",
        ])
        text.add([
            number, receipt.receivedOn.description, receipt.amount.decimal, receipt.currency.rawValue,
            commitment.partnerName, commitment.paymentCode, receipt.reference, "\(seq)", bookedAt.description, hash,
        ])
        return text
    }

    /// What `scripts/check-receipt` checks without access to the office.
    package func proof(_ db: Connection) throws -> Value {
        guard let proof = try LedgerProof.of(receipt.transfer, tenant: commitment.tenant, db) else {
            throw PortalRefusal.noProofYet(receipt.id)
        }
        return [
            "format": 1,
            "receipt": [
                "number": .string(number), "id": Value(receipt.id), "received_on": Value(receipt.receivedOn),
                "amount": .string(receipt.amount.decimal), "currency": .string(receipt.currency.rawValue),
                "commitment": Value(commitment.id), "partner": .string(commitment.partnerName),
                "ledger_hash": .string(hash),
            ],
            "proof": proof.value,
        ]
    }
}
