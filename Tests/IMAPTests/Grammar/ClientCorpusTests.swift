import Kernel
import Testing

@testable import IMAP

@Suite struct `public cases of an IMAP client` {
    @Test(.enabled(if: Corpus.isThere("imap/imapclient.json")))
    func `C07 lists, searches and fetches of another client's tests are read as it reads them`() throws {
        let cases = try Corpus.cases("imap/imapclient.json")
        var wrong: [String] = []
        for row in cases where !isRight(row) { wrong.append(row["test"]?.text ?? "?") }
        print("imapclient: \(cases.count - wrong.count) of \(cases.count) read right; other: \(wrong)")
        #expect(cases.count >= 34)
        #expect(wrong.isEmpty)
    }

    private func isRight(_ row: Value) -> Bool {
        let read: Value?
        switch row["kind"]?.text {
        case "tokens": read = tokens(row)
        case "message list": read = messageList(row)
        default: read = fetch(row)
        }
        guard row["refuse"]?.flag != true else { return read == nil }
        return read?.isSame(as: row["expected"] ?? .null) ?? false
    }

    /// The input as the server sent it: a literal follows its line in a list.
    private func inputs(_ row: Value) -> [[UInt8]] {
        var inputs: [[UInt8]] = []
        var isOpen = false
        for item in row["input"]?.list ?? [] {
            let pieces = item.list?.compactMap(\.text) ?? [item.text ?? ""]
            let octets = Array(pieces.joined(separator: "\r\n").utf8)
            if isOpen { inputs[inputs.count - 1] += octets } else { inputs.append(octets) }
            isOpen = item.list != nil
        }
        return inputs
    }

    private func tokens(_ row: Value) -> Value? {
        var scanner = Scanner(inputs(row).flatMap { $0 })
        return (try? scanner.listItems()).map { .list($0.map(term)) }
    }

    private func term(_ item: ListItem) -> Value {
        switch item {
        case .none: .null
        case .number(let number): Value(number)
        case .atom(let bytes), .string(let bytes): ResponseTerms.text(bytes)
        case .list(let items): .list(items.map(term))
        }
    }

    private func messageList(_ row: Value) -> Value? {
        let line = Array("* SEARCH ".utf8) + inputs(row).flatMap { $0 }
        guard case .untagged(.search(let numbers, _)) = try? Response(parsing: line) else { return nil }
        return ResponseTerms.numbers(numbers)
    }

    /// Keyed by UID, or by message number where that was asked for or no UID came.
    private func fetch(_ row: Value) -> Value? {
        var found = Value.Fields()
        for input in inputs(row) {
            // imapclient's input lacks the response's name, which stands behind the number.
            let space = input.firstIndex(of: 32) ?? input.endIndex
            let line = Array("* ".utf8) + input[..<space] + Array(" FETCH".utf8) + input[space...]
            guard case .untagged(.fetch(let message)) = try? Response(parsing: line),
                case .sequence(let number) = message.key
            else { return nil }
            let isKeyed = row["args"]?["uid_is_key"]?.flag != false
            let key = isKeyed ? message.uid ?? number : number
            var attributes = found[String(key)]?.fields ?? Value.Fields()
            attributes["SEQ"] = Value(number)
            for attribute in message.attributes {
                if case .uid = attribute, isKeyed { continue }
                let (name, value) = term(attribute, isNormalised: row["args"]?["normalise_times"]?.flag != false)
                attributes[name] = value
            }
            found[String(key)] = .object(attributes)
        }
        return .object(found)
    }

    private func term(_ attribute: FetchAttribute, isNormalised: Bool) -> (String, Value) {
        switch attribute {
        case .bodyStructure(let structure, let isExtended): (isExtended ? "BODYSTRUCTURE" : "BODY", list(structure))
        case .body(let section, .bytes(let bytes)): (section.description.uppercased(), ResponseTerms.text(bytes))
        case .internalDate(let date): ("INTERNALDATE", Value(date.map { written($0, isNormalised) }))
        case .envelope(let envelope): ("ENVELOPE", renamed(FetchTerms.of(envelope)))
        default: FetchTerms.of(attribute)
        }
    }

    /// ISO 8601 in the server's offset, or in UTC without one.
    private func written(_ date: InternalDate, _ isNormalised: Bool) -> String {
        let local = isNormalised ? date.moment : date.moment + .minutes(Int64(date.offsetMinutes))
        let minutes = abs(date.offsetMinutes)
        let offset = [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        return String(local.description.dropLast())
            + (isNormalised ? "" : (date.offsetMinutes < 0 ? "-" : "+") + offset)
    }

    private func renamed(_ envelope: Value) -> Value {
        var fields = envelope.fields ?? Value.Fields()
        fields["from_"] = fields["from"]
        fields["from"] = nil
        return .object(fields)
    }

    /// A body's tree as bare lists; the rows' bodies have no more extension members than these.
    private func list(_ structure: BodyStructure) -> Value {
        switch structure {
        case .multipart(let parts, let subtype, let rest):
            let end: [Value] = rest.parameters == nil ? [] : [pairs(rest.parameters), .null, .null, .null]
            return .list([.list(parts.map { list($0) }), ResponseTerms.text(subtype)] + end)
        case .single(let part):
            let isShort = part.parameters?.first.map { uppercased($0.name) == IMAP.text($0.name) } ?? true
            let disposition: Value =
                part.rest.disposition.map { [ResponseTerms.text($0.type), pairs($0.parameters)] } ?? .null
            return .list(
                [
                    ResponseTerms.text(part.type), ResponseTerms.text(part.subtype), pairs(part.parameters),
                    ResponseTerms.text(part.contentID), ResponseTerms.text(part.contentDescription),
                    ResponseTerms.text(part.encoding), Value(part.size), Value(part.lines),
                ] + (isShort ? [] : [ResponseTerms.text(part.md5), disposition, .null, .null]))
        }
    }

    private func pairs(_ parameters: [Parameter]?) -> Value {
        parameters.map { .list($0.flatMap { [ResponseTerms.text($0.name), ResponseTerms.text($0.value)] }) } ?? .null
    }
}
