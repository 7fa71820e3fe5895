import Crypto
import Kernel
import People
import Templates
import Web

/// Makes a page of a view: its values made readable, and around it what all pages have.
package struct PageRenderer: Sendable {
    let templates: TemplateLibrary
    let assets: StaticFiles
    let clock: any Clock
    let missing: MissingPolicy
    /// Patterns of pages that are given as comma-separated text too.
    let exported: Set<String>

    package init(
        _ office: Office, assets: StaticFiles, routes: [Route], missing: MissingPolicy = .empty
    ) {
        templates = office.templates
        self.assets = assets
        clock = office.clock
        self.missing = missing
        let all = Set(routes.map(\.pattern))
        exported = all.filter { all.contains("\($0)/export") }
    }

    package func render(_ view: View, _ request: Request) throws -> [UInt8] {
        let now = clock.now()
        let stamp = Hexadecimal.encode(randomBytes(12))
        let waiting = view.value[WaitingCounts.member]
        var context = view.value
        context = Shown(now: now).value(context)
        context = context.adding("page", page(view, request, waiting: waiting, stamp: stamp, now: now))
        let bytes = try Self.asFault { try templates.render("admin/\(view.template)", context, missing: missing) }
        return Choices.mark(Self.numberKeys(bytes, stamp: Array(stamp.utf8)))
    }

    /// A page that cannot be made is nothing that the asker could mend.
    private static func asFault(_ make: () throws -> [UInt8]) throws -> [UInt8] {
        do { return try make() } catch let error as TemplateError { throw PageFault(description: error.reason) }
    }

    private func page(_ view: View, _ request: Request, waiting: Value?, stamp: String, now: Moment) -> Value {
        let principal = request.principal
        let roles = principal?.roles ?? []
        var query = Value.Fields()
        let navigation =
            principal == nil
            ? (rows: [], beside: .null) : NavigationRow.value(roles: roles, path: request.path, waiting: waiting)
        for (name, value) in request.query.entries where query[name] == nil { query[name] = Value(value) }
        let narrowed = request.query.entries.filter { !["after", "limit"].contains($0.name) && !$0.value.isEmpty }
        let export = "\(request.path)/export" + (narrowed.isEmpty ? "" : "?" + Query.encoded(narrowed))
        let isExported = exported.contains(request.pattern) && view.status < 400
        return [
            "title": Value(view.title ?? "fundgate"),
            "path": Value(request.path),
            "query": .object(query),
            "export": isExported ? .string(export) : .null,
            "name": Value(principal?.name),
            "is_signed_in": Value(principal != nil),
            "is_person": Value(principal?.person != nil),
            "home": .string(Role.home(of: roles)),
            "csrf": Value(principal?.csrf),
            "key": Value(stamp),
            "is_admin": Value(Access.admins.admits(roles)),
            "is_broker": Value(Access.brokers.admits(roles)),
            "is_reviewer": Value(Access.reviewers.admits(roles)),
            "navigation": navigation.rows, "beside": navigation.beside,
            "style": Value(assets.address(of: "style.css")),
            "script": Value(assets.address(of: "desk.js")),
            "icon": Value(assets.address(of: "icon.svg")),
            "now_at": Value(now),
        ]
    }

    /// Each form gets an idempotency key of its own: the page's stamp with a number behind it.
    private static func numberKeys(_ bytes: [UInt8], stamp: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count + 64)
        var number = 0
        var index = 0
        while index < bytes.count {
            if bytes[index] == stamp[0], bytes[index...].starts(with: stamp) {
                number += 1
                out += stamp + Array("-\(number)".utf8)
                index += stamp.count
            } else {
                out.append(bytes[index])
                index += 1
            }
        }
        return out
    }
}

/// A template of the program's own is wrong.
struct PageFault: Fault {
    let description: String
}
