import Kernel
import Testing

@testable import Server

@Suite struct ConfigurationTests {
    private func problems(_ file: String, _ environment: [String: String] = [:]) throws -> [String] {
        do {
            _ = try Configuration(
                try Value(parsing: Array(file.utf8), as: .json5), environment: environment, base: "/base")
            return []
        } catch let refusal as ConfigurationRefusal {
            return refusal.problems
        }
    }

    @Test(arguments: [
        ("{ data: 7 }", "data must be a text of one line"),
        (
            "{ database: 'mysql://x' }",
            "database must be sqlite: and a path, or postgresql:// and a server's address"
        ),
        ("{ blobs: 'bucket' }", "blobs must be folder, or s3:// and a bucket's name, such as s3://office/blobs"),
        ("{ blobs: 's3://office' }", "a bucket needs blobs_key, and blobs_secret_file or blobs_secret_variable"),
        (
            "{ blobs: 's3://office', blobs_key: 'k', blobs_secret_file: 's', blobs_endpoint: 's3.example' }",
            "blobs_endpoint must be https:// or http:// and a host"
        ),
        ("{ blobs_cache_mb: -1 }", "blobs_cache_mb must be a whole number from 0 to 100000000"),
        ("{ listen: 'localhost' }", "listen must be a numeric address and a port such as 127.0.0.1:8025 or [::1]:8025"),
        (
            "{ listen: '127.0.0.1:99999' }",
            "listen must be a numeric address and a port such as 127.0.0.1:8025 or [::1]:8025"
        ),
        ("{ public_url: 'desk.example' }", "public_url must begin with http:// or https://"),
        ("{ behind_tls: 'yes' }", "behind_tls must be true or false"),
        ("{ undo_seconds: -1 }", "undo_seconds must be a whole number from 0 to 3600"),
        ("{ log_level: 'loud' }", "log_level must be one of info, debug, quiet"),
        ("{ colour: 'green' }", "colour is no known setting"),
        ("[1]", "the file must be an object"),
    ]) func `a wrong value is told with the setting's name`(file: String, problem: String) throws {
        #expect(try problems(file) == [problem])
    }

    @Test func `everything that is wrong is told together`() throws {
        #expect(try problems("{ undo_seconds: 'x', log_level: 1, nonsense: 1 }").count == 3)
    }

    @Test(arguments: [
        ("FUNDGATE_UNDO_SECONDS", "soon", "FUNDGATE_UNDO_SECONDS must be a whole number"),
        ("FUNDGATE_BEHIND_TLS", "maybe", "FUNDGATE_BEHIND_TLS must be true or false"),
        ("FUNDGATE_LISTEN", "here", "listen must be a numeric address and a port such as 127.0.0.1:8025 or [::1]:8025"),
    ]) func `a wrong variable is told by name`(name: String, value: String, problem: String) throws {
        #expect(try problems("{}", [name: value]) == [problem])
    }

    @Test func `a bucket is named by its settings, and the folder is the default`() throws {
        #expect(try Configuration([:], environment: [:], base: "/base").bucket == nil)
        #expect(try Configuration(["blobs": "folder"], environment: [:], base: "/base").bucket == nil)
        let file: Value = ["blobs": "s3://office/blobs", "blobs_key": "k", "blobs_secret_file": "secret"]
        let bucket = try #require(
            try Configuration(
                file, environment: ["FUNDGATE_BLOBS_REGION": "eu-central-1", "FUNDGATE_BLOBS_CACHE_MB": "100"],
                base: "/base"
            ).bucket)
        #expect(bucket.place.shown == "s3://office/blobs at https://s3.eu-central-1.amazonaws.com")
        #expect(bucket.secret.file == "/base/secret")
        #expect(bucket.cacheBytes == 100 << 20 && bucket.linkLength == nil)
    }

    @Test func `the environment outweighs the file, and paths are taken from the file's folder`() throws {
        let file: Value = ["data": "here", "listen": "127.0.0.1:1", "undo_seconds": 3]
        let configuration = try Configuration(
            file, environment: ["FUNDGATE_LISTEN": "[::1]:9000", "FUNDGATE_BEHIND_TLS": "true", "OTHER": "x"],
            base: "/base")
        #expect(configuration.dataFolder == "/base/here")
        #expect(configuration.database == .sqlite(path: "/base/here/fundgate.db"))
        #expect(configuration.address == "::1" && configuration.port == 9000)
        #expect(configuration.isBehindTLS && configuration.undoSeconds == 3)
        #expect(configuration.publicURL == "http://[::1]:9000")
    }
}
