import Kernel
import Storage
import Web

/// What an application says: free to change until it is submitted.
package struct GrantFields: Sendable, Equatable {
    package var project: OrgProject.ID?
    package var body: String
    package var bodyKind: Grant.BodyKind
    package var title: String
    package var purpose: String
    package var requested: Cents
    package var currency: Currency
    package var startsOn: Day
    package var endsOn: Day
    /// The last day for its submission, where the node is.
    package var applyBy: Day?

    init(_ row: Row) throws {
        project = try row["project_id"]
        body = try row["body"]
        bodyKind = try row["body_kind"]
        title = try row["title"]
        purpose = try row["purpose"]
        requested = try row["requested_cents"]
        currency = try row["currency"]
        startsOn = try row["starts_on"]
        endsOn = try row["ends_on"]
        applyBy = try row["apply_by"]
    }

    init(_ reader: inout FieldReader) {
        project = reader.optionalID("project")
        body = reader.text("body", max: 200)
        bodyKind = reader.choice("body_kind")
        title = reader.text("title", max: 200)
        purpose = reader.text("purpose", max: 20_000, lines: true)
        requested = reader.cents("requested", in: Cents(1)...Cents.largest)
        currency = reader.choice("currency")
        startsOn = reader.day("starts_on")
        endsOn = reader.day("ends_on")
        applyBy = reader.optionalDay("apply_by")
        check(&reader)
    }

    /// These with what a change names.
    func changed(_ reader: inout FieldReader) -> GrantFields {
        var fields = self
        if reader.has("project") { fields.project = reader.optionalID("project") }
        if reader.has("body") { fields.body = reader.text("body", max: 200) }
        if reader.has("body_kind") { fields.bodyKind = reader.choice("body_kind") }
        if reader.has("title") { fields.title = reader.text("title", max: 200) }
        if reader.has("purpose") { fields.purpose = reader.text("purpose", max: 20_000, lines: true) }
        if reader.has("requested") { fields.requested = reader.cents("requested", in: Cents(1)...Cents.largest) }
        if reader.has("currency") { fields.currency = reader.choice("currency") }
        if reader.has("starts_on") { fields.startsOn = reader.day("starts_on") }
        if reader.has("ends_on") { fields.endsOn = reader.day("ends_on") }
        if reader.has("apply_by") { fields.applyBy = reader.optionalDay("apply_by") }
        fields.check(&reader)
        return fields
    }

    private func check(_ reader: inout FieldReader) {
        if endsOn < startsOn {
            reader.refuse("ends_on", code: "ends_before_start", "must not be before starts_on")
        }
    }

    // swift-format-ignore
    static let shapes: [FieldShape] = [
        .required("body", .text(max: 200), "who gives"), .required("body_kind", .choice(Grant.BodyKind.allCases.map(\.rawValue))), .required("title", .text(max: 200)),
        .required("purpose", .text(max: 20_000)), .required("requested", .money), .required("currency", .choice(Currency.allCases.map(\.rawValue))),
        .required("starts_on", .day), .required("ends_on", .day), .optional("apply_by", .day, "the last day for its submission"), .optional("project", .id, "of the node"),
    ]

    var value: Value {
        [
            "project": Value(project), "body": .string(body), "body_kind": .string(bodyKind.rawValue),
            "body_kind_label": .string(bodyKind.label), "title": .string(title), "purpose": .string(purpose),
            "requested": .string(requested.decimal), "requested_text": .string(currency.shown(requested)),
            "currency": .string(currency.rawValue), "starts_on": Value(startsOn), "ends_on": Value(endsOn),
            "apply_by": Value(applyBy),
        ]
    }
}
