import Applications
import Deals
import Kernel
import Ledger
import People
import Storage
import TestCalls

@testable import Referrals
@testable import Server
@testable import Web

/// The sample office with two people of management and a referral partner, on the program's own routes.
final class ReferralDesk: Sendable {
    let demo: TemporaryDemo
    let caller: RouteCaller
    let admin: Principal
    let checker: Principal
    let partner: String
    let user: Principal

    var office: Office { demo.demo.office }
    var tenant: TenantID { demo.demo.tenant }

    static let password = "correct horse battery"

    init() async throws {
        demo = try await TemporaryDemo()
        caller = RouteCaller(JoinedRoutes.table(demo.demo.office))
        let (tenant, now) = (demo.demo.tenant, demo.clock.now())
        let people = try await demo.demo.office.database.write { db in
            try ["one", "two"].map { name in
                let draft = try Person.Draft(email: "\(name)@management.example", name: name, roles: [.admin])
                return try Person.add(
                    draft, password: .init(of: Self.password, cost: 4), tenant: tenant, by: .system("test"), at: now, db
                ).id
            }
        }
        admin = Self.principal(tenant, people[0], [.admin])
        checker = Self.principal(tenant, people[1], [.admin])
        (partner, user) = try await Self.partner(demo, caller, admin, checker)
    }

    static func principal(_ tenant: TenantID, _ person: PersonID?, _ roles: Set<RoleName>) -> Principal {
        Principal(
            tenant: tenant, person: person, name: "Somebody", roles: roles,
            credential: .session(id: "none", csrf: "none"))
    }

    /// An active partner, verified in everything, that earns a tenth of a deal and 25.00 for a lead, and its admin.
    private static func partner(
        _ demo: TemporaryDemo, _ caller: RouteCaller, _ admin: Principal, _ checker: Principal
    ) async throws -> (String, Principal) {
        func act(_ path: String, _ body: Value, as asker: Principal) async throws -> Value {
            demo.clock.advance(.seconds(1))
            return try await caller.call(.post, path, body, as: asker).value
        }
        let made = try await act(
            "/referral/partners",
            ["name": "Larch Referrals", "type": "vendor", "contact_name": "Ines", "email": "ines@larch.example"],
            as: admin)
        let id = made["id"]?.text ?? ""
        let at = "/referral/partners/\(id)"
        let paper = "\(demo.place.folder)/paper.txt"
        try LocalFile.write(Array("a paper".utf8), to: paper)
        _ = try await caller.call(
            .post, "\(at)/documents", ["kind": "registration"], as: admin,
            files: [
                UploadedFile(
                    field: "file", name: "paper.txt", contentType: "text/plain", sizeBytes: 7,
                    file: TemporaryFile(path: paper))
            ])
        _ = try await act("\(at)/tax-id", ["tax_id": "12-3456789"], as: admin)
        let change = try await act(
            "\(at)/bank-changes", ["method": "paypal", "paypal_email": "pay@larch.example"], as: admin)
        _ = try await act("/referral/bank-changes/\(change["id"]?.text ?? "")/approval", [:], as: checker)
        for flag in ["documents", "tax_id", "bank"] {
            _ = try await act("\(at)/verifications", ["flag": .string(flag)], as: checker)
        }
        _ = try await act("\(at)/status", ["status": "active"], as: checker)
        _ = try await act("\(at)/terms", ["model": "hybrid", "percent": "10", "price": "25"], as: admin)
        let user = try await act(
            "\(at)/users",
            ["email": "ann@larch.example", "name": "Ann", "role": "admin", "password": .string(password)],
            as: checker)
        let person = user["id"]?.text.flatMap { PersonID($0) }
        return (id, principal(demo.demo.tenant, person, [.referralAdmin]))
    }

    @discardableResult
    func act(_ path: String, _ body: Value = [:], as asker: Principal? = nil) async throws -> Value {
        demo.clock.advance(.seconds(1))
        return try await caller.call(.post, path, body, as: asker ?? admin).value
    }

    func get(_ path: String, as asker: Principal? = nil) async throws -> Value {
        try await caller.call(.get, path, as: asker ?? admin).value
    }

    func lead(_ name: String) async throws -> String {
        let made = try await act("/referral/leads", ["business_name": .string(name)], as: user)
        return made["id"]?.text ?? ""
    }

    /// A lead that was approved as a new application.
    func approved(_ name: String) async throws -> (lead: String, application: String) {
        let lead = try await lead(name)
        let application = try await act("/applications", ["legal_name": .string(name)])["id"]?.text ?? ""
        try await act("/referral/leads/\(lead)/approve", ["actual_lead_id": .string(application)])
        return (lead, application)
    }

    /// What waits of it is asked for and approved.
    func earn(_ lead: String, _ kind: String) async throws -> String {
        let asked = try await act("/referral/credits", ["lead": .string(lead), "kind": .string(kind)], as: user)
        let credit = asked["id"]?.text ?? ""
        try await act("/referral/credits/\(credit)/approve")
        return credit
    }

    /// A batch of all that was earned until yesterday.
    func batch() async throws -> String {
        demo.clock.advance(.days(1))
        let day = demo.clock.now().day
        let made = try await act(
            "/referral/payouts/generate",
            ["partner": .string(partner), "from": Value(day.adding(days: -30)), "to": Value(day.adding(days: -1))])
        return made["id"]?.text ?? ""
    }

    func pay(_ payout: String, _ reference: String) async throws {
        try await act(
            "/referral/payouts/\(payout)/paid",
            ["paid_on": Value(demo.clock.now().day), "reference": .string(reference)])
    }
}
