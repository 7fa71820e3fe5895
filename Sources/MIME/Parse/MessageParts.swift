/// What was read of one message's leaves so far.
struct MessageParts {
    /// How many leaves the message has: files taken out of them are numbered from here.
    let count: Int
    /// The number of the leaf that carries the message; nil for the outermost.
    let embeddedIn: Int?
    var body: BodyTexts
    var leaves: [MIMELeaf] = []
    var unpacked: [MIMELeaf] = []

    init(count: Int, embeddedIn: Int?, limits: MessageLimits) {
        self.count = count
        self.embeddedIn = embeddedIn
        body = BodyTexts(limits: limits)
    }
}
