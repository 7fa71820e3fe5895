/// Rows on their way into a table in the binary form of COPY (documentation of COPY, "Binary Format").
struct PostgresCopy {
    /// What is not sent yet.
    var bytes: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF, 13, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0]

    mutating func append(_ values: [SQLValue]) {
        append(Int16(values.count))
        for value in values {
            switch value {
            case .null: append(Int32(-1))
            case .integer(let number):
                append(Int32(8))
                append(number)
            case .text(let text):
                append(Int32(text.utf8.count))
                bytes.append(contentsOf: text.utf8)
            case .blob(let blob):
                append(Int32(blob.count))
                bytes.append(contentsOf: blob)
            }
        }
    }

    mutating func end() { append(Int16(-1)) }

    private mutating func append(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }
}
