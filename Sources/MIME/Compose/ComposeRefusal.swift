import Kernel

/// Why a mail cannot be written. The text names the header or the part, never what stands in it.
package enum ComposeRefusal: Refusal, Equatable {
    case lineEnd(header: String)
    case messageID(header: String)
    case noRecipient
    case contentType(attachment: Int)
    case attachmentName(attachment: Int)
    case headerTooLong(header: String)

    package var code: String {
        switch self {
        case .lineEnd: "header_line_end"
        case .messageID: "bad_message_id"
        case .noRecipient: "no_recipient"
        case .contentType: "bad_content_type"
        case .attachmentName: "bad_attachment_name"
        case .headerTooLong: "header_too_long"
        }
    }

    package var field: String? {
        switch self {
        case .lineEnd(let header), .messageID(let header), .headerTooLong(let header): header
        case .noRecipient: "To"
        case .contentType(let index), .attachmentName(let index): "attachment \(index)"
        }
    }

    package var reason: String {
        switch self {
        case .lineEnd(let header): "the value of \(header) holds a line end or a NUL"
        case .messageID(let header): "the value of \(header) is no message id (RFC 5322 section 3.6.4)"
        case .noRecipient: "the mail has no recipient"
        case .contentType(let index): "attachment \(index) has no content type of the form type/subtype"
        case .attachmentName(let index): "the name of attachment \(index) is empty or holds a line end or a NUL"
        case .headerTooLong(let header): "the value of \(header) is longer than 8,000 bytes"
        }
    }
}
