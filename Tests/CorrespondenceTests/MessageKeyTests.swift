import Kernel
import Testing

@testable import Correspondence

@Suite struct MessageKeyTests {
    // swift-format-ignore
    @Test(arguments: [
        ("<a@b>", "a@b"), (" <A@b> ", "A@b"), ("a@b", "a@b"), ("<a@\r\n b>", "a@b"),
        ("<>", nil), ("< >", nil), ("", nil), ("@", nil), ("<@@@>", nil), ("ab", nil),
    ] as [(String, String?)])
    func `C02 R21 R40b an id in its normal form, or none`(_ written: String, _ key: String?) {
        #expect(Message.normalKey(written) == key)
    }

    @Test func `an account's moves`() {
        let table = MailAccount.lifecycle
        #expect(table.events(from: .active) == [.pause, .retire])
        #expect(table.events(from: .paused) == [.pause, .resume, .retire])
        #expect(table.events(from: .retired) == [.restore])
    }
}
