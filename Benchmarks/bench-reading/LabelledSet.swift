import Classification
import Kernel
import MIME
import Server
import TestReadings

/// One half of a set of labelled replies.
struct LabelledSet {
    struct Case {
        let name: String
        let input: ReplyInput
        let label: Reading
        /// The file of the raw message, where there is one.
        var path: String?
    }

    let name: String
    let cases: [Case]

    /// The odd and the even half of a folder of `NAME.eml` and `NAME.json`.
    static func folder(_ path: String) -> [LabelledSet] {
        let cases = Fixtures.names(path).filter { $0.hasSuffix(".eml") }.compactMap { name -> Case? in
            let label = "\(path)/\(name.dropLast(4)).json"
            // what has no readable label is no case
            guard let value = try? Value(parsing: Fixtures.bytes(label)), let reading = try? Reading(value: value)
            else { return nil }
            let input = ReplyInput(Inspection(path: "\(path)/\(name)"))
            return Case(name: name, input: input, label: reading, path: "\(path)/\(name)")
        }
        return halves("replies", cases)
    }

    static func own(_ file: String) -> [LabelledSet] {
        halves(file, OwnCase.all(file).map { Case(name: $0.name, input: $0.input, label: $0.label) })
    }

    private static func halves(_ name: String, _ cases: [Case]) -> [LabelledSet] {
        [("odd", 0), ("even", 1)].map { half, rest in
            LabelledSet(
                name: "\(name) \(half)",
                cases: cases.enumerated().filter { $0.offset % 2 == rest }.map(\.element))
        }
    }

    func add(to score: inout Score) {
        for one in cases { score.add(one.name, ReplyReader.read(one.input), one.label) }
    }

    /// Prints what is read otherwise than labelled, where the half or the case bears this name.
    func printDifferences(_ wanted: String) {
        for one in cases where name.hasSuffix(wanted) || one.name.contains(wanted) {
            let reading = ReplyReader.read(one.input)
            let lines = Self.differences(reading, one.label)
            if lines.isEmpty, reading.disposition == .apply, !one.name.contains(wanted) { continue }
            let cause = reading.reviewCause.map { " [\($0.rawValue)]" } ?? ""
            print("=== \(name) / \(one.name) \(reading.disposition)\(cause)")
            for line in lines { print("    \(line)") }
            guard one.name.contains(wanted) else { continue }
            for evidence in reading.evidence {
                print("    \(evidence.name) by \(evidence.rule): \(evidence.quote(from: one.input) ?? "")")
            }
            print(one.input.body)
        }
    }

    /// Prints every reading with all that it rests on, one a line, of the cases and of raw mails made from them: what two builds are
    /// compared by.
    static func printReadings(_ sets: [LabelledSet]) {
        for set in sets {
            for one in set.cases { print(set.name, one.name, ReplyReader.read(one.input).value().jsonText) }
        }
        for mail in Pace.rawMails(sets.flatMap(\.cases)) {
            guard let message = try? MessageParser().parse(mail.bytes) else { continue }
            let body = message.body.readable ?? ""
            let automatic = AutomaticMail.read(message)?.rawValue ?? "-"
            let input = ReplyInput(subject: message.subject ?? "", body: body)
            print(mail.bytes.count, automatic, ReplyReader.read(input).value().jsonText, Value(body).jsonText)
        }
    }

    /// Prints how often each kind of mistake is made, and why readings without one are kept back: counts, no cases.
    static func printKinds(_ sets: [LabelledSet]) {
        for set in sets {
            var counts: [String: Int] = [:]
            for one in set.cases {
                let reading = ReplyReader.read(one.input)
                var lines = differences(reading, one.label)
                let (wanted, read) = (one.label.declineReasons.first, reading.declineReasons.first)
                if let wanted, let read, wanted != read {
                    let rule = reading.evidence.first { $0.what == .declineReason(read) }?.rule ?? "no rule"
                    lines.append("first reason: want \(wanted) got \(read) by \(rule)")
                }
                let mark = reading.disposition == .apply ? "APPLIED " : ""
                for line in lines { counts[mark + kind(of: line), default: 0] += 1 }
                guard lines.isEmpty, let cause = reading.reviewCause else { continue }
                counts["right, kept back: \(one.label.outcome) \(cause.rawValue)", default: 0] += 1
            }
            print("=== \(set.name), \(set.cases.count) cases")
            for (kind, count) in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
                print("    \(count) × \(kind)")
            }
        }
    }

    /// `offer 0 factor_rate: want "1.3" got null` is `offer factor_rate missing`.
    private static func kind(of line: String) -> String {
        let name = line.prefix { $0 != ":" }
        let values = line.dropFirst(name.count + 2)
        let words = name.split(separator: " ").filter { Int($0) == nil }.joined(separator: " ")
        guard name.hasPrefix("offer ") else {
            return ["outcome", "first reason"].contains(words) ? "\(words): \(values)" : "\(words)"
        }
        return words
            + (values.hasPrefix("want null") ? " too much" : values.hasSuffix("got null") ? " missing" : " other")
    }

    private static func differences(_ reading: Reading, _ label: Reading) -> [String] {
        var lines: [String] = []
        func compare(_ name: String, _ wanted: String, _ read: String) {
            if wanted != read { lines.append("\(name): want \(wanted) got \(read)") }
        }
        compare("outcome", "\(label.outcome)", "\(reading.outcome)")
        compare("also", "\(label.also)", "\(reading.also)")
        compare("reasons", "\(label.declineReasons)", "\(reading.declineReasons)")
        let documents = [label, reading].map { $0.requestedDocuments.map(\.rawValue).sorted() }
        compare("documents", "\(documents[0])", "\(documents[1])")
        compare("funded", label.fundedAmount?.text() ?? "-", reading.fundedAmount?.text() ?? "-")
        compare("commission", label.commissionAmount?.text() ?? "-", reading.commissionAmount?.text() ?? "-")
        for index in 0..<max(label.offers.count, reading.offers.count) {
            let pair: [Value] = [label, reading].map {
                $0.offers.indices.contains(index) ? $0.offers[index].value() : Value.object(Value.Fields())
            }
            for name in OfferTerms().value().fields?.members.map(\.name) ?? [] {
                let (left, right) = (pair[0][name] ?? .null, pair[1][name] ?? .null)
                if name == "prepay" ? left.isNull != right.isNull : left != right {
                    compare("offer \(index) \(name)", left.jsonText, right.jsonText)
                }
            }
        }
        return lines
    }
}

extension Value {
    fileprivate var jsonText: String { String(decoding: jsonBytes, as: UTF8.self) }
}
