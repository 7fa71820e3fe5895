import Kernel

/// What the database answered where it could not do as asked. The text names tables and columns, never values.
package enum StorageFault: Fault, Equatable {
    /// A UNIQUE or primary key constraint: its columns as `table.column, table.column`, or its name where a server
    /// tells no more of tables with row-level security.
    case notUnique(constraint: String)
    /// A CHECK, NOT NULL or foreign key constraint.
    case constraint(String)
    /// An append-only table refused a change.
    case appendOnly(String)
    case full
    case busy
    /// The connection broke, or two transactions stood in each other's way: the whole transaction may run again.
    case interrupted(String)
    /// The server cannot be reached, or not be used as it is set up: a sentence that says what to mend.
    case unusable(String)
    case failed(code: Int32, String)

    package var description: String {
        switch self {
        case .notUnique(let constraint): "not unique: \(constraint)"
        case .constraint(let text): "a constraint failed: \(text)"
        case .appendOnly(let text): text
        case .full: "the disk is full"
        case .busy: "the database is busy"
        case .interrupted(let text): "the transaction was interrupted: \(text)"
        case .unusable(let sentence): sentence
        case .failed(let code, let text): "the database failed with \(code): \(text)"
        }
    }

    package var isNotUnique: Bool { if case .notUnique = self { true } else { false } }
}
