import CResolver
import Kernel

/// Asks the domain name system for texts (RFC 1035 section 3.3.14).
package protocol NameLookup: Sendable {
    /// The texts at `name`, each joined from its strings; none where the name has none. Blocks.
    func texts(at name: String) throws -> [String]
}

/// No name server answered.
package struct NameFault: Fault, Equatable {
    package let name: String
    package init(name: String) { self.name = name }
    package var description: String { "no name server answered for \(name)" }
}

/// The C library's resolver, with the name servers of the machine.
package struct SystemNames: NameLookup {
    package init() {}

    package func texts(at name: String) throws -> [String] {
        var answer = [UInt8](repeating: 0, count: 65_536)
        var why: Int32 = 0
        let length = answer.withUnsafeMutableBufferPointer {
            fg_query_txt(name, $0.baseAddress, Int32($0.count), &why)
        }
        guard length >= 0 else {
            if why == HOST_NOT_FOUND || why == NO_DATA { return [] }
            throw NameFault(name: name)
        }
        guard let texts = TextRecords.read(Array(answer.prefix(Int(length)))) else { throw NameFault(name: name) }
        return texts
    }
}

/// The TXT records of an answer (RFC 1035 section 4).
enum TextRecords {
    /// Nil where the bytes are no whole answer.
    static func read(_ bytes: [UInt8]) -> [String]? {
        guard bytes.count >= 12 else { return nil }
        let (questions, answers) = (word(bytes, 4), word(bytes, 6))
        var place = 12
        for _ in 0..<questions {
            guard let end = skipName(bytes, place), end + 4 <= bytes.count else { return nil }
            place = end + 4
        }
        var texts: [String] = []
        for _ in 0..<answers {
            guard let end = skipName(bytes, place), end + 10 <= bytes.count else { return nil }
            let (type, length) = (word(bytes, end), word(bytes, end + 8))
            let start = end + 10
            guard start + length <= bytes.count else { return nil }
            if type == 16 { texts.append(joined(bytes[start..<start + length])) }
            place = start + length
        }
        return texts
    }

    private static func word(_ bytes: [UInt8], _ place: Int) -> Int { Int(bytes[place]) << 8 | Int(bytes[place + 1]) }

    /// Where the name that begins at `place` ends: labels, or a pointer to another name.
    private static func skipName(_ bytes: [UInt8], _ place: Int) -> Int? {
        var place = place
        while place < bytes.count {
            let length = Int(bytes[place])
            if length == 0 { return place + 1 }
            if length & 0xC0 == 0xC0 { return place + 2 <= bytes.count ? place + 2 : nil }
            place += 1 + length
        }
        return nil
    }

    /// The strings of one record, each after its length, as one text.
    private static func joined(_ record: ArraySlice<UInt8>) -> String {
        var text: [UInt8] = []
        var rest = record
        while let length = rest.popFirst() {
            text += rest.prefix(Int(length))
            rest = rest.dropFirst(Int(length))
        }
        return String(decoding: text, as: UTF8.self)
    }
}
