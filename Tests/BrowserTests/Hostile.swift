/// Texts that would run as script, or end a header, where they were shown or sent as they are.
enum Hostile {
    private static let openings = [
        "", "\">", "'>", "</textarea>", "</title>", "</script>", "</pre>", "-->", "\" x=\"", "</option></select>",
        "\u{0}", "<!--", "<![CDATA[", "{{{", "&lt;", "</style>", "`", "\\\">", "%22%3E", "</p>",
    ]
    private static let payloads = [
        "<script>alert(7)</script>", "<img src=x onerror=alert(7)>", "<svg onload=alert(7)>",
        "<a href=javascript:alert(7)>go</a>", "<body onpageshow=alert(7)>", "\" autofocus onfocus=alert(7) x=\"",
        "<iframe srcdoc='<script>parent.alert(7)</script>'>", "<details open ontoggle=alert(7)>",
        "<meta http-equiv=refresh content='0;url=javascript:alert(7)'>", "<style>@import 'x'</style><x-injected>",
    ]

    /// Two hundred, each of at most 100 characters.
    static let vectors: [String] = openings.flatMap { opening in payloads.map { opening + $0 } }

    /// What ends a line, and what some reader could take for that.
    static let headers: [String] = [
        "\r\nBcc: evil@x.example", "\nBcc: evil@x.example", "\rBcc: evil@x.example", "\r\n\r\nX-Injected: body",
        "\u{2028}Bcc: evil@x.example", "\u{85}Bcc: evil@x.example", "\u{0B}Bcc: evil@x.example",
        "%0d%0aBcc: evil@x.example",
        "=?utf-8?q?=0D=0ABcc:_evil=40x.example?=", "\u{0}\r\n X-Injected: 1",
        "\"\r\nContent-Type: text/html\r\n\r\n<b>",
        "; filename=\"x.exe\r\nX-Injected: 1",
    ]
}
