import Kernel
import People
import Storage
import Web

/// What is open to everybody: the enquiry, and what comes by a mail's link.
extension PartnerRoutes {
    func showEnquiry(_ request: Request) async throws -> Answer {
        let office = try await office(request)
        return .view(
            "partners/enquiry", Enquiry.choices.adding("office", .string(office.name)),
            title: "Become a funding partner")
    }

    func enquire(_ request: Request) async throws -> Answer {
        let enquiry = try request.read { Enquiry.read(&$0) }
        let office = try await office(request)
        // Slips of the pen cost nothing; what is written and mailed is counted.
        let (place, now) = (ClientPlace.of(request.clientAddress), clock.now())
        try enquiries.take(place, at: now)
        do { try offices.take(office.id.description, at: now) } catch {
            enquiries.giveBack(place)
            throw error
        }
        let order = PartnerDesk.Order(
            tenant: office.id, who: PartnerDesk.who, key: request.publicKey(for: request.value))
        let (value, isReplay) = try await Tenancy.$current.withValue(office.id) {
            try await desk.enquire(enquiry, order)
        }
        if isReplay {
            enquiries.giveBack(place)
            offices.giveBack(office.id.description)
        }
        return Answer.view(
            "partners/told", value.adding("is_received", true), title: "Thank you", status: 202
        ).replayed(isReplay)
    }

    func showConfirmation(_ request: Request) async throws -> Answer {
        .view(
            "partners/confirmation", ["token": .string(try Self.token(request))], title: "Confirm your address")
    }

    func confirm(_ request: Request) async throws -> Answer {
        try links.take(request.clientAddress, at: clock.now())
        let token = try request.read { $0.text("token", max: 100) }
        let value = try await desk.confirm(token)
        return .view("partners/told", value.adding("is_confirmed", true), title: "Thank you")
    }

    func showInvitation(_ request: Request) async throws -> Answer {
        try links.take(request.clientAddress, at: clock.now())
        let token = try Self.token(request)
        let partner = try await desk.invited(token)
        return .view(
            "partners/invitation",
            [
                "token": .string(token), "partner_name": .string(partner.name),
                "email": .string(partner.enquiry.email), "contact_name": .string(partner.enquiry.contactName),
            ], title: "Make your login")
    }

    func join(_ request: Request) async throws -> Answer {
        try links.take(request.clientAddress, at: clock.now())
        let (token, name, password) = try request.read { reader in
            (
                reader.text("token", max: 100), reader.text("name", max: 200),
                PeopleRoutes.password("password", &reader)
            )
        }
        return Answer.created(
            location: "/sign-in?next=/partner", try await desk.join(token, name: name, password: password))
    }

    private func office(_ request: Request) async throws -> Tenant {
        guard let id = Identifier<TenantTag>(request.parameter("office")) else { throw PartnerRefusal.unknownOffice }
        guard let office = try await database.read({ try Tenant.find(id, $0) }) else {
            throw PartnerRefusal.unknownOffice
        }
        return office
    }

    private static func token(_ request: Request) throws -> String {
        guard let text = try request.query.text("token", max: 100) else {
            throw PlainRefusal(.invalid, code: "required", field: "token", "the link of the mail has a token")
        }
        return text
    }
}
