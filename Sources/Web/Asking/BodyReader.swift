import Kernel

/// Takes in a body piece by piece: forms and JSON in memory, files on disk.
///
/// @unchecked Sendable: it lies in its exchange's `Mutex` and is used under that lock only.
final class BodyReader: @unchecked Sendable {
    private enum Kind {
        case json([UInt8])
        case form([UInt8])
        case multipart(MultipartReader)
        case file(UploadWriter, type: String)
    }

    private var kind: Kind
    private let bodyBytes: Int
    private let limits: UploadLimits?

    /// The most that any body of the route may have.
    static func largest(of route: Route) -> Int {
        route.bodyBytes + (route.uploads.map { $0.totalBytes + 64 * 1024 } ?? 0)
    }

    /// Refused (415) where the route does not take such a body.
    init(_ head: RequestHead, route: Route, folder: String) throws {
        bodyBytes = route.bodyBytes
        limits = route.uploads
        let header = head.headers["Content-Type"] ?? ""
        let type = String(header.prefix { $0 != ";" }).trimmed.lowercased()
        switch type {
        case "application/json": kind = .json([])
        case "application/x-www-form-urlencoded": kind = .form([])
        case "multipart/form-data":
            guard let boundary = PartHead.parameters(header)?.parameters["boundary"],
                let parser = MultipartParser(boundary: boundary)
            else { throw MultipartParser.broken("names no boundary") }
            kind = .multipart(
                MultipartReader(parser, route: route, folder: folder, prefix: "upload-\(head.requestID)-"))
        case let type where type.hasPrefix("application/") && type.hasSuffix("+json"): kind = .json([])
        default:
            guard route.uploads != nil, !type.isEmpty else {
                throw PlainRefusal(
                    .mediaType, code: "media_type", "send application/json, a form, or multipart/form-data")
            }
            kind = .file(try UploadWriter(folder: folder, name: "upload-\(head.requestID)-0"), type: type)
        }
    }

    func consume(_ bytes: UnsafeRawBufferPointer) throws {
        switch kind {
        case .json(var all):
            kind = .json([])
            try Self.append(bytes, to: &all, limit: bodyBytes)
            kind = .json(all)
        case .form(var all):
            kind = .form([])
            try Self.append(bytes, to: &all, limit: bodyBytes)
            kind = .form(all)
        case .multipart(let reader): try reader.consume(bytes)
        case .file(let writer, _):
            guard writer.sizeBytes + bytes.count <= limits?.fileBytes ?? 0 else {
                throw PlainRefusal.tooLarge("file_too_large", "the file may have \(limits?.fileBytes ?? 0) bytes")
            }
            try writer.write(bytes)
        }
    }

    func finish() throws -> RequestBody {
        switch kind {
        case .json(let bytes): return try RequestBody(json: bytes)
        case .form(let bytes): return try RequestBody(form: bytes)
        case .multipart(let reader): return try reader.finish()
        case .file(let writer, let type):
            let file = UploadedFile(
                field: "", name: "", contentType: type, sizeBytes: writer.sizeBytes, file: writer.file)
            return RequestBody(files: [file])
        }
    }

    private static func append(_ bytes: UnsafeRawBufferPointer, to all: inout [UInt8], limit: Int) throws {
        guard all.count + bytes.count <= limit else {
            throw PlainRefusal.tooLarge("body_too_large", "the body may have \(limit) bytes")
        }
        all.append(contentsOf: bytes)
    }
}
