/// Single words that turn or suspend what stands behind them.
enum ScopeWords {
    private static func set(_ words: String) -> WordSet {
        WordSet(words.split(separator: " ").map { RuleBook.number(String($0)) })
    }

    static let all =
        "already previously last ago ever " + "who why tell let confirm explain clarify need please "
        + "not no never nobody none nothing neither nor without isn't wasn't aren't weren't don't doesn't didn't hasn't haven't hadn't won't can't cannot cant dont wont wouldn't "
        + "if unless whether when whenever once in before should may might either assuming provided maybe perhaps possibly potentially until till after for any case would could will to must please shall can i'll we'll going ready pending hopefully than "
        + "yet great good strong solid love loved nice excellent clean impressive impressed healthy perfect decent respectable stellar terrific outstanding we we're i i'm today now just morning boom congrats congratulations other another competing competitor competitor's different he she they merchant owner or soon you notified until every how want wants before"

    static let negations = set(
        "not no never nobody none nothing neither nor without isn't wasn't aren't weren't don't doesn't didn't hasn't haven't hadn't won't can't cannot cant dont wont wouldn't"
    )
    static let conditions = set(
        "if whether when whenever once before should may might either case unless any every how")
    static let later = set(
        "will to must please shall can i'll we'll going ready pending hopefully would could until till once when before if want wants"
    )
    static let praise = set(
        "great good strong solid love loved nice excellent clean impressive impressed healthy perfect decent respectable stellar terrific outstanding"
    )
    static let yet = set("yet")
    static let ourselves = set("we we're i i'm")
    static let unless = set("unless until till without")
    static let nowWords = set("today now just morning boom congrats congratulations")
    static let others = set("other another competing competitor competitor's different")
    static let past = set("already previously last ago ever")
    static let or = set("or")
    static let may = set("may might")
    static let notified = set("notified")
}
