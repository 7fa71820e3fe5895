// swift-tools-version: 6.2
import PackageDescription

// The house, from bottom to top: a module imports only what stands in its row. A build with
// `--explicit-target-dependency-import-check error` refuses any other import.
// swift-format-ignore
let modules: [(name: String, uses: [String])] = [
    // no input or output
    ("Kernel",         []),
    ("Classification", ["Kernel", "CLeanings"]),
    ("Estimates",      ["Kernel"]),
    ("Charts",         ["Kernel"]),
    // what others do for us: one C library, one folder
    ("Crypto",         ["Kernel", "COpenSSL"]),
    ("Storage",        ["Kernel", "Crypto", "CSQLite", "CPostgres"]),
    ("Documents",      ["Kernel", "CPango"]),
    ("Templates",      ["Kernel"]),
    ("Web",            ["Kernel", "CMicroHTTPD"]),
    ("Sheets",         ["Kernel", "Web"]),
    ("MIME",           ["Kernel", "CGMime", "CXML"]),
    ("Wire",           ["Kernel", "CCurl"]),
    ("SMTP",           ["Kernel", "Wire"]),
    ("IMAP",           ["Kernel", "Wire"]),
    ("Buckets",        ["Kernel", "Crypto", "Storage", "Wire"]),
    // double entry
    ("Ledger",         ["Kernel", "Crypto", "Storage"]),
    // the desk
    ("People",         ["Kernel", "Crypto", "Storage", "Web", "MIME"]),
    ("Correspondence", ["Kernel", "Crypto", "Storage", "MIME", "Wire"]),
    ("Outbox",         ["Kernel", "Crypto", "Storage", "Web", "MIME", "Wire", "SMTP", "IMAP", "People", "Correspondence"]),
    ("Notices",        ["Kernel", "Crypto", "Storage", "Templates", "MIME", "People", "Correspondence", "Outbox"]),
    ("Inbox",          ["Kernel", "Crypto", "Storage", "Web", "MIME", "Wire", "IMAP", "People", "Correspondence"]),
    ("Applications",   ["Kernel", "Classification", "Crypto", "Storage", "Web", "Documents", "MIME", "People"]),
    ("Intake",         ["Kernel", "Classification", "Crypto", "Storage", "Web", "People", "Correspondence", "Inbox",
                        "Applications"]),
    ("Funders",        ["Kernel", "Classification", "Estimates", "Crypto", "Storage", "Web", "Templates", "MIME", "People",
                        "Applications"]),
    ("Submissions",    ["Kernel", "Estimates", "Crypto", "Storage", "Web", "Templates", "MIME", "People", "Correspondence",
                        "Outbox", "Applications", "Funders"]),
    ("Deals",          ["Kernel", "Storage", "Documents", "Web", "Classification", "People", "Correspondence", "Applications",
                        "Funders", "Submissions"]),
    ("Commissions",    ["Kernel", "Sheets", "Crypto", "Storage", "Documents", "Web", "MIME", "Ledger", "People", "Correspondence",
                        "Outbox", "Notices", "Applications", "Funders", "Submissions", "Deals"]),
    ("Replies",        ["Kernel", "Crypto", "Storage", "Web", "MIME", "Classification", "People", "Correspondence", "Inbox",
                        "Applications", "Funders", "Submissions"]),
    ("Webhooks",       ["Kernel", "Crypto", "Storage", "Web", "Wire", "People"]),
    // the programmes
    ("Cohorts",        ["Kernel", "Crypto", "Storage", "Web", "People", "Applications"]),
    ("PartnerFunding", ["Kernel", "Sheets", "Crypto", "Storage", "Documents", "Web", "Templates", "MIME", "Ledger", "People", "Correspondence",
                        "Outbox", "Notices", "Applications", "Cohorts"]),
    ("Referrals",      ["Kernel", "Classification", "Crypto", "Storage", "Web", "MIME", "Ledger", "People", "Notices", "Applications", "Funders",
                        "Submissions", "Deals", "Commissions"]),
    ("Sponsorship",    ["Kernel", "Charts", "Sheets", "Crypto", "Storage", "Documents", "Web", "Templates", "MIME", "Ledger", "People", "Correspondence",
                        "Outbox", "Notices", "Applications"]),
    ("SupportWallet",  ["Kernel", "Crypto", "Storage", "Web", "Wire", "Sheets", "Documents", "Ledger", "People", "Applications", "Cohorts"]),
    // what the desk's records tell
    ("Analysis",       ["Kernel", "Estimates", "Charts", "Storage", "Web", "Classification", "People", "Correspondence", "Applications", "Funders",
                        "Submissions", "Replies"]),
    // what a reply sets off, workers, pages, commands
    ("Server",         ["Kernel", "Charts", "Sheets", "Crypto", "Storage", "Documents", "Templates", "Web", "MIME", "Wire", "SMTP", "IMAP",
                        "Buckets", "Classification", "Ledger", "People", "Correspondence", "Outbox", "Notices", "Inbox",
                        "Applications", "Funders", "Submissions", "Deals", "Commissions", "Replies", "Webhooks", "Analysis",
                        "Intake", "Cohorts", "PartnerFunding", "Referrals", "Sponsorship", "SupportWallet", "CResolver"]),
]

