import Applications
import Kernel
import Testing

@testable import Intake

@Suite struct IntakeTests {
    @Test func `the lifecycle of an intake item has these moves and no others`() {
        var open: Set<String> = []
        for state in IntakeItem.State.allCases {
            for event in IntakeItem.Event.allCases {
                if let next = try? IntakeItem.lifecycle.move(state, on: event) {
                    open.insert("\(state) \(event) \(next)")
                }
            }
        }
        #expect(open == ["open make made", "open dismiss dismissed", "dismissed reopen open"])
    }

    @Test func `A48 a name from outside loses folders and what cannot be seen`() {
        #expect(IntakeMail.harmless("../../etc/App\r\n.pdf") == "App.pdf")
        #expect(IntakeMail.harmless("C:\\scans\\bank.pdf") == "bank.pdf")
        #expect(IntakeMail.harmless(String(repeating: "x", count: 500) + ".pdf").count == 150)
    }

    @Test(arguments: [
        ("Bank Statement Aug.pdf", "bank_statements"), ("Application - signed.pdf", "application"),
        ("app.jpg", "other"),
        ("voided check.png", "void_check"), ("Drivers License.jpg", "drivers_license"),
        ("2025 tax return.pdf", "tax_returns"),
        ("scan0001.pdf", "other"), ("apples.pdf", "application"),
    ])
    func `A48 a file is the document that its name plainly tells, else it is other`(_ name: String, _ document: String)
    {
        #expect(IntakeMail.document(of: name).rawValue == document)
    }
}
