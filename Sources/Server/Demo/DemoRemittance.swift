import Applications
import Commissions
import Correspondence
import Funders
import Kernel
import People
import Storage

/// A file in which an invented funder says what it paid; it waits for somebody to confirm it.
struct DemoRemittance: Sendable {
    let funder: String
    let name: String
    /// `{key}` stands for the number of a deal of the table, `{day}` for yesterday.
    let text: String

    static let all: [DemoRemittance] = [
        DemoRemittance(
            funder: "Two Bridges Merchant Funding", name: "two-bridges-iso-report.csv",
            text: """
                Deal #,Merchant,Commission,Date Paid,ACH Trace #
                {past-harrow-2},Harrow and Pine Cabinetry,"$1,000.00",{day},0910009120
                {past-harrow},Harrow and Pine Cabinetry,"$3,200.00",{day},
                TB-88213,Harborview Deli,$950.00,{day},0910009120
                {past-osprey},Osprey Marine Supply,12%,{day},0910009120
                Total,,"$5,150.00",,

                """),
        DemoRemittance(
            funder: "Foxglove Working Capital", name: "clawbacks.csv",
            text: """
                Merchant;Funded;Net commission;Paid on
                Bellweather Print Shop;25.000,00;-500,00;{day}

                """),
        DemoRemittance(
            funder: "Bright Anchor Finance", name: "commissions.txt",
            text: "Ref\tMerchant\tAmount paid\tDate\nBA-71\tWharf Fish Market\t1,150.00\t{day}\n"),
    ]
}

extension DemoOffice {
    /// Takes the files of the table in, once in the life of the data.
    func addRemittances() async throws {
        let tenant = tenant
        let (isThere, admin, numbers) = try await office.database.read { db in
            (
                try db.value("SELECT 1 FROM remittance WHERE tenant_id = \(tenant) LIMIT 1", as: Int.self) != nil,
                try Person.find(email: Self.people[0].address, db), try Self.numbers(tenant: tenant, db)
            )
        }
        guard !isThere, let admin, !numbers.isEmpty else { return }
        let yesterday = office.clock.now().day.adding(days: -1)
        for file in DemoRemittance.all {
            var text = file.text.replacing("{day}", with: yesterday.description)
            for (key, number) in numbers { text = text.replacing("{\(key)}", with: number) }
            try await take(file, Array(text.utf8), by: .person(admin.id))
        }
    }

    /// What the applications of the past deals are called.
    private static func numbers(tenant: TenantID, _ db: Connection) throws -> [String: String] {
        var numbers: [String: String] = [:]
        let rows = try db.rows(
            """
            SELECT application.external_id, application.number
              FROM funded_deal JOIN application ON application.id = funded_deal.application_id
             WHERE funded_deal.tenant_id = \(tenant) AND application.external_id IS NOT NULL
             ORDER BY funded_deal.id
            """)
        for row in rows { numbers[try row["external_id"]] = Application.reference(try row["number"]) }
        return numbers
    }

    private func take(_ file: DemoRemittance, _ bytes: [UInt8], by who: Who) async throws {
        let (tenant, now) = (tenant, office.clock.now())
        let digest = try await FileIntake(blobs: office.blobs).put { bytes }.digest
        try await office.database.write { db in
            let funder: Funder.ID? = try db.value(
                "SELECT id FROM funder WHERE tenant_id = \(tenant) AND name = \(file.funder)")
            guard let funder else { return }
            let reading = try RemittanceFile.reading(
                bytes, RemittanceLayout(), remembered: RemittanceLayout(), currency: .usd)
            _ = try RemittanceDesk(tenant: tenant, by: who, at: now).take(
                RemittanceDesk.NewFile(named: file.name, digest, from: funder, reading: reading), db)
        }
    }
}
