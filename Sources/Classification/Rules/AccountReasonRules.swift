/// Why a file was refused, by what its account shows.
enum AccountReasonRules {
    static let all: [Rule] = rows.map { Rule($0, .reason($1), $2, $3) }

    // swift-format-ignore
    private static let rows: [(String, DeclineReason, String, String)] = [
        ("reason.deposits", .insufficientDeposits, "Only three deposits a month, we need at least five.",
            """
            @few ~4 deposits|deposit
            # deposits|deposit
            number|count|frequency|lack|consistency of deposits|deposit
            deposit count|frequency|number|concentration|pattern|consistency|activity
            deposits _3 irregular|inconsistent|volatile|sporadic|lumpy|erratic|few|concentrated|all|mostly|come|from
            one|two|single|couple|three|handful of? big|large|lump? deposit|deposits|wire|wires _2 a|per|of|month|makes|accounts
            deposits|deposit too|so|very few|thin|light|small|sporadic|infrequent|lumpy|irregular
            deposits|deposit _3 vanish|disappear|dry|stop|stops|stopped|inconsistent|erratic|patchy|spotty|sparse
            sparse|spotty|patchy|infrequent|thin|light deposits|deposit|activity|banking
            @minimum _2 # deposits|deposit|credits
            not|isn't|hardly|barely|never _2 deposits|deposit|depositing|credits
            few|little activity|transactions
            inactive|dormant account|accounts
            volatile|inconsistent|erratic|irregular|lumpy|sporadic deposits|cash|revenue|banking|income|sales
            not|isn't enough deposits|activity|transactions
            lumps|lump|lumpy|chunks
            handful|couple|few|three|four|five|two of? lumps|deposits|deposit|credits|transactions|hits a|per|each?
            deposits|credits|transactions _3 a|per|each|every month|mo
            transfers between|from|in
            @not _3 deposit|depositing|deposited|run|running|put|putting _3 through|into|account|bank|money|cash|sales
            no|zero|missing|lacks|lack|lacking deposits|deposit|activity|transactions
            cash heavy|business|only|intensive
            low|minimum|insufficient|inadequate|few|infrequent|irregular _2 deposit|deposits|depositing|transactions|credits _1 count|activity|frequency|volume?
            # deposits|deposit|credits a|per|each|total|only|in
            deposits|deposit activity|frequency|count|pattern _3 @low|few|below|under|insufficient|irregular|inconsistent|erratic
            seldom|rarely|infrequently|only deposits
            deposits|depositing _1 once|twice|weekly|monthly|infrequently|rarely
            @balance|deposits|income|cash _2 all over
            most|mostly|all|majority|bulk _3 transfers|transfer|zelle|zelles|internal
            """),
        ("reason.low-balances", .lowBalances, "Average daily balance is too low.",
            """
            @low ~3 @balance
            adb|adbs
            average|avg|ending|daily|ledger|bank|account|unsatisfactory|weekly|minimum|thin daily|bank|ending|account|ledger? balance|balances|bal
            @balance ~4 $|hundred|single|zero|nothing|hovers|hover|near|fumes|empty
            @balance _4 @minimum
            runs|run|running|keeps|keep|sits|sitting|account|left|drains|drained|leaves _5 near|down|with|on|close|to zero|nothing|empty|dry|fumes
            no cushion|cash|reserves|liquidity
            @low cushion|liquidity|reserves|cash
            balances|balance are|is|too|don't|doesn't|won't support|run|runs|too|leave|cover
            @balance _3 zero|nothing|empty|pennies|fumes|single|double|triple|thin|scary|awful|terrible|tiny|ugly|rough|poor|near|nil|nowhere
            on fumes|vapors
            lives|living|spends|operates|runs paycheck|hand|deposit|on|down to
            doesn't|don't|never keep|keeps|hold|carry|maintain|leave|hang _4 balance|balances|cash|money|cushion|anything|account
            zeroes|zeros|zeroed|wipes|sweeps|empties|drains|clears _2 out|account|down|every
            saldo|saldos|solde|soldes|kontostand _4 bajo|bajos|faible|faibles|insuffisant|niedrig|gering
            low|thin|poor|weak|tiny|small|insufficient|negative|minimal|inadequate|skinny|terrible|awful|bad|horrible _2 bal|bals|balance|balances|adb|adbs|dailies
            @balance _3 @low
            @balance _4 $|#
            @balance _4 doesn't|don't|won't|not|isn't|aren't|never|can't _3 support|there|enough|over|above|cover|hold|strong|healthy
            balance|balances|account|bank hovers|hovering|sits|sitting|stays|staying|lives|living|dips|gets|drops|falls|drains|averages|averaging _3 $|#|zero|nothing|near|around|below|under|close|empty|low|down
            never|rarely|doesn't|hardly _2 more|over|above|than $ in|on|at
            keeps|keep|holds|hold|leaves|leave|carries|carry|maintains|has nothing|little|zero|no|pennies|next|peanuts|hardly _3 account|bank|balance|there|reserve|it|in
            nothing|pennies|peanuts|crumbs|zero in|left the|his|her|their account|bank|end
            no|little|zero|lack|without|insufficient cash|money|liquidity|reserves|cushion|float|buffer on|in|of|left|hand|bank?
            hand to mouth
            paycheck|paycheque to
            insufficient|low|weak|poor liquidity|reserves|cash|float|buffer|cushion
            ending|closing|daily|eod|average|minimum|month balances|balance|bal
            bank|account balances|balance
            daily|bank balance below|under|of|averaging $
            account|balance|balances|bank sits|hovers|stays|lives|runs|averages _3 couple|few|hundred|dozen|dollars|bucks
            average|avg|daily daily? of|is|was|around|under $|#
            comes|come|goes|go|flows in _4 out
            nothing|little|zero|pennies _1 left at|by|in|over|when
            $|# in the|his|her|their bank|account|till|checking today|now|right
            down to lunch|pocket|pennies|nothing|zero|fumes|beer|single|double
            account|accounts that|which holds|held|has|carries|keeps $|#
            only|just|barely $|# left|available|remaining|in _1 account|bank
            """),
        ("reason.negative-days", .negativeDays, "6 NSFs since the 1st and negative days.",
            """
            @nsf
            negative|neg|red|minus days|day|balances|balance|bal|daily|account|ending|banking|ledger|activity
            account|accounts|bank|balance|it|ending _2 negative|overdrawn|minus
            in|into the red|negative|minus
            returned|bounced|rejected items|item|payments|checks|debits|ach|transactions|check
            days|times|too|many|several|is|was|goes|went|going|gone|of|for negative|overdrawn|minus|negatives
            insufficient funds
            # negatives|negative|overdrafts
            unpaid|failed direct|dd|items|debit debits|debit?
            non sufficient
            días|dias negativos|sobregiros
            sobregiro|sobregiros|découvert|découverts|überziehung|überzogen|rücklastschriften
            bounced|bouncing|bounces|dishonoured|dishonored|dishonours|dishonors
            overdraws|overdrawing|overdrew
            underwater|below|under zero
            in|into overdraft
            returned|return ach|payment|item|items|dd|debits
            goes|went|going|gone|runs|ran|dips|dipping|ends|ending _3 negative|red|minus|zero|overdrawn
            red|overdraft|overdrawn|negative|minus _3 days|day|times|most|every|half|each|week|month|twice
            neg|negative|red|nsf|od days|day|count|activity|items|fees|charges|occurrences|bal
            ends|ended|ending|finished|finishes|runs|ran|dips|dipped|goes|went|going|stays|closes _2 in? the? red|overdrawn|negative|minus
            bounced|bouncing|bounces|bounce checks|cheques|payments|debits|dds|everything|items|ach|achs
            cheques|checks|payments|debits|items|ach|achs|dds bounced|bouncing|bounces|returned|dishonoured|dishonored
            returned|return|unpaid|dishonoured|dishonored items|item|payments|checks|cheques|debits|dds|ach|achs
            swimming in|with red|nsfs|negatives|overdrafts
            @balance _2 negative|overdrawn|minus|red
            overdraft|overdrafts fees|charges|usage|limit|heavy|history
            # neg|negs
            bounces|bounced|return|returned|returns # checks|cheques|items|debits|payments
            below|under|beneath|sub zero|nil
            dips|goes|went|going|gone _2 below|negative|minus|overdrawn|red
            days|day|time _2 underwater|negative|red|overdrawn|below
            # returned|bounced|unpaid|dishonoured|nsf|rejected
            unpaid|returned|bounced|dishonoured|rejected direct|standing? debit|debits|orders|checks|cheques|payments|items|ach
            insufficient funds? fees|fee|charges
            """),
    ]
}
