import Applications
import Kernel
import People
import Sponsorship
import Storage
import Web

extension DemoOffice {
    /// Who enters what the federation's nodes do.
    static let officer = (
        address: "federation@demo.example", name: "Noor Valdés", roles: [RoleName.sponsorshipOfficer] as Set<RoleName>
    )

    /// Adds the federation, once: an office with nodes has it.
    func addFederation() async throws {
        let known = try await office.database.read { try Person.find(email: Self.officer.address, $0) }
        if known == nil {
            _ = try await office.add(
                NewPerson(
                    address: Self.officer.address, name: Self.officer.name, roles: Self.officer.roles, tenant: tenant,
                    password: password))
        }
        let picture = Array("Announcer's script, 14:02:10: Fjord Outfitters\n".utf8)
        let blob = try await FileIntake(blobs: office.blobs).put { picture }
        let evidence = ApplicationFile.Draft(
            document: FileCode(.other), name: "script.txt", type: "text/plain", sizeBytes: blob.sizeBytes,
            digest: blob.digest)
        let (tenant, now) = (tenant, office.clock.now())
        try await office.database.write { db in
            guard let maker = try Person.find(email: Self.officer.address, db),
                let checker = try Person.find(email: Self.people[0].address, db)
            else { return }
            try SampleFederation(
                by: Self.principal(maker, tenant), checkedBy: Self.principal(checker, tenant), evidence: evidence,
                at: now
            ).add(db)
        }
    }

    private static func principal(_ person: Person, _ tenant: TenantID) -> Principal {
        Principal(
            tenant: tenant, person: person.id, name: person.name, roles: Set(person.roles),
            credential: .session(id: "demo", csrf: "demo"))
    }
}
