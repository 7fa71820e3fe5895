import Glibc

extension String {
    /// No text of PostgreSQL holds a NUL: on both engines a space stands for it, and so the text keeps its length.
    var withoutNUL: String {
        var text = self
        let isClean = text.withUTF8 { utf8 in
            utf8.baseAddress.map { memchr($0, 0, utf8.count) == nil } ?? true
        }
        return isClean ? text : String(decoding: text.utf8.map { $0 == 0 ? 32 : $0 }, as: UTF8.self)
    }
}
