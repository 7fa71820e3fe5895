import Crypto
import Testing

@Suite struct CryptoTests {
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ])
    func `SHA-256 gives the standard's values`(text: String, expected: String) {
        #expect(Digest(of: Array(text.utf8)).description == expected)
    }

    @Test func `HMAC-SHA-256 gives RFC 4231's second value`() {
        let code = authenticationCode(Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8))
        #expect(Hexadecimal.encode(code) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    }

    @Test func `a password matches its own hash only`() {
        let hash = PasswordHash(of: "correct horse", cost: 8)
        #expect(hash.matches("correct horse"))
        #expect(!hash.matches("correct horse "))
        #expect(!PasswordHash(stored: "scrypt$99$8$1$00$00").matches(""))
        #expect(!PasswordHash(stored: "").matches(""))
    }

    @Test func `a sealed field opens at its place with its key and nowhere else`() {
        let old = [UInt8](repeating: 1, count: 32)
        let sealed = SealingKeys([1: old]).seal("123-45-6789", place: "owner/1/ssn")
        let keys = SealingKeys([1: old, 2: [UInt8](repeating: 2, count: 32)])
        #expect(keys.open(sealed, place: "owner/1/ssn") == "123-45-6789")
        #expect(keys.isOutdated(sealed))
        #expect(keys.open(sealed, place: "owner/2/ssn") == nil)
        #expect(SealingKeys([1: [UInt8](repeating: 3, count: 32)]).open(sealed, place: "owner/1/ssn") == nil)
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(keys.open(changed, place: "owner/1/ssn") == nil)
        }
    }
}
