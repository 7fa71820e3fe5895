import Documents
import Kernel
import People
import Storage
import Web

/// What a sponsor is shown at the end: all that one contract owed, what was delivered of it, and the pictures (H05).
package struct ExposureProof: Sendable {
    let office: String
    let node: String
    let company: String
    let contract: SponsorContract
    let obligations: [Obligation]
    /// The oldest first; those that were taken back are left out.
    let deliveries: [Exposure]
    /// So many older ones than these are only counted.
    let olderCount: Int

    package static let mostDeliveries = 500
    /// Of the pictures in one paper; the rest is named with its hash.
    private static let mostPictureBytes: Int64 = 100 << 20

    /// With the newest `most` deliveries.
    package static func of(
        _ id: SponsorContract.ID, most: Int = mostDeliveries, _ scope: NodeScope, _ db: Connection
    ) throws -> ExposureProof {
        let contract = try SponsorContract.find(id, scope, db)
        let sponsor = try Sponsor.find(contract.sponsor, scope, db)
        var deliveries: [Exposure] = []
        var after: Cursor?
        repeat {
            let page = try Exposure.of(
                sponsor.id, contract: id, scope, page: PageRequest(limit: PageRequest.largest, after: after), db)
            deliveries += page.items
            after = page.next
        } while after != nil && deliveries.count < most
        deliveries = Array(deliveries.prefix(most))
        return ExposureProof(
            office: try Tenant.find(scope.tenant, db)?.name ?? "",
            node: try OrgNode.find(contract.node, scope, db).name,
            company: sponsor.fields.company, contract: contract, obligations: try Obligation.of(contract, db),
            deliveries: deliveries.filter { $0.reversalReason == nil }.reversed(),
            olderCount: try deliveries.last.map { try count(before: $0.id, of: contract, db) } ?? 0)
    }

    private static func count(before first: Exposure.ID, of contract: SponsorContract, _ db: Connection) throws -> Int {
        try db.value(
            """
            SELECT count(*) FROM sponsor_exposure
              JOIN sponsor_obligation ON sponsor_obligation.tenant_id = sponsor_exposure.tenant_id
                                     AND sponsor_obligation.id = sponsor_exposure.obligation_id
             WHERE sponsor_exposure.tenant_id = \(contract.tenant) AND sponsor_obligation.contract_id = \(contract.id)
               AND sponsor_exposure.id < \(first)
               AND NOT EXISTS (SELECT 1 FROM sponsor_exposure_reversal WHERE exposure_id = sponsor_exposure.id)
            """) ?? 0
    }

    /// Which pictures are shown: JPEG and PNG, the first until the paper is full.
    var pictures: [Exposure.Evidence] {
        var left = Self.mostPictureBytes
        return deliveries.flatMap(\.evidence).filter { file in
            guard file.type == "image/jpeg" || file.type == "image/png", file.sizeBytes <= left else { return false }
            left -= file.sizeBytes
            return true
        }
    }

    /// The paper; `bytes` gives a picture's bytes, nil for one that is not shown.
    package func paper(_ bytes: (Exposure.Evidence) -> [UInt8]?) -> PaperDocument {
        var paper = PaperDocument(title: "Proof of exposure", sender: node, reference: contract.reference)
        paper.senderLines = [office]
        paper.titleLines = [contract.reference, "\(contract.startsOn) to \(contract.lastDay)"]
        paper.pageSize = .a4
        paper.blocks = [
            .form([
                [PaperDocument.Field("Sponsor", company, weight: 2), PaperDocument.Field("Tier", contract.tier.label)],
                [
                    PaperDocument.Field("Amount", "\(contract.amount.decimal) \(contract.currency.rawValue)"),
                    PaperDocument.Field("From", contract.startsOn.description),
                    PaperDocument.Field("To", contract.endsOn.description),
                ],
            ]),
            .heading("Owed and delivered"),
            .table(
                [
                    .init("What", weight: 4), .init("Due", weight: 1.4), .init("Owed", isRight: true),
                    .init("Delivered", isRight: true), .init("Open", isRight: true),
                ],
                rows: obligations.map { one in
                    [
                        one.owed.words + (one.reason.map { " (in place of what could not be: \($0))" } ?? ""),
                        one.dueOn.description, "\(one.owed.number - one.movedOn)", "\(one.delivered)", "\(one.open)",
                    ]
                }),
            .heading("Deliveries"),
        ]
        if olderCount > 0 {
            paper.blocks.append(
                .paragraph(
                    "\(olderCount) older deliveries are counted above and not shown here; the exposure log has each."))
        }
        if deliveries.isEmpty { paper.blocks.append(.paragraph("Nothing was delivered yet.")) }
        for delivery in deliveries { paper.blocks.append(contentsOf: blocks(of: delivery, bytes)) }
        return paper
    }

    private func blocks(
        of delivery: Exposure, _ bytes: (Exposure.Evidence) -> [UInt8]?
    ) -> [PaperDocument.Block] {
        let place = delivery.nodeName.map { ", \($0)" } ?? ""
        var blocks: [PaperDocument.Block] = [
            .gap(points: 6),
            .form([
                [
                    PaperDocument.Field(
                        "\(delivery.owed.kind.label)\(place)", delivery.words, weight: 4),
                    PaperDocument.Field("On", delivery.deliveredOn.description),
                    PaperDocument.Field("Number", "\(delivery.number)"),
                ]
            ]),
        ]
        for file in delivery.evidence {
            let words = "\(file.name), SHA-256 \(file.digest)"
            if let bytes = bytes(file) {
                blocks.append(.picture(bytes, words: words))
            } else {
                blocks.append(.paragraph(words, isSmall: true))
            }
        }
        return blocks
    }
}
