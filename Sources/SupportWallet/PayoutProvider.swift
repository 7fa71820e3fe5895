import Kernel
import Wire

/// Who pays out: a bank's or a telephone company's door. One protocol for all, because what can go wrong is the same.
package protocol PayoutProvider: Sendable {
    /// Sends it once. The reference is the intention's: a provider that has it takes nothing twice.
    func send(_ order: PayoutOrder) async -> PayoutAnswer
    /// What the provider has written down for a reference.
    func standing(of reference: String) async -> PayoutStanding
}

/// What is to be paid, to where, by our reference.
package struct PayoutOrder: Sendable {
    package enum Place: Sendable {
        case account(NigerianBank, number: String, name: String)
        /// The participant's registered number, and no other (I26).
        case phone(String)
    }

    package let reference: String
    package let amount: Cents
    package let currency: Currency
    package let place: Place

    package init(reference: String, _ amount: Cents, _ currency: Currency, to place: Place) {
        self.reference = reference
        self.amount = amount
        self.currency = currency
        self.place = place
    }
}

package enum PayoutAnswer: Sendable, Equatable {
    /// The provider has it; whether it arrived comes later.
    case accepted(code: String?)
    case done(code: String?)
    /// The provider did not take it.
    case refused(String)
    /// What goes before the payment did not come through: nothing left, and it is tried again.
    case notSent(String)
    /// The line broke, or the answer is not understood: nobody knows, and nobody sends it again.
    case unknown
}

package enum PayoutStanding: Sendable, Equatable {
    case done(code: String?)
    case failed(String)
    case pending(code: String?)
    case notFound
    /// Nobody answered: ask again later.
    case unavailable
}

extension PayoutAnswer {
    /// An answer by its status: 2xx is told by `word`, what the provider surely did not take by 4xx, and everything else is unknown. A
    /// reference that is there already (409) and a time-out (408) say nothing of this order.
    init(status: Int, word: String?, code: String?, message: String?) {
        switch status {
        case 200...299:
            switch word {
            case "success", "successful", "completed": self = .done(code: code)
            case "pending", "processing", "otp", "queued", "received": self = .accepted(code: code)
            case let word? where PayoutStanding.ends.contains(word): self = .refused(word)
            default: self = .unknown
            }
        case 408, 409: self = .unknown
        // A wrong key, an empty purse, too many calls: it was not taken, and the next look may find it mended.
        case 401, 402, 403, 429: self = .notSent("not_taken_\(status)")
        case 400...499 where Self.isShort(message): self = .notSent("no_balance")
        // "Please provide a unique reference": the provider has it already.
        case 400...499 where message?.lowercased().contains("reference") ?? false: self = .unknown
        case 400...499: self = .refused("refused_\(status)")
        default: self = .unknown
        }
    }

    /// Whether the provider says that the office has too little money with it.
    private static func isShort(_ message: String?) -> Bool {
        guard let message = message?.lowercased() else { return false }
        return message.contains("balance") || message.contains("insufficient")
    }

    /// A fault before anything was written to the provider moved nothing; one later leaves the end unknown.
    init(_ fault: any Error) {
        switch fault as? WireFault {
        case .unusableName, .couldNotResolve, .couldNotConnect, .privateAddress, .tlsFailed, .certificateRejected,
            .insecureLogin:
            self = .notSent("unreachable")
        case .timedOut(_, .connect), .closedByPeer(_, .connect), .io(_, .connect, _): self = .notSent("unreachable")
        default: self = .unknown
        }
    }
}

extension PayoutStanding {
    /// Words by which nothing was paid, or what was paid came back.
    static let ends: Set<String> = ["failed", "rejected", "reversed", "abandoned", "blocked"]
    private static let successes: Set<String> = ["success", "successful", "completed"]
    static let open: Set<String> = ["pending", "processing", "otp", "queued", "received"]

    /// By the answer's status and word. That there is no record is believed of the provider alone, whose answer is JSON with `status`
    /// false: a 404 of something between us and it says nothing.
    init(status: Int, word: String?, code: String?, isDenied: Bool) {
        switch (status, word) {
        case (200...299, let word?) where Self.successes.contains(word): self = .done(code: code)
        case (200...299, let word?) where Self.ends.contains(word): self = .failed(word)
        case (200...299, let word?) where Self.open.contains(word): self = .pending(code: code)
        case (404, _) where isDenied: self = .notFound
        default: self = .unavailable
        }
    }
}
