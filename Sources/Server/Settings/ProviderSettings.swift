import Correspondence
import Kernel
import SupportWallet
import Wire

/// The providers of support: Paystack for names of accounts and transfers, a seller of airtime. Nil where none is set.
package struct ProviderSettings: Sendable, Equatable {
    let paystack: Door?
    let airtime: Door?

    /// An address and where its key lies.
    struct Door: Sendable, Equatable {
        let address: String
        let secret: SecretSource
    }

    init(_ reader: inout ConfigurationReader, path: (String) -> String) {
        paystack = Self.door("paystack", at: Paystack.standardAddress, &reader, path)
        airtime = Self.door("airtime", at: nil, &reader, path)
    }

    /// Both at one address, with one secret.
    init(address: String, secretFile: String) {
        let door = Door(address: address, secret: SecretSource(file: secretFile, variable: nil))
        (paystack, airtime) = (door, door)
    }

    var isSet: Bool { paystack != nil || airtime != nil }

    private static func door(
        _ name: String, at standard: String?, _ reader: inout ConfigurationReader, _ path: (String) -> String
    ) -> Door? {
        let address = reader.text("\(name)_url", optional: true)
        let file = reader.text("\(name)_secret_file", optional: true).map(path)
        let variable = reader.text("\(name)_secret_variable", optional: true)
        guard file != nil || variable != nil else {
            if address != nil {
                reader.problems.append("\(name)_url needs \(name)_secret_file or \(name)_secret_variable")
            }
            return nil
        }
        guard let place = address ?? standard, Paystack.parse(place) != nil else {
            reader.problems.append("\(name)_url must be https:// or http:// and a host")
            return nil
        }
        return Door(address: place, secret: SecretSource(file: file, variable: variable))
    }
}

extension Office {
    /// Calls to providers: half a minute at most.
    static let providerCall: Paystack.Send = {
        let client = HTTPClient(connectTimeout: .seconds(10), silence: .seconds(20), longest: .seconds(30))
        return { call in try await Blocking.run { try client.send(call) } }
    }()

    /// Paystack where it is set and its secret can be read.
    var paystack: Paystack? {
        guard let door = configuration.providers.paystack else { return nil }
        do {
            return Paystack(address: door.address, secret: try door.secret.read(), send: Self.providerCall)
        } catch {
            log.info("Paystack's secret cannot be read: \(error)")
            return nil
        }
    }

    /// Where airtime is bought, where it is set.
    private var airtime: AirtimeAggregator? {
        guard let door = configuration.providers.airtime else { return nil }
        do {
            return AirtimeAggregator(address: door.address, key: try door.secret.read(), send: Self.providerCall)
        } catch {
            log.info("the airtime provider's key cannot be read: \(error)")
            return nil
        }
    }

    /// With which Paystack signs what it tells.
    var paystackSecret: String? {
        // What cannot be read was told where the provider was made.
        configuration.providers.paystack.flatMap { try? $0.secret.read() }
    }

    /// Sends what is approved, by the providers that are set; without one it waits.
    var disbursementDesk: DisbursementDesk {
        var providers: [Channel: any PayoutProvider] = [:]
        if let paystack { providers[.bankTransfer] = paystack }
        if let airtime { providers[.airtime] = airtime }
        let log = log
        return DisbursementDesk(
            database: database, clock: clock, keys: keys.personal, providers: providers, funding: CommitmentFunding(),
            log: { log.info($0) })
    }

    /// Who knows the names of bank accounts.
    var bankProvider: any BankProvider { paystack ?? NoBankProvider() }
}
