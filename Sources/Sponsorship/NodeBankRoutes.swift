import Applications
import Kernel
import People
import Sheets
import Storage
import Web

/// Statements of nodes' banks, and members' fees from files and programs.
package struct NodeBankRoutes: Sendable {
    let database: Database
    let clock: any Clock
    let intake: FileIntake

    package static func routes(database: Database, clock: any Clock, intake: FileIntake) -> [Route] {
        let pages = Self(database: database, clock: clock, intake: intake)
        return (pages.statementRoutes + pages.lineRoutes + pages.feeRoutes).keyed()
    }

    private static let uploads = UploadLimits(count: 1, fileBytes: SheetLimit.bytes, totalBytes: SheetLimit.bytes)
    private static let paging: [FieldShape] = [.optional("after", .text(max: 600)), .optional("limit", .integer)]
    private static let currencies = FieldShape.Kind.choice(Currency.allCases.map(\.rawValue))
    private static let reason: FieldShape = .required("reason", .text(max: 500))

    // swift-format-ignore
    private var statementRoutes: [Route] {
        [
            .get ("/org-statements",                 for: .sponsorships, "Statements of nodes' banks that the asker sees, the newest first", index).taking(Self.paging),
            .post("/org-statements",                 for: .sponsorships, "Take a file of a node's bank in; nothing is booked before it is confirmed", take)
                .taking([.required("node", .id, "whose account it is"), .required("file", .file, "CSV, at most \(SheetLimit.bytes / 1_000_000) MB"), .optional("currency", Self.currencies, "of rows that name none; EUR, if absent")] + BankLayout.fields)
                .accepting(Self.uploads).answering(AnswerShape(201, "the statement"), AnswerShape(409, "the same file was taken in already")),
            .get ("/org-statements/{id}",            for: .sponsorships, "What came by a statement, line by line, with what was found of it", show),
            .post("/org-statements/{id}/booking",    for: .sponsorships, "Book and link every line for which one thing was found; one that cannot be keeps no other from it", bookMatched).answering(AnswerShape(409, "nothing was found")),
            .post("/org-statements/{id}/withdrawal", for: .sponsorships, "It was read wrongly: none of its lines waits", withdraw).taking(Self.reason),
        ]
    }

    // swift-format-ignore
    private var lineRoutes: [Route] {
        [
            .get ("/org-bank-lines",                  for: .sponsorships, "What came and is nothing on the books yet, of all that the asker sees, the newest first", waiting).taking(Self.paging),
            .get ("/org-bank-lines/{id}",             for: .sponsorships, "A line with its contract or grant and every entry that follows from it", line),
            .post("/org-bank-lines/{id}/booking",     for: .sponsorships, "Book the line: of a contract, a grant, or as a member's fee", book)
                .taking(.optional("contract", .id), .optional("grant", .id), .optional("fee", .choice(MemberFee.Kind.allCases.map(\.rawValue))), .optional("further", .flag, "it is further money, though something booked is like it"))
                .answering(AnswerShape(409, "something booked already may be the same money")),
            .post("/org-bank-lines/{id}/link",        for: .sponsorships, "The line is what is booked already: nothing more is booked", link)
                .taking(.optional("payment", .id), .optional("allocation", .id, "the node's share of it"), .optional("receipt", .id, "money of a grant"), .optional("fee", .id)),
            .post("/org-bank-lines/{id}/dismissal",   for: .sponsorships, "The line is nothing of these", dismiss).taking(Self.reason),
            .post("/org-bank-lines/{id}/restoration", for: .sponsorships, "The line waits again", restore),
        ]
    }

    // swift-format-ignore
    private var feeRoutes: [Route] {
        [
            .get ("/org-fee-imports",      for: .sponsorships, "Fees that were taken in together, the newest first", imports).taking(Self.paging),
            .post("/org-fee-imports",      for: .sponsorships, "Book licence and competition fees from a file or a list; each row is answered, and a row that is booked already is left as it is", takeFees)
                .taking([.optional("file", .file, "CSV, at most \(SheetLimit.bytes / 1_000_000) MB"), .optional("fees", .list, "node (code), kind, amount, currency, received_on, reference, project (code); at most \(FeeImport.most)"), .optional("currency", Self.currencies, "of rows that name none; EUR, if absent"), .optional("further", .flag, "rows like money that a line of the bank brought are further money")] + SheetLayout<FeeField>.fields)
                .accepting(Self.uploads).answering(AnswerShape(201, "what became of each row")),
            .get ("/org-fee-imports/{id}", for: .sponsorships, "What became of each row", showImport),
        ]
    }

    func once(
        _ request: Request, told: Value? = nil,
        _ body: @escaping @Sendable (SponsorshipAct, Connection) throws -> Value
    ) async throws -> (answer: Value, isReplay: Bool) {
        try await SponsorshipAct.once(request, database, clock, told: told, body)
    }
}
