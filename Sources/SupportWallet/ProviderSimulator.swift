import Crypto
import Kernel
import Synchronization
import Web

/// Paystack and a seller of airtime as this program sees them, over the same HTTP: for tests and the demonstration. It keeps books by
/// reference, so that a transfer that was asked twice is seen.
package final class ProviderSimulator: Sendable {
    /// How transfers and top-ups are answered from now on.
    package enum Manner: Sendable {
        case success, pending, failure
        /// Taken, and the answer lost on the way.
        case silentlyTaken
        /// Not taken, and no answer that says so.
        case broken
        /// Refused at once.
        case refused
        /// What goes before a payment fails, with this status.
        case shut(Int)
    }

    private struct Books {
        var manner = Manner.success
        var names: [String: String] = [:]
        /// By reference: how it stands, and how often it was asked for.
        var entries: [String: (status: String, amount: Int64, times: Int)] = [:]
        var recipients = 0
        var whenTaken: (@Sendable () -> Void)?
        var secret: String
    }

    private let books: Mutex<Books>
    /// The name of accounts that nobody was made known for; nil: there are no such accounts.
    private let nameOfEverybody: String?

    package init(secret: String, nameOfEverybody: String? = nil) {
        books = Mutex(Books(secret: secret))
        self.nameOfEverybody = nameOfEverybody
    }

    /// Called once an order is written down, before it is answered.
    package func whenTaken(_ body: @escaping @Sendable () -> Void) { books.withLock { $0.whenTaken = body } }

    package func set(_ manner: Manner) { books.withLock { $0.manner = manner } }

    /// The bank knows this name for the account; all others are unknown to it.
    package func know(_ name: String, bank: String, number: String) {
        books.withLock { $0.names["\(bank) \(number)"] = name }
    }

    /// What became of a reference: how it stands, the amount, and how often it was asked for.
    package func entry(_ reference: String) -> (status: String, amount: Int64, times: Int)? {
        books.withLock { $0.entries[reference] }
    }

    package var references: [String] { books.withLock { $0.entries.keys.sorted() } }

    /// The provider decides later.
    package func decide(_ reference: String, _ status: String) {
        books.withLock { $0.entries[reference]?.status = status }
    }

    /// A web-hook's body with its signature.
    package func notice(_ event: String, of reference: String, code: String = "TRF_1") -> (
        body: [UInt8], signature: String
    ) {
        let value: Value = [
            "event": .string(event), "data": ["reference": .string(reference), "transfer_code": .string(code)],
        ]
        let (body, secret) = (value.jsonBytes, books.withLock(\.secret))
        return (body, Hexadecimal.encode(authenticationCode512(body, key: Array(secret.utf8))))
    }

    // swift-format-ignore
    package var routes: [Route] {
        [
            .get ("/bank/resolve",               for: .open, "The name of an account", resolve),
            .post("/transferrecipient",          for: .open, "A recipient", recipient),
            .post("/transfer",                   for: .open, "A transfer", transfer),
            .get ("/transfer/verify/{reference}", for: .open, "How a transfer stands", verify),
            .post("/topups",                     for: .open, "Airtime to a number", topUp),
            .get ("/topups/{reference}",         for: .open, "How a top-up stands", standing),
        ]
    }

    private func admit(_ request: Request) throws {
        guard request.headers["Authorization"] == "Bearer \(books.withLock(\.secret))" else {
            throw PlainRefusal(.unauthenticated, code: "invalid_key", "Invalid key")
        }
    }

    private func told(_ data: Value, status: Int = 200) -> Answer {
        .json(
            ["status": .bool(status < 300), "message": .string(status < 300 ? "ok" : "failed"), "data": data],
            status: status)
    }

    private func resolve(_ request: Request) async throws -> Answer {
        try admit(request)
        let (number, bank) = (request.query["account_number"] ?? "", request.query["bank_code"] ?? "")
        guard let name = books.withLock({ $0.names["\(bank) \(number)"] }) ?? nameOfEverybody else {
            return told(.null, status: 422)
        }
        return told(["account_number": .string(number), "account_name": .string(name), "bank_id": 9])
    }

    private func recipient(_ request: Request) async throws -> Answer {
        try admit(request)
        if case .shut(let status) = books.withLock(\.manner) { return told(.null, status: status) }
        let number = books.withLock { books in
            books.recipients += 1
            return books.recipients
        }
        return told(["recipient_code": .string("RCP_\(number)")], status: 201)
    }

    private func transfer(_ request: Request) async throws -> Answer {
        try admit(request)
        let (status, word) = take(request)
        return told(word.map { ["status": .string($0), "transfer_code": "TRF_1"] } ?? .null, status: status)
    }

    private func topUp(_ request: Request) async throws -> Answer {
        try admit(request)
        let (status, word) = take(request)
        return .json(word.map { ["status": .string($0), "code": "TOP_1"] } ?? [:], status: status)
    }

    private func take(_ request: Request) -> (status: Int, word: String?) {
        let answer = written(request)
        books.withLock(\.whenTaken)?()
        return answer
    }

    /// Writes the order into the books, as the manner says.
    private func written(_ request: Request) -> (status: Int, word: String?) {
        let (reference, amount) = (request.value["reference"]?.text ?? "", request.value["amount"]?.integer ?? 0)
        return books.withLock { books in
            if let former = books.entries[reference] {
                books.entries[reference] = (former.status, former.amount, former.times + 1)
                return (400, nil)
            }
            func write(_ status: String) { books.entries[reference] = (status, amount, 1) }
            switch books.manner {
            case .success:
                write("success")
                return (200, "success")
            case .pending:
                write("pending")
                return (200, "pending")
            case .failure:
                write("failed")
                return (200, "failed")
            case .silentlyTaken:
                write("success")
                return (504, nil)
            case .broken: return (500, nil)
            case .refused, .shut: return (400, nil)
            }
        }
    }

    private func verify(_ request: Request) async throws -> Answer {
        try admit(request)
        guard let entry = entry(request.parameter("reference")) else { return told(.null, status: 404) }
        return told(["status": .string(entry.status), "transfer_code": "TRF_1"])
    }

    private func standing(_ request: Request) async throws -> Answer {
        try admit(request)
        guard let entry = entry(request.parameter("reference")) else { return .json(["status": false], status: 404) }
        return .json(["status": .string(entry.status), "code": "TOP_1"])
    }
}
