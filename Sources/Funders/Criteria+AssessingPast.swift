import Applications
import Kernel

extension Criteria {
    func assessPast(_ findings: inout Findings) {
        let merchant = findings.merchant
        if let defaultRule {
            let asked = defaultRule.label + (defaultLookbackMonths.map { " within \($0) months" } ?? "")
            findings.add(
                "defaults", "Defaults", takesDefault(defaultRule, merchant), asked,
                Self.past(merchant.defaultStatus?.label, merchant.monthsSinceDefault))
        }
        if let bankruptcyRule {
            let asked = bankruptcyRule.label + (bankruptcyMonths.map { ", \($0) months ago or longer" } ?? "")
            findings.add(
                "bankruptcy", "Bankruptcy", takesBankruptcy(bankruptcyRule, merchant), asked,
                Self.past(merchant.bankruptcyStatus?.label, merchant.monthsSinceBankruptcy))
        }
    }

    /// A satisfied default as old as the look-back, or older, counts as none; an open one always counts.
    private func takesDefault(_ rule: DefaultRule, _ merchant: MerchantProfile) -> Bool? {
        guard let status = merchant.defaultStatus else { return nil }
        switch (rule, status) {
        case (_, .none), (.allowed, _), (.satisfied, .satisfied): return true
        case (.satisfied, .open), (.none, .open): return false
        case (.none, .satisfied):
            guard let defaultLookbackMonths else { return false }
            return merchant.monthsSinceDefault.map { $0 >= defaultLookbackMonths }
        }
    }

    private func takesBankruptcy(_ rule: BankruptcyRule, _ merchant: MerchantProfile) -> Bool? {
        guard let status = merchant.bankruptcyStatus else { return nil }
        switch (rule, status) {
        case (_, .none), (.allowed, _): return true
        case (.none, _), (.discharged, .open): return false
        case (.discharged, .discharged):
            guard let bankruptcyMonths else { return true }
            return merchant.monthsSinceBankruptcy.map { $0 >= bankruptcyMonths }
        }
    }

    private static func past(_ label: String?, _ months: Int?) -> String? {
        label.map { label in months.map { "\(label), \($0) months ago" } ?? label }
    }
}

/// The findings of one comparison as they gather.
struct Findings {
    let merchant: MerchantProfile
    let currency: Currency
    private(set) var all: [Assessment.Finding] = []

    init(merchant: MerchantProfile, currency: Currency) {
        self.merchant = merchant
        self.currency = currency
    }

    /// `fits` nil is not known.
    mutating func add(_ rule: String, _ label: String, _ fits: Bool?, _ funder: String, _ merchant: String?) {
        let verdict: Assessment.Verdict = fits.map { $0 ? .green : .red } ?? .grey
        all.append(
            Assessment.Finding(
                rule: rule, label: label, verdict: verdict, funder: funder, merchant: merchant ?? "not stated"))
    }

    mutating func atLeast(_ rule: String, _ label: String, _ least: Int?, _ value: Int?, _ words: (Int) -> String) {
        guard let least else { return }
        add(rule, label, value.map { $0 >= least }, "at least \(words(least))", value.map(words))
    }

    /// Amounts in another currency than the funder's are not compared.
    mutating func amount(_ rule: String, _ label: String, _ least: Cents?, _ most: Cents?, _ value: Cents?) {
        guard least != nil || most != nil else { return }
        let isSameCurrency = merchant.currency == currency
        let fits = value.flatMap { value in
            isSameCurrency ? (least.map { value >= $0 } ?? true) && (most.map { value <= $0 } ?? true) : nil
        }
        let asked = Self.range(least, most) { currency.shown($0) }
        add(rule, label, fits, asked, value.map { merchant.currency.shown($0) })
    }

    mutating func add(_ rule: CustomRule, number: Int) {
        let isComparable = rule.field.kind != .money || merchant.currency == currency
        add(
            "rule_\(number)", rule.label ?? rule.field.label, isComparable ? rule.holds(for: merchant) : nil,
            rule.asked(currency), rule.value(of: merchant).map { rule.words($0, merchant.currency) })
    }

    static func range<Bound>(_ least: Bound?, _ most: Bound?, _ words: (Bound) -> String) -> String {
        switch (least, most) {
        case (let least?, let most?): "\(words(least)) to \(words(most))"
        case (let least?, nil): "at least \(words(least))"
        case (nil, let most?): "at most \(words(most))"
        case (nil, nil): "anything"
        }
    }
}
