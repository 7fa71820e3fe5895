import Kernel

extension FundingApplicationSheet {
    private typealias Field = PaperDocument.Field

    /// The sheet as PDF; equal sheets with an equal date give equal bytes.
    package func render(date: Moment) throws(PDFFault) -> [UInt8] { try paper.render(date: date) }

    /// The sheet as a document, to be looked at or added to before it is set.
    package var paper: PaperDocument {
        var paper = PaperDocument(
            title: "Funding Application", sender: broker.name, reference: "Application \(reference)")
        paper.senderLines = [broker.address, joined(broker.phone, broker.email)].compactMap { $0 }
        paper.titleLines = [reference, date]
        paper.footNote = "\(shortened(business.legalName))  ·  Confidential"
        paper.pageSize = pageSize
        paper.blocks = businessBlocks + ownerBlocks + requestBlocks + financialBlocks + advanceBlocks + closingBlocks
        return paper
    }

    // MARK: Sections

    private var businessBlocks: [PaperDocument.Block] {
        var rows = [
            [
                Field("Legal business name", business.legalName, weight: 3),
                Field("Doing business as", business.tradeName, weight: 2),
            ],
            [
                Field("Business address", business.address, weight: 3), Field("City", business.city, weight: 2),
                Field("State", business.state), Field("ZIP code", business.zip),
            ],
            [
                Field("Legal entity", business.entityType), Field("Federal tax ID (EIN)", business.federalTaxID),
                Field("State of incorporation", business.stateOfIncorporation),
            ],
            [
                Field("Industry", joined(business.industry, business.industryCode), weight: 2),
                Field("Business start date", business.started), Field("Time in business", business.timeInBusiness),
            ],
            [Field("Business phone", business.phone), Field("Business email", business.email, weight: 2)],
        ]
        let rare = shown([("Website", business.website), ("Employees", business.employees)])
        if !rare.isEmpty { rows.append(rare) }
        return [.heading("Business information"), .form(rows)]
    }

    private var ownerBlocks: [PaperDocument.Block] {
        let count = owners.count
        return owners.enumerated().map { index, owner in
            .together([
                .heading(count == 1 ? "Owner or principal" : "Owner or principal \(index + 1) of \(count)"),
                .form([
                    [
                        Field("Full name", owner.name, weight: 3), Field("Title", owner.title, weight: 2),
                        Field("Ownership", owner.ownership),
                    ],
                    [
                        Field("Home address", owner.address, weight: 3), Field("Date of birth", owner.dateOfBirth),
                        Field("Social security number", owner.socialSecurityNumber, weight: 1.2),
                        Field("Credit score", owner.creditScore, weight: 0.8),
                    ],
                    [Field("Phone", owner.phone), Field("Email", owner.email, weight: 2)],
                ]),
            ])
        }
    }

    private var requestBlocks: [PaperDocument.Block] {
        var rows = [
            [
                Field("Amount requested", request.amount), Field("Term requested", request.term),
                Field("Position", request.position),
            ]
        ]
        let rare = shown([("Product", request.product), ("Needed by", request.neededBy)])
        if !rare.isEmpty { rows.append(rare) }
        rows.append([Field("Use of funds", request.useOfFunds)])
        return [.heading("Funding request"), .form(rows)]
    }

    private var financialBlocks: [PaperDocument.Block] {
        var rows = [
            [
                Field("Average monthly revenue", financials.monthlyRevenue),
                Field("Annual revenue", financials.annualRevenue),
                Field("Average daily balance", financials.averageDailyBalance),
            ],
            [
                Field("Open bankruptcies", financials.bankruptcies), Field("Prior defaults", financials.defaults),
                Field("Tax liens", financials.taxLiens),
            ],
        ]
        let statements = shown([
            ("Deposits per month", financials.depositsPerMonth), ("Negative days per month", financials.negativeDays),
            ("Monthly card volume", financials.cardVolume),
        ])
        let premises = shown([
            ("Business bank", financials.bank), ("Landlord or mortgage holder", financials.landlord),
            ("Monthly rent or mortgage", financials.rent),
        ])
        if !statements.isEmpty { rows.insert(statements, at: 1) }
        if !premises.isEmpty { rows.append(premises) }
        return [.heading("Financial information"), .form(rows)]
    }

    private var advanceBlocks: [PaperDocument.Block] {
        let heading = PaperDocument.Block.heading("Existing advances and loans")
        guard !advances.isEmpty else { return [heading, .gap(points: 5), .paragraph("None reported.")] }
        let columns: [PaperDocument.Column] = [
            .init("Funder", weight: 3), .init("Started", weight: 1.4),
            .init("Original amount", weight: 1.6, isRight: true),
            .init("Balance", weight: 1.6, isRight: true), .init("Payment", weight: 1.4, isRight: true),
            .init("Frequency", weight: 1.3),
        ]
        let rows = advances.map { advance in
            [advance.funder]
                + [advance.started, advance.original, advance.balance, advance.payment, advance.frequency]
                .map { $0 ?? "–" }
        }
        return [heading, .table(columns, rows: rows)]
    }

    private var closingBlocks: [PaperDocument.Block] {
        var blocks: [PaperDocument.Block] = []
        if !enclosures.isEmpty {
            let list = enclosures.map { "•  \($0)" }.joined(separator: "\n")
            blocks += [.heading("Enclosed documents"), .gap(points: 5), .paragraph(list)]
        }
        let signers = owners.filter(\.signs).map {
            PaperDocument.Signature(name: $0.name, role: $0.title, date: signedOn)
        }
        let unnamed = [PaperDocument.Signature(name: "", role: nil, date: signedOn)]
        let consent = authorization.map { PaperDocument.Block.paragraph($0, isSmall: true) }
        return blocks + [
            .together(
                [.heading("Authorization and signature"), .gap(points: 5)] + consent
                    + [.gap(points: 6), .signatures(signers.isEmpty ? unnamed : signers)])
        ]
    }

    // MARK: Words

    private func shown(_ fields: [(String, String?)]) -> [Field] {
        fields.compactMap { label, value in
            guard let value, !value.isEmpty else { return nil }
            return Field(label, value)
        }
    }

    private func joined(_ words: String?...) -> String? {
        let present = words.compactMap { $0 }.filter { !$0.isEmpty }
        return present.isEmpty ? nil : present.joined(separator: "  ·  ")
    }

    private func shortened(_ name: String) -> String { name.count > 60 ? "\(name.prefix(59))…" : name }

    /// The trade's usual consent; an office may put its own in its place.
    package static let standardAuthorization = [
        """
        By signing below, each of the above listed business and business owners/officers (individually and collectively, \
        “you”) certifies that all information and documents provided in connection with this application are true, correct \
        and complete, and agrees to report any material change without delay.
        """,
        """
        You authorize the broker named above and each of its representatives, successors, assigns and designees, and the \
        funding companies to which this application is submitted (“Recipients”), to obtain consumer or personal, business and \
        investigative reports and other information about you, including credit card processor and bank statements, from one \
        or more consumer reporting agencies and from other credit bureaus, banks, creditors and third parties, and to share \
        this application and what is so obtained with each other for the purpose of evaluating it.
        """,
        """
        You waive and release any claims against Recipients and any information providers arising from any act or omission \
        relating to the requesting, receiving or release of information. This application is not a commitment to fund. A copy \
        of this authorization is as valid as the original.
        """,
    ]
}
