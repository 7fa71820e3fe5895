import Kernel
import Web

/// What stands in the body of a lead beside what is told of the merchant.
enum LeadInput {
    private static let controls: Set<String> = ["submission_type", "external_id", "data"]

    /// The lead's own members: those of `data`, or all that are no control of the request.
    static func lead(_ value: Value) throws -> (LeadContent, externalID: String?) {
        guard let fields = value.fields else {
            throw PlainRefusal(.invalid, code: "not_an_object", "the lead must be an object with named fields")
        }
        var own = Value.Fields()
        for (name, member) in fields.members where controls.contains(name) && name != "data" { own[name] = member }
        let externalID = try FieldReader.read(.object(own)) { reader in
            _ = reader.optionalChoice("submission_type", ReferredLead.Kind.self)
            return reader.optionalText("external_id", max: 100)
        }
        if let data = fields["data"] { return (try LeadContent(data), externalID) }
        var content = Value.Fields()
        for (name, member) in fields.members where !controls.contains(name) && !name.hasPrefix("_") {
            // An empty field of a form says nothing.
            if member != .string("") { content[name] = member }
        }
        return (try LeadContent(.object(content)), externalID)
    }

    /// Partners send one lead or a referral; files are their own kind.
    static func kind(_ value: Value) throws -> ReferredLead.Kind {
        guard let text = value["submission_type"]?.text, !text.isEmpty else { return .newLead }
        guard let kind = ReferredLead.Kind(rawValue: text), kind != .importBatch else {
            throw FieldErrors([
                FieldError(
                    field: "submission_type", code: "not_one_of", message: "must be one of: new_lead, referral")
            ])
        }
        return kind
    }
}
