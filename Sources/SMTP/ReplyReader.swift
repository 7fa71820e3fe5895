import Kernel

/// What is wrong with a server's answer.
package enum ReplyFault: Fault, Equatable {
    /// A line that does not begin with a code of three digits and a space or hyphen.
    case malformed
    /// A further line of the same answer has another code.
    case codeChanged(from: Int, to: Int)
    /// An answer without end.
    case tooLong(maximum: Int)

    package var description: String {
        switch self {
        case .malformed: "the server's answer is no SMTP reply"
        case .codeChanged(let first, let second): "the server's answer changed its code from \(first) to \(second)"
        case .tooLong(let maximum): "the server's answer has more than \(maximum) lines"
        }
    }
}

/// Puts the lines of an answer together (RFC 5321 section 4.2.1). Pure: lines in, replies out.
struct ReplyReader {
    /// The longest answers are EHLO's; a hundred lines is twice what any server says.
    static let maximumLines = 100
    /// RFC 5321 section 4.5.3.1.5 says 512; servers exceed it with links to explanations.
    static let maximumLineBytes = 2048

    private var code: Int?
    private var lines: [String] = []

    /// Takes one line without its line end; returns the answer with its last line, nil before.
    mutating func take(_ line: [UInt8]) throws(ReplyFault) -> SMTPReply? {
        guard line.count >= 3, (50...53).contains(line[0]), line[1...2].allSatisfy({ (48...57).contains($0) }),
            line.count == 3 || line[3] == UInt8(ascii: " ") || line[3] == UInt8(ascii: "-")
        else { throw .malformed }
        let number = line[..<3].reduce(0) { $0 * 10 + Int($1 - 48) }
        if let code, code != number { throw .codeChanged(from: code, to: number) }
        lines.append(String(decoding: line.dropFirst(4), as: UTF8.self))
        if line.count > 3, line[3] == UInt8(ascii: "-") {
            guard lines.count < Self.maximumLines else { throw .tooLong(maximum: Self.maximumLines) }
            code = number
            return nil
        }
        defer { self = ReplyReader() }
        return SMTPReply(code: number, lines: lines)
    }
}
