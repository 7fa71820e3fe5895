import Glibc
import Kernel
import MIME

/// The funders of the demonstration: they read what lies in their Maildirs and write into the office's. They know
/// nothing of the database, and their memory is the folders alone: a mail that is answered lies in `cur`.
struct SimulatedFunders: Sendable {
    let place: DemoPlace
    let clock: any Clock
    let log: @Sendable (String) -> Void

    /// Answers until the task is cancelled.
    func run() async {
        while !Task.isCancelled {
            var pause = Span.milliseconds(250)
            do {
                try await Blocking.run {
                    try answer()
                    try deliver()
                }
            } catch {
                log("the simulated funders cannot write: \(error)")
                pause = .seconds(10)
            }
            // Cancelled while waiting: the loop's condition sees it.
            try? await Task.sleep(for: .milliseconds(pause.milliseconds))
        }
    }

    /// Writes the answers to all new mail, to be sent when their time has come; says how many. Blocks.
    @discardableResult
    func answer() throws -> Int {
        var count = 0
        for address in LocalFile.names(in: place.outgoing) {
            let box = "\(place.outgoing)/\(address)"
            for name in LocalFile.names(in: "\(box)/new") {
                count += try answer(name, in: box, of: address)
                guard rename("\(box)/new/\(name)", "\(box)/cur/\(name):2,S") == 0 else {
                    throw LocalFileFault("mark as read", box, errno)
                }
            }
        }
        return count
    }

    /// Sends the answers whose time has come; says how many. Blocks.
    @discardableResult
    func deliver() throws -> Int {
        let now = clock.now()
        let due = drafts.filter { $0.due <= now }
        for draft in due {
            let path = "\(place.drafts)/\(draft.name)"
            var times = [
                timespec(tv_sec: Int(draft.due.seconds), tv_nsec: 0),
                timespec(tv_sec: Int(draft.due.seconds), tv_nsec: 0),
            ]
            guard utimensat(AT_FDCWD, path, &times, 0) == 0, rename(path, "\(place.incoming)/new/\(draft.name)") == 0
            else { throw LocalFileFault("send", path, errno) }
        }
        return due.count
    }

    /// When the next answer will be sent; nil where none waits.
    var nextDue: Moment? { drafts.map(\.due).min() }

    /// What is written and not sent: the name begins with the time.
    private var drafts: [(name: String, due: Moment)] {
        LocalFile.names(in: place.drafts).filter { $0.hasSuffix(".eml") }.compactMap { name in
            guard let time = Int64(name.prefix { $0 != "." }) else { return nil }
            return (name, Moment(milliseconds: time))
        }
    }

    private func answer(_ name: String, in box: String, of address: String) throws -> Int {
        let mail: ReceivedSubmission
        do {
            guard let read = ReceivedSubmission(try MessageParser().parse(path: "\(box)/new/\(name)")) else { return 0 }
            mail = read
        } catch let error as MessageParseError {
            log("the simulated funders cannot read a mail: \(error)")
            return 0
        }
        let funder = DemoFunder.at(address)
        // A second address of the same funder reads along.
        if let funder, funder.address != address { return 0 }
        let style = funder?.style ?? .receipt
        let sender = LetterWriting.Sender(
            name: funder?.contact ?? address, company: funder?.name ?? address, address: address)
        let first = clock.now() + Self.delay(funder?.name ?? address, mail.merchant)
        let answers = FunderAnswer.table.filter { $0.style == style }
        for (number, answer) in answers.enumerated() {
            let due = first + .seconds(answer.afterSeconds)
            let writing = LetterWriting(
                answer: answer, mail: mail, sender: sender,
                merchant: style == .otherMerchant ? earlierMerchant(than: mail, in: box) : mail.merchant, date: due,
                seed: Scatter.number("\(name) \(number)"))
            try LocalFile.write(writing.message(), to: "\(place.drafts)/\(due.milliseconds).\(name).\(number).eml")
        }
        return answers.count
    }

    /// Two to eight seconds, the same for the same funder and merchant.
    static func delay(_ funder: String, _ merchant: String) -> Span {
        .milliseconds(2000 + Int64(Scatter.number("\(funder) \(merchant)") % 6001))
    }

    /// Another merchant of whom the funder has read before; this one where it knows no other.
    private func earlierMerchant(than mail: ReceivedSubmission, in box: String) -> String {
        for name in LocalFile.names(in: "\(box)/cur").prefix(20) {
            // An unreadable mail of earlier is nothing to remember.
            guard let message = try? MessageParser().parse(path: "\(box)/cur/\(name)"),
                let earlier = ReceivedSubmission(message), earlier.merchant != mail.merchant
            else { continue }
            return earlier.merchant
        }
        return mail.merchant
    }
}
