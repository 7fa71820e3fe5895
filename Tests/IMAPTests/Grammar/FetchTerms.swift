import Kernel

@testable import IMAP

/// Our typed FETCH responses in the terms of the corpus.
enum FetchTerms {
    static func of(_ message: FetchedMessage) -> (String, Value) {
        var attributes = Value.Fields()
        for attribute in message.attributes {
            let (name, value) = of(attribute)
            attributes[name] = value
        }
        switch message.key {
        case .sequence(let number):
            return (
                "FETCH", ResponseTerms.object("FetchData", [("seqno", Value(number)), ("attr", .object(attributes))])
            )
        case .uid(let number):
            return (
                "UIDFETCH",
                ResponseTerms.object("UIDFetchData", [("uid", Value(number)), ("attr", .object(attributes))])
            )
        }
    }

    static func of(_ attribute: FetchAttribute) -> (String, Value) {
        switch attribute {
        case .uid(let number): ("UID", Value(number))
        case .flags(let flags): ("FLAGS", ResponseTerms.flags(flags))
        case .size(let size): ("RFC822.SIZE", Value(size))
        case .internalDate(let date): ("INTERNALDATE", Value(date?.description))
        case .envelope(let envelope): ("ENVELOPE", of(envelope))
        case .bodyStructure(let structure, let isExtended): (isExtended ? "BODYSTRUCTURE" : "BODY", of(structure))
        case .body(let section, .bytes(let bytes)): (section.description, ResponseTerms.text(bytes))
        case .body(let section, .streamed(let count)): (section.description, Value(count))
        case .body(let section, nil): (section.description, .null)
        case .binarySize(_, let size): ("BINARY.SIZE", Value(size))
        case .modSeq(let number): ("MODSEQ", Value(number))
        case .identifier(let name, let value): (name, Value(value))
        case .other(let name, _): (name, .null)
        }
    }

    static func of(_ envelope: Envelope) -> Value {
        ResponseTerms.object(
            "Envelope",
            [
                ("date", text(envelope.date)), ("subject", text(envelope.subject)), ("from", of(envelope.from)),
                ("sender", of(envelope.sender)), ("reply_to", of(envelope.replyTo)), ("to", of(envelope.to)),
                ("cc", of(envelope.cc)), ("bcc", of(envelope.bcc)), ("in_reply_to", text(envelope.inReplyTo)),
                ("message_id", text(envelope.messageID)),
            ])
    }

    static func of(_ addresses: [Envelope.Address]) -> Value {
        guard !addresses.isEmpty else { return .null }
        return .list(
            addresses.map {
                ResponseTerms.object(
                    "Address",
                    [
                        ("name", text($0.name)), ("route", text($0.route)), ("mailbox", text($0.mailbox)),
                        ("host", text($0.host)),
                    ])
            })
    }

    static func of(_ structure: BodyStructure) -> Value {
        switch structure {
        case .multipart(let parts, let subtype, let rest):
            ResponseTerms.object(
                "BodyTypeMultipart",
                [
                    ("media_type", "MULTIPART"), ("subtype", upper(subtype)),
                    ("parts", parts.isEmpty ? .null : .list(parts.map { of($0) })),
                    ("param", parameters(rest.parameters, uppercase: true)),
                ] + members(of: rest))
        case .single(let part): of(part)
        }
    }

    static func of(_ part: BodyPart) -> Value {
        var members: [(String, Value)] = [
            ("media_type", upper(part.type)), ("subtype", upper(part.subtype)),
            ("param", parameters(part.parameters, uppercase: true)), ("content_id", text(part.contentID)),
            ("description", text(part.contentDescription)), ("encoding", upper(part.encoding)),
            ("size", Value(part.size)), ("md5", text(part.md5)),
        ]
        members += Self.members(of: part.rest)
        if let message = part.message {
            members += [
                ("envelope", of(message.envelope)), ("body", of(message.structure)), ("lines", Value(part.lines)),
            ]
            return ResponseTerms.object("BodyTypeMessage", members)
        }
        guard uppercased(part.type) == "TEXT" else { return ResponseTerms.object("BodyTypeBasic", members) }
        return ResponseTerms.object("BodyTypeText", members + [("lines", Value(part.lines))])
    }

    private static func members(of rest: BodyExtension) -> [(String, Value)] {
        let disposition = rest.disposition.map {
            ResponseTerms.object(
                "ContentDisposition",
                [("dsp_type", upper($0.type)), ("param", parameters($0.parameters, uppercase: true))])
        }
        return [
            ("disposition", disposition ?? .null),
            ("language", rest.languages.isEmpty ? .null : .list(rest.languages.map { text($0) })),
            ("location", text(rest.location)), ("extension", .null),
        ]
    }

    static func parameters(_ pairs: [Parameter]?, uppercase: Bool = false) -> Value {
        guard let pairs else { return .null }
        var fields = Value.Fields()
        for pair in pairs { fields[uppercase ? uppercased(pair.name) : IMAP.text(pair.name)] = text(pair.value) }
        return .object(fields)
    }

    private static func text(_ bytes: [UInt8]?) -> Value { ResponseTerms.text(bytes) }
    private static func upper(_ bytes: [UInt8]?) -> Value { bytes.map { .string(uppercased($0)) } ?? .null }
}
