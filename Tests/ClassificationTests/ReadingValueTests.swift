import Classification
import Kernel
import Testing

@Suite struct ReadingValueTests {
    @Test func `a reading prints the keys of a label and reads them back`() throws {
        let body = "Approved $50,000 at 1.35, 120 business days, daily, 10 points. Expires 3/21/2026. Need DL."
        let reading = ReplyReader.read(.init(subject: "Re: X", body: body, date: Day("2026-02-10")))
        let value = reading.value()
        #expect(value["outcome"] == "offered")
        #expect(value["offers"]?.list?.first?["amount"] == "50000.00")
        #expect(value["rule_version"]?.text == ReplyReader.version)
        let back = try Reading(value: value)
        #expect(back.offers == reading.offers)
        #expect(back.requestedDocuments == reading.requestedDocuments)
        #expect(back.also == reading.also)
        #expect(back.disposition == .apply)
    }

    @Test func `a wrong correction is refused with its field`() {
        func refusal(_ value: Value) -> ReadingRefusal? {
            do throws(ReadingRefusal) {
                _ = try Reading(value: value)
                return nil
            } catch { return error }
        }
        #expect(refusal("declined") == .notAnObject)
        #expect(refusal([:]) == .unknownCode(field: "outcome"))
        #expect(refusal(["outcome": "maybe"]) == .unknownCode(field: "outcome"))
        #expect(
            refusal(["outcome": "declined", "decline_reasons": ["ugly"]]) == .unknownCode(field: "decline_reasons"))
        #expect(refusal(["outcome": "funded", "funded_amount": "1e5"]) == .wrongNumber(field: "funded_amount"))
        #expect(
            refusal(["outcome": "offered", "offers": [["term_value": "1.5"]]]) == .wrongNumber(field: "term_value"))
        #expect(refusal(["outcome": "offered", "offers": [["expires_on": "soon"]]]) == .wrongText(field: "expires_on"))
    }

    // swift-format-ignore
    private static let numbers: [(String, String?, Int64?)] = [
        ("50000.00", "50000", 5_000_000), ("1.350", "1.35", 135), ("0.5", "0.5", 50), ("-3.5", "-3.5", -350), ("1.234", "1.234", nil),
        ("", nil, nil), (".5", nil, nil), ("5.", nil, nil), ("1e5", nil, nil), ("123456789012345678", nil, nil),
    ]

    @Test(arguments: numbers) func `an exact number keeps its digits`(text: String, shown: String?, cents: Int64?) {
        let number = ExactNumber(text)
        #expect(number?.description == shown)
        #expect(number?.scaled(2) == cents)
    }

    @Test func `D01 each decline reason has a code, a label and a category`() {
        #expect(DeclineReason.allCases.count >= 20)
        #expect(Set(DeclineReason.allCases.map(\.label)).count == DeclineReason.allCases.count)
        #expect(ForeignDeclineReason.reasons("Fraud; Volatile deposits") == [.suspectedFraud, .insufficientDeposits])
        #expect(ForeignDeclineReason.reasons("something else").isEmpty)
    }
}
