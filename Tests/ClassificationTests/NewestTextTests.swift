import Classification
import Kernel
import TestReadings
import Testing

@Suite struct NewestTextTests {
    // swift-format-ignore
    private static let cases: [(String, String)] = [
        ("Yes.\n\nOn Mon, Feb 2, 2026 at 9:15 AM Ann <a@b.example>\nwrote:\n> old",                             "Yes."),
        ("Yes.\n\n-----Original Message-----\nFrom: Ann\nSent: Monday\nSubject: x\n\nold",                       "Yes."),
        ("Yes.\n\nFrom: Ann <a@b.example>\nSent: Monday, February 2, 2026 9:15 AM\nTo: Bob\nSubject: x\n\nold",  "Yes."),
        ("Oui.\n\nLe lun. 2 févr. 2026 à 09:15, Ann <a@b.example> a écrit :\n> vieux",                           "Oui."),
        ("Ja.\n\nAm 02.02.2026 um 09:15 schrieb Ann <a@b.example>:\n> alt",                                      "Ja."),
        ("Sí.\n\nEl lun, 2 feb 2026 a las 9:15, Ann (<a@b.example>) escribió:\n> viejo",                         "Sí."),
        ("Yes.\n\nSent from my iPhone\n\n> On Feb 2, 2026, at 9:15 AM, Ann <a@b.example> wrote:\n> \n> old",     "Yes."),
        ("> How much?\nSixty.\n> When?\nMonday.",                                                                "Sixty.\nMonday."),
        ("Yes.\n-- \nAnn\nFunder",                                                                               "Yes."),
        ("Yes.\n\nBest regards,\nAnn\n555-555-0100",                                                             "Yes."),
        ("Yes.\n\nAnn Lee\nNorth Fork Capital\n(212) 555-0144",                                                  "Yes."),
        ("CAUTION: This email originated from outside of the organization.\n\nYes.",                             "Yes."),
        ("Yes.\n\nCONFIDENTIALITY NOTICE: This communication is privileged.",                                    "Yes."),
        ("##- Please type your reply above this line -##\n\nYes.",                                               "Yes."),
        ("On Thursday.\n",                                                                                       "On Thursday."),
    ]

    @Test(arguments: cases) func `D15 history and signatures are cut, the answer is not`(body: String, newest: String) {
        #expect(NewestText(of: body).text == newest)
    }

    @Test func `the ranges lead back to the original`() {
        let body = "Oui – ça va.\r\n\r\n> non\r\nFin.\r\n"
        let newest = NewestText(of: body)
        let bytes = Array(body.utf8)
        let lines = newest.ranges.map { String(decoding: bytes[$0], as: UTF8.self) }
        #expect(lines.filter { !$0.isEmpty } == ["Oui – ça va.", "Fin."])
        #expect(newest.isInline)
    }

    @Test(.enabled(if: Fixtures.corpora != nil)) func `D15 the public corpus of replies is cut as before`() throws {
        let root = try #require(Fixtures.corpora) + "/replies"
        var right = 0
        var count = 0
        for source in Fixtures.names(root) where source != "README.md" {
            let list = try Value(parsing: Fixtures.bytes("\(root)/\(source)/expected.json")).list ?? []
            for entry in list where entry["type"]?.text == "text/plain" {
                let bytes = Fixtures.bytes("\(root)/\(source)/\(entry["file"]?.text ?? "")")
                let newest = ShownText(of: String(decoding: bytes, as: UTF8.self))
                count += 1
                if (entry["expectations"]?.list ?? []).contains(where: { Self.meets($0, newest) }) { right += 1 }
            }
        }
        #expect(count == 140)
        #expect(right * 100 >= count * 96, "\(right) of \(count)")
    }

    private static func collapse(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func meets(_ expectation: Value, _ newest: ShownText) -> Bool {
        let text = collapse(expectation["strip"] == "quotes" ? newest.withSignature : newest.text)
        if let reply = expectation["reply"]?.text {
            if collapse(reply) != text { return false }
        } else if text.isEmpty {
            return false
        }
        func parts(_ name: String) -> [String] { (expectation[name]?.list ?? []).compactMap { $0.text.map(collapse) } }
        return text.hasPrefix(collapse(expectation["starts_with"]?.text ?? ""))
            && parts("contains").allSatisfy { text.contains($0) }
            && !parts("absent").contains { text.contains($0) }
    }
}
