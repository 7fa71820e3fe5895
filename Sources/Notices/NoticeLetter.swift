import Kernel
import Storage

/// What a slice wants to tell a partner: in which words, with which file.
package struct NoticeLetter: Sendable {
    /// A file that goes with it. Making its bytes may block.
    package struct File: Sendable {
        package let name: String
        package let type: String
        package let bytes: @Sendable () throws -> [UInt8]

        package init(name: String, type: String, bytes: @escaping @Sendable () throws -> [UInt8]) {
            self.name = name
            self.type = type
            self.bytes = bytes
        }
    }

    package var party: Notice.Party
    package var matter: Notice.Matter
    /// The partner's, as people know it.
    package var name: String
    /// Nil where none is known: then nothing is sent.
    package var address: String?
    /// Of `templates/mail`, with what fills it beside the writer and the partner.
    package var template: String
    package var context: Value
    package var file: File?
    /// The same letter as the records say it now; nil where there is nothing to tell any more.
    package let anew: @Sendable (Connection) throws -> NoticeLetter?

    /// `anew` is asked in the transaction that queues the mail.
    package init(
        _ matter: Notice.Matter, to party: Notice.Party, name: String, address: String?, template: String,
        context: Value, file: File? = nil, anew: @escaping @Sendable (Connection) throws -> NoticeLetter?
    ) {
        self.party = party
        self.matter = matter
        self.name = name
        self.address = address
        self.template = template
        self.context = context
        self.file = file
        self.anew = anew
    }

    /// Whether whom it goes to and what it says are still what the records say.
    func isCurrent(_ db: Connection) throws -> Bool {
        guard let now = try anew(db) else { return false }
        return now.party == party && now.matter == matter && now.name == name && now.address == address
    }
}
