import FoundationEssentials
import Kernel
import People
import TestServers
import Testing
import Web

@testable import Server

/// A look at the page that a browser shows: it fits its window, everybody can use it, and it says what it must and nothing that it must not.
struct Look {
    let browser: Browser
    let width: Int
    /// What the pictures' names begin with.
    private let name: String
    /// What no page that is looked at says or holds, in no case of letters.
    private let secrets: [String]
    private let check: String

    init(_ browser: Browser, _ width: Int, _ name: String, secrets: [String] = []) throws {
        (self.browser, self.width, self.name, self.secrets) = (browser, width, name, secrets)
        check = try #require(
            Files.read("\(OpenOffice.root)/Tests/Fixtures/browser/accessibility.js")
                .map { String(decoding: $0, as: UTF8.self) })
    }

    func signIn(_ address: String, _ password: String, leadsTo path: String) async throws {
        try await browser.go("/sign-in")
        try await browser.type(address, into: "[name=email]")
        try await browser.type(password, into: "[name=password]")
        try await browser.click("form.sheet button")
        _ = try await browser.find(path: "//main//h2 | //main//table | //main//section")
        #expect(try await browser.path() == path)
    }

    /// Goes there and looks.
    func at(_ path: String, _ words: [String], without: [String] = []) async throws {
        try await browser.go(path)
        try await fits(words, without: without)
    }

    /// Looks at what is there. `picture`: what the picture is called; the page's path otherwise.
    func fits(_ words: [String] = [], without: [String] = [], picture: String? = nil) async throws {
        let path = try await browser.path()
        let place =
            picture ?? path.split { !$0.isLetter && !$0.isNumber }.joined(separator: "-").prefix(60).lowercased()
        if !(words.isEmpty && without.isEmpty) {
            let text = try await browser.text("main")
            for word in words { #expect(text.contains(word), "\(place): \(word)") }
            for word in without { #expect(!text.contains(word), "\(place): \(word)") }
        }
        if !secrets.isEmpty {
            let source = try await source()
            for secret in secrets { #expect(!source.contains(secret.lowercased()), "\(place): \(secret)") }
        }
        let fits = try await browser.evaluate(
            "return document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        #expect(fits == true, "\(place) at \(width)")
        let wrong = try await browser.evaluate(check)
        #expect(wrong.list?.isEmpty == true, "\(place) at \(width): \(wrong)")
        try await browser.picture("\(name)-\(place)-\(width)")
    }

    /// The page's source in small letters, without keys and identifiers: chance writes any three digits into those.
    private func source() async throws -> String {
        let source = try await browser.evaluate("return document.querySelector('main').innerHTML").text ?? ""
        return source.replacing(#/[A-Za-z0-9_\-]{24,}/#, with: "").lowercased()
    }
}

extension OpenOffice {
    /// Somebody of the sample office with that role and the sample's password.
    func add(_ address: String, _ role: RoleName, _ name: String = "Somebody") async throws {
        let (tenant, now, hash) = (demo.tenant, office.clock.now(), await office.passwords.hash(password))
        let draft = try Person.Draft(email: address, name: name, roles: [role])
        _ = try await office.database.write { db in
            try Person.add(draft, password: hash, tenant: tenant, by: .system("test"), at: now, db)
        }
    }
}
