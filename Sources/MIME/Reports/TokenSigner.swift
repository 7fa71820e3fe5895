import Kernel

/// Writes tokens and finds the genuine ones in mails (HMAC-SHA-256 as `sign`, at least 10 bytes; the key is the caller's).
package struct TokenSigner: Sendable {
    private static let codeBytes = 10
    private static let length = 43
    /// A mail full of forgeries costs at most this many codes.
    private static let checksPerMail = 200
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    private let sign: @Sendable ([UInt8]) -> [UInt8]

    package init(sign: @escaping @Sendable ([UInt8]) -> [UInt8]) { self.sign = sign }

    /// The 43 characters.
    package func text(_ token: SignedToken) -> String { String(decoding: bytes(token), as: UTF8.self) }

    /// `token@domain`, without angle brackets.
    package func messageID(_ token: SignedToken, domain: String) -> String { "\(text(token))@\(domain)" }

    /// `local+token@domain` (RFC 5233).
    package func replyTo(_ token: SignedToken, _ mailbox: MailboxAddress) throws(AddressRefusal) -> MailboxAddress {
        try mailbox.tagged(text(token))
    }

    /// The line that stands in the body: `Ref: FG-…`
    package func mark(_ token: SignedToken) -> String { "Ref: FG-\(text(token))" }

    private func bytes(_ token: SignedToken) -> [UInt8] {
        var bytes = Array(token.id.description.utf8) + [token.kind.letter]
        let code = sign(Array("fundgate token 1 ".utf8) + bytes)
        precondition(code.count >= Self.codeBytes, "a token's code has 80 bits at least")
        var bits: UInt16 = 0
        var count = 0
        for byte in code.prefix(Self.codeBytes) {
            bits = bits << 8 | UInt16(byte)
            count += 8
            while count >= 5 {
                count -= 5
                bytes.append(Self.alphabet[Int(bits >> count & 31)])
            }
        }
        return bytes
    }

    /// The token that exactly these characters are, in any letter case, where its code is right.
    package func read(_ text: some Collection<UInt8>) -> SignedToken? {
        guard text.count == Self.length else { return nil }
        let lower = text.map(\.asciiLowercased)
        guard let id = Identifier<TokenSubject>(String(decoding: lower[..<26], as: UTF8.self)),
            let kind = SignedToken.Kind(lower[26])
        else { return nil }
        let token = SignedToken(id: id, kind: kind)
        return Self.isEqual(bytes(token), lower) ? token : nil
    }

    /// Looks at every byte, whatever the first ones say.
    private static func isEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        guard one.count == other.count else { return false }
        var difference: UInt8 = 0
        for index in one.indices { difference |= one[index] ^ other[index] }
        return difference == 0
    }

    /// The genuine tokens of a mail, each once at its most trusted place: answered ids, plus addresses, subject, texts, and
    /// the heads of messages within it (returned and forwarded mail).
    package func find(in message: ParsedMessage) -> [FoundToken] {
        var places: [(FoundToken.Place, [String])] = Self.places(message.head)
        places.append((.text, [message.body.text].compactMap(\.self) + message.body.further))
        places.append((.html, [message.body.html].compactMap(\.self)))
        var inner: [String] = []
        for embedded in message.embedded {
            inner += [embedded.head.messageID].compactMap(\.self) + embedded.head.replyTo.map(\.address)
            inner += Self.places(embedded.head).flatMap(\.1) + [embedded.body.text].compactMap(\.self)
        }
        inner += message.leaves.compactMap(\.report).map { String(decoding: $0, as: UTF8.self) }
        places.append((.embedded, inner))
        return find(in: places)
    }

    /// The genuine tokens in texts, each once, in the order given.
    package func find(in places: [(FoundToken.Place, [String])]) -> [FoundToken] {
        var found: [FoundToken] = []
        var checks = Self.checksPerMail
        for (place, texts) in places {
            for text in texts {
                for candidate in Self.candidates(Array(text.utf8)) {
                    guard checks > 0 else { return found }
                    checks -= 1
                    guard let token = read(candidate), !found.contains(where: { $0.token == token }) else { continue }
                    found.append(FoundToken(token: token, place: place))
                }
            }
        }
        return found
    }

    private static func places(_ head: MessageHead) -> [(FoundToken.Place, [String])] {
        [
            (.inReplyTo, head.inReplyTo), (.references, head.references),
            (.deliveredTo, head.deliveredTo.map(\.address)),
            (.to, head.to.map(\.address)), (.cc, head.cc.map(\.address)), (.subject, [head.subject].compactMap(\.self)),
        ]
    }

    /// The runs of letters and digits that are as long as a token and begin like one.
    private static func candidates(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var result: [ArraySlice<UInt8>] = []
        var start = 0
        for index in 0...bytes.count where index == bytes.count || !isAlphanumeric(bytes[index]) {
            if index - start == length, bytes[start] <= UInt8(ascii: "7") { result.append(bytes[start..<index]) }
            start = index + 1
        }
        return result
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        let lower = byte | 32
        return (byte >= 48 && byte <= 57) || (byte >= 65 && lower >= 97 && lower <= 122)
    }
}
