extension NewestText {
    /// Cuts the history of a plain text body (`> ` before quoted lines).
    package init(of body: String) {
        var ranges: [Range<Int>] = []
        let bytes = Array(body.utf8)
        var start = 0
        for index in 0...bytes.count where index == bytes.count || bytes[index] == 10 {
            let end = index > start && bytes[index - 1] == 13 ? index - 1 : index
            if start == end || bytes[start] != UInt8(ascii: ">") { ranges.append(start..<end) }
            start = index + 1
        }
        let text = String(decoding: Array(ranges.map { bytes[$0] }.joined(separator: [10])), as: UTF8.self)
        self.init(text: text, withSignature: text, ranges: ranges, forwards: [], isInline: false)
    }
}
