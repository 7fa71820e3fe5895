import Classification
import Dispatch
import Kernel
import MIME
import Synchronization

extension Call {
    /// What the parser and the cutter of history see in each file.
    func inspect() throws -> Int32 {
        try each { path in
            let inspection = Inspection(path: path)
            var fields = inspection.fields
            let readable = inspection.body?.readable ?? ""
            let newest = ShownText(of: readable)
            fields["newest"] = Value(newest.text)
            fields["quotes_only"] = Value(newest.withSignature)
            let machine = inspection.message.map(MachineMail.init)
            fields["bounce"] = machine?.report.map(Self.value) ?? .null
            fields["automatic"] = Value(machine?.automatic?.rawValue)
            let results = inspection.message.map { AuthenticationResults.all(in: $0.head) } ?? []
            fields["authentication"] = .list(results.map(Self.value))
            return .object(fields)
        }
    }

    /// What each message says to a broker.
    func read() throws -> Int32 {
        try each { path in
            var fields = Value.Fields()
            fields["file"] = Value(path)
            let inspection = Inspection(path: path)
            if let error = inspection.error {
                fields["error"] = Value(error.description)
                return .object(fields)
            }
            for (name, value) in ReplyReader.read(ReplyInput(inspection)).value().fields?.members ?? [] {
                fields[name] = value
            }
            return .object(fields)
        }
    }

    private static func value(_ report: DeliveryReport) -> Value {
        [
            "recipients": .list(
                report.recipients.map { recipient in
                    [
                        "address": Value(recipient.address), "kind": Value(recipient.kind.rawValue),
                        "permanent": Value(recipient.isPermanent), "status": Value(recipient.status),
                        "reply_code": Value(recipient.replyCode), "action": Value(recipient.action),
                    ]
                })
        ]
    }

    private static func value(_ results: AuthenticationResults) -> Value {
        [
            "authserv_id": Value(results.authservID),
            "results": .list(
                results.results.map { result in
                    var properties = Value.Fields()
                    for property in result.properties { properties[property.name] = Value(property.value) }
                    return [
                        "method": Value(result.method), "result": Value(result.result),
                        "properties": .object(properties),
                    ]
                }),
        ]
    }

    /// Works on all files on all cores, and prints in their order.
    private func each(_ work: @escaping @Sendable (String) -> Value) throws -> Int32 {
        let files = try words.flatMap(Self.files)
        let isJSON = wantsJSON
        let failures = Mutex(0)
        for start in stride(from: 0, to: files.count, by: 512) {
            let batch = Array(files[start..<min(start + 512, files.count)])
            let lines = Mutex([[UInt8]](repeating: [], count: batch.count))
            DispatchQueue.concurrentPerform(iterations: batch.count) { index in
                let value = work(batch[index])
                if value["error"].map({ !$0.isNull }) ?? false { failures.withLock { $0 += 1 } }
                let line = isJSON ? value.jsonBytes + [10] : Array(Plainly.text(value).utf8)
                lines.withLock { $0[index] = line }
            }
            terminal.print(lines.withLock { $0.flatMap { $0 } })
        }
        return failures.withLock { $0 } == 0 ? 0 : 1
    }

    /// The files of a folder, those of its folders too; hidden ones are left out.
    private static func files(_ path: String) throws -> [String] {
        guard LocalFile.exists(path) else {
            throw PlainRefusal(.missing, code: "no_file", "there is no file \(path)")
        }
        guard LocalFile.isFolder(path) else { return [path] }
        return try LocalFile.names(in: path).flatMap { try files("\(path)/\($0)") }
    }
}

/// A tree of values as lines for people: `name: value`, nested ones indented.
enum Plainly {
    static func text(_ value: Value) -> String { lines(value, indent: 0) + "\n" }

    private static func lines(_ value: Value, indent: Int) -> String {
        guard case .object(let fields) = value else { return scalar(value) + "\n" }
        let space = String(repeating: " ", count: indent)
        var out = ""
        for (name, member) in fields.members {
            switch member {
            case .null, .list([]): continue
            case .object: out += "\(space)\(name):\n" + lines(member, indent: indent + 2)
            case .list(let list) where list.contains(where: { $0.fields != nil }):
                out += "\(space)\(name):\n"
                for item in list { out += "\(space)  -\n" + lines(item, indent: indent + 4) }
            case .list(let list): out += "\(space)\(name): \(list.map(scalar).joined(separator: ", "))\n"
            default:
                let text = scalar(member)
                let isLong = text.contains("\n")
                out +=
                    isLong
                    ? "\(space)\(name): |\n"
                        + text.split(separator: "\n", omittingEmptySubsequences: false)
                        .map { "\(space)    \($0)\n" }.joined()
                    : "\(space)\(name): \(text)\n"
            }
        }
        return out
    }

    private static func scalar(_ value: Value) -> String {
        switch value {
        case .string(let text), .decimal(let text): text
        case .int(let number): "\(number)"
        case .bool(let flag): flag ? "yes" : "no"
        default: ""
        }
    }
}
