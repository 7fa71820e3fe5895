import Kernel
import TestServers
import Wire

@testable import IMAP

/// Pieces of scripts for a server that answers a session of ours.
enum Dialogue {
    typealias Step = ScriptedServer.Step

    static let plain = "IMAP4rev1"

    /// Greeting, libcurl's own questions and the session's first one.
    static func opening(_ capabilities: String = plain) -> [Step] {
        [
            .say("* OK ready\r\n"), .expect("A001 CAPABILITY"),
            .say("* CAPABILITY \(capabilities)\r\nA001 OK done\r\n"), .expect("F0001 CAPABILITY"),
            .say("* CAPABILITY \(capabilities)\r\nF0001 OK done\r\n"),
        ]
    }

    /// The opening and an EXAMINE of INBOX with `exists` messages, UIDVALIDITY 7.
    static func examined(_ exists: Int = 3, uidNext: Int? = nil, _ capabilities: String = plain) -> [Step] {
        opening(capabilities) + [
            .expect(#"F0002 EXAMINE "INBOX""#),
            .say(
                """
                * \(exists) EXISTS\r
                * 0 RECENT\r
                * FLAGS (\\Seen)\r
                * OK [UIDVALIDITY 7] valid\r
                * OK [UIDNEXT \(uidNext ?? exists + 1)] next\r
                F0002 OK [READ-ONLY] done\r

                """),
        ]
    }

    /// One FETCH response with a body, as Dovecot writes it.
    static func body(_ sequence: Int, uid: Int, _ text: String) -> String {
        "* \(sequence) FETCH (UID \(uid) BODY[] {\(text.utf8.count)}\r\n\(text))\r\n"
    }

    static func endpoint(_ server: ScriptedServer) -> Endpoint {
        Endpoint(.imap, host: "127.0.0.1", port: server.port, security: .none, connectTimeout: .seconds(60))
    }

    static func session(_ server: ScriptedServer, patience: Span = .seconds(60)) throws -> IMAPSession {
        try IMAPSession(to: endpoint(server), patience: patience)
    }

    /// A session with INBOX open.
    static func inbox(_ server: ScriptedServer, patience: Span = .seconds(60)) throws -> IMAPSession {
        let session = try session(server, patience: patience)
        _ = try session.examine(.inbox)
        return session
    }
}

/// Keeps the messages it is given, by UID.
struct Basket: LiteralSink {
    private(set) var messages: [UInt32: String] = [:]
    private(set) var abandoned: [UInt32] = []
    private(set) var largestChunk = 0
    private var octets: [UInt8] = []
    /// The message that is refused in the middle.
    var refused: UInt32?
    private var current: UInt32?

    struct Full: Error {}

    mutating func begin(_ uid: UInt32, size: Int) {
        current = uid
        octets = []
    }

    mutating func write(_ chunk: UnsafeRawBufferPointer) throws {
        if current == refused { throw Full() }
        largestChunk = max(largestChunk, chunk.count)
        octets.append(contentsOf: chunk)
    }

    mutating func end(_ uid: UInt32) { messages[uid] = String(decoding: octets, as: UTF8.self) }
    mutating func abandon(_ uid: UInt32) { abandoned.append(uid) }
}
