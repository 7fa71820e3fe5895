/// What a server offers in its answer to EHLO (RFC 5321 section 4.1.1.1).
package struct Capabilities: Hashable, Sendable {
    /// RFC 2920
    package var hasPipelining = false
    /// RFC 1870. `sizeLimitBytes` is nil where the server names no limit.
    package var hasSize = false
    package var sizeLimitBytes: Int?
    /// RFC 6152
    package var hasEightBitMIME = false
    /// RFC 6531
    package var hasSMTPUTF8 = false
    /// RFC 3461
    package var hasDeliveryStatus = false
    /// RFC 2034
    package var hasEnhancedCodes = false

    package init() {}

    /// Reads EHLO's answer; its first line is the server's name.
    package init(_ reply: SMTPReply) {
        for line in reply.lines.dropFirst() {
            let words = line.split(separator: " ")
            switch words.first?.uppercased() {
            case "PIPELINING": hasPipelining = true
            case "SIZE":
                hasSize = true
                sizeLimitBytes = words.count > 1 ? Int(words[1]).flatMap { $0 > 0 ? $0 : nil } : nil
            case "8BITMIME": hasEightBitMIME = true
            case "SMTPUTF8": hasSMTPUTF8 = true
            case "DSN": hasDeliveryStatus = true
            case "ENHANCEDSTATUSCODES": hasEnhancedCodes = true
            default: break
            }
        }
    }
}
