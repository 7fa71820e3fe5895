import Charts
import Kernel
import Testing

@Suite struct BarChartTests {
    @Test func `L07 bars are as long as their numbers, and what is there at all can be seen`() {
        let bars = [100_000, 50_000, 1, 0].map { BarChart.Bar(label: "x", count: $0, text: "\($0)") }
        let chart = BarChart(id: "c", title: "t", summary: "s", bars: bars).value
        #expect(chart["bars"]?.list?.compactMap { $0["length"]?.integer } == [270, 135, 2, 0])
        #expect(BarChart(id: "c", title: "t", summary: "s", bars: []).value == .null)
    }
}
