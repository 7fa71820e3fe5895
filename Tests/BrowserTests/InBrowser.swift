/// Runs a test in a browser that is closed afterwards; signed in as the sample office's admin where a password is given.
func inBrowser(
    _ office: OpenOffice, as password: String? = nil, width: Int = 1280, script: Bool = true,
    _ body: (Browser) async throws -> Void
) async throws {
    let browser = try await Browser.open(Driver(), base: office.base, width: width, script: script)
    do {
        if let password { try await signIn("admin@demo.example", password, browser) }
        try await body(browser)
    } catch {
        // The first error is the one to tell of.
        try? await browser.close()
        throw error
    }
    try await browser.close()
}

func signIn(_ address: String, _ password: String, _ browser: Browser) async throws {
    try await browser.go("/sign-in")
    try await browser.type(address, into: "[name=email]")
    try await browser.type(password, into: "[name=password]")
    try await browser.click("form.sheet button")
    try await browser.find(text: "Newest replies", in: "h2")
}
