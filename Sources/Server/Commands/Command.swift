import Kernel

/// One row of the table of commands.
struct Command: Sendable {
    /// One word or two: `user add`.
    let name: String
    /// What follows the name.
    let operands: String
    let summary: String
    let options: [Option]
    /// How many words may follow beside options.
    let words: ClosedRange<Int>
    let run: @Sendable (Call) async throws -> Int32

    struct Option: Sendable {
        /// `--json`
        let name: String
        /// What its value is called; nil for a switch.
        let value: String?
        let summary: String
    }

    var usage: String {
        let given = options.map { option in option.value.map { "[\(option.name) \($0)]" } ?? "[\(option.name)]" }
        return (["fundgate", name, operands] + given).filter { !$0.isEmpty }.joined(separator: " ")
    }

    var help: String {
        var lines = ["usage: \(usage)", summary]
        for option in options + Usage.common {
            let head = "  \(option.name)\(option.value.map { " \($0)" } ?? "")"
            lines.append(head + String(repeating: " ", count: max(1, 26 - head.count)) + option.summary)
        }
        return lines.joined(separator: "\n")
    }
}

/// A call of a command: its words and options, and the world around it.
struct Call: Sendable {
    let line: CallLine
    let environment: [String: String]
    let terminal: Terminal

    var words: [String] { line.words }
    var wantsJSON: Bool { has("--json") }

    func has(_ name: String) -> Bool { line.options[name] != nil }
    func option(_ name: String) -> String? { line.options[name] }

    /// An option without which the command cannot run.
    func needed(_ name: String) throws -> String {
        guard let value = option(name) else { throw UsageError("\(name) is missing", line.command) }
        return value
    }
}
