import Glibc
import Kernel
import Storage
import Testing

@testable import Inbox

@Suite struct MaildirPollTests {
    @Test func `C05 R07 a file that a mail client moved and flagged is the same mail`() async throws {
        let room = try await Mailroom(maildir: "")
        room.put("1.a", mail("one", id: "<1@x>"))
        #expect(try await room.poller().once() == 1)
        rename("\(room.path)/in/new/1.a", "\(room.path)/in/cur/1.a:2,S")
        #expect(try await room.poller().once() == 0)
        rename("\(room.path)/in/cur/1.a:2,S", "\(room.path)/in/cur/1.a:2,RS")
        #expect(try await room.poller("node2").once() == 0)
    }

    @Test func `C11 R19 two pollers on one mailbox store each mail once`() async throws {
        let room = try await Mailroom(maildir: "")
        let pollers = [try room.poller("node1"), try room.poller("node2")]
        for number in 0..<600 { room.put("\(number)", mail("s\(number)", id: "<\(number)@x>")) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for poller in pollers { group.addTask { for _ in 0..<3 { _ = try await poller.once() } } }
            try await group.waitForAll()
        }
        #expect(try await room.states() == ["stored": 600])
        #expect(try await room.number("SELECT count(DISTINCT source_name) FROM arrival") == 600)
        // Nobody holds the folder at the end.
        #expect(try await room.number("SELECT count(*) FROM mail_folder WHERE lease_owner IS NOT NULL") == 0)
    }

    /// Whether a small disk can be made here.
    static let canMount: Bool = {
        guard geteuid() == 0 else { return false }
        var template = Array("/tmp/fundgate-disk-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { return false }
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { rmdir(path) }
        return mount("none", path, "tmpfs", 0, "size=1m") == 0 && umount(path) == 0
    }()

    @Test(.enabled(if: canMount))
    func `C08 R16 K19 a full disk: nothing is stored, the cursor stays, and afterwards every mail comes`() async throws
    {
        let room = try await Mailroom(maildir: "")
        let small = "\(room.path)/small"
        mkdir(small, 0o700)
        #expect(mount("none", small, "tmpfs", 0, "size=1m") == 0)
        defer { umount(small) }
        let blobs = try BlobStore(folder: "\(small)/blobs")
        for number in 0..<4 {
            let body = String(repeating: "\(number)234567890\r\n", count: 30_000)
            room.put("\(number)", mail("s\(number)", id: "<\(number)@x>", body: body))
        }
        await #expect(throws: BlobFault.self) { try await room.poller(blobs: blobs).once() }
        #expect(try await room.number("SELECT count(*) FROM arrival") == 0)
        #expect(try await room.number("SELECT last_uid FROM mail_folder") == 0)
        #expect(mount("none", small, nil, UInt(MS_REMOUNT), "size=8m") == 0)
        #expect(try await room.poller(blobs: blobs).once() == 4)
        #expect(try await room.states() == ["stored": 4])
    }

    @Test func `R17 what is no file is passed over, and one that cannot be read goes to quarantine`() async throws {
        let room = try await Mailroom(maildir: "")
        mkdir("\(room.path)/in/new/folder", 0o700)
        symlink("\(room.path)/nowhere", "\(room.path)/in/new/dangling")
        room.put("1", mail("one", id: "<1@x>"))
        #expect(try await room.poller().once() == 1)
        #expect(try await room.states() == ["stored": 1])
    }
}
