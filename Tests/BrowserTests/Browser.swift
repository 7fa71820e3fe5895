import FoundationEssentials
import Kernel
import Synchronization

/// A session of a headless Chromium (W3C WebDriver). Looking for an element waits for it, up to `patience`.
final class Browser: Sendable {
    /// In milliseconds.
    static let patience = 120_000

    private let driver: Driver
    private let session: String
    private let base: String
    private let count = Mutex(0)

    /// How often somebody has clicked.
    var clicks: Int { count.withLock { $0 } }
    func forgetClicks() { count.withLock { $0 = 0 } }

    private init(_ driver: Driver, _ session: String, base: String) {
        self.driver = driver
        self.session = session
        self.base = base
    }

    static func open(
        _ driver: Driver, base: String, width: Int = 1280, script: Bool = true, dark: Bool = false
    ) async throws -> Browser {
        var preferences = Value.Fields()
        if !script { preferences["profile.managed_default_content_settings.javascript"] = 2 }
        var options: Value = [
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
                .string("--window-size=\(width),900"), "--force-device-scale-factor=1",
            ],
            "prefs": .object(preferences),
        ]
        if let chromium = Driver.chromium, case .object(var fields) = options {
            fields["binary"] = .string(chromium)
            options = .object(fields)
        }
        let answer = try await Self.command(
            driver, "POST", "/session",
            [
                "capabilities": [
                    "alwaysMatch": [
                        "browserName": "chrome", "goog:chromeOptions": options,
                        "goog:loggingPrefs": ["browser": "ALL"],
                        "timeouts": ["implicit": .int(Int64(patience)), "pageLoad": 300_000, "script": 300_000],
                    ]
                ]
            ])
        guard let session = answer["sessionId"]?.text else { throw DriverFailure.noAnswer }
        let browser = Browser(driver, session, base: base)
        _ = try await browser.command(
            "POST", "/goog/cdp/execute",
            [
                "cmd": "Emulation.setDeviceMetricsOverride",
                "params": ["width": .int(Int64(width)), "height": 900, "deviceScaleFactor": 1, "mobile": false],
            ])
        try await browser.setDark(dark)
        return browser
    }

    func close() async throws { _ = try await command("DELETE", "", nil) }

    func setDark(_ isDark: Bool) async throws {
        _ = try await command(
            "POST", "/goog/cdp/execute",
            [
                "cmd": "Emulation.setEmulatedMedia",
                "params": ["features": [["name": "prefers-color-scheme", "value": isDark ? "dark" : "light"]]],
            ])
    }

    func go(_ path: String) async throws {
        _ = try await command("POST", "/url", ["url": .string(base + path)])
    }

    func reload() async throws { _ = try await command("POST", "/refresh", [:]) }

    /// The path with its query.
    func path() async throws -> String {
        let url = try await command("GET", "/url", nil).text ?? ""
        return String(url.dropFirst(base.count))
    }

    /// The element's reference; waits for it.
    func find(_ css: String) async throws -> Element { try await find("css selector", css) }

    /// The element that holds the text; waits for it.
    @discardableResult
    func find(text: String, in tag: String = "*") async throws -> Element {
        try await find("xpath", "//\(tag)[contains(normalize-space(.), \"\(text)\")]")
    }

    /// The element of the path; waits for it.
    func find(path: String) async throws -> Element { try await find("xpath", path) }

    private func find(_ strategy: String, _ value: String) async throws -> Element {
        let answer = try await afresh {
            try await command("POST", "/element", ["using": .string(strategy), "value": .string(value)])
        }
        guard let member = answer.fields?.members.first, let id = member.value.text else {
            throw DriverFailure.noAnswer
        }
        return Element(id: id)
    }

    func click(_ css: String) async throws { try await afresh { try await click(find(css)) } }

    /// Clicks on the element that holds the text.
    func click(text: String, in tag: String) async throws {
        try await afresh { try await click(find(text: text, in: tag)) }
    }

    func click(path: String) async throws { try await afresh { try await click(find(path: path)) } }

    /// A live page may exchange an element between the look and the deed: then it is looked for again.
    private func afresh<Answer>(_ body: () async throws -> Answer) async throws -> Answer {
        for _ in 0..<8 {
            do { return try await body() } catch DriverFailure.refused("stale element reference", _) { continue }
        }
        return try await body()
    }

    func click(_ element: Element) async throws {
        _ = try await command("POST", "/element/\(element.id)/click", [:])
        count.withLock { $0 += 1 }
    }

    func type(_ text: String, into css: String) async throws {
        try await afresh {
            let element = try await find(css)
            _ = try await command("POST", "/element/\(element.id)/clear", [:])
            _ = try await command("POST", "/element/\(element.id)/value", ["text": .string(text)])
        }
    }

    func text(_ css: String) async throws -> String {
        try await afresh {
            let element = try await find(css)
            return try await command("GET", "/element/\(element.id)/text", nil).text ?? ""
        }
    }

    /// Chooses a file of this machine.
    func choose(_ path: String, in css: String) async throws {
        let element = try await find(css)
        _ = try await command("POST", "/element/\(element.id)/value", ["text": .string(path)])
    }

    /// Writes the whole page as a picture into the folder that `FUNDGATE_PICTURES` names; nothing without it.
    func picture(_ name: String) async throws {
        guard let folder = ProcessInfo.processInfo.environment["FUNDGATE_PICTURES"] else { return }
        let told = try await command(
            "POST", "/goog/cdp/execute",
            ["cmd": "Page.captureScreenshot", "params": ["format": "png", "captureBeyondViewport": true]])
        guard let data = Data(base64Encoded: told["data"]?.text ?? "") else { throw DriverFailure.noAnswer }
        try data.write(to: URL(filePath: "\(folder)/\(name).png"))
    }

    /// Presses and releases one key on whatever has the focus.
    func press(_ key: Key) async throws {
        let value: Value = .string(key.rawValue)
        _ = try await command(
            "POST", "/actions",
            [
                "actions": [
                    [
                        "type": "key", "id": "keyboard",
                        "actions": [["type": "keyDown", "value": value], ["type": "keyUp", "value": value]],
                    ]
                ]
            ])
    }

    /// What the function's body returns.
    @discardableResult
    func evaluate(_ script: String, _ arguments: Value...) async throws -> Value {
        try await command("POST", "/execute/sync", ["script": .string(script), "args": .list(arguments)])
    }

    /// What the console says since the last time: errors, refusals of the content security policy, failed requests.
    func complaints() async throws -> [String] {
        let entries = try await command("POST", "/se/log", ["type": "browser"]).list ?? []
        return entries.filter { $0["level"]?.text != "INFO" && $0["level"]?.text != "DEBUG" }
            .compactMap { $0["message"]?.text }
    }

    private func command(_ method: String, _ path: String, _ body: Value?) async throws -> Value {
        try await Self.command(driver, method, "/session/\(session)\(path)", body)
    }

    private static func command(_ driver: Driver, _ method: String, _ path: String, _ body: Value?) async throws
        -> Value
    {
        let told = try await Caller(port: driver.port).ask(method, path, body)
        let value = try Value(parsing: told.body)["value"] ?? .null
        if let error = value["error"]?.text {
            let message = value["message"]?.text ?? ""
            // a page that goes while it is looked at, which the driver does not always know by its name
            let isStale = message.contains("does not belong to the document")
            throw DriverFailure.refused(isStale ? "stale element reference" : error, message)
        }
        return value
    }
}

struct Element: Sendable {
    let id: String
}

/// Keys by their code points (W3C WebDriver section 17.4.2).
enum Key: String {
    case tab = "\u{E004}"
    case enter = "\u{E007}"
    case space = " "
    case escape = "\u{E00C}"
}
