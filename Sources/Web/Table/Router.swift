import Kernel

/// Finds the route of a path. Literal segments go before places: `/offers/new` before `/offers/{id}`.
package struct Router: Sendable {
    package let routes: [Route]
    private let patterns: [Pattern]
    private let root: Node

    /// The routes by their segments.
    private struct Node: Sendable {
        var literals: [String: Node] = [:]
        /// One node or none, in a list because a struct cannot hold itself.
        var place: [Node] = []
        var routes: [Method: Int] = [:]
    }

    package enum Match {
        case route(Route, parameters: [String: String])
        case otherMethods([Method])
        case nothing
    }

    /// Traps where two routes answer the same, or where neither of two routes that can answer the same is the closer one.
    package init(_ routes: [Route]) {
        self.routes = routes
        patterns = routes.map { Pattern($0.pattern) }
        var root = Node()
        for (index, route) in routes.enumerated() {
            Self.insert(index, route, patterns[index].segments[...], into: &root)
        }
        self.root = root
        Self.requireUnambiguous(zip(routes.map(\.method), patterns))
    }

    private static func insert(
        _ index: Int, _ route: Route, _ segments: ArraySlice<Pattern.Segment>, into node: inout Node
    ) {
        switch segments.first {
        case nil:
            precondition(node.routes[route.method] == nil, "two routes for \(route.method.rawValue) \(route.pattern)")
            node.routes[route.method] = index
        case .literal(let text):
            insert(index, route, segments.dropFirst(), into: &node.literals[text, default: Node()])
        case .place:
            if node.place.isEmpty { node.place = [Node()] }
            insert(index, route, segments.dropFirst(), into: &node.place[0])
        }
    }

    private static func requireUnambiguous(_ patterns: some Sequence<(Method, Pattern)>) {
        for group in Dictionary(grouping: patterns, by: { $0.0 }).values {
            for (index, (method, left)) in group.enumerated() {
                for (_, right) in group[(index + 1)...] {
                    precondition(
                        !left.isAmbiguous(with: right),
                        "neither \(left.text) nor \(right.text) of \(method.rawValue) is the closer one")
                }
            }
        }
    }

    package func match(_ method: Method, _ segments: [String]) -> Match {
        var allowed: Set<Method> = []
        let wanted: [Method] = method == .head ? [.head, .get] : [method]
        guard let found = find(wanted, segments[...], in: root, &allowed) else {
            if allowed.isEmpty { return .nothing }
            if allowed.contains(.get) { allowed.insert(.head) }
            return .otherMethods((allowed.union([.options])).sorted())
        }
        let places = zip(patterns[found].segments, segments).compactMap { segment, text in
            if case .place(let name) = segment { (name, text) } else { nil }
        }
        return .route(routes[found], parameters: Dictionary(places) { first, _ in first })
    }

    private func find(
        _ methods: [Method], _ segments: ArraySlice<String>, in node: Node, _ allowed: inout Set<Method>
    ) -> Int? {
        guard let first = segments.first else {
            for method in methods {
                if let index = node.routes[method] { return index }
            }
            allowed.formUnion(node.routes.keys)
            return nil
        }
        let rest = segments.dropFirst()
        if let next = node.literals[first], let found = find(methods, rest, in: next, &allowed) { return found }
        guard !first.isEmpty, let next = node.place.first else { return nil }
        return find(methods, rest, in: next, &allowed)
    }
}
