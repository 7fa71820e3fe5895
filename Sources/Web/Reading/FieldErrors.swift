import Kernel

/// One field that is wrong: `message` says what the field must be.
package struct FieldError: Hashable, Sendable {
    /// The path within the body: `funders[2].name`.
    package let field: String
    package let code: String
    package let message: String

    package init(field: String, code: String, message: String) {
        self.field = field
        self.code = code
        self.message = message
    }

    var value: Value { ["field": Value(field), "code": Value(code), "message": Value(message)] }
}

/// Everything that is wrong with a request's fields, told together (422).
package struct FieldErrors: Refusal, Equatable {
    package let errors: [FieldError]

    package init(_ errors: [FieldError]) { self.errors = errors }

    package var code: String { errors.count == 1 ? errors.first?.code ?? "" : "invalid_fields" }
    package var field: String? { errors.count == 1 ? errors.first?.field : nil }
    package var reason: String { errors.map { "\($0.field): \($0.message)" }.joined(separator: "; ") }
}
