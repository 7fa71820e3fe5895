import Applications
import Funders
import Kernel
import Submissions
import Synchronization
import TestServers

/// An office without servers in which a submission is made and answered in a line each.
final class AnsweredOffice: Sendable {
    let test: TestOffice
    let clock = ManualClock(Moment(seconds: 1_800_000_000))
    private let numbers = Mutex(0)

    init(
        undoSeconds: Int = 0, extra: Value = [:], mailboxes: (String) -> [String: Value] = TestOffice.localMaildirs
    ) async throws {
        test = try await TestOffice(clock: clock, undoSeconds: undoSeconds, extra: extra, mailboxes: mailboxes)
    }

    func next() -> Int {
        numbers.withLock { number in
            number += 1
            return number
        }
    }

    /// A submission that was sent to a funder, who writes from `desk@NAME.example` and from nowhere else.
    struct Case: Sendable {
        let merchant: String
        let application: Application.ID
        let funder: Funder.ID
        let funderAddress: String
        let submission: Submission.ID
    }

    func addFunder(_ change: (inout TestOffice.FunderCard) -> Void = { _ in }) async throws -> (Funder.ID, String) {
        let number = next()
        let address = "desk@funder\(number).example"
        var card = TestOffice.FunderCard("Funder \(number) Capital", address)
        card.domains = ["funder\(number).example"]
        change(&card)
        guard let id = try await test.add([card]).first else { throw Missing() }
        return (id, address)
    }

    func addApplication(_ merchant: String? = nil, papers: [TestOffice.Paper]? = nil) async throws -> Application.ID {
        let papers = papers ?? [.pdf("application.pdf", .application, bytes: 600, seed: 1)]
        return try await test.add(merchant: merchant ?? "Quarry Row \(next()) Masonry LLC", papers: papers)
    }

    /// Makes a submission and sends it; `funder`: one that is there already.
    func send(merchant: String? = nil, to known: (Funder.ID, String)? = nil) async throws -> Case {
        let made = try await queue(merchant: merchant, to: known)
        try await test.drainOutbox()
        return made
    }

    /// The same without sending, so that many go out together.
    func queue(merchant: String? = nil, to known: (Funder.ID, String)? = nil) async throws -> Case {
        var funder = known
        if funder == nil { funder = try await addFunder() }
        guard let (id, address) = funder else { throw Missing() }
        let merchant = merchant ?? "Quarry Row \(next()) Masonry LLC"
        let application = try await addApplication(merchant)
        let lines = try await test.order(application, [id])
        guard let submission = test.submissions(lines).first ?? nil else { throw Missing() }
        return Case(
            merchant: merchant, application: application, funder: id, funderAddress: address, submission: submission)
    }

    struct Missing: Error {}

    /// A reply as a mail program writes it: to the Reply-To address, with the thread's ids.
    func reply(to made: Case, _ text: String) async throws -> IncomingMail {
        let own = try await test.ownMail(of: made.submission)
        var mail = IncomingMail(
            from: "Underwriter <\(made.funderAddress)>", to: own.replyTo.first?.address ?? "",
            subject: "Re: \(own.subject)", text: text)
        mail.inReplyTo = own.key
        mail.references = [own.key]
        return mail
    }

    /// The mail lies in the desk's mailbox; `fetch` takes it in.
    func deliver(_ mail: IncomingMail) throws { try deliver(mail.bytes) }

    func deliver(_ bytes: [UInt8]) throws {
        let box = LocalMaildir(path: "\(test.folder.path)/mail/\(TestOffice.deskAddress)")
        try box.deliver(bytes, number: next())
    }

    /// Delivers, fetches and files one mail.
    func receive(_ mail: IncomingMail) async throws -> ReceivedPicture? {
        try deliver(mail)
        try await test.fetch()
        clock.advance(.minutes(1))
        return try await test.received(mail.messageID ?? "")
    }

    @discardableResult
    func answer(_ made: Case, _ text: String) async throws -> ReceivedPicture? {
        try await receive(try await reply(to: made, text))
    }

    /// What lies in a funder's mailbox.
    func mailbox(of address: String) -> [[UInt8]] {
        let folder = "\(test.folder.path)/mail/\(address)/new"
        return Files.names(in: folder).sorted().compactMap { Files.read("\(folder)/\($0)") }
    }
}
