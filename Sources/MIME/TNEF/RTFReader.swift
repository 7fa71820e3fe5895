/// RTF to its text, or to the HTML that it encapsulates (MS-OXRTFEX). Formatting, pictures and fields are passed over.
struct RTFReader {
    private let input: [UInt8]
    private let limit: Int
    private var position = 0
    private var output = RTFOutput()
    private var group = RTFGroup()
    private var open: [RTFGroup] = []
    /// Groups opened beyond the deepest that are kept.
    private var beyond = 0
    private var isIgnorable = false
    /// Signs still to be passed over: what stands for a Unicode letter in old readers.
    private var fallback = 0
    private var fonts = RTFFonts()
    private var isHTML = false

    private static let deepest = 1_000

    /// The text has at most about `limit` bytes.
    static func read(_ rtf: [UInt8], limit: Int) -> (text: String, isHTML: Bool) {
        var reader = RTFReader(rtf, limit: limit)
        reader.run()
        return (reader.output.text, reader.isHTML)
    }

    private init(_ input: [UInt8], limit: Int) {
        self.input = input
        self.limit = limit
    }

    private mutating func run() {
        while position < input.count, output.count < limit {
            let byte = input[position]
            position += 1
            switch byte {
            case UInt8(ascii: "{"): enter()
            case UInt8(ascii: "}"): leave()
            case UInt8(ascii: "\\"): escape()
            case 10, 13, 0: break
            default: put(byte)
            }
        }
    }

    // MARK: Groups

    private mutating func enter() {
        fallback = 0
        isIgnorable = false
        if open.count < Self.deepest { open.append(group) } else { beyond += 1 }
    }

    private mutating func leave() {
        fallback = 0
        isIgnorable = false
        if beyond > 0 {
            beyond -= 1
        } else if let outer = open.popLast() {
            group = outer
        }
    }

    // MARK: Text

    /// Whether text at this place is shown: within HTML, `\htmlrtf` marks what only RTF readers shall see.
    private var isShown: Bool { !group.isPassedOver && (group.isTag || !(isHTML && group.isForRTFOnly)) }

    private mutating func put(_ byte: UInt8) {
        if fallback > 0 {
            fallback -= 1
        } else if isShown {
            output.add(byte, charset: fonts.charset(group.font))
        }
    }

    private mutating func put(_ scalar: Unicode.Scalar) { if isShown { output.add(scalar) } }

    // MARK: Control words

    private mutating func escape() {
        guard position < input.count else { return }
        let byte = input[position]
        if byte.isLetter { return word() }
        position += 1
        switch byte {
        case UInt8(ascii: "'"):
            guard position + 1 < input.count, let high = input[position].hexadecimal,
                let low = input[position + 1].hexadecimal
            else { return }
            position += 2
            put(high << 4 | low)
        case UInt8(ascii: "*"): isIgnorable = true
        case UInt8(ascii: "~"): put("\u{A0}" as Unicode.Scalar)
        case UInt8(ascii: "_"): put("-" as Unicode.Scalar)
        case 10, 13: put("\n" as Unicode.Scalar)
        case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "\\"): put(byte)
        default: break
        }
    }

    private mutating func word() {
        let start = position
        while position < input.count, input[position].isLetter { position += 1 }
        let name = input[start..<position]
        var isNegative = false
        if position + 1 < input.count, input[position] == UInt8(ascii: "-"), input[position + 1].isDigit {
            isNegative = true
            position += 1
        }
        var number: Int?
        while position < input.count, input[position].isDigit {
            number = min(99_999_999, (number ?? 0) * 10 + Int(input[position] - 48))
            position += 1
        }
        if position < input.count, input[position] == 32 { position += 1 }
        guard name.count <= 32 else { return }
        obey(String(decoding: name, as: UTF8.self), number.map { isNegative ? -$0 : $0 })
    }

    private mutating func obey(_ word: String, _ number: Int?) {
        let mark = isIgnorable
        isIgnorable = false
        if RTFWords.passedOver.contains(word) {
            group.isPassedOver = true
        } else if let sign = RTFWords.signs[word] {
            put(sign)
        } else {
            switch word {
            case "htmltag" where isHTML: group.isTag = true
            case "fromhtml": isHTML = number != 0
            case "htmlrtf": group.isForRTFOnly = number != 0
            case "u": unicode(number ?? 0)
            case "uc": group.fallback = min(max(number ?? 1, 0), 32)
            case "bin": position = min(input.count, position + max(0, number ?? 0))
            case "fonttbl": (group.isPassedOver, group.isFontTable) = (true, true)
            case "f": group.font = number
            case "fcharset": if group.isFontTable { fonts.declare(group.font, number ?? 0) }
            case "ansicpg": fonts.declare(codePage: number ?? 0)
            case "mac": fonts.declare(codePage: 10000)
            default: if mark { group.isPassedOver = true }
            }
        }
    }

    /// `\u` gives a UTF-16 unit as a signed number.
    private mutating func unicode(_ number: Int) {
        if isShown { output.add(unit: UInt16(truncatingIfNeeded: number)) }
        fallback = group.fallback
    }
}

/// What holds until a group's closing brace.
struct RTFGroup {
    /// Nothing of it is shown: a table of fonts, a picture.
    var isPassedOver = false
    /// An `\htmltag` group: HTML to be taken as it is.
    var isTag = false
    var isForRTFOnly = false
    var isFontTable = false
    var font: Int?
    /// How many signs stand for each `\u`.
    var fallback = 1
}

extension UInt8 {
    fileprivate var isLetter: Bool { self | 32 >= 97 && self | 32 <= 122 }
    fileprivate var isDigit: Bool { self >= 48 && self <= 57 }

    fileprivate var hexadecimal: UInt8? {
        switch self {
        case 48...57: self - 48
        case 65...70, 97...102: (self | 32) - 87
        default: nil
        }
    }
}
