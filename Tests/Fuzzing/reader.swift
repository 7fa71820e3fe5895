import Classification
import MIME

/// Any bytes as a mail: it is parsed, cut to its newest text and read; spans lie in the text and the same mail is read the
/// same way twice.
@_cdecl("LLVMFuzzerTestOneInput")
package func fuzzReader(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    // What the parser refuses is read as a bare text.
    let message = try? MessageParser().parse(bytes)
    let text = message?.body.readable ?? String(decoding: bytes, as: UTF8.self)
    check(NewestText(of: text), text.utf8.count)
    _ = ShownText(of: text)
    var input = ReplyInput(subject: message?.subject ?? "", body: text, date: message?.date.map(\.day))
    input.senderDomain = message?.from.first?.domain
    read(input)
    // the same text as an attached letter that the mail points to
    input.body = "See the attached letter." + AttachedLetter.below(name: "a.pdf", text: text)
    input.attachmentNames = ["a.pdf"]
    read(input)
    return 0
}

private func read(_ input: ReplyInput) {
    let reading = ReplyReader.read(input)
    precondition(reading == ReplyReader.read(input), "a mail is read in one way")
    for evidence in reading.evidence {
        precondition(evidence.quote(from: input) != nil, "evidence lies in the text it was read from")
    }
}

private func check(_ newest: NewestText, _ size: Int) {
    var end = 0
    for range in newest.ranges {
        precondition(range.lowerBound >= end && range.upperBound <= size, "ranges follow each other within the text")
        end = range.upperBound
    }
    for forward in newest.forwards + (newest.history.map { [$0] } ?? []) {
        precondition(forward.body.upperBound <= size, "a forwarded text lies within the text")
    }
}
