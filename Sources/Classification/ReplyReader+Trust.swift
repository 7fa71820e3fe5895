/// A reading of a labelled mail as `learn-reading` sees it.
extension ReplyReader {
    /// The reading, and the names of what tells how far it may be trusted; nil where rules alone read.
    package static func trust(in input: ReplyInput, by learned: Learned) -> (reading: Reading, signs: [String])? {
        let decision = decision(on: input)
        decision.learned = learned
        let (reading, signs) = decision.weighed()
        guard let signs else { return nil }
        var names: [String] = []
        signs.each { (part: NamedPart) in names.append(part.name) }
        return (reading, names)
    }
}
