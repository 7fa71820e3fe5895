import Kernel

/// Adds to a tree of values what a person reads: `created_at` gets `created_at_text` and `created_at_ago`, a day
/// `…_on_text`, a list that is not empty its `…_count`, a state its label and the tone of its badge, an address of a record stays as it is.
struct Shown: Sendable {
    let now: Moment

    func value(_ value: Value) -> Value { changed(value) ?? value }

    /// Nil where nothing is to be added: then nothing is copied.
    private func changed(_ value: Value) -> Value? {
        switch value {
        case .list(let list):
            var shown: [Value]?
            for (place, element) in list.enumerated() {
                guard let changed = changed(element) else { continue }
                if shown == nil { shown = list }
                shown?[place] = changed
            }
            return shown.map(Value.list)
        case .object(let fields):
            var shown = Additions(fields)
            for (name, member) in fields.members {
                if let changed = changed(member) { shown.replace(name, changed) }
                add(name, member, to: &shown)
            }
            return shown.fields.map(Value.object)
        default: return nil
        }
    }

    /// An object and what is added to it; what it says itself stands.
    private struct Additions {
        let own: Value.Fields
        private(set) var fields: Value.Fields?

        init(_ own: Value.Fields) { self.own = own }

        subscript(name: String) -> Value? {
            get { own[name] }
            set {
                guard own[name] == nil, let newValue else { return }
                replace(name, newValue)
            }
        }

        mutating func replace(_ name: String, _ value: Value) {
            if fields == nil { fields = own }
            fields?[name] = value
        }
    }

    /// Lists that a form shows and takes as JSON.
    private static let written: Set<String> = ["required_docs", "rules", "incentives"]

    private func add(_ name: String, _ member: Value, to shown: inout Additions) {
        guard let text = member.text else {
            if name == "confidence", let number = member.integer, number > 0 {
                shown["confidence_text"] = Value("\(number / 10) %")
            }
            if case .list(let list) = member, !list.isEmpty { shown["\(name)_count"] = Value(list.count) }
            if Self.written.contains(name), case .list = member { shown["\(name)_json"] = Value(member.json) }
            if name.hasSuffix("size_bytes"), let bytes = member.integer {
                shown["\(name)_text"] = Value(Self.size(bytes))
            }
            return
        }
        guard Self.named.contains(name) else { return addTime(name, text, to: &shown) }
        switch name {
        // Amounts of a reading: decimal text beside their currency.
        case "amount", "payback_amount", "payment_amount", "origination_fee_amount", "funded_amount",
            "commission_amount":
            guard let cents = Cents(decimal: text) else { break }
            let currency = shown["currency"]?.text.flatMap { Currency(rawValue: $0) } ?? .usd
            shown["\(name)_shown"] = Value(currency.shown(cents))
        case "term_unit", "payment_frequency":
            shown["\(name)_text"] = Value(text.split(separator: "_").joined(separator: " "))
        case "state", "status", "outcome", "verdict", "from", "to", "type":
            addState(name, text, to: &shown)
        case "who": shown["who_text"] = Value(Self.who(text))
        case "event": shown["event_text"] = Value(Self.words(text))
        default: break
        }
    }

    /// Names of text to which something is added whatever it says.
    private static let named: Set<String> = [
        "amount", "payback_amount", "payment_amount", "origination_fee_amount", "funded_amount", "commission_amount",
        "term_unit", "payment_frequency", "state", "status", "outcome", "verdict", "from", "to", "type", "who", "event",
    ]

    private func addTime(_ name: String, _ text: String, to shown: inout Additions) {
        switch name.utf8.last {
        case UInt8(ascii: "t"), UInt8(ascii: "l"):
            guard name == "at" || name.hasSuffix("_at") || name.hasSuffix("_until"), let moment = Moment(text) else {
                break
            }
            shown["\(name)_text"] = Value(Self.text(moment))
            shown["\(name)_ago"] = Value(ago(moment))
        case UInt8(ascii: "n"):
            guard name.hasSuffix("_on"), let day = Day(text) else { break }
            shown["\(name)_text"] = Value(Self.text(day))
        default: break
        }
    }

    private func addState(_ name: String, _ text: String, to shown: inout Additions) {
        let word = StateWord.all[text]
        // What comes from and goes to somewhere may be no state at all.
        guard word != nil || !["from", "to", "type"].contains(name) else { return }
        shown["\(name)_label"] = Value(word?.label ?? Self.words(text))
        shown["\(name)_tone"] = Value(word?.tone ?? "plain")
    }

    /// `20 Nov 2026, 21:22 UTC`
    static func text(_ moment: Moment) -> String {
        let second = moment.secondOfDay
        let (hour, minute) = (second / 3600, second / 60 % 60)
        return "\(text(moment.day)), \(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute) UTC"
    }

    static func text(_ day: Day) -> String {
        let (year, month, number) = day.civil
        return "\(number) \(months[month - 1]) \(year)"
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// `3 min ago`, `in 2 h`; the page's script keeps it current.
    func ago(_ moment: Moment) -> String {
        let seconds = (now - moment).milliseconds / 1000
        let length = seconds.magnitude
        let words: String
        switch length {
        case ..<45: return seconds >= 0 ? "just now" : "in a moment"
        case ..<3600: words = "\((length + 30) / 60) min"
        case ..<86_400: words = "\((length + 1800) / 3600) h"
        default:
            let days = (length + 43_200) / 86_400
            words = days == 1 ? "1 day" : "\(days) days"
        }
        return seconds >= 0 ? "\(words) ago" : "in \(words)"
    }

    static func size(_ bytes: Int64) -> String {
        switch bytes {
        case ..<1000: "\(bytes) B"
        case ..<1_000_000: "\((bytes + 500) / 1000) kB"
        case ..<1_000_000_000: "\(bytes / 1_000_000).\(bytes % 1_000_000 / 100_000) MB"
        default: "\(bytes / 1_000_000_000).\(bytes % 1_000_000_000 / 100_000_000) GB"
        }
    }

    /// `docs_requested` as `Docs requested`.
    static func words(_ code: String) -> String {
        let text = code.map { $0 == "_" ? " " : $0 }
        return String(text.prefix(1)).uppercased() + String(text.dropFirst())
    }

    private static func who(_ text: String) -> String {
        guard let who = Who(text: text) else { return text }
        return switch who {
        case .person: "a person"
        case .key(let name): "key \(name)"
        case .system(let part): part
        }
    }
}
