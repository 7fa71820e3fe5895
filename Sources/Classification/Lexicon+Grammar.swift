extension Lexicon {
    // MARK: small words

    static let grammar: [WordClass] = [
        WordClass(
            "not",
            """
            not no never can't cannot cant couldn't couldnt won't wont wouldn't wouldnt don't dont doesn't doesnt didn't
            didnt isn't isnt aren't arent wasn't wasnt weren't hasn't hasnt haven't havent hadn't unable neither nor
            none ain't hardly scarcely nope shan't needn't
            """),
        WordClass("cannot", "can't cannot cant couldn't couldnt won't wont wouldn't wouldnt unable"),
        WordClass("dont", "don't dont doesn't doesnt didn't didnt"),
        WordClass("isnt", "isn't isnt aren't arent wasn't wasnt weren't ain't not"),
        WordClass("be", "is are was were be been being am it's its that's he's she's they're we're i'm i'd"),
        WordClass("have", "has have had having got gets"),
        WordClass(
            "they", "he she they it merchant owner client customer borrower guy company business guarantor applicant"),
        WordClass("his", "his her their its the our your a an"),
        WordClass(
            "this", "this that it these those one him her them file deal application submission request merchant client"
        ),
        WordClass("us", "us me ours here"),
        WordClass("unit", "day days week weeks wk wks month months mo mos mth mths year years yr yrs"),
        WordClass(
            "soon",
            """
            today tomorrow soon shortly tonight monday tuesday wednesday thursday friday week morning afternoon eod asap
            eow week-end thurs thur tues tue wed fri mon tmrw tomoz tomo tmr 2moro am pm noon cob eob cop
            """),
        WordClass(
            "months",
            """
            january february march april june july august september october november december jan feb mar apr jun jul aug sep sept
            oct nov dec
            """),
        WordClass("monthName", "january february march april may june july august september october november december"),
        WordClass(
            "hand",
            """
            send sned provide forward upload resend supply submit collect obtain share email shoot grab fax gather bring
            attach include get return complete sign add procure furnish transmettre envoyer fournir senden schicken
            übermitteln enviar mandar envíe show see drop ping throw pass have text fill snap scan sending getting chase
            track dig produce arrange organise organize flick pop toss fire whip zip slide reupload re-upload re-send
            secure hunt round deliver mail transmit post file finish trouble fwd whatsapp route relay slip sling chuck
            hook photograph redo correct kick link connect log
            """),
        WordClass(
            "praise",
            """
            great good strong solid love loved nice excellent clean impressive impressed healthy perfect fine decent
            well respectable enough super stellar terrific outstanding ok okay happy beautiful lovely wonderful amazing
            fantastic awesome superb spotless stable steady
            """),
        WordClass("because", "due because owing given based reason reasons"),
    ]
}
