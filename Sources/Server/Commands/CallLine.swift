/// The words of a call taken apart: command, options, the rest.
struct CallLine: Sendable {
    let command: Command?
    let options: [String: String]
    let words: [String]
    let wantsHelp: Bool

    init(_ arguments: [String]) throws(UsageError) {
        var rest = arguments[...]
        wantsHelp = arguments.contains("--help") || arguments.contains("-h") || arguments.first == "help"
        guard let first = rest.first, !first.hasPrefix("-"), first != "help" else {
            guard arguments.isEmpty || wantsHelp else { throw UsageError("a command is missing", nil) }
            (command, options, words) = (nil, [:], [])
            return
        }
        let pair = rest.prefix(2).joined(separator: " ")
        guard
            let command = Usage.commands.first(where: { $0.name == pair })
                ?? Usage.commands.first(where: { $0.name == first })
        else { throw UsageError("there is no command \(first)", nil) }
        self.command = command
        rest = rest.dropFirst(command.name == pair ? 2 : 1)
        if wantsHelp {
            (options, words) = ([:], [])
            return
        }
        var options: [String: String] = [:]
        var words: [String] = []
        var areOptionsOver = false
        while let word = rest.popFirst() {
            if areOptionsOver || !word.hasPrefix("--") {
                words.append(word)
            } else if word == "--" {
                areOptionsOver = true
            } else {
                let (name, value) = try Self.option(word, of: command, next: &rest)
                guard options.updateValue(value, forKey: name) == nil else {
                    throw UsageError("\(name) stands twice", command)
                }
            }
        }
        guard command.words.contains(words.count) else {
            throw UsageError(words.count < command.words.lowerBound ? "a word is missing" : "too many words", command)
        }
        self.options = options
        self.words = words
    }

    private static func option(
        _ word: String, of command: Command, next: inout ArraySlice<String>
    ) throws(UsageError) -> (String, String) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        guard let option = (command.options + Usage.common).first(where: { $0.name == name }) else {
            throw UsageError("there is no option \(name)", command)
        }
        guard let value = option.value else {
            guard parts.count == 1 else { throw UsageError("\(name) takes no value", command) }
            return (name, "")
        }
        if parts.count == 2 { return (name, String(parts[1])) }
        guard let value = next.popFirst() ?? nil, !value.hasPrefix("--") else {
            throw UsageError("\(name) needs a value: \(value)", command)
        }
        return (name, value)
    }
}

/// The call is wrong: what, and how it is right.
struct UsageError: Error, Sendable {
    let text: String

    init(_ problem: String, _ command: Command?) {
        let usage = command.map { "usage: \($0.usage)\nfundgate \($0.name) --help says more." }
        text = "fundgate: \(problem)\n" + (usage ?? "fundgate --help lists the commands.")
    }
}
