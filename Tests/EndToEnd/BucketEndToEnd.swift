import Applications
import Crypto
import Glibc
import Kernel
import Server
import Storage
import TestDatabases
import TestServers
import Testing
import Web

/// An office whose blobs lie in a bucket: the folder may be lost at any moment.
@Suite(.enabled(if: BucketLab.isAvailable)) struct BucketEndToEnd {
    let secrets: TemporaryFolder
    let lab: BucketLab

    init() throws {
        lab = try #require(BucketLab.shared)
        secrets = try TemporaryFolder()
        try TestOffice.write(Array("\(lab.owner.secret)\n".utf8), to: "\(secrets.path)/owner")
        try TestOffice.write(Array("\(lab.reader.secret)\n".utf8), to: "\(secrets.path)/reader")
    }

    /// The folder's own name keeps the tests apart in the bucket.
    private func settings(_ prefix: String = "blobs", bucket: String = BucketLab.bucket) -> Value {
        [
            "blobs": .string("s3://\(bucket)\(secrets.path)/\(prefix)"), "blobs_endpoint": .string(lab.endpoint),
            "blobs_key": .string(lab.owner.key), "blobs_secret_file": .string("\(secrets.path)/owner"),
        ]
    }

    /// Takes every blob out of the office's folder; says how many there were.
    @discardableResult
    private func empty(_ blobs: BlobStore) -> Int {
        var count = 0
        for part in Files.names(in: blobs.folder) where part.utf8.count == 2 {
            for name in Files.names(in: "\(blobs.folder)/\(part)") where unlink("\(blobs.folder)/\(part)/\(name)") == 0
            {
                count += 1
            }
        }
        return count
    }

    private func bytes(_ target: String, _ desk: AnsweredOffice) async throws -> [UInt8]? {
        let answer = try await desk.test.caller.call(.get, target, as: desk.test.broker)
        return answer.file.flatMap { Files.read($0.path) }
    }

    @Test func `C11 a mail goes out and its files are shown after the folder was lost`() async throws {
        let desk = try await AnsweredOffice(extra: settings())
        let (funder, address) = try await desk.addFunder()
        let paper = TestOffice.Paper.pdf("signed application.pdf", .application, bytes: 300_000, seed: 7)
        let application = try await desk.addApplication(papers: [paper])
        let lines = try await desk.test.order(application, [funder])
        let submission = try #require(desk.test.submissions(lines).first ?? nil)
        #expect(empty(desk.test.office.blobs) >= 3)
        #expect(try await desk.test.drainOutbox() == 1)
        let mails = desk.mailbox(of: address)
        #expect(mails.count == 1 && mails[0].count > 400_000)
        empty(desk.test.office.blobs)
        let files = try await desk.test.caller.call(.get, "/applications/\(application)", as: desk.test.broker)
        let file = try #require(files["files"]?.list?.first?["id"]?.text)
        #expect(try await bytes("/applications/\(application)/files/\(file)", desk) == paper.bytes)
        // The sent mail, put together from its parts, and its attachment.
        let own = try await desk.test.ownMail(of: submission)
        empty(desk.test.office.blobs)
        #expect(try await bytes("/messages/\(own.id)/source", desk).map { Digest(of: $0) } == own.rawHash)
        empty(desk.test.office.blobs)
        #expect(try await bytes("/messages/\(own.id)/attachments/1", desk) == paper.bytes)
        // The funder answers; the answer is filed from the bucket, and read again from it.
        let picture = try await desk.answer(
            .init(
                merchant: "", application: application, funder: funder, funderAddress: address, submission: submission),
            "We must pass on this one, time in business is too short.")
        #expect(picture?.submissions == [submission])
        empty(desk.test.office.blobs)
        let read = try await Rereading.run(desk.test.office, accounts: desk.test.accounts)
        #expect(read.count == 1 && read.differences.isEmpty)
        empty(desk.test.office.blobs)
        #expect(try await desk.test.isWhole())
    }

    @Test func `an arrival that was stored and not filed is filed after the folder was lost`() async throws {
        let desk = try await AnsweredOffice(extra: settings())
        let made = try await desk.send()
        try desk.deliver(try await desk.reply(to: made, "Approved for $40,000 at a 1.32 factor over 9 months."))
        let poller = try #require(desk.test.workers.poller(desk.test.accounts[0]))
        #expect(try await poller.once() == 1)
        empty(desk.test.office.blobs)
        #expect(try await desk.test.workers.filer.drain() == 1)
        #expect(try await desk.test.picture(of: made.submission).offers == ["40000 pending"])
    }

    @Test func `what the bucket lost is named by verify`() async throws {
        let desk = try await AnsweredOffice(extra: settings("first"))
        _ = try await desk.send()
        #expect(try await desk.test.isWhole())
        // The same office with a bucket that holds nothing.
        let elsewhere = try Configuration(
            settings("second").with(["data": "data", "templates": .string("\(Repository.folder)/templates")]),
            environment: TestDatabases.environment(desk.test.folder.path), base: desk.test.folder.path)
        let blobs = try elsewhere.openBlobs(clock: SystemClock())
        let verification = try await Verification.run(desk.test.database, blobs)
        #expect(!verification.isWhole)
        let line = try #require(verification.lines.first { $0.check == "blobs" })
        #expect(line.text.contains("are not in the bucket, first "))
        // What the folder has is brought there.
        #expect(try blobs.keepAll() > 0)
        #expect(try await Verification.run(desk.test.database, blobs).isWhole)
    }

    @Test func `K17 a backup of an office with a bucket is restored into another bucket, or into a folder`()
        async throws
    {
        let desk = try await AnsweredOffice(extra: settings("first"))
        _ = try await desk.send()
        empty(desk.test.office.blobs)
        let file = "\(desk.test.folder.path)/backup.tar"
        _ = try await Backup.make(
            desk.test.office.configuration, database: desk.test.database, blobs: desk.test.office.blobs, to: file,
            withKey: true)
        #expect(!LocalFile.exists("\(desk.test.office.configuration.dataFolder)/backup-stage"))
        for (name, place) in [("bucket", settings("second")), ("folder", [:])] {
            let configuration = try Configuration(
                place.with([
                    "data": .string(name), "templates": .string("\(Repository.folder)/templates"),
                    "mailboxes": "mailboxes", "log_level": "quiet",
                ]),
                environment: TestDatabases.environment("\(desk.test.folder.path)/\(name)"),
                base: desk.test.folder.path)
            _ = try await Backup.restore(file, into: configuration, at: desk.clock.now())
            let office = try await Office.open(configuration, clock: desk.clock, log: Log(level: .quiet))
            #expect((office.bucket == nil) == (name == "folder"))
            if office.bucket != nil { empty(office.blobs) }
            #expect(try await Verification.run(office.database, office.blobs).isWhole, "\(name)")
        }
    }

    @Test(arguments: [
        ("FUNDGATE_BLOBS", "s3://elsewhere", "bucket: there is no bucket elsewhere: make it, or check blobs"),
        (
            "FUNDGATE_BLOBS_KEY", "AKIAIOSFODNN7EXAMPLE",
            "bucket: the server does not know the access key: check blobs_key"
        ),
        (
            "FUNDGATE_BLOBS_SECRET_FILE", "reader",
            "bucket: the server does not accept our signature: check the secret that belongs to blobs_key"
        ),
    ]) func `a wrong bucket is told by the start and by doctor in one sentence`(
        variable: String, value: String, sentence: String
    ) async throws {
        let test = try await TestOffice(extra: settings())
        let value = value == "reader" ? "\(secrets.path)/reader" : value
        let environment = [variable: value]
        for command in ["serve", "doctor"] {
            let output = "\(test.folder.path)/\(command).log"
            let end = try await Program(
                [command, "--config", test.configurationFile], environment: environment, output: output
            ).end()
            #expect(end.status == 1)
            let said = String(decoding: Files.read(output) ?? [], as: UTF8.self)
            #expect(said.contains(sentence), "\(command): \(said)")
        }
    }

    @Test func `the right to store that is missing, and an unreachable server, are told too`() async throws {
        let test = try await TestOffice(extra: settings())
        let reader = ["FUNDGATE_BLOBS_KEY": lab.reader.key, "FUNDGATE_BLOBS_SECRET_FILE": "\(secrets.path)/reader"]
        let gone = ["FUNDGATE_BLOBS_ENDPOINT": "http://127.0.0.1:\(Loopback.freePort())"]
        for (environment, sentence) in [
            (reader, "the key may not store objects in office: give it the right s3:PutObject"),
            (gone, "check blobs_endpoint and the network"),
        ] {
            let output = "\(test.folder.path)/doctor.log"
            let end = try await Program(
                ["doctor", "--config", test.configurationFile], environment: environment, output: output
            ).end()
            #expect(end.status == 1)
            #expect(String(decoding: Files.read(output) ?? [], as: UTF8.self).contains(sentence))
        }
    }
}
