import Kernel
import Web

/// What became of a file's row.
package enum ImportState: String, Sendable, CaseIterable {
    case created
    case updated
    case unchanged
    case refused
    /// Right in itself, but not stored because another row was refused and all or none was asked for.
    case held
}

/// The answer to one row of a file.
package struct ImportAnswer<Record>: Sendable {
    /// Counted from 1, without a CSV's header.
    package let row: Int
    package let state: ImportState
    package let id: Identifier<Record>?
    package let reference: String?
    package let errors: [FieldError]

    package init(
        row: Int, _ state: ImportState, id: Identifier<Record>? = nil, reference: String? = nil,
        errors: [FieldError] = []
    ) {
        self.row = row
        self.state = state
        self.id = id
        self.reference = reference
        self.errors = errors
    }

    package init(row: Int, _ refusal: any Refusal) {
        let errors =
            (refusal as? FieldErrors)?.errors
            ?? [FieldError(field: refusal.field ?? "", code: refusal.code, message: refusal.reason)]
        self.init(row: row, .refused, errors: errors)
    }

    package var value: Value {
        [
            "row": Value(row), "state": Value(state.rawValue), "id": Value(id), "reference": Value(reference),
            "errors": .list(
                errors.map { ["field": Value($0.field), "code": Value($0.code), "message": Value($0.message)] }),
        ]
    }

    /// Every row, and how many became what.
    package static func report(_ answers: [Self]) -> Value {
        var counts = Value.Fields()
        for state in ImportState.allCases { counts[state.rawValue] = Value(answers.count { $0.state == state }) }
        return ["counts": .object(counts), "rows": .list(answers.map(\.value))]
    }
}
