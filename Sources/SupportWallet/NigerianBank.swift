/// The commercial banks of Nigeria by the Central Bank's codes: those whose account numbers have a check digit that can be computed.
package struct NigerianBank: Sendable, Hashable {
    package let code: String
    package let name: String

    // swift-format-ignore
    package static let all: [NigerianBank] = [
        NigerianBank(code: "044", name: "Access Bank"),
        NigerianBank(code: "063", name: "Access Bank (Diamond)"),
        NigerianBank(code: "050", name: "Ecobank Nigeria"),
        NigerianBank(code: "070", name: "Fidelity Bank"),
        NigerianBank(code: "011", name: "First Bank of Nigeria"),
        NigerianBank(code: "214", name: "First City Monument Bank"),
        NigerianBank(code: "103", name: "Globus Bank"),
        NigerianBank(code: "058", name: "Guaranty Trust Bank"),
        NigerianBank(code: "301", name: "Jaiz Bank"),
        NigerianBank(code: "082", name: "Keystone Bank"),
        NigerianBank(code: "076", name: "Polaris Bank"),
        NigerianBank(code: "101", name: "Providus Bank"),
        NigerianBank(code: "221", name: "Stanbic IBTC Bank"),
        NigerianBank(code: "068", name: "Standard Chartered Bank"),
        NigerianBank(code: "232", name: "Sterling Bank"),
        NigerianBank(code: "100", name: "Suntrust Bank"),
        NigerianBank(code: "302", name: "TAJ Bank"),
        NigerianBank(code: "102", name: "Titan Trust Bank"),
        NigerianBank(code: "032", name: "Union Bank of Nigeria"),
        NigerianBank(code: "033", name: "United Bank for Africa"),
        NigerianBank(code: "215", name: "Unity Bank"),
        NigerianBank(code: "035", name: "Wema Bank"),
        NigerianBank(code: "057", name: "Zenith Bank"),
    ]

    package static func of(code: String) -> NigerianBank? { all.first { $0.code == code } }

    /// Ten digits, of which the last follows from the bank's code and the others (Central Bank of Nigeria, NUBAN standard): weights 3, 7, 3
    /// over bank and number, ten less the sum's last digit.
    package func owns(_ number: String) -> Bool {
        let digits = (code + number).utf8.map { Int($0) - 48 }
        guard number.utf8.count == 10, digits.allSatisfy({ (0...9).contains($0) }) else { return false }
        let weights = [3, 7, 3, 3, 7, 3, 3, 7, 3, 3, 7, 3]
        let sum = zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 }
        return (10 - sum % 10) % 10 == digits[12]
    }
}