/// The system libraries: module map and shim in a folder of the same name, Debian's package beside it.
// swift-format-ignore
let libraries: [(name: String, pkgConfig: String?, package: String)] = [
    ("COpenSSL",    "libcrypto",     "libssl-dev"),
    ("CSQLite",     "sqlite3",       "libsqlite3-dev"),
    ("CPostgres",   "libpq",         "libpq-dev"),
    ("CPango",      "pangocairo",    "libpango1.0-dev"),
    ("CMicroHTTPD", "libmicrohttpd", "libmicrohttpd-dev"),
    ("CGMime",      "gmime-3.0",     "libgmime-3.0-dev"),
    ("CXML",        "libxml-2.0",    "libxml2-dev"),
    ("CCurl",       "libcurl",       "libcurl4-openssl-dev"),
    ("CResolver",   nil,             "libc6-dev"),
]

/// Servers and folders of the tests' own, and the modules whose tests (or those built on them) need them.
let testServers = "TestServers"
/// Routes called without a socket, for the tests of slices that have routes.
let testCalls = "TestCalls"
let called: Set<String> = [
    "People", "Applications", "Funders", "Cohorts", "PartnerFunding", "Referrals", "Sponsorship", "SupportWallet",
    "Server",
]
let talking: Set<String> = [
    "Storage", "Ledger", "Wire", "SMTP", "IMAP", "Buckets", "People", "Outbox", "Notices", "Inbox", "Applications",
    "Funders", "Submissions", "Commissions", "Webhooks", "Cohorts", "PartnerFunding", "Referrals", "Sponsorship",
    "SupportWallet", "Server",
]

/// Databases for tests, on the engine that the run is about.
let testDatabases = "TestDatabases"

/// Labelled replies and how far readings agree with them.
let testReadings = "TestReadings"

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
]

