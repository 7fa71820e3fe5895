/// The marks by which mail programs set the mail that is answered apart in their HTML.
enum HTMLHistory {
    /// Classes, ids and names of the elements that hold nothing but the mail that is answered.
    static let wholes: Set<String> = [
        "yahoo_quoted", "zmail_extra", "protonmail_quote", "moz-forward-container",
        "mail-editor-reference-message-container",
        "ms-outlook-mobile-reference-message", "gmx_quote", "tutanota_quote", "freshdesk_quote", "hs_reply",
        "messagereplysection", "sh-quoted-content", "missive_quote", "front-blockquote", "isreplycontent",
        "olk_src_body_section",
    ]

    /// Ids and classes after which the rest of the parent is the mail that is answered (Outlook, Hotmail).
    static let beginnings: Set<String> = [
        "divrplyfwdmsg", "appendonsend", "stopspelling", "outlookmessageheader",
    ]

    /// Bytes of the shortest of these names.
    static let shortest = 8

    /// Outlook on the web puts `x_` before all names of the mail that it answers, once for each answer.
    static func name(_ word: some Collection<UInt8>) -> String {
        var rest = word[...]
        while rest.starts(with: "x_".utf8) { rest = rest.dropFirst(2) }
        return String(decoding: rest.lazy.map(\.asciiLowercased), as: UTF8.self)
    }
}
