import CGMime
import Glibc

/// A leaf of GMime's tree, lent while its message lives: its headers as read by our own decoders.
struct FoundLeaf {
    let type: ContentParameters
    /// `type/subtype` in lower case.
    let contentType: String
    let disposition: String?
    let name: String?
    let contentID: String?
    /// Whether it stands in a multipart/alternative, at any depth.
    let isAlternative: Bool
    private let object: UnsafeMutablePointer<GMimeObject>

    static let reportTypes: Set<String> = [
        "message/delivery-status", "message/global-delivery-status", "text/rfc822-headers", "message/global-headers",
        "message/disposition-notification", "message/global-disposition-notification", "message/feedback-report",
    ]

    init(_ object: UnsafeMutablePointer<GMimeObject>, isAlternative: Bool) {
        self.object = object
        self.isAlternative = isAlternative
        type = ContentParameters(Self.raw("Content-Type", of: object) ?? [])
        contentType = Self.contentType(of: object)
        let disposition = Self.raw("Content-Disposition", of: object).map(ContentParameters.init)
        self.disposition = disposition.flatMap { $0.value.isEmpty ? nil : $0.value }
        name =
            Self.declared(disposition?["filename"] ?? disposition?["name"])
            ?? Self.declared(type["name"] ?? type["filename"])
        contentID = Self.raw("Content-ID", of: object).flatMap { MessageIDHeader.parse($0).first }
    }

    /// GMime's part of kind message/rfc822; nil for any other.
    var message: UnsafeMutablePointer<GMimeMessagePart>? {
        GMimeLibrary.isKind(object, of: g_mime_message_part_get_type()) ? object.cast(to: GMimeMessagePart.self) : nil
    }

    /// Whether it is declared as Outlook's winmail.dat.
    var isTNEF: Bool { Self.tnefTypes.contains(contentType) }

    /// Whether it bears that file's name under another type.
    var isNamedTNEF: Bool { name.map { Self.tnefNames.contains($0.lowercased()) } ?? false }

    private static let tnefTypes: Set<String> = ["application/ms-tnef", "application/vnd.ms-tnef"]
    private static let tnefNames: Set<String> = ["winmail.dat", "win.dat"]

    /// Neither marked as an attachment nor named.
    var isUnnamed: Bool { disposition != "attachment" && name == nil }

    static func contentType(of object: UnsafeMutablePointer<GMimeObject>) -> String {
        guard let type = g_mime_object_get_content_type(object), let text = g_mime_content_type_get_mime_type(type)
        else {
            return "text/plain"
        }
        defer { g_free(text) }
        return String(cString: text).lowercased()
    }

    private static func declared(_ name: String?) -> String? {
        guard let name else { return nil }
        let bytes = EncodedWords.unfolded(name.utf8)
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }

    private static func raw(_ name: String, of object: UnsafeMutablePointer<GMimeObject>) -> [UInt8]? {
        guard let list = g_mime_object_get_header_list(object), let header = g_mime_header_list_get_header(list, name),
            let raw = g_mime_header_get_raw_value(header)
        else { return nil }
        return UnsafeBufferPointer(start: raw, count: strlen(raw)).withMemoryRebound(to: UInt8.self, Array.init)
    }

    // MARK: Content

    /// Hands the decoded content to `content`, chunk by chunk.
    func read(into content: LeafContent) {
        if GMimeLibrary.isKind(object, of: g_mime_part_get_type()) {
            guard let wrapper = g_mime_part_get_content(object.cast(to: GMimePart.self)) else { return }
            Self.decode(wrapper, into: content)
        } else if let message {
            guard let inner = g_mime_message_part_get_message(message) else { return }
            Self.write(inner.cast(to: GMimeObject.self), to: content)
        } else if GMimeLibrary.isKind(object, of: g_mime_multipart_get_type()) {
            guard let prologue = g_mime_multipart_get_prologue(object.cast(to: GMimeMultipart.self)) else { return }
            content.take(UnsafeRawBufferPointer(start: prologue, count: strlen(prologue)))
        }
    }

    /// Writes an embedded message with the line ends of its own header, so that its bytes are those that came.
    private static func write(_ message: UnsafeMutablePointer<GMimeObject>, to content: LeafContent) {
        guard let stream = ForwardingStream.make(to: content), let format = g_mime_format_options_new() else { return }
        defer { g_mime_format_options_free(format) }
        if let headers = g_mime_object_get_header_list(message),
            let first = g_mime_header_list_get_header_at(headers, 0),
            let raw = g_mime_header_get_raw_value(first), strstr(raw, "\r\n") != nil
        {
            g_mime_format_options_set_newline_format(format, GMIME_NEWLINE_FORMAT_DOS)
        }
        g_mime_object_write_to_stream(message, format, stream.pointer)
    }

    private static func decode(_ wrapper: UnsafeMutablePointer<GMimeDataWrapper>, into content: LeafContent) {
        let encoding = g_mime_data_wrapper_get_encoding(wrapper)
        if encoding == GMIME_CONTENT_ENCODING_UUENCODE {
            // Only GMime's filter looks for the line with which the data begins.
            if let forwarding = ForwardingStream.make(to: content) {
                g_mime_data_wrapper_write_to_stream(wrapper, forwarding.pointer)
            }
            return
        }
        guard let stream = g_mime_data_wrapper_get_stream(wrapper) else { return }
        var state = GMimeEncoding()
        g_mime_encoding_init_decode(&state, encoding)
        let room = 32 * 1024
        let outputRoom = g_mime_encoding_outlen(&state, room) + 16
        g_mime_stream_reset(stream)
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: room) { input in
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: outputRoom) { output in
                while true {
                    let count = g_mime_stream_read(stream, input.baseAddress, room)
                    guard count > 0 else { break }
                    let decoded = g_mime_encoding_step(&state, input.baseAddress, count, output.baseAddress)
                    content.take(UnsafeRawBufferPointer(start: output.baseAddress, count: decoded))
                }
                if encoding == GMIME_CONTENT_ENCODING_BASE64, state.state == 2 || state.state == 3 {
                    // The padding is missing: without it GMime drops the last bytes.
                    let decoded = g_mime_encoding_step(&state, "==", state.state == 2 ? 2 : 1, output.baseAddress)
                    content.take(UnsafeRawBufferPointer(start: output.baseAddress, count: decoded))
                }
                let rest = g_mime_encoding_flush(&state, input.baseAddress, 0, output.baseAddress)
                content.take(UnsafeRawBufferPointer(start: output.baseAddress, count: rest))
            }
        }
    }
}
