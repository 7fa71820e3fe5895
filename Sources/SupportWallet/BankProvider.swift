import Kernel

/// Who knows accounts and moves money. What is outside answers late, twice or not at all: the outcome of a transfer says so.
package protocol BankProvider: Sendable {
    /// The name that the bank has for an account.
    func resolve(bank: NigerianBank, number: String) async -> NameResolution
}

package enum NameResolution: Sendable, Equatable {
    case found(name: String, reference: String)
    /// The bank has no such account.
    case unknown
    /// Nobody answered, or not in words that are understood.
    case unavailable
}

/// No provider is set: nothing is resolved and nothing is moved.
package struct NoBankProvider: BankProvider {
    package init() {}

    package func resolve(bank: NigerianBank, number: String) async -> NameResolution { .unavailable }
}
