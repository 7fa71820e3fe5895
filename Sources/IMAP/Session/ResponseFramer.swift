import Glibc

/// Cuts a server's stream into responses (RFC 9051 section 2.2.2), holding one at most: text and small literals are
/// kept, the octets of a message's body and of anything large are shown to the caller as they pass.
struct ResponseFramer {
    /// Octets of one response that are held; the answer to a SEARCH of 32,768 numbers fits.
    static let responseLimit = 512 << 10
    /// Octets of one literal that are held.
    static let literalLimit = 256 << 10
    /// Text before a literal that is looked at to learn what the literal is.
    private static let beginningLimit = 8 << 10

    enum Step {
        /// The input is used up.
        case hungry
        /// A literal begins whose octets are not kept.
        case literal(FetchBeginning?, size: Int)
        /// Octets of that literal: where they stand in the input.
        case octets(Range<Int>)
        case literalEnd
        /// A whole response, and the offsets behind the literals left out of it.
        case response([UInt8], omitted: [Int])
    }

    private enum State {
        case text
        case holding(left: Int)
        case passing(left: Int)
    }

    private var state = State.text
    private var held: [UInt8] = []
    private var omitted: [Int] = []

    /// Whether a response has begun and is not complete.
    var isWithinResponse: Bool {
        if case .text = state { return !held.isEmpty }
        return true
    }

    /// Goes on at `position` of `input` and moves it.
    mutating func advance(_ input: UnsafeRawBufferPointer, at position: inout Int) throws(FramingFault) -> Step {
        while true {
            switch state {
            case .passing(let left):
                if left == 0 {
                    omitted.append(held.count)
                    state = .text
                    return .literalEnd
                }
                guard position < input.count else { return .hungry }
                let taken = position..<min(input.count, position + left)
                position = taken.upperBound
                state = .passing(left: left - taken.count)
                return .octets(taken)
            case .holding(let left):
                let end = min(input.count, position + left)
                held.append(contentsOf: input[position..<end])
                let rest = left - (end - position)
                position = end
                state = rest == 0 ? .text : .holding(left: rest)
                if rest > 0 { return .hungry }
            case .text:
                guard position < input.count else { return .hungry }
                guard let step = try takeLine(input, at: &position) else { continue }
                return step
            }
        }
    }

    /// The text up to the next line end or the end of the input; nil where more of the input belongs to the response.
    private mutating func takeLine(
        _ input: UnsafeRawBufferPointer, at position: inout Int
    ) throws(FramingFault) -> Step? {
        guard let start = input.baseAddress else { return .hungry }
        let found = memchr(start + position, 10, input.count - position)
        let end = found.map { UnsafeRawPointer($0) - start + 1 } ?? input.count
        guard held.count + end - position <= Self.responseLimit else { throw .responseTooLong }
        held.append(contentsOf: input[position..<end])
        position = end
        guard found != nil else { return .hungry }
        guard let size = try literalSize() else { return complete() }
        return begin(size)
    }

    private mutating func complete() -> Step? {
        // An empty line between responses is no response.
        guard held.count > 2 || held.first.map({ $0 > 32 }) ?? false else {
            held.removeAll(keepingCapacity: true)
            return nil
        }
        let response = Step.response(held, omitted: omitted)
        held = []
        omitted = []
        return response
    }

    private mutating func begin(_ size: Int) -> Step? {
        let beginning = held.count <= Self.beginningLimit ? FetchBeginning(held) : nil
        let isBody = beginning?.uid != nil && beginning?.section != nil
        if !isBody, size <= Self.literalLimit, held.count + size <= Self.responseLimit {
            state = .holding(left: size)
            return nil
        }
        state = .passing(left: size)
        return .literal(beginning, size: size)
    }

    /// The count of the literal that the held text announces at its end. Texts for people announce none: the
    /// conditions, continuations and tagged responses may end in braces by chance.
    private func literalSize() throws(FramingFault) -> Int? {
        var end = held.count - 1
        if end > 0, held[end - 1] == Octet.carriageReturn { end -= 1 }
        guard end > 2, held[end - 1] == Octet.closeBrace, held[0] == Octet.star, !isCondition else { return nil }
        var start = end - 1
        if held[start - 1] == Octet.plus { start -= 1 }
        let last = start
        while start > 0, Octet.isDigit(held[start - 1]) { start -= 1 }
        guard start < last, start > 0, held[start - 1] == Octet.openBrace else { return nil }
        guard last - start <= 12 else { throw .literalTooLong }
        return held[start..<last].reduce(0) { $0 * 10 + Int($1 &- 48) }
    }

    private var isCondition: Bool {
        let word = uppercased(held.dropFirst(2).prefix { Octet.isAtomic($0) })
        return UntaggedResponse.Condition(rawValue: word) != nil
    }
}

/// A stream that cannot be cut into responses; the connection is of no more use.
package enum FramingFault: Error, Equatable, Sendable {
    case responseTooLong
    case literalTooLong
}
