/// What was broken in a message and how it was read all the same: the closed list of words.
package enum MessageDefect: String, Hashable, Sendable, CaseIterable {
    /// No header at all: the whole is read as text.
    case noHeader = "no_header"
    /// Bytes above 127 in a header without encoded words: read as UTF-8, else windows-1252.
    case unencodedHeader = "unencoded_header"
    /// A line of the header without a field name: passed over.
    case invalidHeaderLine = "invalid_header_line"
    /// A field that may stand once stands twice: the first counts.
    case repeatedHeader = "repeated_header"
    /// A field longer than the limit: its end is not kept.
    case cutHeader = "cut_header"
    /// More header than the limit: the fields behind it are not kept.
    case cutHeaders = "cut_headers"
    /// A Date that is no date: none.
    case unreadableDate = "unreadable_date"
    /// A From that names nobody.
    case unreadableSender = "unreadable_sender"
    /// A Content-Type that is none: read as bytes.
    case invalidContentType = "invalid_content_type"
    /// A parameter of a content header that is no name and value.
    case invalidParameter = "invalid_parameter"
    /// A multipart without a boundary parameter.
    case missingBoundary = "missing_boundary"
    /// A multipart without any part: its content was read as text.
    case multipartWithoutParts = "multipart_without_parts"
    /// The message ends inside a part.
    case truncated = "truncated"
    /// A part or message without the blank line, header or content that it needs.
    case malformed = "malformed"
    /// A charset that no table knows: read as UTF-8, else windows-1252.
    case unknownCharset = "unknown_charset"
    /// Bytes that the declared charset does not have: read by its superset, as UTF-8 or windows-1252.
    case undecodableBytes = "undecodable_bytes"
    /// More text than the limit: its end is not kept.
    case cutText = "cut_text"
    /// Parts nested deeper than the limit: passed over.
    case tooDeep = "too_deep"
    /// More parts than the limit: the rest was passed over.
    case tooManyParts = "too_many_parts"
    /// A winmail.dat that is none, ends early or contradicts its sums: what could be read stands beside the file itself.
    case brokenTNEF = "broken_tnef"
    /// A winmail.dat larger than the limit: the file itself stands alone.
    case cutTNEF = "cut_tnef"
    /// An address header with so many colons that reading it took a deep stack.
    case hostileAddresses = "hostile_addresses"
}
