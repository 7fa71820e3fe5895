import Kernel

/// What a token in a mail of ours names; the record itself stands in a slice above.
package enum TokenSubject {}

/// The mark by which an answer finds its way home: an identity and a letter for its kind. On the wire 43 characters:
/// the identity (26), the kind (1), and 80 bits of a message authentication code in the same base 32 (16).
package struct SignedToken: Hashable, Sendable {
    package let id: Identifier<TokenSubject>
    package let kind: Kind

    package init(id: Identifier<TokenSubject>, kind: Kind) {
        self.id = id
        self.kind = kind
    }

    /// Where we put the token; the code covers it, so that a token taken from one place is none in another record's name.
    package struct Kind: Hashable, Sendable {
        package let letter: UInt8

        /// Nil for anything but a letter from a to z, any case.
        package init?(_ letter: UInt8) {
            let lower = letter | 32
            guard letter >= 65, lower >= UInt8(ascii: "a"), lower <= UInt8(ascii: "z") else { return nil }
            self.letter = lower
        }

        private init(known letter: UInt8) { self.letter = letter }

        package static let message = Kind(known: UInt8(ascii: "m"))
        package static let replyTo = Kind(known: UInt8(ascii: "r"))
        package static let mark = Kind(known: UInt8(ascii: "k"))
    }
}

/// A token that a mail brought back, and where it stood.
package struct FoundToken: Hashable, Sendable {
    package let token: SignedToken
    package let place: Place

    package init(token: SignedToken, place: Place) {
        self.token = token
        self.place = place
    }

    /// In the order of trust: what mail programs write by themselves comes first.
    package enum Place: String, Sendable, CaseIterable {
        case inReplyTo, references, deliveredTo, to, cc, subject, text, html, embedded
    }
}
