import Classification
import Kernel
import Storage

/// What an application's file is: the application itself, or one of the documents that funders ask for.
package struct FileCode: RawRepresentable, CaseIterable, Hashable, SQLBindable, SQLReadable, Sendable {
    package let rawValue: String
    package let label: String

    private init(code: String, label: String) {
        rawValue = code
        self.label = label
    }

    package init(_ document: DocumentCode) { self.init(code: document.rawValue, label: document.label) }

    package static let application = Self(code: "application", label: "Application")

    package static let allCases: [FileCode] = [application] + DocumentCode.allCases.map { Self($0) }

    private static let byCode = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

    package init?(rawValue: String) {
        guard let known = Self.byCode[rawValue] else { return nil }
        self = known
    }
}

/// A kind of file that funders take, known by its name's ending.
package struct FileType: Hashable, Sendable {
    package let ending: String
    /// The media type that it is sent with, whatever a client claims.
    package let type: String

    // swift-format-ignore
    package static let all: [FileType] = [
        FileType(ending: "pdf",  type: "application/pdf"),
        FileType(ending: "png",  type: "image/png"),
        FileType(ending: "jpg",  type: "image/jpeg"),
        FileType(ending: "jpeg", type: "image/jpeg"),
        FileType(ending: "heic", type: "image/heic"),
        FileType(ending: "tif",  type: "image/tiff"),
        FileType(ending: "tiff", type: "image/tiff"),
        FileType(ending: "csv",  type: "text/csv"),
        FileType(ending: "txt",  type: "text/plain"),
        FileType(ending: "xls",  type: "application/vnd.ms-excel"),
        FileType(ending: "xlsx", type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        FileType(ending: "doc",  type: "application/msword"),
        FileType(ending: "docx", type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ]

    package static let pdf = all[0]

    /// The kind of the file of that name, or nil.
    package static func of(name: String) -> FileType? {
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
        let ending = name[name.utf8.index(after: dot)...].lowercased()
        return all.first { $0.ending == ending }
    }
}
