/// What was found in a TNEF stream.
struct TNEFContent {
    /// In the order of the stream; those of messages sent along stand after the text of their message.
    var files: [TNEFFile] = []
    /// The body as plain text, line ends as they stood; nil where there is none.
    var text: String?
    /// The body as HTML; nil where there is none.
    var html: String?
    /// Whether the stream ends early or contradicts itself: what was read is kept.
    var isBroken = false
    /// Whether there were more files than the limit.
    var hasMore = false
    /// Whether a message sent along lies deeper than the limit: it stands among the files unread.
    var isTooDeep = false
}

/// A file in a TNEF stream.
struct TNEFFile {
    enum Content {
        /// A stretch of the stream.
        case stretch(Range<Int>)
        /// Bytes that do not stand in the stream as they are.
        case made([UInt8])
    }

    /// It may hold a path, as any name in a message.
    var name: String?
    /// `type/subtype` in lower case, told by the name where that tells it.
    var contentType: String
    /// The charset of a text that was made; nil where nothing tells it.
    var charset: String?
    /// Without brackets.
    var contentID: String?
    let content: Content
}