/// Modules that look at every byte of a mail, a page or a row. They are optimized in debug builds too: else the first reply
/// that a program reads takes it 24 seconds.
let quick: Set<String> = ["Kernel", "Classification", "Crypto", "Storage", "Templates", "Web", "MIME"]
let optimized: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
    name: "fundgate",
    targets: libraries.map { library in
        .systemLibrary(
            name: library.name, path: "Sources/\(library.name)", pkgConfig: library.pkgConfig,
            providers: [.apt([library.package])])
    }
        + modules.map { module in
            .target(
                name: module.name, dependencies: module.uses.map { .byName(name: $0) },
                swiftSettings: quick.contains(module.name) ? settings + optimized : settings)
        }
        + [
            // A table of our own, written by `learn-reading`.
            .target(name: "CLeanings"),
            .executableTarget(name: "fundgate", dependencies: ["Server"], swiftSettings: settings),
            .target(
                name: "BenchTools",
                dependencies: ["Kernel", "Crypto", "Storage", "Applications", "Funders", "Submissions"],
                path: "Benchmarks/BenchTools", swiftSettings: settings),
            .executableTarget(
                name: "bench-send", dependencies: ["Kernel", "Wire", "SMTP"], path: "Benchmarks/bench-send",
                swiftSettings: settings),
            .executableTarget(
                name: "bench-ingest",
                dependencies: ["BenchTools", "Kernel", "Storage", "People", "Correspondence", "Inbox", "Applications"]
                    + ["Funders", "Submissions", "Server"],
                path: "Benchmarks/bench-ingest", swiftSettings: settings),
            .executableTarget(
                name: "bench-blobs", dependencies: ["BenchTools", "Kernel", "Crypto", "Storage", "Wire", "Buckets"],
                path: "Benchmarks/bench-blobs", exclude: ["beside-boto3"], swiftSettings: settings),
            .executableTarget(
                name: "bench-lists",
                dependencies: [
                    "BenchTools", "Kernel", "Storage", "Applications", "Web", "People", "Submissions", "Server",
                ],
                path: "Benchmarks/bench-lists", exclude: ["beside-datasette"], swiftSettings: settings),
            .executableTarget(
                name: "bench-referrals",
                dependencies: ["BenchTools", "Kernel", "Storage", "Web", "People", "Referrals", "Server"],
                path: "Benchmarks/bench-referrals", swiftSettings: settings),
            .executableTarget(
                name: "bench-ledger", dependencies: ["BenchTools", "Kernel", "Storage", "Ledger", "CSQLite"],
                path: "Benchmarks/bench-ledger", exclude: ["plain.sql"], swiftSettings: settings),
            .executableTarget(
                name: "bench-reading", dependencies: ["Kernel", "MIME", "Classification", "Server", "TestReadings"],
                path: "Benchmarks/bench-reading", swiftSettings: settings),
            .executableTarget(
                name: "learn-reading", dependencies: ["Kernel", "Classification", "TestReadings"],
                path: "Benchmarks/learn-reading", swiftSettings: settings),
            .executableTarget(
                name: "bench-outbox",
                dependencies: ["BenchTools", "Kernel", "Crypto", "Storage", "People", "Correspondence", "Outbox"]
                    + ["Applications", "Funders", "Submissions", "Server"],
                path: "Benchmarks/bench-outbox", swiftSettings: settings),
        ]
        + [
            .target(
                name: testCalls, dependencies: ["Kernel", "Web"], path: "Tests/\(testCalls)", swiftSettings: settings),
            .target(
                name: testReadings, dependencies: ["Kernel", "Classification"], path: "Tests/\(testReadings)",
                swiftSettings: settings),
            .target(
                name: testDatabases,
                dependencies: ["CPostgres", "Crypto", "Kernel", "Storage", .byName(name: testServers)],
                path: "Tests/\(testDatabases)",
                swiftSettings: settings),
        ]
        + [
            .target(
                name: testServers, path: "Tests/\(testServers)", exclude: ["mail-lab", "many-clients", "bucket-lab"],
                swiftSettings: settings)
        ]
        + [
            // Pages in a real browser, and bad input against all routes.
            .testTarget(
                name: "BrowserTests",
                dependencies: (modules.map(\.name) + [testServers, testDatabases]).map { .byName(name: $0) },
                swiftSettings: settings)
        ]
        + [.testTarget(name: "TidyTests", swiftSettings: settings)]
        + [
            // The whole program against real servers; the name sets these tests apart (scripts/test unit).
            .testTarget(
                name: "EndToEnd",
                dependencies: (modules.map(\.name) + ["fundgate", testServers, testCalls, testDatabases]).map {
                    .byName(name: $0)
                },
                swiftSettings: settings)
        ]
        + modules.map { module in
            .testTarget(
                name: "\(module.name)Tests",
                dependencies: ([module.name]
                    + module.uses.filter { use in !libraries.contains { $0.name == use } }
                    + (module.name == "Storage" || module.uses.contains("Storage") ? [testDatabases] : [])
                    + (talking.contains(module.name) ? [testServers] : [])
                    + (called.contains(module.name) ? [testCalls] : [])
                    + (module.name == "Classification" ? [testReadings] : []))
                    .map { .byName(name: $0) },
                swiftSettings: settings)
        }
)
