import Kernel

/// What `fundgate inspect` shows of a message's reports, after what parsing alone can tell.
package enum ReportMembers {
    /// `bounce`, `automatic` and `authentication`.
    package static func add(_ message: ParsedMessage?, to fields: inout Value.Fields) {
        let machine = message.map(MachineMail.init)
        fields["bounce"] = machine?.report.map(bounce) ?? .null
        fields["automatic"] = Value(machine?.automatic?.rawValue)
        fields["authentication"] = .list(
            message.map { AuthenticationResults.all(in: $0.head) }?.map(authentication) ?? [])
    }

    private static func bounce(_ report: DeliveryReport) -> Value {
        [
            "recipients": .list(
                report.recipients.map { recipient in
                    [
                        "address": Value(recipient.address), "kind": Value(recipient.kind.rawValue),
                        "permanent": Value(recipient.isPermanent), "status": Value(recipient.status),
                        "reply_code": Value(recipient.replyCode.map { "\($0)" }), "action": Value(recipient.action),
                    ]
                })
        ]
    }

    private static func authentication(_ header: AuthenticationResults) -> Value {
        [
            "authserv_id": Value(header.authservID),
            "results": .list(
                header.results.map { result in
                    var properties = Value.Fields()
                    for property in result.properties { properties[property.name] = Value(property.value) }
                    return [
                        "method": Value(result.method), "result": Value(result.result),
                        "properties": .object(properties),
                    ]
                }),
        ]
    }
}
