import Inbox
import Outbox
import Storage

extension Office {
    /// What a mail's fate on its way out sets off in the slices above.
    package var sendEffects: SendEffects { { _, _ in } }

    /// What a received mail sets off.
    package var mailEffects: Filer.Effects { { _, _, _ in } }
}
