import Cohorts
import Documents
import Kernel
import People
import Storage
import TestServers
import Testing
import Web

@testable import PartnerFunding

@Suite struct PortalScopeTests {
    /// Two partners that fund one cohort, each with a receipt, a locked report and a proof.
    private struct Shared {
        let office: Partnered
        let asker: Principal
        /// What the asker must never be told: participants, and everything of the other partner.
        let secrets: [String]
        /// Every id there is, the asker's own and the others'.
        let ids: [String]
        /// A cohort that the asker and another one fund, and that runs.
        let running: Cohort.ID

        init() async throws {
            let office = try await Partnered()
            let cohort = try await office.cohort()
            let (partner, principal, one) = try await office.giver("1600")
            let (other, _, two) = try await office.giver("2500")
            try await office.spend("400", of: "1000", from: one, on: cohort)
            try await office.spend("901.77", of: "2500", from: two, on: cohort)
            try await office.fill(cohort, people: 30, earners: 12)
            _ = try await office.closeDay()
            office.clock.advance(.days(40))
            let (tenant, now) = (office.tenants[0], office.clock.now())
            try await office.database.write {
                try Cohort.find(cohort, tenant: tenant, $0).close(reason: nil, by: .system("test"), at: now, $0)
            }
            for id in [partner, other] {
                _ = try await office.act("/partners/\(id)/reports", ["type": "final", "cohort": Value(cohort)])
            }
            running = try await office.cohort("Lagos 8")
            try await office.spend("70.07", of: "600", from: one, on: running)
            let third = try await office.giver("800").commitment
            try await office.spend("700.78", of: "800", from: third, on: running)
            try await office.fill(running, people: 14, earners: 7)
            for number in 1...6 {
                try await office.support(Cents(100), for: "01WALLETOFAPARTICIPANT000\(number)", in: running)
            }
            try await office.monthPasses()
            _ = try await office.act("/partners/\(other)/notes", ["text": "a secret remark"])
            func texts(_ statements: [SQL]) async throws -> [String] {
                try await office.database.read { db in
                    try statements.flatMap { try db.rows($0).map { try $0.first(as: String.self) } }
                }
            }
            secrets =
                try await texts([
                    "SELECT id FROM participant", "SELECT holder FROM allocation_claim",
                    "SELECT cause FROM allocation_claim", "SELECT id FROM partner WHERE id <> \(partner)",
                    "SELECT name FROM partner WHERE id <> \(partner)",
                    "SELECT email FROM partner WHERE id <> \(partner)",
                    "SELECT person_id FROM partner_user WHERE partner_id <> \(partner)",
                    "SELECT id FROM funding_commitment WHERE partner_id <> \(partner)",
                    "SELECT id FROM commitment_receipt WHERE commitment_id <> \(one)",
                    "SELECT transfer_id FROM commitment_receipt WHERE commitment_id <> \(one)",
                    "SELECT id FROM commitment_allocation WHERE commitment_id <> \(one)",
                    "SELECT id FROM funding_ledger WHERE commitment_id <> \(one)",
                    "SELECT id FROM partner_report WHERE partner_id <> \(partner)",
                    "SELECT id FROM ledger_account WHERE owner_id <> \(one)",
                ]) + ["P-0000", "Person 1", "people.example", "901.77", "700.78", "2500.00", "secret remark"]
            ids = try await texts([
                "SELECT id FROM partner", "SELECT id FROM funding_commitment", "SELECT id FROM commitment_receipt",
                "SELECT id FROM commitment_allocation", "SELECT id FROM partner_report", "SELECT id FROM cohort",
                "SELECT id FROM participant ORDER BY id LIMIT 2", "SELECT person_id FROM partner_user",
            ])
            (self.office, asker) = (office, principal)
        }

        /// All that an answer says, a PDF's text with it; nil where it is refused, with the refusal's words.
        func told(_ path: String) async throws -> String {
            do {
                let outcome = try await office.caller.call(.get, path, as: asker)
                let bytes = outcome.file.map { Files.read($0.path) ?? [] } ?? outcome.bytes
                guard bytes.starts(with: Array("%PDF".utf8)) else {
                    return outcome.value.json + String(decoding: bytes, as: UTF8.self)
                }
                let place = "\(office.folder.path)/told.pdf"
                try #require(Files.write(bytes, to: place))
                return try PDFText().textBlocking(ofFile: place)
            } catch let refusal as any Refusal {
                return "refused: \(refusal.reason)"
            }
        }
    }

    @Test
    func `F43 F50 no endpoint tells a partner of a participant, a wallet or another partner, whatever it asks`()
        async throws
    {
        let shared = try await Shared()
        let routes = shared.office.caller.routes.filter {
            $0.method == .get && $0.access.admits([.partner]) && $0.access != .open && !$0.pattern.hasPrefix("/account")
        }
        #expect(routes.count >= 16 && shared.secrets.count > 50)
        let queries = ["", "?limit=200", "?partner=*", "?supersedes=*", "?after=*", "?type=received", "?cohort=*&q=*"]
        var (answers, wrong): (Int, [String]) = (0, [])
        for route in routes {
            let isOne = route.pattern.contains("{id}")
            for id in isOne ? shared.ids : [shared.ids[1]] {
                for query in isOne ? Array(queries.prefix(1)) : queries {
                    let path = route.pattern.replacing("{id}", with: id) + query.replacing("*", with: id)
                    let told = try await shared.told(path)
                    if !told.hasPrefix("refused") { answers += 1 }
                    for secret in shared.secrets where told.contains(secret) && !path.contains(secret) {
                        wrong.append("\(path): \(secret)")
                    }
                }
            }
        }
        #expect(wrong == [] && answers >= 20, "\(answers)")
        for ending in ["", "/pdf", "/export"] {
            let live = try await shared.told("/partner/me/cohorts/\(shared.running)/report\(ending)")
            #expect(live.contains("76.07") && !live.hasPrefix("refused"), "\(live)")
        }
    }

    @Test func `F43 a partner commands nothing but its own promises`() async throws {
        let office = try await Partnered()
        let commands = office.caller.routes.filter {
            $0.method != .get && $0.access.admits([.partner]) && $0.access != .open && !$0.pattern.hasPrefix("/account")
                && !$0.pattern.hasPrefix("/sign-")
        }
        #expect(
            commands.map { "\($0.method.rawValue) \($0.pattern)" } == [
                "POST /commitments", "POST /commitments/{id}/cancellation", "POST /commitments/{id}/pause",
                "POST /commitments/{id}/resumption",
            ])
    }
}
