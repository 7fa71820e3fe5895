import Kernel

@testable import IMAP

/// Our typed responses in the terms of the corpus, which are those of Ruby's net-imap.
enum ResponseTerms {
    static func of(_ response: Response) -> Value {
        switch response {
        case .continuation(let text): return object("ContinuationRequest", ["data": of(text)])
        case .tagged(let tagged):
            return object(
                "TaggedResponse",
                ["tag": .string(tagged.tag), "name": .string(tagged.status.rawValue), "data": of(tagged.text)])
        case .untagged(.other("NOOP", let rest)):
            return object("IgnoredResponse", ["name": "NOOP", "data": unparsed(rest)])
        case .untagged(let untagged):
            let (name, data) = of(untagged)
            return object("UntaggedResponse", ["name": .string(name), "data": data])
        }
    }

    static func object(_ type: String, _ members: [(String, Value)]) -> Value {
        var fields = Value.Fields()
        fields["type"] = .string(type)
        for (name, value) in members { fields[name] = value }
        return .object(fields)
    }

    private static func object(_ type: String, _ members: KeyValuePairs<String, Value>) -> Value {
        object(type, members.map { ($0.key, $0.value) })
    }

    static func text(_ bytes: [UInt8]?) -> Value { bytes.map { .string(IMAP.text($0)) } ?? .null }
    static func unparsed(_ bytes: [UInt8]) -> Value {
        bytes.isEmpty ? .null : object("UnparsedData", ["unparsed_data": text(bytes)])
    }
    static func set(_ set: SequenceSet) -> Value { object("SequenceSet", ["value": .string(set.description)]) }
    static func flags(_ flags: [Flag]) -> Value { .list(flags.map { .string($0.name) }) }
    static func numbers(_ numbers: [UInt32]) -> Value { .list(numbers.map { Value($0) }) }

    static func of(_ text: ResponseText) -> Value {
        object("ResponseText", ["code": text.code.map(of) ?? .null, "text": .string(text.text)])
    }

    static func of(_ code: ResponseCode) -> Value {
        let data: Value =
            switch code {
            case .plain: .null
            case .badCharset(let names): .list(names.map { text($0) })
            case .capability(let capabilities): .list(capabilities.names.map { .string($0) })
            case .permanentFlags(let found): flags(found)
            case .uidNext(let number), .uidValidity(let number), .unseen(let number): Value(number)
            case .highestModSeq(let number): Value(number)
            case .modified(let found): set(found)
            case .mailboxID(let identifier): .string(identifier)
            case .other(_, let rest): text(rest)
            case .appendUID(let validity, let uids): ["uidvalidity": Value(validity), "assigned_uids": set(uids)]
            case .copyUID(let validity, let source, let target):
                object(
                    "UIDPlusData",
                    [
                        "uidvalidity": Value(validity), "source_uids": numbers(source.numbers(limit: 100) ?? []),
                        "assigned_uids": numbers(target.numbers(limit: 100) ?? []),
                    ])
            }
        return object("ResponseCode", ["name": .string(code.name), "data": data])
    }

