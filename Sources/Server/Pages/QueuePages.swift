import Analysis
import Charts
import Kernel
import Storage
import Web

extension DeskRoutes {
    /// Every queue with its words, its count and the age of its oldest (J31).
    func queues(_ request: Request) async throws -> Answer {
        let lines = try await queueLines(request)
        let value: Value = [
            "queues": .list(
                lines.map { card, queue in
                    queue.value.adding("name", .string(card.name)).adding("label", .string(card.label))
                        .adding("path", .string(card.path))
                }),
            "chart": BarChart(
                id: "queues", title: "How much waits", summary: "How much waits in each queue",
                bars: lines.map { card, queue in
                    BarChart.Bar(
                        label: card.label, count: queue.count, text: "\(queue.count)\(queue.isMore ? " or more" : "")")
                }
            ).value,
        ]
        return .view("figures/queues", value, title: "Queues")
    }

    func exportQueues(_ request: Request) async throws -> Answer {
        var text = CommaText(head: ["queue", "count", "or_more", "oldest_at"])
        for (card, queue) in try await queueLines(request) {
            text.add([card.label, "\(queue.count)", "\(queue.isMore)", queue.oldest?.description ?? ""])
        }
        return text.answer(name: "queues.csv")
    }

    private func queueLines(_ request: Request) async throws -> [(QueueCard, WaitingCounts.Queue)] {
        let (caller, now) = (try request.caller, office.clock.now())
        let queues = try await office.database.read {
            try WaitingCounts.queues(tenant: caller.tenant, at: now, $0)
        }
        return QueueCard.all.compactMap { card in
            queues.first { $0.name == card.name }.map { (card, $0.queue) }
        }
    }
}
