import MIME

/// 2,000 random mails, written once for all tests that read them.
struct WrittenMails: Sendable {
    struct Mail: Sendable {
        let message: OutgoingMessage
        /// The files behind the attachments.
        let sources: [String]
        let composed: ComposedMessage
        let bytes: [UInt8]
    }

    let folder: ScratchFolder
    let mails: [Mail]
    /// What the files hold, by their paths.
    let contents: [String: [UInt8]]

    static let shared = Result { try WrittenMails() }

    private init() throws {
        folder = try ScratchFolder()
        let files = try ComposeRandomTests.files(in: folder)
        contents = Dictionary(uniqueKeysWithValues: try files.map { ($0.path, try ScratchFolder.read($0.path)) })
        var random = RandomMail(generator: SeededGenerator(seed: 20_261_120), files: files)
        mails = try (0..<2000).map { number in
            let (message, sources) = try random.message(number: number)
            let composed = try message.compose()
            return Mail(
                message: message, sources: sources, composed: composed, bytes: try ComposeRandomTests.whole(composed))
        }
    }
}
