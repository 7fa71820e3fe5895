import Crypto
import Kernel
import People
import Sheets
import Storage
import Web

/// Members' fees that are taken in together.
extension NodeBankRoutes {
    func takeFees(_ request: Request) async throws -> Answer {
        let (layout, currency, list, isFurther) = try request.read { reader in
            let currency = reader.optionalChoice("currency") ?? Currency.eur
            let rows = FeeImport.rows(&reader, currency: currency)
            return (SheetLayout<FeeField>(&reader), currency, rows, reader.flag("further"))
        }
        let upload = request.files.first
        var (taken, told) = (list, Value?.none)
        if let upload {
            let bytes = try await intake.read(path: upload.path)
            taken = try await intake.run { try FeeImport.rows(bytes, layout, currency: currency) }
            told = ["file": .string(Digest(of: bytes).description)]
        }
        guard !taken.isEmpty else { throw NodeBankRefusal.noFile }
        let (rows, name) = (taken, upload.map { String($0.name.prefix(200)) })
        let (value, isReplay) = try await once(request, told: told) { act, db in
            try FeeImport(act: act, isFurther: isFurther).run(rows, fileName: name, db)
        }
        return Answer.created(location: "/org-fee-imports/\(value["id"]?.text ?? "")", value).replayed(isReplay)
    }

    func imports(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let (scope, page) = (NodeScope(caller), try request.query.page())
        let value = try await database.read { db -> Value in
            try FeeImport.list(scope, caller.who, page: page, db).value(\.self)
        }
        return .view(
            "sponsorship/fee-imports", value.adding("choices", SheetLayout<FeeField>.choices),
            title: "Members' fees taken in")
    }

    func showImport(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let scope = NodeScope(caller)
        let id = try request.id("id", FeeImport.self)
        let value = try await database.read { try FeeImport.find(id, scope, caller.who, $0) }
        return .view("sponsorship/fee-import", value, title: "Members' fees taken in")
    }
}
