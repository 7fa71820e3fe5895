import Applications
import Cohorts
import Kernel
import Storage

/// Sends what is approved and finds out what became of it. Before a call goes out it is written down; a call whose end is not known is
/// settled by asking the provider for our reference, and is never made again.
package struct DisbursementDesk: Sendable {
    let database: Database
    let clock: any Clock
    package let keys: PersonalKeys
    let providers: [Channel: any PayoutProvider]
    package let funding: any SupportFunding
    let log: @Sendable (String) -> Void

    package init(
        database: Database, clock: any Clock, keys: PersonalKeys, providers: [Channel: any PayoutProvider],
        funding: any SupportFunding, log: @escaping @Sendable (String) -> Void
    ) {
        self.database = database
        self.clock = clock
        self.keys = keys
        self.providers = providers
        self.funding = funding
        self.log = log
    }

    /// A call that is not answered for so long was lost.
    private static let longestCall = Span.minutes(2)
    /// How often a provider is asked how something stands.
    private static let pause = Span.minutes(5)
    /// What a provider has no record of for so long, it never took.
    private static let forgotten = Span.hours(24)

    /// One look at an office's disbursements. What fails is told and left to the next look; it holds up nothing else.
    package func look(at tenant: TenantID) async throws {
        for (channel, provider) in providers.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            try await lose(channel, tenant)
            for id in try await waiting(channel, tenant) {
                let goesOn = await attempted(id) { try await send(id, by: provider, tenant) }
                // Who did not take one for a fault of the way, or did not answer, takes the others as little: they wait for the next look.
                if goesOn == false { break }
            }
            for id in try await due(.outcomeUnknown, channel, tenant) + due(.sent, channel, tenant) {
                let goesOn = await attempted(id) { try await settle(id, by: provider, tenant) }
                if goesOn == false { break }
            }
        }
    }

    @discardableResult
    private func attempted<T>(_ id: Disbursement.ID, _ body: () async throws -> T) async -> T? {
        do { return try await body() } catch {
            log("disbursement \(id) could not be looked at: \(error)")
            return nil
        }
    }

    private func waiting(_ channel: Channel, _ tenant: TenantID) async throws -> [Disbursement.ID] {
        let until = clock.now() - Self.pause
        return try await database.read { db in
            try Disbursement.waiting(for: channel, pausedUntil: until, tenant: tenant, db).map(\.id)
        }
    }

    private func due(
        _ state: Disbursement.State, _ channel: Channel, _ tenant: TenantID
    ) async throws -> [Disbursement.ID] {
        let since = clock.now() - Self.pause
        return try await database.read { db in
            try Disbursement.due(state, by: channel, since: since, tenant: tenant, db).map(\.id)
        }
    }

    private func act(_ tenant: TenantID) -> SupportAct {
        SupportAct(tenant: tenant, by: .system("support"), at: clock.now(), funding: funding)
    }

    /// Calls that nobody waits for any more: the program stopped while they were made.
    private func lose(_ channel: Channel, _ tenant: TenantID) async throws {
        let (act, before) = (act(tenant), clock.now() - Self.longestCall)
        let lost = try await database.read { db in
            try Disbursement.due(.calling, by: channel, since: before, tenant: tenant, db).map(\.id)
        }
        for id in lost {
            await attempted(id) {
                try await database.write { db in
                    let found = try Disbursement.find(id, tenant: tenant, db)
                    if found.state == .calling { try found.move(on: .lose, act, db) }
                }
            }
        }
    }

    /// Says whether its provider may be called again now.
    private func send(_ id: Disbursement.ID, by provider: any PayoutProvider, _ tenant: TenantID) async throws -> Bool {
        let (keys, beginning) = (keys, act(tenant))
        let order = try await database.write { db -> PayoutOrder? in
            let found = try Disbursement.find(id, tenant: tenant, db)
            guard found.state == .waiting else { return nil }
            guard let order = try found.order(keys, db) else {
                try found.look(beginning, db)
                return nil
            }
            try found.move(
                on: .begin, told: Disbursement.Told(paid: (order.amount, order.currency)), beginning, db)
            return order
        }
        guard let order else { return true }
        let answer = await provider.send(order)
        let ending = act(tenant)
        return try await database.write { db in
            let found = try Disbursement.find(id, tenant: tenant, db)
            // A web-hook may have been faster.
            guard found.state == .calling else { return true }
            switch answer {
            case .done(let code): try found.move(on: .confirm, told: Disbursement.Told(code: code), ending, db)
            case .accepted(let code): try found.move(on: .accept, told: Disbursement.Told(code: code), ending, db)
            case .refused(let why): try found.move(on: .refuse, told: Disbursement.Told(failure: why), ending, db)
            case .notSent(let why): try found.move(on: .postpone, told: Disbursement.Told(failure: why), ending, db)
            case .unknown: try found.move(on: .lose, ending, db)
            }
            switch answer {
            case .notSent, .unknown: return false
            case .done, .accepted, .refused: return true
            }
        }
    }

    /// Says whether its provider answered.
    private func settle(
        _ id: Disbursement.ID, by provider: any PayoutProvider, _ tenant: TenantID
    ) async throws -> Bool {
        let reference = try await database.read { try Disbursement.find(id, tenant: tenant, $0).reference }
        let standing = await provider.standing(of: reference)
        let act = act(tenant)
        try await database.write { db in
            let found = try Disbursement.find(id, tenant: tenant, db)
            guard found.state == .outcomeUnknown || found.state == .sent else { return }
            switch standing {
            case .done(let code): try found.move(on: .confirm, told: Disbursement.Told(code: code), act, db)
            case .failed(let why): try found.move(on: .reject, told: Disbursement.Told(failure: why), act, db)
            case .pending(let code) where found.state == .outcomeUnknown:
                try found.move(on: .accept, told: Disbursement.Told(code: code), act, db)
            case .notFound where found.isForgotten(at: act.now, Self.forgotten):
                try found.move(on: .reject, told: Disbursement.Told(failure: "not_found"), act, db)
            case .pending, .notFound, .unavailable: try found.look(act, db)
            }
        }
        return standing != .unavailable
    }
}

