import Kernel

/// Proof that a request which changes something was sent by a page of ours.
enum Forgery {
    /// What the browser itself says of the sender: refused where it is another site's page.
    static func checkOrigin(_ head: RequestHead) throws(PlainRefusal) {
        if let site = head.headers["Sec-Fetch-Site"] {
            guard site == "same-origin" || site == "none" else { throw .crossSite }
        } else if let origin = head.headers["Origin"] {
            guard let host = head.headers["Host"], isSame(authority(origin), host) else { throw .crossSite }
        }
    }

    /// The session's token, from the header or the form.
    static func checkToken(_ head: RequestHead, form: String?, csrf: String) throws(PlainRefusal) {
        guard let sent = head.headers["X-CSRF-Token"] ?? form, !csrf.isEmpty, isEqual(sent, csrf) else { throw .forged }
    }

    private static func authority(_ origin: String) -> String {
        for scheme in ["https://", "http://"] where origin.hasPrefix(scheme) {
            return String(origin.dropFirst(scheme.count))
        }
        return ""
    }

    /// Takes as long for every text of one length.
    private static func isEqual(_ left: String, _ right: String) -> Bool {
        let mine = Array(left.utf8)
        let theirs = Array(right.utf8)
        guard mine.count == theirs.count else { return false }
        var difference: UInt8 = 0
        for (a, b) in zip(mine, theirs) { difference |= a ^ b }
        return difference == 0
    }
}
