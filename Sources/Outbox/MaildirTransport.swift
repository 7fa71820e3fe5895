import Glibc
import Kernel
import SMTP

/// Puts mails into `folder/RECIPIENT/new/` (maildir(5)): demonstration and local delivery. The file bears the outbox
/// row's id, so that after a crash the same mail is the same file.
final class MaildirTransport: MailTransport {
    private let folder: String

    init(folder: String) { self.folder = folder }

    func deliver(
        _ envelope: Envelope, _ body: [BodySegment], named name: String, onPhase: (DeliveryPhase) throws -> Void
    ) -> DeliveryResult {
        var phase = DeliveryPhase.connected
        func result(_ outcome: DeliveryOutcome, _ reply: SMTPReply?) -> DeliveryResult {
            DeliveryResult(
                recipients: envelope.recipients.map { DeliveryResult.Recipient(address: $0, reply: reply) },
                finalReply: reply, phase: phase, outcome: outcome)
        }
        do {
            try onPhase(.bodySending)
            phase = .bodySending
            let boxes = try envelope.recipients.map { try box(of: $0) }
            for box in boxes where !Self.holds(name, in: box) {
                try write(body, to: "\(box)/tmp/\(name)")
                FaultPoint.reach(.midBody)
            }
            try onPhase(.finalDotSent)
            phase = .finalDotSent
            for box in boxes where !Self.holds(name, in: box) {
                try place(name, in: box)
                FaultPoint.reach(.afterFinalDot)
            }
        } catch let fault as MaildirFault {
            let reply = SMTPReply(code: fault.isFull ? 452 : 451, lines: ["4.3.0 \(fault)"])
            return result(.refused(reply), reply)
        } catch {
            return result(.failedBefore(.phaseNotRecorded(phase)), nil)
        }
        phase = .answered
        let reply = SMTPReply(code: 250, lines: ["2.0.0 delivered to \(envelope.recipients.count) local mailboxes"])
        return result(.accepted(reply), reply)
    }

    func rest() {}

    private func box(of recipient: EnvelopeAddress) throws(MaildirFault) -> String {
        let box = "\(folder)/\(Self.folderName(of: recipient.description))"
        for path in [folder, box, "\(box)/tmp", "\(box)/new", "\(box)/cur"] {
            guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw MaildirFault(step: "mkdir", code: errno) }
        }
        return box
    }

    /// An address as the name of a folder: what a file system or a path could misread is written as `%2F`.
    static func folderName(of address: String) -> String {
        var name = ""
        for byte in address.lowercased().utf8 {
            switch byte {
            case 48...57, 97...122, UInt8(ascii: "@"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                name.unicodeScalars.append(Unicode.Scalar(byte))
            case UInt8(ascii: ".") where !name.isEmpty: name += "."
            default: name += "%\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))"
            }
        }
        return name
    }

    /// Whether the mail of that name lies in the mailbox, read or unread: placing it again changes nothing.
    static func holds(_ name: String, in box: String) -> Bool {
        if access("\(box)/new/\(name)", F_OK) == 0 { return true }
        // A mail client moves it to `cur` and appends its flags (maildir(5)).
        return names(in: "\(box)/cur").contains { $0 == name || $0.hasPrefix("\(name):") }
    }

    private static func names(in folder: String) -> [String] {
        guard let listing = opendir(folder) else { return [] }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }

    private func write(_ body: [BodySegment], to path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw MaildirFault(step: "open", code: errno) }
        defer { close(file) }
        for segment in body {
            switch segment.source {
            case .bytes(let bytes):
                try bytes.withUnsafeBytes { try Self.write($0, to: file) }
            case .file(let source, let offset, let length): try Self.copy(source, offset, length, to: file)
            }
        }
        guard fsync(file) == 0 else { throw MaildirFault(step: "fsync", code: errno) }
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, to file: Int32) throws(MaildirFault) {
        var done = 0
        while done < bytes.count {
            let count = Glibc.write(file, bytes.baseAddress?.advanced(by: done), bytes.count - done)
            guard count > 0 else { throw MaildirFault(step: "write", code: errno) }
            done += count
        }
    }

    private static func copy(_ path: String, _ offset: Int, _ length: Int, to file: Int32) throws(MaildirFault) {
        let source = open(path, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw MaildirFault(step: "open", code: errno) }
        defer { close(source) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { buffer.deallocate() }
        var done = 0
        while done < length {
            let count = pread(source, buffer.baseAddress, min(buffer.count, length - done), off_t(offset + done))
            guard count > 0 else { throw MaildirFault(step: "read", code: errno) }
            try write(UnsafeRawBufferPointer(rebasing: buffer[0..<count]), to: file)
            done += count
        }
    }

    private func place(_ name: String, in box: String) throws(MaildirFault) {
        guard rename("\(box)/tmp/\(name)", "\(box)/new/\(name)") == 0 else {
            throw MaildirFault(step: "rename", code: errno)
        }
        let folder = open("\(box)/new", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw MaildirFault(step: "open", code: errno) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw MaildirFault(step: "fsync", code: errno) }
    }
}

/// A file operation of a Maildir failed.
struct MaildirFault: Fault, Equatable {
    let step: String
    let code: Int32
    var isFull: Bool { code == ENOSPC || code == EDQUOT }
    var description: String { "maildir: \(step): \(String(cString: strerror(code)))" }
}
