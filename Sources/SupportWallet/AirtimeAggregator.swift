import Kernel
import Wire

/// A seller of airtime and data over HTTP: `POST /topups` and `GET /topups/{reference}`, JSON, the key as a bearer; of a reference that it
/// has not it says `{"status": false}` with 404. Aggregators differ in names, not in this; another one is another of these.
package struct AirtimeAggregator: PayoutProvider {
    private let server: HTTPServerAddress
    private let base: String
    private let key: String
    private let call: Paystack.Send

    /// Nil where the address is none of HTTP or HTTPS.
    package init?(address: String, key: String, send: @escaping Paystack.Send) {
        guard let (server, base) = Paystack.parse(address) else { return nil }
        self.server = server
        self.base = base
        self.key = key
        call = send
    }

    package func send(_ order: PayoutOrder) async -> PayoutAnswer {
        guard case .phone(let number) = order.place else { return .refused("no_phone") }
        let body: Value = [
            "phone": .string(number), "amount": .int(order.amount.count), "currency": .string(order.currency.rawValue),
            "reference": .string(order.reference),
        ]
        do {
            let (status, value) = try await ask("POST", "/topups", body)
            return PayoutAnswer(
                status: status, word: value["status"]?.text, code: value["code"]?.text, message: value["message"]?.text)
        } catch {
            return PayoutAnswer(error)
        }
    }

    package func standing(of reference: String) async -> PayoutStanding {
        do {
            let (status, value) = try await ask("GET", "/topups/\(reference)", nil)
            return PayoutStanding(
                status: status, word: value["status"]?.text, code: value["code"]?.text,
                isDenied: value["status"]?.flag == false)
        } catch {
            return .unavailable
        }
    }

    private func ask(_ method: String, _ target: String, _ body: Value?) async throws -> (status: Int, value: Value) {
        var headers = [(name: "Authorization", value: "Bearer \(key)"), (name: "Accept", value: "application/json")]
        if body != nil { headers.append((name: "Content-Type", value: "application/json")) }
        let reply = try await call(
            HTTPCall(
                method, server, target: base + target, headers: headers,
                body: body.map { .bytes($0.jsonBytes) } ?? .none, goesOnce: body != nil))
        return (reply.status, (try? Value(parsing: reply.body)) ?? .null)  // what is no JSON has no fields
    }
}
