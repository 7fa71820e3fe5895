/// The table of routes as a Markdown table, sorted by path; assets are left out.
package func routesMarkdown(_ routes: [Route]) -> String {
    var text = "| method | path | who | what |\n|---|---|---|---|\n"
    for route in routes.filter({ !$0.isAsset }).sorted(by: isListedBefore) {
        let what = route.summary + (route.needsKey ? "; needs an Idempotency-Key" : "")
        text += "| \(route.method.rawValue) | `\(route.pattern)` | \(route.access) | \(what) |\n"
    }
    return text
}
