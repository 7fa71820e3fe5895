import Correspondence
import Inbox
import Intake
import Outbox
import Replies
import Storage

extension Office {
    /// What a mail's fate on its way out sets off in the slices above.
    package var sendEffects: SendEffects { SendEffectsTable.apply }

    /// What a received mail sets off: it is matched, read and applied, or waits for a person.
    package var mailEffects: Filer.Effects { mailEffects(intake: []) }

    /// The same, where mail of the accounts in `intake` brings applications.
    package func mailEffects(intake: Set<MailAccount.ID>) -> Filer.Effects {
        let desk = replyDesk
        let clock = clock
        return { mail, message, db in
            guard intake.contains(mail.draft.account) else {
                return try desk.receive(mail, as: message, at: clock.now(), db)
            }
            // What a machine wrote by itself brings nothing.
            guard mail.automatic == nil, mail.report == nil else { return }
            try IntakeItem.open(message, tenant: mail.arrival.tenant, at: clock.now(), db)
        }
    }

    /// Matches, reads and applies received mails.
    package var replyDesk: ReplyDesk {
        ReplyDesk(matcher: Matcher(signer: keys.tokens), effects: ReplyEffectsTable())
    }
}
