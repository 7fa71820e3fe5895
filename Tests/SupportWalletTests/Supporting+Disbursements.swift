import Kernel
import Storage
import Web

@testable import SupportWallet

extension Supporting {
    /// One look of the desk, over HTTP.
    func disburse() async throws {
        try await DisbursementDesk(
            database: database, clock: clock, keys: keys,
            providers: [.bankTransfer: try providers.paystack(), .airtime: try providers.airtime()]
        ).look(at: tenant)
    }

    /// A web-hook with these bytes and this signature; answers the status.
    func hear(_ body: [UInt8], _ signature: String) async throws -> Int {
        let routes = DisbursementRoutes(database: database, clock: clock, keys: keys, secret: "sk_test_1")
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
