/// Refusals that are told by when to come back, or by calling the file names.
enum RefusalTurnRules {
    static let all: [Rule] = rows.map { Rule($0, .outcome(.declined), $1, $2) }

    // swift-format-ignore
    private static let rows: [(String, String, String)] = [
        ("decline.later", "Circle back in six months.",
            """
            circle|check|come|try|reach|swing|bring|resubmit|re-submit|send|reapply|revisit|relook|ping|hit|look|talk|call|submit|review|apply|reconsider _3 in|after|once # more|full|further|additional|clean|solid? month|months|mo|mos|mths|year|years|yr|yrs|quarters
            circle|come|try|swing|resubmit|re-submit|reapply|revisit|relook|apply|reconsider _3 in|after|once # more|full|further|additional|clean|solid? weeks|days|wks
            resubmit|re-submit|reapply|revisit|reconsider|relook|reopen _5 after|once|when|in|until|with _6 # more|full|clean|good|solid|consecutive|straight? @unit
            again|back _5 after|once|when|in|until|with _4 # more|full|clean|good|solid|consecutive|straight @unit
            again|back _1 in|after # month|months|mo|mos|mths|year|years
            again|back|resubmit|revisit|reapply _1 in|after|around|come|during the? spring|summer|fall|autumn|winter|q1|q2|q3|q4|year|season
            come|check|try|swing|circle|resubmit|revisit|reapply|apply _2 in|after|around|come|during @monthName
            again|back|resubmit|revisit|reapply _2 in|after a? few|couple|several|half of? more? months|quarters|year
            again|resubmit|revisit|reapply|maybe|perhaps next year|quarter|season|spring|summer|fall|winter
            again|talk|back|revisit down the track|road|line
            too early|soon yet|now|days|here|for|in|stage
            it's|bit|little|still|just|very _1 early|premature days|stage|for us|me|them|this|now?
            once|when|until|after he|she|they|it|business|merchant|company|there's|they've|he's|she's|it's|you have has|have|hits|hit|is|gets|reaches|seasons|a|with|turns|shows|had|got|been? _3 year|years|history|seasoning|seasoned|season|older|mature
            once|when|until|after @they _2 # more|full|clean|solid? months|mos
            """),
    ]
}
