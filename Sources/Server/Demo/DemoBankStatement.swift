import Crypto
import Kernel
import PartnerFunding
import Sheets
import Storage
import Web

/// A bank's statement of the sample office: one line is matched, one waits for a person.
enum DemoBankStatement {
    private static let name = "checking-account.csv"

    private static func text(on day: Day) -> String {
        """
        Posting Date,Description,Name,Amount,Transaction ID
        \(day),monthly gift,MEADOWLARK FOUNDATION,500.00,MEADOWLARK 0002
        \(day),sale of two desks,A Neighbour,80.00,TX 77120
        \(day),rent of the rooms,Harbour Rooms,-240.00,TX 77121

        """
    }

    fileprivate static func add(tenant: TenantID, at now: Moment, _ db: Connection) throws {
        let page = PageRequest(limit: 1, after: nil)
        guard try BankStatement.list(page: page, tenant: tenant, db).items.isEmpty else { return }
        let bytes = Array(text(on: now.day.adding(days: -3)).utf8)
        _ = try BankStatement.take(
            BankFile(bytes, BankLayout(), currency: .usd), named: name, Digest(of: bytes), tenant: tenant,
            by: DemoOffice.who, at: now - .days(2), db)
    }
}

extension DemoOffice {
    /// Adds the statement, once: an office with statements has it.
    func addBankStatement() async throws {
        let (tenant, now) = (tenant, office.clock.now())
        try await office.database.write { try DemoBankStatement.add(tenant: tenant, at: now, $0) }
    }
}
