/// What is wrong with a request for one record, whatever its kind.
package enum RecordRefusal: Refusal, Equatable {
    /// There is no such record for this tenant: another tenant's record is told the same way.
    case unknown(String, id: String)
    /// The record's version is no longer the one that the asker read.
    case changedMeanwhile(String, id: String)

    package static func unknown<Record>(_ noun: String, _ id: Identifier<Record>) -> Self {
        .unknown(noun, id: id.description)
    }

    package static func changedMeanwhile<Record>(_ noun: String, _ id: Identifier<Record>) -> Self {
        .changedMeanwhile(noun, id: id.description)
    }

    package var kind: RefusalKind {
        switch self {
        case .unknown: .missing
        case .changedMeanwhile: .conflict
        }
    }

    package var code: String {
        switch self {
        case .unknown: "not_found"
        case .changedMeanwhile: "changed_meanwhile"
        }
    }

    package var field: String? { self.kind == .conflict ? "version" : nil }

    package var reason: String {
        switch self {
        case .unknown(let noun, let id): "there is no \(noun) \(id)"
        case .changedMeanwhile(let noun, let id):
            "\(noun) \(id) was changed by someone else meanwhile: load it again and repeat your change"
        }
    }
}
