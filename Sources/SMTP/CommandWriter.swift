/// Writes commands as bytes with their CRLF, using only what the server offers. Nothing that it writes can hold a line
/// end of the caller's: addresses were checked when made, all other text is xtext.
struct CommandWriter {
    let capabilities: Capabilities

    /// MAIL FROM with SIZE (RFC 1870), BODY (RFC 6152), SMTPUTF8 (RFC 6531), RET and ENVID (RFC 3461).
    func mail(_ envelope: Envelope) -> [UInt8] {
        var line = "MAIL FROM:<\(envelope.from?.description ?? "")>"
        if capabilities.hasSize { line += " SIZE=\(envelope.sizeBytes)" }
        if envelope.isEightBit, capabilities.hasEightBitMIME { line += " BODY=8BITMIME" }
        if envelope.needsSMTPUTF8, capabilities.hasSMTPUTF8 { line += " SMTPUTF8" }
        if let report = envelope.report, capabilities.hasDeliveryStatus {
            line += report.returnsMessage ? " RET=FULL" : " RET=HDRS"
            if let identifier = report.envelopeIdentifier, !identifier.isEmpty {
                line += " ENVID=\(Self.xtext(identifier, maximumBytes: 100))"
            }
        }
        return Array("\(line)\r\n".utf8)
    }

    /// RCPT TO with NOTIFY and ORCPT (RFC 3461 sections 4.1 and 4.2; `utf-8` addresses as RFC 6533 section 3).
    func recipient(_ address: EnvelopeAddress, report: ReportRequest?) -> [UInt8] {
        var line = "RCPT TO:<\(address)>"
        if let report, capabilities.hasDeliveryStatus {
            let occasions = ReportRequest.Occasion.allCases.filter(report.occasions.contains).map(\.rawValue)
            line += " NOTIFY=\(occasions.isEmpty ? "NEVER" : occasions.joined(separator: ","))"
            if !address.needsUTF8 {
                line += " ORCPT=rfc822;\(Self.xtext(address.description, maximumBytes: 254))"
            }
        }
        return Array("\(line)\r\n".utf8)
    }

    /// xtext (RFC 3461 section 4): `+`, `=` and all that is not printable ASCII become `+` and two hexadecimal digits.
    static func xtext(_ text: String, maximumBytes: Int) -> String {
        var result: [UInt8] = []
        for byte in text.utf8.prefix(maximumBytes) {
            if (33...126).contains(byte), byte != UInt8(ascii: "+"), byte != UInt8(ascii: "=") {
                result.append(byte)
            } else {
                result.append(UInt8(ascii: "+"))
                result.append(hexadecimal[Int(byte >> 4)])
                result.append(hexadecimal[Int(byte & 15)])
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static let hexadecimal = Array("0123456789ABCDEF".utf8)
}
