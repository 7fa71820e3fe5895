import Kernel

/// What was made for one of several, or why it could not be.
enum MadeOrRefused<Made: Sendable>: Sendable {
    case made(Made)
    case refused(any Refusal)

    /// Anything but a refusal is thrown on.
    init(_ make: () throws -> Made) throws {
        do { self = .made(try make()) } catch let refusal as any Refusal { self = .refused(refusal) }
    }

    func get() throws -> Made {
        switch self {
        case .made(let made): made
        case .refused(let refusal): throw refusal
        }
    }

    var value: Made? {
        if case .made(let made) = self { made } else { nil }
    }

    var refusal: (any Refusal)? {
        if case .refused(let refusal) = self { refusal } else { nil }
    }
}
