import Kernel
import Storage
import Web

@testable import Sponsorship

/// The district's contract of 30,000 EUR with a sponsor, and a statement of its bank.
struct NodeBankCase {
    private static let head = "Posting Date,Description,Name,Amount,Transaction ID\n"

    let office: Sponsoring
    let tree: Sponsoring.Tree
    let contract: SponsorContract.ID

    init() async throws {
        office = try await Sponsoring()
        tree = try await office.tree()
        let sponsor = try await office.sponsor("gold", of: tree.district, sponsoring: tree.clubs)
        contract = try await office.active(sponsor)
    }

    func take(
        _ rows: String, of node: OrgNode.ID? = nil, as asker: Principal? = nil
    ) async throws -> String {
        let body: Value = ["node": Value(node ?? tree.district)]
        let file = [("account.csv", Array((Self.head + rows).utf8))]
        return try found(try await office.deliver("/org-statements", body, file, as: asker)["id"]?.text)
    }

    func lines(_ statement: String) async throws -> [Value] {
        try await office.get("/org-statements/\(statement)")["lines"]?.list ?? []
    }
}