    static func of(_ response: UntaggedResponse) -> (String, Value) {
        switch response {
        case .condition(let condition, let text): (condition.rawValue, of(text))
        case .capability(let found): ("CAPABILITY", .list(found.names.map { .string($0) }))
        case .enabled(let found): ("ENABLED", .list(found.names.map { .string($0) }))
        case .flags(let found): ("FLAGS", flags(found))
        case .list(let listing): ("LIST", of(listing))
        case .subscribed(let listing): ("LSUB", of(listing))
        case .search(let found, _): ("SEARCH", numbers(found))
        case .sort(let found, _): ("SORT", numbers(found))
        case .extendedSearch(let result): ("ESEARCH", of(result))
        case .thread(let threads): ("THREAD", .list(threads.map { of($0) }))
        case .mailboxStatus(let status): ("STATUS", of(status))
        case .exists(let number): ("EXISTS", Value(number))
        case .recent(let number): ("RECENT", Value(number))
        case .expunge(let number): ("EXPUNGE", Value(number))
        case .vanished(let uids, let earlier):
            ("VANISHED", object("VanishedData", ["uids": set(uids), "earlier": .bool(earlier)]))
        case .fetch(let message): FetchTerms.of(message)
        case .namespace(let found):
            (
                "NAMESPACE",
                object(
                    "Namespaces",
                    ["personal": of(found.personal), "other": of(found.other), "shared": of(found.shared)])
            )
        case .identification(let pairs): ("ID", FetchTerms.parameters(pairs))
        case .quota(let quota): ("QUOTA", text(quota.root))
        case .quotaRoot(let mailbox, let roots):
            (
                "QUOTAROOT",
                object(
                    "MailboxQuotaRoot", ["mailbox": text(mailbox.wire), "quotaroots": .list(roots.map { text($0) })])
            )
        case .accessList(let mailbox, let entries):
            (
                "ACL",
                .list(
                    entries.map {
                        object(
                            "MailboxACLItem",
                            [
                                "user": text($0.identifier), "rights": text($0.rights), "mailbox": text(mailbox.wire),
                            ])
                    })
            )
        case .metadata(let metadata): ("METADATA", unparsed(rendered(metadata)))
        case .other(let name, let rest): (name, unparsed(rest))
        }
    }

    static func of(_ listing: MailboxListing) -> Value {
        object(
            "MailboxList",
            [
                "attr": flags(listing.attributes), "delim": text(listing.delimiter.map { [$0] }),
                "name": text(listing.name.wire),
            ])
    }

    static func of(_ result: ExtendedSearch) -> Value {
        let data = result.results.map { item -> Value in
            switch item {
            case .min(let number): ["MIN", Value(number)]
            case .max(let number): ["MAX", Value(number)]
            case .count(let number): ["COUNT", Value(number)]
            case .modSeq(let number): ["MODSEQ", Value(number)]
            case .all(let found): ["ALL", set(found)]
            case .partial(let from, let to, let found):
                [
                    "PARTIAL",
                    object(
                        "ESearchResult::PartialResult",
                        ["range": ["from": Value(from), "to": Value(to)], "results": found.map { set($0) } ?? .null]),
                ]
            case .other(let name, _): [.string(name)]
            }
        }
        return object("ESearchResult", ["tag": Value(result.tag), "uid": .bool(result.isUID), "data": .list(data)])
    }

    /// A chain is written as children of children.
    static func of(_ thread: MessageThread) -> Value {
        var children = Value.list(thread.branches.map { of($0) })
        guard !thread.chain.isEmpty else { return object("ThreadMember", ["seqno": .null, "children": children]) }
        for number in thread.chain.dropFirst().reversed() {
            children = [object("ThreadMember", ["seqno": Value(number), "children": children])]
        }
        return object("ThreadMember", ["seqno": Value(thread.chain[0]), "children": children])
    }

    static func of(_ status: StatusItems) -> Value {
        var items = Value.Fields()
        for (name, value) in status.items {
            items[name] =
                switch value {
                case .number(let number): Value(number)
                case .identifier(let identifier): .string(identifier)
                case .none: .null
                }
        }
        return object("StatusData", ["mailbox": text(status.mailbox.wire), "attr": .object(items)])
    }

    static func of(_ namespaces: [Namespaces.Namespace]) -> Value {
        .list(
            namespaces.map {
                object(
                    "Namespace",
                    [
                        "prefix": text($0.prefix), "delim": text($0.delimiter.map { [$0] }),
                        "extensions": .object(.init()),
                    ])
            })
    }

    /// net-imap leaves METADATA unparsed: ours is written out again.
    static func rendered(_ metadata: MailboxMetadata) -> [UInt8] {
        let pairs = metadata.values.map { pair in
            let value = pair.value.map { "{\($0.count)}\r\n\(IMAP.text($0))" } ?? "NIL"
            return "\(IMAP.text(pair.name)) \(value)"
        }
        let rest =
            metadata.changed.isEmpty
            ? "(\(pairs.joined(separator: " ")))" : metadata.changed.map { IMAP.text($0) }.joined(separator: " ")
        return Array("\(IMAP.text(metadata.mailbox.wire)) \(rest)".utf8)
    }
}
