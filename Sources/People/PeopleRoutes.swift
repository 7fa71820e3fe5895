import Kernel
import Storage
import Web

/// The routes of sign-in, account, people and keys.
package struct PeopleRoutes: Sendable {
    let database: Database
    let clock: any Clock
    let passwords: Passwords
    let isBehindTLS: Bool
    let watch: PersonWatch
    /// Attempts to sign in by address of the client: 20 at once, one more each 6 seconds.
    let attempts = RateLimiter(burst: 20, refill: .seconds(6))

    package static func routes(
        database: Database, clock: any Clock, passwords: Passwords, isBehindTLS: Bool,
        watch: PersonWatch = PersonWatch()
    ) -> [Route] {
        let pages = Self(
            database: database, clock: clock, passwords: passwords, isBehindTLS: isBehindTLS, watch: watch)
        return pages.signInRoutes + pages.personRoutes + pages.keyRoutes
    }

    // swift-format-ignore
    private var signInRoutes: [Route] {
        [
            .get ("/sign-in",          for: .open,     "The form to sign in", showSignIn)
                .taking(.optional("next", .text(max: 500), "where to go then: a path of this site")),
            .post("/sign-in",          for: .open,     "Sign in with address and password", signIn)
                .taking(.required("email", .text(max: 254)), .required("password", .text(max: 200)), .optional("next", .text(max: 500)))
                .answering(AnswerShape(200, "signed in; the cookie is set"), AnswerShape(401, "address or password is wrong"), AnswerShape(429, "locked out for 15 minutes")),
            .post("/sign-out",         for: .signedIn, "End this session", signOut),
            .get ("/account",          for: .signedIn, "Who is signed in, and where else", showAccount),
            .post("/account/password", for: .signedIn, "Change one's password; other sessions end", changePassword)
                .taking(.required("current_password", .text(max: 200)), .required("password", .text(max: 200))),
            .post("/account/sign-out-everywhere", for: .signedIn, "End all sessions of one's own", signOutEverywhere),
        ]
    }

    // swift-format-ignore
    private var personRoutes: [Route] {
        [
            .get ("/users",                     for: .admins, "People, the newest first", listPeople),
            .get ("/users/new",                 for: .admins, "The form to add a person", newPerson),
            .post("/users",                     for: .admins, "Add a person; without a password one is made and shown once", addPerson)
                .taking(.required("email", .text(max: 254)), .required("name", .text(max: 200)), .required("roles", .list), .optional("password", .text(max: 200))),
            .get ("/users/{id}",                for: .admins, "A person with the record's history", showPerson),
            .post("/users/{id}/roles",          for: .admins, "Give a person other roles", changeRoles)
                .taking(.required("roles", .list), .required("version", .integer)),
            .post("/users/{id}/disablement",    for: .admins, "Disable a person; all sessions end at once", disable)
                .taking(.required("version", .integer)),
            .post("/users/{id}/enablement",     for: .admins, "Enable a person again", enable)
                .taking(.required("version", .integer)),
            .post("/users/{id}/password-reset", for: .admins, "Make a new password, shown once; all sessions end", resetPassword),
        ]
    }

    // swift-format-ignore
    private var keyRoutes: [Route] {
        [
            .get ("/keys",                 for: .admins, "Programs' keys, the newest first", listKeys),
            .post("/keys",                 for: .admins, "Add a key; its secret is shown once", addKey)
                .taking(.required("name", .text(max: 60)), .required("roles", .list)),
            .post("/keys/{id}/revocation", for: .admins, "Revoke a key at once", revokeKey),
        ]
    }
}
