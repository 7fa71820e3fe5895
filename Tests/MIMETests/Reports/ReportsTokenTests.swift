import Kernel
import MIME
import Testing

/// Keyed and of 16 bytes; stands for the HMAC that the program passes in.
private func code(key: UInt64) -> @Sendable ([UInt8]) -> [UInt8] {
    { bytes in
        var state = key
        for byte in bytes { state = (state ^ UInt64(byte)) &* 0x9E37_79B9_7F4A_7C15 ^ state >> 29 }
        var generator = SeededGenerator(seed: state)
        let words = (generator.next(), generator.next())
        return withUnsafeBytes(of: words) { Array($0) }
    }
}

struct ReportsTokenTests {
    let signer = TokenSigner(sign: code(key: 1))
    let id = Identifier<TokenSubject>(bits: 0x0190_0000_0000_1234_5678_9abc_def0_1234)

    @Test func `a token is 43 characters and is read in any letter case`() throws {
        let token = SignedToken(id: id, kind: .message)
        let text = signer.text(token)
        #expect(text.utf8.count == 43 && text.hasPrefix("\(id)m") && text == text.lowercased())
        #expect(signer.read(text.utf8) == token)
        #expect(signer.read(text.uppercased().utf8) == token)
        #expect(TokenSigner(sign: code(key: 2)).read(text.utf8) == nil)
    }

    @Test func `B12 none of 100,000 forged or altered tokens is accepted`() {
        var generator = SeededGenerator(seed: 99)
        let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
        let genuine = Array(signer.text(SignedToken(id: id, kind: .message)).utf8)
        var accepted = 0
        for round in 0..<100_000 {
            var forged = genuine
            if round % 2 == 0 {
                let place = Int.random(in: 0..<43, using: &generator)
                repeat {
                    forged[place] = alphabet[Int.random(in: 0..<32, using: &generator)]
                } while forged[place] == genuine[place]
            } else {
                for place in (round % 4 == 1 ? 27 : 0)..<43 {
                    forged[place] = alphabet[Int.random(in: 0..<32, using: &generator)]
                }
                forged[0] = UInt8(ascii: "0")
            }
            if signer.read(forged) != nil { accepted += 1 }
        }
        #expect(accepted == 0)
    }

    @Test func `a token of one kind is none of another`() {
        var bytes = Array(signer.text(SignedToken(id: id, kind: .message)).utf8)
        bytes[26] = UInt8(ascii: "r")
        #expect(signer.read(bytes) == nil)
    }

    @Test func `B12 a token is found wherever an answer brings it back, the surest place first`() throws {
        let message = SignedToken(id: id, kind: .message)
        let reply = SignedToken(id: id, kind: .replyTo)
        let mark = SignedToken(id: id, kind: .mark)
        let address = try signer.replyTo(reply, MailboxAddress("submissions@broker.example")).address
        #expect(address.utf8.count < 90)
        let found = signer.find(in: [
            (.inReplyTo, [signer.messageID(message, domain: "broker.example")]),
            (.to, ["Other@broker.example", address.uppercased()]),
            (.subject, ["Re: Application [FG-\(signer.text(mark))]"]),
            (.text, ["> On Monday\n> \(signer.mark(mark))\n> <\(address)>"]),
        ])
        #expect(
            found == [
                FoundToken(token: message, place: .inReplyTo), FoundToken(token: reply, place: .to),
                FoundToken(token: mark, place: .subject),
            ])
    }

    @Test func `a mail full of forgeries costs a bounded number of codes`() {
        let forged = String(repeating: signer.text(SignedToken(id: id, kind: .mark)).dropLast() + "! ", count: 2000)
        #expect(signer.find(in: [(.text, [forged])]).isEmpty)
        let many = (0..<300).map { _ in "0" + String(repeating: "a", count: 42) }
        #expect(signer.find(in: [(.text, many + [signer.mark(SignedToken(id: id, kind: .mark))])]).isEmpty)
    }
}
