/// One server response (RFC 9051 section 7).
package enum Response: Equatable, Sendable {
    case untagged(UntaggedResponse)
    case tagged(TaggedResponse)
    /// `continue-req`: the server waits for more.
    case continuation(ResponseText)

    /// Reads a whole response, its literals included; the last line end may be missing. `omitted` names the
    /// offsets behind `{count}` and line end of the literals whose octets are not in `bytes`.
    package init(parsing bytes: [UInt8], omitted: [Int] = []) throws(GrammarFault) {
        var bytes = bytes
        if bytes.last == Octet.lineFeed { bytes.removeLast() }
        if bytes.last == Octet.carriageReturn { bytes.removeLast() }
        var scanner = Scanner(bytes, omitted: omitted)
        switch scanner.next {
        case Octet.plus:
            scanner.position += 1
            scanner.skipSpaces()
            self = .continuation(scanner.responseText())
        case Octet.star:
            scanner.position += 1
            try scanner.space()
            self = .untagged(try scanner.untaggedResponse())
        default:
            self = .tagged(try scanner.taggedResponse())
        }
    }
}

/// `response-tagged` (RFC 9051 section 7.1): how the command of that tag ended.
package struct TaggedResponse: Equatable, Sendable {
    package enum Status: String, Sendable {
        case ok = "OK"
        case no = "NO"
        case bad = "BAD"
    }

    package let tag: String
    package let status: Status
    package let text: ResponseText
}

extension Scanner {
    mutating func taggedResponse() throws(GrammarFault) -> TaggedResponse {
        let tag = text(try atom("tag"))
        try space()
        guard let status = TaggedResponse.Status(rawValue: try word("status of a tagged response")) else {
            throw fault("status of a tagged response")
        }
        skipSpaces()
        return TaggedResponse(tag: tag, status: status, text: responseText())
    }
}
