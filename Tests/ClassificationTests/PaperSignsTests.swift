import TestReadings
import Testing

@testable import Classification

@Suite struct PaperSignsTests {
    @Test(
        arguments: [
            // a mail, its sentences
            ("Got the lease. Send the DL; also a void check", ["Got the lease", "Send the DL", "also a void check"]),
            ("Where is page 2.5 of 3? Thanks", ["Where is page 2.5 of 3?", "Thanks"]),
            (
                "Needed:\n- Driver\u{2019}s license\n- 3 months of statements",
                ["Needed", "Driver\u{2019}s license", "3 months of statements"]
            ),
            ("?", ["?"]), ("", []), ("...\n\n!!", []),
        ])
    func `sentences, lines and items each stand for themselves`(body: String, sentences: [String]) {
        let bytes = Array(body.utf8)
        let signs = PaperSigns<HashedPart>(words(bytes), in: bytes, byRules: Reading(outcome: .question), held: [])
        #expect(
            signs.sentences.indices.map { String(decoding: bytes[signs.range(of: $0)], as: UTF8.self) } == sentences)
    }

    @Test func `the reader knows every sign of a sentence by the name that the learner gives it`() {
        let body = "We can\u{2019}t close yet. Please send 3 months of ABERNATHY's bank statements - isn't it £40? 100%"
        let bytes = Array(body.utf8)
        let byRules = ReplyReader.readByRules(ReplyInput(subject: "", body: body))
        let held = [(code: DocumentCode.voidCheck, span: 0..<12)]
        let learned = PaperSigns<NamedPart>(words(bytes), in: bytes, byRules: byRules, held: held)
        let read = PaperSigns<HashedPart>(words(bytes), in: bytes, byRules: byRules, held: held)
        var (names, hashes): ([UInt64], [UInt64]) = ([], [])
        for sentence in learned.sentences.indices {
            learned.each(of: sentence) { names.append(HashedPart(letters: $0.name.utf8).hash) }
            read.each(of: sentence) { hashes.append($0.hash) }
        }
        #expect(names == hashes && names.count > 40)
    }

    @Test func `a mail without end is weighed as far as sixty sentences of eighty words`() {
        for (text, count, longest) in [("send the statements ", 10, 80), ("Send it.\n", 60, 2)] {
            let bytes = Array(String(repeating: text, count: 10_000).utf8)
            let signs = PaperSigns<HashedPart>(
                words(bytes), in: bytes, byRules: Reading(outcome: .requestedDocuments), held: [])
            #expect(signs.sentences.count == count)
            #expect(signs.sentences.map(\.count).max() == longest)
        }
    }

    @Test(
        arguments: [
            // a mail, what it wants, in which words
            (
                "Thanks for the bank statements and the voided check. We still need a copy of his driver's license.",
                DocumentCode.driversLicense, "We still need a copy of his driver's license"
            )
        ])
    func `a paper is wanted by the sentence that asks for it`(body: String, code: DocumentCode, sentence: String)
        throws
    {
        let reading = ReplyReader.read(ReplyInput(subject: "Re: Corner Shop", body: body))
        #expect(reading.requestedDocuments == [code])
        let bytes = Array(body.utf8)
        let signs = PaperSigns<HashedPart>(words(bytes), in: bytes, byRules: reading, held: [])
        let shares = Learned.shared.papers.shares(signs)
        let place = try #require(DocumentCode.allCases.firstIndex(of: code))
        #expect(String(decoding: bytes[shares[place].range], as: UTF8.self) == sentence)
    }

    private func words(_ bytes: [UInt8]) -> [LeaningWord] { LeaningWord.all(of: bytes, [0..<bytes.count]) }

    @Test func `an item knows the heading of its list`() {
        let body = "Cleared:\n- void check\n- the lease\n\nStill open:\n- landlord's number"
        let features = ReplyReader.paperFeatures(of: ReplyInput(subject: "", body: body))
        let cleared = features.map { $0.contains("under cleared") }
        #expect(cleared == [false, true, true, false, false])
        #expect(features[4].contains("under open") && features[1].contains { $0.hasPrefix("held") })
    }
}
