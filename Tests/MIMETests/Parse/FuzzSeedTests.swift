import MIME
import Testing

struct FuzzSeedTests {
    // swift-format-ignore
    @Test(arguments: [
        // file           what it is, and the beginning of its text
        ("plain",         nil,                    "Approved for $45,000"),
        ("flowed",        nil,                    "We need the last threebank"),
        ("alternative",   nil,                    "Declined – too many NSFs."),
        ("table.html",    nil,                    "Options:\n\nAmount\tFactor\tTerm"),
        ("attachment",    nil,                    "よろしく"),
        ("uuencode",      nil,                    ""),
        ("torn",          nil,                    ""),
        ("addresses",     nil,                    "x"),
        ("report",        "report",               "<gone@northfork.example>"),
        ("feedback",      "feedback",             "A complaint."),
        ("receipt",       "mdn",                  "Read."),
        ("glued",         nil,                    "Declined, time in business On Mon"),
        ("letter",        nil,                    "Please see the attached letter."),
        ("names",         "report",               "The following recipients"),
    ] as [(String, String?, String)])
    func `C24 the seeds of fuzzing are read as what they are`(name: String, kind: String?, beginning: String) throws {
        let message = try MessageParser().parse(ScratchFolder.read(fixture("fuzz/\(name).eml")))
        let text = message.body.readable ?? ""
        #expect(text.hasPrefix(beginning), "\(text)")
        #expect((DeliveryReport.read(message) == nil ? AutomaticMail.read(message)?.rawValue : "report") == kind)
    }
}
