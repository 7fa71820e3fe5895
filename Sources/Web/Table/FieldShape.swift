/// One field of a request, as the OpenAPI document and the list of routes describe it.
package struct FieldShape: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case text(max: Int)
        case integer
        /// Decimal text such as `1500.00`.
        case money
        case day
        case moment
        case flag
        case id
        case choice([String])
        case list
        case object
        case file
    }

    package let name: String
    package let kind: Kind
    package let isRequired: Bool
    package let note: String

    /// A field that must be there.
    package static func required(_ name: String, _ kind: Kind, _ note: String = "") -> Self {
        Self(name: name, kind: kind, isRequired: true, note: note)
    }

    /// A field that may be absent.
    package static func optional(_ name: String, _ kind: Kind, _ note: String = "") -> Self {
        Self(name: name, kind: kind, isRequired: false, note: note)
    }
}

/// One kind of answer a route gives, for the OpenAPI document.
package struct AnswerShape: Hashable, Sendable {
    package let status: Int
    package let note: String
    /// The answer's members where they are worth listing.
    package let fields: [FieldShape]

    package init(_ status: Int, _ note: String, fields: [FieldShape] = []) {
        self.status = status
        self.note = note
        self.fields = fields
    }
}
