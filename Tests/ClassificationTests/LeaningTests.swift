import TestReadings
import Testing

@testable import Classification

@Suite struct LeaningTests {
    @Test func `a refusal that names none of the merchants it may be about waits, however sure its words are`() {
        let body = "Unfortunately we must decline this file: too many NSFs."
        var input = ReplyInput(subject: "Your submission", body: body)
        #expect(ReplyReader.read(input).disposition == .apply)
        input.merchantNames = ["Other Co"]
        #expect(ReplyReader.read(input).outcome == .declined)
        #expect(ReplyReader.read(input).disposition == .review)
    }

    @Test(
        arguments: [
            // a mail, an outcome, a reason
            (
                "Re: Pine Lodge",
                "Underwriting went through it twice and this is not one that we can do. Sorry.",
                Outcome.declined
            ),
            ("Re: Pine Lodge", "Got it, in line for review, will circle back tomorrow.", .acknowledged),
        ])
    func `what most mails with such words say is what the words speak for`(
        subject: String, body: String, outcome: Outcome
    ) throws {
        let leaning = try #require(weigh(subject, body))
        #expect(zip(Leanings.outcomes, leaning.outcomes).max { $0.1 < $1.1 }?.0 == outcome)
    }

    @Test func `the table knows every feature of a text by the name that the learner gives it`() {
        let text =
            "We can\u{2019}t do $1,250.00 at 12% - isn't it £40? Declined ABERNATHY, a 13 of 2/5/2026, 508/4 pos, 40k 1.35, file 588, #104."
        let bytes = Array(text.utf8)
        let words = LeaningWord.all(of: bytes, [0..<bytes.count])
        var hashes: [UInt64] = []
        Leanings.features(of: words, inSubject: false) { key, _ in hashes.append(key) }
        Leanings.features(of: words, inSubject: true) { key, _ in hashes.append(key) }
        let names = ReplyReader.features(of: ReplyInput(subject: text, body: text))
        #expect(Set(names.map(Leanings.hash(of:))) == Set(hashes))
        #expect(names.contains("can't") && names.contains("#abern") == false && names.contains("#aberna"))
        #expect(
            names.contains("s:we can't") && names.contains("$ 0") && names.contains("£ 0") && names.contains("^ we"))
    }

    @Test(
        arguments: [
            // a number in its line, what it looks like
            ("13", ["#~C", "#13"]), ("508.", ["#~l", "#508"]), ("720,", ["#~h", "#720"]), ("12%", ["#~p"]),
            ("40k", ["#~k"]), ("$40", ["#~2"]), ("$1,250.00", ["#~g"]), ("1.35x", ["#~f"]), ("2026", ["#~y", "#2026"]),
            ("/26", ["#~d"]), ("9:", ["#~t"]), ("123456", ["#~G"]), ("$ 2", ["#~B", "#2"]), ("2m", ["#~B"]),
            ("file 588", []), ("#104", []),
        ])
    func `a number is known by its looks too`(text: String, names: [String]) throws {
        let bytes = Array(text.utf8)
        let word = try #require(
            LeaningWord.all(of: bytes, [0..<bytes.count]).dropFirst().first {
                Lexer.isDigit(bytes[$0.range.lowerBound])
            })
        #expect(word.names(in: bytes) == ["0"] + names)
    }

    @Test func `a guess shows the words that it is made from`() throws {
        let body = "Everyone at the table liked the owner and nobody liked the bank account."
        let reading = ReplyReader.read(ReplyInput(subject: "Re: Pine Lodge", body: body))
        #expect(reading.outcome == .declined)
        let guessed = reading.evidence.filter { $0.rule.hasPrefix("leaning.") }
        #expect(guessed.contains { $0.what == .outcome(.declined) })
        for evidence in guessed {
            #expect(evidence.quote(from: ReplyInput(subject: "", body: body))?.isEmpty == false)
        }
    }

    @Test func `a report of a bounce that only its words tell waits`() {
        let body = "Mail to deals at ferrow could not be delivered: mailbox full, message returned to sender."
        let reading = ReplyReader.read(ReplyInput(subject: "Re: Pine Lodge", body: body))
        #expect(reading.outcome == .bounced && reading.disposition == .review)
    }

    @Test(arguments: ["👍", "ok", "Ελήφθη, ευχαριστώ πολύ.", "Получено, спасибо.", "Marbled shelf."])
    func `too few known words are no guess`(body: String) {
        let reading = ReplyReader.read(ReplyInput(subject: "Re: Pine Lodge", body: body))
        #expect(reading.outcome != .declined)
    }

    @Test(arguments: ["Отказано.", "拒绝", "הבקשה נדחתה", "❌", "Απορρίπτεται"])
    func `D11 what is not understood is acted on as nothing`(body: String) {
        #expect(ReplyReader.read(ReplyInput(subject: "Re: Pine Lodge", body: body)).disposition == .review)
    }

    @Test func `D11 a reading that is acted on shows in the mail what its outcome was read from`() {
        for one in OwnCase.heldBack.sorted().flatMap(OwnCase.all) {
            let reading = ReplyReader.read(one.input)
            guard reading.disposition == .apply else { continue }
            #expect(reading.evidence.contains { $0.what == .outcome(reading.outcome) }, "\(one.name)")
        }
    }

    @Test func `a guess is never an automatic reply, and a phrase that the office taught is not outvoted`() {
        let away = "I am away until Monday, thanks for your mail, for anything urgent please write to the desk."
        for body in [away, away + " We pass on this file, the balances are too low."] {
            let reading = ReplyReader.read(ReplyInput(subject: "Re: Pine Lodge", body: body))
            #expect(!reading.evidence.contains { $0.rule == "leaning.outcome" && $0.what == .outcome(.autoReply) })
        }
    }

    @Test(arguments: OwnCase.heldBack.sorted())
    func `reasons stand alone where they must, what waits says why, and every span is text`(file: String) {
        for one in OwnCase.all(file) {
            let reading = ReplyReader.read(one.input)
            for evidence in reading.evidence {
                let quote = evidence.quote(from: one.input)
                #expect(quote != nil && quote?.contains("\u{FFFD}") == false, "\(one.name) \(evidence.name)")
            }
            #expect((reading.disposition == .review) == (reading.reviewCause != nil), "\(one.name)")
            for alone in [DeclineReason.unspecified, .merchantDeclined] where reading.declineReasons.contains(alone) {
                #expect(reading.declineReasons == [alone], "\(one.name)")
            }
            let told = reading.evidence.compactMap { evidence -> DeclineReason? in
                if case .declineReason(let reason) = evidence.what { reason } else { nil }
            }
            #expect(Set(told).isSubset(of: reading.declineReasons), "\(one.name)")
        }
    }

    @Test(arguments: [
        "See the subject for the amount. Daily.",
        "Per subject. Payback over 120 daily payments of $450, factor 1.35, 3% discount if paid in 30 days, 9 points to you.",
        "Numbers are in the subject line, 12 % APR, 10 months, prepay any time without a fee, and a lot more words than a subject has.",
    ])
    func `terms below an amount that stands in the subject are read without a place in it`(body: String) {
        let reading = ReplyReader.read(ReplyInput(subject: "Approved $40,000", body: body))
        for evidence in reading.evidence where evidence.place == .subject {
            #expect(evidence.span.upperBound <= "Approved $40,000".utf8.count)
        }
    }

    private func weigh(_ subject: String, _ body: String) -> Leaning? {
        let text = Array(body.utf8)
        return Learned.shared.leanings.weigh(
            LeaningWord.all(of: text, [0..<text.count]),
            subject: ReplyReader.title(ReplyInput(subject: subject, body: body)),
            findings: [])
    }
}
