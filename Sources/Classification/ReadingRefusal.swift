import Kernel

/// What is wrong with a correction that was sent in the form of a label.
package enum ReadingRefusal: Refusal, Equatable {
    case notAnObject
    case unknownCode(field: String)
    case wrongNumber(field: String)
    case wrongText(field: String)

    package var reason: String {
        switch self {
        case .notAnObject: "a reading is an object with the keys of a label"
        case .unknownCode(let field): "\(field): not a code of the list"
        case .wrongNumber(let field): "\(field): not a number such as 1250.00"
        case .wrongText(let field): "\(field): not a text of at most 2000 bytes"
        }
    }

    package var code: String {
        switch self {
        case .notAnObject: "not_an_object"
        case .unknownCode: "unknown_code"
        case .wrongNumber: "wrong_number"
        case .wrongText: "wrong_text"
        }
    }

    package var field: String? {
        switch self {
        case .notAnObject: nil
        case .unknownCode(let field), .wrongNumber(let field), .wrongText(let field): field
        }
    }
}
