/// The media type of a file by the ending of its name, for files that come without one.
enum FileTypes {
    /// Nil for an ending that is not in the table.
    static func type(ofName name: String) -> String? {
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
        let ending = name.utf8[name.utf8.index(after: dot)...].map(\.asciiLowercased)
        return table[String(decoding: ending, as: UTF8.self)]
    }

    // swift-format-ignore
    private static let table: [String: String] = [
        "pdf":  "application/pdf",      "png":  "image/png",            "jpg":  "image/jpeg",
        "jpeg": "image/jpeg",           "gif":  "image/gif",            "webp": "image/webp",
        "tif":  "image/tiff",           "tiff": "image/tiff",           "bmp":  "image/bmp",
        "heic": "image/heic",           "txt":  "text/plain",           "csv":  "text/csv",
        "htm":  "text/html",            "html": "text/html",            "rtf":  "application/rtf",
        "xml":  "application/xml",      "json": "application/json",     "zip":  "application/zip",
        "eml":  "message/rfc822",       "ics":  "text/calendar",        "vcf":  "text/vcard",
        "msg":  "application/vnd.ms-outlook",
        "doc":  "application/msword",   "xls":  "application/vnd.ms-excel",
        "ppt":  "application/vnd.ms-powerpoint",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "odt":  "application/vnd.oasis.opendocument.text",
        "ods":  "application/vnd.oasis.opendocument.spreadsheet",
    ]
}
