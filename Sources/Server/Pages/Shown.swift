import Kernel

/// Adds to a tree of values what a person reads: `created_at` gets `created_at_text` and `created_at_ago`, a day
/// `…_on_text`, a list that is not empty its `…_count`, a state its label and the tone of its badge, an address of a record stays as it is.
struct Shown: Sendable {
    let now: Moment

    func value(_ value: Value) -> Value {
        switch value {
        case .list(let list): return .list(list.map(self.value))
        case .object(let fields):
            var shown = Value.Fields()
            for (name, member) in fields.members {
                shown[name] = self.value(member)
                add(name, member, fields, to: &shown)
            }
            return .object(shown)
        default: return value
        }
    }

    /// Lists that a form shows and takes as JSON.
    private static let written: Set<String> = ["required_docs", "rules", "incentives"]

    private func add(_ name: String, _ member: Value, _ fields: Value.Fields, to shown: inout Value.Fields) {
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
        switch name {
        // Amounts of a reading: decimal text beside their currency.
        case "amount", "payback_amount", "payment_amount", "origination_fee_amount", "funded_amount",
            "commission_amount":
            guard let cents = Cents(decimal: text) else { break }
            let currency = fields["currency"]?.text.flatMap { Currency(rawValue: $0) } ?? .usd
            shown["\(name)_shown"] = Value("\(currency.symbol)\(cents.grouped)")
        case "term_unit", "payment_frequency":
            shown["\(name)_text"] = Value(text.split(separator: "_").joined(separator: " "))
        case "state", "status", "outcome", "verdict", "from", "to", "type":
            addState(name, text, fields, to: &shown)
        case "who": shown["who_text"] = Value(Self.who(text))
        case "event": shown["event_text"] = Value(Self.words(text))
        default: addTime(name, text, to: &shown)
        }
    }

    private func addTime(_ name: String, _ text: String, to shown: inout Value.Fields) {
        if name == "at" || name.hasSuffix("_at") || name.hasSuffix("_until"), let moment = Moment(text) {
            shown["\(name)_text"] = Value(Self.text(moment))
            shown["\(name)_ago"] = Value(ago(moment))
        } else if name.hasSuffix("_on"), let day = Day(text) {
            shown["\(name)_text"] = Value(Self.text(day))
        }
    }

    private func addState(_ name: String, _ text: String, _ fields: Value.Fields, to shown: inout Value.Fields) {
        let word = StateWord.all[text]
        // What comes from and goes to somewhere may be no state at all.
        guard word != nil || !["from", "to", "type"].contains(name) else { return }
        if fields["\(name)_label"] == nil { shown["\(name)_label"] = Value(word?.label ?? Self.words(text)) }
        if word == nil || fields["\(name)_tone"] == nil { shown["\(name)_tone"] = Value(word?.tone ?? "plain") }
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