extension Disbursement {
    /// Whether the call was so long ago that a provider without a record of it never took it.
    func isForgotten(at now: Moment, _ span: Span) -> Bool {
        state == .outcomeUnknown && calledAt.map { now - $0 >= span } ?? false
    }

    /// What is to be sent; nil where something is missing that people give (an account, a number, a rate), and while something stands
    /// against it: a risk that nobody cleared, or a participant who paused or left since it was approved.
    func order(_ keys: PersonalKeys, _ db: Connection) throws -> PayoutOrder? {
        let asked = try SupportRequest.find(request, tenant: tenant, db)
        let wallet = try Wallet.find(asked.wallet, tenant: tenant, db)
        let participant = try Participant.find(asked.participant, tenant: tenant, db)
        guard try Self.mayLeave(to: participant, db) else { return nil }
        let rate = try PayoutRate.of(wallet.currency, tenant, db)
        guard let amount = PayoutRate.naira(asked.amount, wallet.currency, rate), amount > .zero else { return nil }
        guard let place = try place(of: participant, approvedAt: asked.decidedAt, keys, db) else { return nil }
        return PayoutOrder(reference: reference, amount, .ngn, to: place)
    }

    /// Whether anything may leave to a participant now.
    static func mayLeave(to participant: Participant, _ db: Connection) throws -> Bool {
        guard participant.state == .active || participant.state == .completed else { return false }
        return try !RiskFlag.isOpen(of: participant.id, tenant: participant.tenant, db)
    }

    /// Nil where nobody gave one, and where it is another than when somebody approved: that person looked at the former.
    private func place(
        of participant: Participant, approvedAt: Moment?, _ keys: PersonalKeys, _ db: Connection
    ) throws -> PayoutOrder.Place? {
        guard let approvedAt else { return nil }
        switch channel {
        case .airtime:
            let number = try SupportHands.number(of: participant.id, tenant: tenant, db)
            guard number.map({ $0.at <= approvedAt }) ?? true else { return nil }
            return try participant.person.opened(for: participant.id, keys).phone.map { .phone($0) }
        case .bankTransfer:
            guard let account = try BankAccount.confirmed(of: participant, db),
                let confirmedAt = account.confirmedAt, confirmedAt <= approvedAt,
                let bank = NigerianBank.of(code: try account.opened(.bankCode, keys))
            else { return nil }
            return .account(
                bank, number: try account.opened(.accountNumber, keys), name: try account.opened(.resolvedName, keys))
        case .voucher, .access: return nil
        }
    }
}
