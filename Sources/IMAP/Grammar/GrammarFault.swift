/// A response that is not of the grammar: where it stopped being so and what had to stand there.
package struct GrammarFault: Error, Equatable, Sendable {
    /// The octet of the response, counted from 0.
    package let offset: Int
    /// The grammar term that was awaited, in the words of RFC 9051 section 9.
    package let awaited: String
}

extension GrammarFault: CustomStringConvertible {
    package var description: String { "no \(awaited) at octet \(offset)" }
}
