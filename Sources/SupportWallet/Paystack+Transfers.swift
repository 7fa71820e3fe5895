import Kernel
import Wire

extension Paystack: PayoutProvider {
    /// A recipient first, which moves nothing, so that whatever becomes of it is tried again; then the transfer by our reference.
    /// Amounts are in kobo.
    package func send(_ order: PayoutOrder) async -> PayoutAnswer {
        guard case .account(let bank, let number, let name) = order.place else { return .refused("no_account") }
        let recipient: String
        do {
            let body: Value = [
                "type": "nuban", "name": .string(name), "account_number": .string(number),
                "bank_code": .string(bank.code), "currency": .string(order.currency.rawValue),
            ]
            let (status, value) = try await call("POST", "/transferrecipient", body)
            guard (200...299).contains(status), let code = value["data"]?["recipient_code"]?.text else {
                return .notSent("recipient_\(status)")
            }
            recipient = code
        } catch {
            return .notSent("recipient_unreachable")
        }
        do {
            let body: Value = [
                "source": "balance", "amount": .int(order.amount.count), "currency": .string(order.currency.rawValue),
                "recipient": .string(recipient), "reference": .string(order.reference), "reason": "Programme support",
            ]
            let (status, value) = try await call("POST", "/transfer", body)
            return PayoutAnswer(
                status: status, word: value["data"]?["status"]?.text, code: value["data"]?["transfer_code"]?.text,
                message: value["message"]?.text)
        } catch {
            return PayoutAnswer(error)
        }
    }

    package func standing(of reference: String) async -> PayoutStanding {
        do {
            let (status, value) = try await call("GET", "/transfer/verify/\(reference)")
            return PayoutStanding(
                status: status, word: value["data"]?["status"]?.text, code: value["data"]?["transfer_code"]?.text,
                isDenied: value["status"]?.flag == false)
        } catch {
            return .unavailable
        }
    }
}
