import Cohorts
import Crypto
import Kernel
import Ledger
import Sheets
import Testing
import Web

@testable import PartnerFunding
@testable import Storage

/// What an admin of another office reaches of this one.
@Suite struct OtherOfficeTests {
    /// An office with a row of each kind, and every id that it has.
    private static func filled() async throws -> (office: Partnered, ids: [String]) {
        let office = try await Partnered()
        let (partner, _, id) = try await office.giver("1000")
        let cohort = try await office.cohort()
        try await office.spend("100", of: "500", from: id, on: cohort)
        _ = try await office.act("/partners/\(partner)/flags", ["kind": "reputation", "note": "x"])
        _ = try await office.upload("Date,Description,Amount\n2026-11-17,a,100.00\n")
        let day = office.clock.now().day.adding(days: -1)
        _ = try await office.act(
            "/partners/\(partner)/reports",
            ["type": "custom", "from": Value(day), "to": Value(day), "metrics": ["paid_in"]])
        let tables = [
            "partner", "partner_flag", "funding_commitment", "commitment_receipt", "commitment_allocation",
            "bank_statement",
            "bank_line", "partner_report", "cohort",
        ]
        let ids = try await office.database.read { db in
            try tables.map { table in
                try #require(try db.value(SQL(text: "SELECT min(id) FROM \(table)", values: []), as: String.self))
            }
        }
        return (office, ids)
    }

    /// All that a route takes, each id of it `id`.
    private static func body(_ route: Route, _ id: String) -> Value {
        var body = Value.Fields()
        for field in route.fields {
            switch field.kind {
            case .id: body[field.name] = .string(id)
            case .money: body[field.name] = "10.00"
            case .day: body[field.name] = "2026-11-17"
            case .choice(let words): body[field.name] = words.first.map { .string($0) }
            case .integer: body[field.name] = 1
            case .text: body[field.name] = "1"
            case .list: body[field.name] = ["earners"]
            case .object, .file, .moment, .flag: break
            }
        }
        if route.pattern.hasSuffix("/reports") {
            return ["type": "custom", "from": "2026-11-01", "to": "2026-11-02", "metrics": ["earners"]]
        }
        return .object(body)
    }

    @Test func `F50 J34 an admin of another office finds nothing of this one by any route, and changes nothing`()
        async throws
    {
        let (office, ids) = try await Self.filled()
        let stranger = office.admins[1]
        func rows() async throws -> [String] {
            // What the writer of PostgreSQL keeps of each commit, of refused commands too.
            try await office.everything().filter { $0.table != "last_commit" }.map { "\($0)" }
        }
        let before = try await rows()
        var (tried, wrong): (Int, [String]) = (0, [])
        let routes = office.caller.routes.filter { route in
            route.pattern.contains("{id}")
                && ["/partner", "/commitment", "/allocation", "/bank", "/cohorts"].contains(
                    where: route.pattern.hasPrefix)
        }
        for route in routes where route.access.admits([.admin]) {
            for id in ids {
                let path = route.pattern.replacing("{id}", with: id)
                let query =
                    route.pattern.hasSuffix("/new") ? "?type=custom&from=2026-11-01&to=2026-11-02&metrics=earners" : ""
                let body = route.method.isSafe ? .null : Self.body(route, id)
                let status = try await office.status(route.method, path + query, body, as: stranger)
                if status != 404 { wrong.append("\(route.method.rawValue) \(path): \(status)") }
                tried += 1
            }
        }
        #expect(wrong == [] && tried > 350, "\(tried)")
        for path in ["/partners", "/commitments", "/allocations", "/bank-statements"] {
            #expect(try await office.caller.call(.get, path, as: stranger)["items"]?.list == [], "\(path)")
        }
        #expect(try await office.caller.call(.get, "/bank-lines", as: stranger)["lines"]?.list == [])
        #expect(try await rows() == before)
    }

    @Test func `F38 J34 nothing of one office is named in a command of another`() async throws {
        let (office, ids) = try await Self.filled()
        let stranger = office.admins[1]
        let own = try await office.ownCommitment()
        let line = try await office.uploadElsewhere("Date,Description,Amount\n2026-11-17,b,7.00\n")
        let before = try await office.count("SELECT count(*) FROM ledger_row")
        for id in ids {
            let commands: [(path: String, form: Value)] = [
                ("/commitments/\(own)/allocate", ["cohort": .string(id), "amount": "1"]),
                ("/commitments", CommitmentTests.oneOff.adding("partner", .string(id))),
                ("/commitments", CommitmentTests.oneOff.adding("supersedes", .string(id))),
                ("/bank-lines/\(line)/booking", ["commitment": .string(id)]),
                ("/bank-lines/\(line)/link", ["receipt": .string(id)]),
            ]
            for command in commands {
                let status = try await office.status(.post, command.path, command.form, as: stranger)
                #expect(status == 404, "\(command): \(status)")
            }
        }
        #expect(try await office.count("SELECT count(*) FROM ledger_row") == before)
    }
}

extension Partnered {
    /// An approved commitment of the second office, made by the rules of the slice.
    fileprivate func ownCommitment() async throws -> Commitment.ID {
        let (tenant, now, admin) = (tenants[1], clock.now(), admins[1].who)
        return try await database.write { db in
            let enquiry = Enquiry(
                name: "Far Fund", contact: ("Ida", "ida@far.example"), interest: .unsure, amounts: (.zero, Cents(1)),
                currency: .usd, motivation: .ngo)
            let id = try Partner.add(enquiry, tenant: tenant, by: .system("test"), at: now, db).id
            try db.run("UPDATE partner SET state = 'approved', confirmed_at = \(now) WHERE id = \(id)")
            let made = try Commitment.submit(
                CommitmentTerms(Cents(100_000), .usd, .oneOff(.generalPool)),
                for: Partner.find(id, tenant: tenant, db), by: .system("test"), at: now, db)
            try made.decide(.approve, note: nil, by: admin, at: now, db)
            return made.id
        }
    }

    /// A line of a statement that the second office took in.
    fileprivate func uploadElsewhere(_ text: String) async throws -> BankLine.ID {
        let (tenant, now, admin) = (tenants[1], clock.now(), admins[1].who)
        return try await database.write { db in
            let file = try BankFile(Array(text.utf8), BankLayout(), currency: .usd)
            let taken = try BankStatement.take(
                file, named: "b.csv", Digest(of: Array(text.utf8)), tenant: tenant, by: admin, at: now, db)
            return try #require(try BankLine.list(.statement(taken.id), tenant: tenant, db).first).id
        }
    }
}
