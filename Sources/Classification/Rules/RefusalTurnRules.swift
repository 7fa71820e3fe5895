/// Refusals that are told by when to come back, or by calling the file names.
enum RefusalTurnRules {
    static let all: [Rule] = rows.map { Rule($0, .outcome(.declined), $1, $2) }

    // swift-format-ignore
    private static let rows: [(String, String, String)] = [
        ("decline.later", "Circle back in six months.",
            """
            circle|check|come|try|reach|swing|bring|resubmit|re-submit|send|reapply|revisit|relook|ping|hit|look|talk|call|submit|review|apply|reconsider _3 in|after|within|once # more|full|further|additional|clean|solid? @unit
            resubmit|re-submit|reapply|revisit|reconsider|relook|again|back|reopen _5 after|once|when|in|until|with _6 # more|full|clean|good|solid|consecutive|straight? @unit
            again|back|resubmit|revisit|reapply _2 in|after|around|come|during the? few|couple|spring|summer|fall|autumn|winter|q1|q2|q3|q4|year|new|season|while|@monthName|several|six|half
            again|resubmit|revisit|reapply|maybe|perhaps next year|quarter|season|spring|summer|fall|winter
            again|talk|back|revisit down the track|road|line
            too early|soon yet|now|days|here|to?
            it's|bit|little|still|just|very _1 early|premature days|stage|for us|me|them|this|now?
            once|when|until|after he|she|they|it|business|merchant|company|there's has|have|hits|hit|is|gets|reaches|seasons|a|with|turns|shows _3 year|years|months|history|seasoning|seasoned|season|older|mature
            """),
    ]
}
