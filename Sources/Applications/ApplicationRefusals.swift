import Kernel

/// What is wrong with a request about an application or its files.
package enum ApplicationRefusal: Refusal, Equatable {
    case archived(Application.ID)
    case externalIDTaken
    case unknownOwner(Int)
    case emptyFile(String)
    case fileType(String)
    case notPDF(String)
    case noFile
    case importFormat
    case tooManyRows(limit: Int)

    package var kind: RefusalKind {
        switch self {
        case .archived, .externalIDTaken: .conflict
        case .tooManyRows: .tooLarge
        case .importFormat: .malformed
        default: .invalid
        }
    }

    package var code: String {
        switch self {
        case .archived: "archived"
        case .externalIDTaken: "external_id_taken"
        case .unknownOwner: "unknown_owner"
        case .emptyFile: "empty_file"
        case .fileType: "unsupported_file_type"
        case .notPDF: "not_a_pdf"
        case .noFile: "no_file"
        case .importFormat: "unknown_format"
        case .tooManyRows: "too_many_rows"
        }
    }

    package var field: String? {
        switch self {
        case .externalIDTaken: "external_id"
        case .unknownOwner(let index): "owners[\(index)].id"
        case .emptyFile, .fileType, .notPDF, .noFile: "files"
        default: nil
        }
    }

    package var reason: String {
        switch self {
        case .archived(let id): "application \(id) is archived: restore it before you change it"
        case .externalIDTaken: "another application has this source_system and external_id"
        case .unknownOwner(let index): "owner \(index + 1) names an id that this application does not have"
        case .emptyFile(let name): "the file \(name) is empty"
        case .fileType(let name):
            "the file \(name) is of no kind that funders take: \(FileType.all.map(\.ending).joined(separator: ", "))"
        case .notPDF(let name): "the file \(name) is no PDF, though it must be one"
        case .noFile: "at least one file must be sent"
        case .importFormat: "the text is neither JSON (an object, a list, or one object a line) nor CSV with a header"
        case .tooManyRows(let limit): "one import takes at most \(limit) rows: divide the file"
        }
    }
}
