import Kernel

extension Value.Fields {
    /// Adds `name` as decimal text, `name_cents`, and `name_label` as people write it; all null where absent.
    package mutating func add(_ name: String, _ cents: Cents?, _ currency: Currency) {
        self[name] = Value(cents?.decimal)
        self["\(name)_cents"] = Value(cents?.count)
        self["\(name)_label"] = Value(cents.map { currency.shown($0) })
    }

    /// Adds `name` as a word and `name_label`.
    package mutating func add(_ name: String, _ word: String?, label: String?) {
        self[name] = Value(word)
        self["\(name)_label"] = Value(label)
    }
}
