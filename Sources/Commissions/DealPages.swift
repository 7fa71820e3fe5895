import Applications
import Deals
import Funders
import Kernel
import People
import Storage
import Submissions
import Web

extension DealRoutes {
    func list(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let (page, today) = (try request.query.page(), clock.now().day)
        var filter = DealLine.Filter()
        filter.funder = try request.query.id("funder", Funder.self)
        filter.application = try request.query.id("application", Application.self)
        filter.isOpen = request.query.flag("open")
        filter.renewalBy = request.query.flag("renewal") ? today : nil
        let wanted = filter
        let found = try await database.read { try DealLine.list(wanted, page: page, tenant: caller.tenant, $0) }
        let value = found.value { $0.value(today: today) }
            .adding("funder", Value(filter.funder)).adding("application", Value(filter.application))
            .adding("open", Value(filter.isOpen)).adding("renewal", Value(filter.renewalBy != nil))
            .adding("address", .string(Query.encoded(request.query.entries.filter { $0.name != "after" })))
        return .view("commissions/deals", value, title: "Deals")
    }

    func new(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        guard let id = try request.query.id("offer", Offer.self) else {
            throw PlainRefusal(.invalid, code: "required", field: "offer", "name the offer")
        }
        let (today, latest) = (clock.now().day, FundedDeal.latestDay(at: clock.now()))
        let value = try await database.read { db -> Value in
            let offer = try Offer.find(id, tenant: caller.tenant, db)
            let line = try Submission.line(offer.submission, tenant: caller.tenant, db)
            let earlier = try FundedDeal.earlier(
                of: try Application.find(offer.application, tenant: caller.tenant, db), by: offer.funder,
                through: latest, db)
            return [
                "offer": offer.value, "submission": line.value, "kind": .string(line.submission.kind.rawValue),
                "kinds": Self.kinds, "earlier": .list(earlier.map(\.value)),
                "funded_on": Value(today), "payees": try Self.payees(tenant: caller.tenant, db),
            ]
        }
        return .view("commissions/new", value, title: "Funded")
    }

    private static let kinds: Value = .list(
        Submission.Kind.allCases.map { ["value": .string($0.rawValue), "label": .string($0.label)] })

    /// Those who may get shares, by name: where they are written to is for who pays them.
    private static func payees(tenant: TenantID, _ db: Connection) throws -> Value {
        .list(
            try Payee.all(tenant: tenant, db).filter { $0.state == .active }.map {
                ["id": Value($0.id), "name": .string($0.name)]
            })
    }

    func show(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", FundedDeal.self)
        let today = clock.now().day
        let value = try await database.read { db -> Value in
            let line = try DealLine.of(id, tenant: caller.tenant, db)
            let renewal = try FundedDeal.renewal(of: id, tenant: caller.tenant, db)
            let history = try History.of("funded_deal", id, tenant: caller.tenant, db)
            let mayCancel = Self.seesAll(caller) || !history.contains { $0.event == "split" }
            return line.value(today: today)
                .adding("renewal", renewal?.value ?? .null)
                .adding("terms", try Self.terms(of: line.deal, tenant: caller.tenant, db))
                .adding("shares", try Self.shares(of: line.deal, for: caller, db))
                .adding("entries", try Self.entries(of: line.deal, tenant: caller.tenant, db))
                .adding(
                    "history",
                    .list(
                        history.prefix(100).map { entry in
                            // What a split says of others stands there.
                            Self.seesAll(caller) ? entry.value : entry.value.adding("detail", .null)
                        })
                )
                .adding("payees", Self.seesAll(caller) ? try Self.payees(tenant: caller.tenant, db) : .list([]))
                .adding("may_cancel", .bool(mayCancel)).adding("methods", Self.methods).adding("today", Value(today))
        }
        return .view("commissions/deal", value, title: "Deal")
    }

    static let methods: Value = .list(
        PaymentMethod.allCases.map { ["value": .string($0.rawValue), "label": .string($0.label)] })

    private static func terms(of deal: FundedDeal, tenant: TenantID, _ db: Connection) throws -> Value {
        guard let used = try CommissionTerms.used(by: deal.id, tenant: tenant, db) else { return .null }
        return used.terms.value
            .adding("used_rate", .string(used.expectation.rate.decimal))
            .adding("base", .string(used.expectation.base.decimal))
            .adding("base_text", .string(deal.currency.shown(used.expectation.base)))
            .adding("due_on", Value(used.expectation.dueOn))
            .adding("clawback_until_on", Value(used.expectation.clawbackUntil))
    }

    private static func seesAll(_ caller: Principal) -> Bool { Access.admins.admits(caller.roles) }

    /// Each share with what it has of the deal; for somebody who is no admin the own ones alone (E21).
    private static func shares(of deal: FundedDeal, for caller: Principal, _ db: Connection) throws -> Value {
        let tenant = caller.tenant
        let own = try caller.person.flatMap { try Payee.of($0, tenant: tenant, db)?.id }
        let names = Dictionary(
            uniqueKeysWithValues: try Payee.all(tenant: tenant, db).map { ($0.id, $0.name) })
        func sums(_ kinds: [CommissionEntry.Kind]) throws -> [CommissionEntry.Part] {
            try CommissionEntry.parts(of: deal.id, kinds, tenant: tenant, db)
        }
        let (expected, paid, taken) = (
            try sums(CommissionEntry.Kind.expectations), try sums([.paid]), try sums([.clawback])
        )
        return .list(
            try Share.of(deal.id, tenant: tenant, db).filter { share in
                seesAll(caller) || own != nil && share.payee == own
            }.map { share in
                func money(_ parts: [CommissionEntry.Part]) -> Value {
                    let sum = parts.first { $0.role == share.role && $0.payee == share.payee }?.amount ?? .zero
                    return .string(deal.currency.shown(sum))
                }
                return [
                    "role": .string(share.role.rawValue), "role_label": .string(share.role.label),
                    "payee": Value(share.payee), "payee_name": Value(share.payee.flatMap { names[$0] }),
                    "portion": .string(share.portion.decimal), "expected_text": money(expected),
                    "paid_text": money(paid), "clawed_back_text": money(taken),
                ]
            })
    }

    private static func entries(of deal: FundedDeal, tenant: TenantID, _ db: Connection) throws -> Value {
        .list(
            try CommissionEntry.of(deal.id, tenant: tenant, db).map { entry in
                let payment = try entry.payment.map { try CommissionPayment.find($0, tenant: tenant, db) }
                return entry.value.adding("trace", Value(payment?.trace))
                    .adding("method_label", Value(payment.map { $0.methodNote ?? $0.method.label }))
            })
    }
}

extension CommissionEntry {
    package var value: Value {
        [
            "id": Value(id), "deal": Value(deal), "funder": Value(funder), "kind": .string(kind.rawValue),
            "kind_label": .string(kind.label), "amount": .string(amount.decimal),
            "amount_text": .string(
                (amount < .zero ? "−" : "") + currency.symbol + Cents(Int64(amount.count.magnitude)).grouped),
            "currency": .string(currency.rawValue), "counts_on": Value(day), "due_on": Value(dueOn),
            "payment": Value(payment), "reverses": Value(reverses), "reversed_by": Value(reversedBy),
            "is_reversal": .bool(reverses != nil), "is_reversed": .bool(reversedBy != nil),
            "is_reversible": .bool(
                (kind == .earned || kind == .adjustment) && reverses == nil && reversedBy == nil),
            "message": Value(message), "reason": Value(reason), "transfer": Value(transfer),
            "who": .string(who.text), "at": Value(at),
        ]
    }
}
