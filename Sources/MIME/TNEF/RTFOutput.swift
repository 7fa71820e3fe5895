/// Collects the text of an RTF document: bytes in charsets, Unicode letters.
struct RTFOutput {
    private var bytes: [UInt8] = []
    /// Bytes not yet decoded, all in `charset`: letters of two bytes come one byte at a time.
    private var pending: [UInt8] = []
    private var charset: String?
    private var highUnit: UInt16?

    /// In bytes, nearly.
    var count: Int { bytes.count + pending.count }

    var text: String {
        var all = self
        all.flush()
        return String(decoding: all.bytes, as: UTF8.self)
    }

    mutating func add(_ byte: UInt8, charset: String) {
        highUnit = nil
        if charset != self.charset {
            flush()
            self.charset = charset
        }
        pending.append(byte)
    }

    mutating func add(_ scalar: Unicode.Scalar) {
        flush()
        highUnit = nil
        bytes.append(contentsOf: String(scalar).utf8)
    }

    /// A unit of UTF-16; half a pair alone is U+FFFD.
    mutating func add(unit: UInt16) {
        let high = highUnit
        highUnit = nil
        if UTF16.isLeadSurrogate(unit) {
            highUnit = unit
        } else if let high, UTF16.isTrailSurrogate(unit) {
            flush()
            bytes.append(contentsOf: String(decoding: [high, unit], as: UTF16.self).utf8)
        } else {
            add(Unicode.Scalar(unit) ?? "\u{FFFD}")
        }
    }

    private mutating func flush() {
        guard !pending.isEmpty else { return }
        if pending.allSatisfy({ $0 < 128 }) {
            bytes += pending
        } else {
            bytes += Charset.decode(pending, declared: charset).text.utf8
        }
        pending.removeAll(keepingCapacity: true)
    }
}
