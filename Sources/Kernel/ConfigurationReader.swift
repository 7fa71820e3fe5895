/// Reads a configuration's tree and collects what is wrong with it, each problem with the path of its setting.
package struct ConfigurationReader {
    private let fields: Value.Fields
    private let path: String
    private var known: Set<String> = []
    package var problems: [String] = []

    package init(_ value: Value, path: String) {
        self.path = path
        fields = value.fields ?? Value.Fields()
        if value.fields == nil {
            problems.append("\(path.isEmpty ? "the file" : "\(path.dropLast())") must be an object")
        }
    }

    private mutating func take(_ name: String) -> Value? {
        known.insert(name)
        guard let value = fields[name], !value.isNull else { return nil }
        return value
    }

    package mutating func text(_ name: String, optional: Bool = false) -> String? {
        guard let value = take(name) else {
            if !optional { problems.append("\(path)\(name) is missing") }
            return nil
        }
        guard let text = value.text, !text.isEmpty, text.utf8.allSatisfy({ $0 >= 32 && $0 != 127 }) else {
            problems.append("\(path)\(name) must be a text of one line")
            return nil
        }
        return text
    }

    package mutating func texts(_ name: String, default fallback: [String]) -> [String] {
        guard let value = take(name) else { return fallback }
        guard let list = value.list, !list.isEmpty, list.allSatisfy({ $0.text?.isEmpty == false }) else {
            problems.append("\(path)\(name) must be a list of texts")
            return fallback
        }
        return list.compactMap(\.text)
    }

    package mutating func integer(_ name: String, default fallback: Int, in range: ClosedRange<Int>) -> Int {
        guard let value = take(name) else { return fallback }
        guard let number = value.integer, range.contains(Int(number)) else {
            problems.append("\(path)\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound)")
            return fallback
        }
        return Int(number)
    }

    package mutating func flag(_ name: String, default fallback: Bool) -> Bool {
        guard let value = take(name) else { return fallback }
        guard let flag = value.flag else {
            problems.append("\(path)\(name) must be true or false")
            return fallback
        }
        return flag
    }

    package mutating func day(_ name: String) -> Day? {
        guard let value = take(name) else { return nil }
        guard let day = value.text.flatMap({ Day($0) }) else {
            problems.append("\(path)\(name) must be a day such as 2026-11-20")
            return nil
        }
        return day
    }

    /// One of `words`; the first where the setting is absent.
    package mutating func choice(_ name: String, _ words: [String]) -> String {
        guard let value = take(name) else { return words[0] }
        guard let word = value.text, words.contains(word) else {
            problems.append("\(path)\(name) must be one of \(words.joined(separator: ", "))")
            return words[0]
        }
        return word
    }

    /// Reads an object within this one where it is there.
    package mutating func section(_ name: String, _ body: (inout ConfigurationReader) -> Void) {
        guard let value = take(name) else { return }
        var inner = ConfigurationReader(value, path: "\(path)\(name).")
        body(&inner)
        problems += inner.finish()
    }

    /// The problems, with those for settings that nobody asked for.
    package func finish() -> [String] {
        problems + fields.names.filter { !known.contains($0) }.map { "\(path)\($0) is no known setting" }
    }
}
