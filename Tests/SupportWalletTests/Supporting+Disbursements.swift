import Kernel
import Storage
import Web

@testable import SupportWallet

extension Supporting {
    /// One look of the desk, over HTTP.
    func disburse() async throws {
        try await DisbursementDesk(
            database: database, clock: clock, keys: keys,
            providers: [.bankTransfer: try providers.paystack(), .airtime: try providers.airtime()],
            funding: OfficePays(), log: { _ in }
        ).look(at: tenant)
    }

    /// A cash request that an admin approved, at 1500 naira for a dollar; its participant has a confirmed account.
    func cash() async throws -> (Group, SupportRequest.ID) {
        let group = try await group()
        let id = try await ask(.cash, group)
        try await triage()
        try await giveAccount(group)
        let admin = principal(.admin, 6)
        try await setRate("1500")
        _ = try await caller.call(.post, "/admin/support/\(id)/approve", Self.exception(.bankTransfer), as: admin)
        return (group, id)
    }

    /// One admin sets it, another the same, so that it holds at once.
    func setRate(_ naira: String, _ currency: String = "USD") async throws {
        let rate: Value = ["naira": .string(naira), "currency": .string(currency)]
        for person in [6, 7] {
            _ = try await caller.call(.post, "/admin/support/rate", rate, as: principal(.admin, person))
        }
    }

    /// A number of First Bank's, given and confirmed.
    func giveAccount(_ group: Group, _ person: Int = 0, number: String = "0000014579") async throws {
        providers.simulator.know("ADAEZE OKONKWO", bank: "011", number: number)
        let made = try await caller.call(
            .post, "/support/account", ["bank": "011", "account_number": .string(number), "is_mine": true],
            as: group.askers[person])
        let account: Value = ["account": .string(made["account"]?.text ?? "")]
        _ = try await caller.call(.post, "/support/account/confirm", account, as: group.askers[person])
    }

    func disbursement(_ id: SupportRequest.ID) async throws -> Disbursement {
        try found(try await read { try Disbursement.of(id, tenant: $1, $0) })
    }

    func hear(event: String, _ reference: String) async throws -> Int {
        let notice = providers.simulator.notice(event, of: reference)
        return try await hear(notice.body, notice.signature)
    }

    /// A web-hook with these bytes and this signature; answers the status.
    func hear(_ body: [UInt8], _ signature: String) async throws -> Int {
        let routes = DisbursementRoutes(
            database: database, clock: clock, keys: keys, secret: "sk_test_1", funding: OfficePays())
        let head = RequestHead(
            method: .post, path: "/webhooks/paystack", segments: ["webhooks", "paystack"], query: Query([]),
            headers: Headers([("x-paystack-signature", signature)]), cookies: Cookies([]), clientAddress: "127.0.0.1",
            requestID: "r")
        let request = Request(
            head: head, principal: nil, pattern: "/webhooks/paystack", parameters: [:], value: .null, files: [],
            idempotencyKey: nil, bodyBytes: body)
        do {
            guard case .json(_, let status) = try await routes.hear(request) else { return 0 }
            return status
        } catch let refusal as any Refusal {
            return refusal.kind.rawValue
        }
    }
}
