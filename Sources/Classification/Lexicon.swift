/// The words that rules name as classes.
enum Lexicon {
    static let classes: [WordClass] = []
}
