import Kernel

extension Call {
    /// The sample office at work: the second start goes on where the first one ended.
    func demo() async throws -> Int32 {
        let place = DemoPlace(folder: demoFolder)
        var port: UInt16?
        if let text = option("--port") {
            guard let number = UInt16(text) else { throw UsageError("--port must be a port number", line.command) }
            port = number
        }
        var configuration = try place.configuration(
            port: port, environment: environment, base: LocalFile.workingFolder)
        try LocalFile.makeFolder(place.folder)
        let providers = configuration.providers.isSet ? nil : try SimulatedProviders(place)
        if let providers { configuration.providers = providers.settings }
        let stop = StopSignal()
        let isNew = try await !configuration.database.isMade()
        if isNew { terminal.say("making a sample office in \(place.folder) …") }
        let demo = try await DemoOffice.open(place, configuration, log: Log(level: configuration.logLevel))
        let accounts = try await demo.office.enroll()
        try await demo.addHistory()
        try await demo.sendFirst()
        try await demo.addDeals()
        try await demo.addRemittances()
        let participant = try await demo.addSupport()
        let log = demo.office.log
        let funders = SimulatedFunders(place: place, clock: demo.office.clock, log: { log.info($0) })
        let (say, password) = (terminal.say, demo.password)
        let shown = configuration.publicURL
        try await Desk(demo.office, accounts: accounts).run(
            until: stop,
            started: { port in
                say("")
                say("\(DemoOffice.name) is open: \(shown)  (port \(port); Ctrl-C ends it)")
                let partners =
                    DemoPartner.all.filter(\.signsIn).map(\.enquiry.email)
                    + DemoReferrer.all.filter(\.signsIn).map(\.fields.email)
                let programmes = [DemoOffice.officer.address] + [participant?.address].compactMap { $0 }
                for address in DemoOffice.people.map(\.address) + programmes + partners {
                    say("  sign in as \(address)  password \(password)")
                }
            }, beside: { await funders.run() })
        await providers?.stop()
        return 0
    }

    private var demoFolder: String {
        let folder = option("--data") ?? "data/demo"
        return folder.hasPrefix("/") ? folder : "\(LocalFile.workingFolder)/\(folder)"
    }
}
