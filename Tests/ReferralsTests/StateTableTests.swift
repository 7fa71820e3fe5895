import Kernel
import Testing

@testable import Referrals

/// The tables of states whose moves other tests drive one by one, each cell of them.
@Suite struct StateTableTests {
    /// Which moves a table has, as `from on to`.
    private static func moves<State, Event>(_ table: Lifecycle<State, Event>) -> [String]
    where State: CaseIterable & RawRepresentable<String>, Event: CaseIterable & RawRepresentable<String> {
        State.allCases.flatMap { state in
            Event.allCases.compactMap { event in
                table.target(from: state, on: event).map { "\(state.rawValue) \(event.rawValue) \($0.rawValue)" }
            }
        }
    }

    @Test func `G27 a credit is approved or rejected once, and nothing else becomes of it`() {
        #expect(
            Self.moves(ReferralCredit.lifecycle) == [
                "pending_approval approve approved", "pending_approval reject rejected",
            ])
    }

    @Test func `G38 a line is approved or rejected, and may be rejected after it was approved; never the other way`() {
        #expect(
            Self.moves(PayoutLine.lifecycle) == [
                "pending approve approved", "pending reject rejected", "approved reject rejected",
            ])
    }

    @Test func `G05 bank details are approved or rejected once`() {
        #expect(Self.moves(BankChange.lifecycle) == ["pending approve approved", "pending reject rejected"])
    }

    @Test func `G18 a lead comes back from a deal that was taken back, and to no other state than before it`() {
        #expect(
            Self.moves(ReferredLead.lifecycle) == [
                "submitted begin_review under_review", "submitted approve approved", "submitted reject rejected",
                "under_review approve approved", "under_review reject rejected", "approved convert converted",
                "converted unconvert approved",
            ])
    }
}
