import Classification
import Funders
import Kernel
import Storage
import Testing

@testable import Server

@Suite struct DeclineReasonTests {
    @Test func `D01 the lookup table holds exactly the reasons that the reader knows, with their labels and kinds`()
        async throws
    {
        let temporary = try await TemporaryOffice()
        let stored = try await temporary.office.database.read { try DeclineReasons.all($0) }
        let known: [Value] = DeclineReason.allCases.enumerated().map { index, reason in
            [
                "id": Value(index + 1), "code": .string(reason.rawValue), "label": .string(reason.label),
                "category": .string(reason.category.rawValue),
            ]
        }
        #expect(stored.list == known && known.count >= 20)
    }

    private static func read(_ name: String, _ words: TenantWords) -> Reading {
        ReplyReader.read(ReplyInput(subject: "Re: file", body: "Declined. Reason: \(name)."), words: words)
    }

    /// What the rules read without being taught; codes and scores mean nothing without their system.
    @Test(arguments: [
        "application incomplete", "challenged personal credit history", "default history",
        "excessive liens or judgements", "failed merchant interview", "fraud", "open or recent bankruptcy",
        "over-leveraged with pre-existing financing", "poor month to date performance", "presence of criminal filings",
        "previous decline", "volatile deposits",
    ]) func `D01 another system's reason in plain words is read as ours`(name: String) {
        let reading = Self.read(name, .none)
        #expect(reading.outcome == .declined)
        #expect(ForeignDeclineReason.reasons(name).contains(reading.declineReasons.first ?? .unspecified))
    }

    @Test func `D01 every name of another system that means one reason can be taught`() {
        for (name, reasons) in ForeignDeclineReason.table where reasons.count == 1 {
            let words = TenantWords([TenantPhrase(name, means: .reason(reasons[0]))])
            #expect(Self.read(name, words).declineReasons.first == reasons[0], "\(name)")
        }
    }
}
