/// Compressed RTF (MS-OXRTFCP): a head of 16 bytes, then literal bytes and references into a window of 4 KB.
enum CompressedRTF {
    /// What the window holds before the first byte (section 2.1.2.1).
    private static let beginning = Array(
        (#"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor "#
            + #"MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"# + "\r\n"
            + #"\par \pard\plain\f0\fs20\b\i\u\tab\tx"#).utf8)
    private static let compressed: UInt32 = 0x7546_5A4C
    private static let plain: UInt32 = 0x414C_454D

    /// The RTF, at most `limit` bytes of it; nil where the head is none. Bytes that end early give what they hold.
    static func open(_ bytes: [UInt8], _ range: Range<Int>, limit: Int) -> [UInt8]? {
        var cursor = ByteCursor(bytes, range)
        do {
            _ = try cursor.long()
            let size = min(try cursor.count(), limit)
            let kind = try cursor.long()
            _ = try cursor.long()
            switch kind {
            case plain: return Array(bytes[cursor.rest].prefix(size))
            case compressed: return expand(&cursor, size: size)
            default: return nil
            }
        } catch {
            return nil
        }
    }

    private static func expand(_ cursor: inout ByteCursor, size: Int) -> [UInt8] {
        var window = beginning + [UInt8](repeating: 0, count: 4096 - beginning.count)
        var place = beginning.count
        var output: [UInt8] = []
        func put(_ byte: UInt8) {
            output.append(byte)
            window[place] = byte
            place = (place + 1) & 4095
        }
        do {
            while output.count < size {
                let control = try cursor.byte()
                for bit in 0..<8 where output.count < size {
                    if control >> bit & 1 == 0 {
                        put(try cursor.byte())
                        continue
                    }
                    let reference = try cursor.short().byteSwapped
                    let start = Int(reference >> 4)
                    // A reference to the place of writing ends the stream.
                    if start == place { return output }
                    for step in 0..<(Int(reference & 15) + 2) where output.count < size {
                        put(window[(start + step) & 4095])
                    }
                }
            }
        } catch {
            return output
        }
        return output
    }
}
