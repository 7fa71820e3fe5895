import Classification
import Kernel
import MIME

extension ReplyInput {
    /// A message or a bare body as the reader wants it.
    package init(_ inspection: Inspection) {
        let message = inspection.message
        self.init(
            subject: message?.head.subject ?? "", body: inspection.body?.readable ?? "",
            date: message?.head.date.map(\.day))
        guard let message else { return }
        senderDomain = message.head.from.first?.domain
        let machine = MachineMail(message)
        isDeliveryReport = machine.report != nil
        body = AttachedLetters().below(message, body, inspection.file)
        attachmentNames = message.attachments.compactMap { $0.info.name }
        automatic = machine.automatic.map { kind in
            switch kind {
            case .vacation: .replied
            case .list: .bulk
            default: .generated
            }
        }
    }
}
