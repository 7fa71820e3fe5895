import Kernel
import Storage

/// A company that funds merchants.
package struct Funder: Sendable {
    package typealias ID = Identifier<Funder>

    package let id: ID
    package let tenant: TenantID
    package let name: String
    package let status: FunderStatus
    package let statusReason: String?
    package let statusUpdatedAt: Moment
    /// While limited: sends in seven days.
    package let weeklyCap: Int?
    package let channel: Channel
    /// Promised hours to the first response, to an offer, and to the money.
    package let firstResponseHours: Int?
    package let offerHours: Int?
    package let fundingHours: Int?
    /// IANA name.
    package let timeZone: String
    /// Shown only: no calculation reads it.
    package let typicalTerms: String?
    package let createdAt: Moment
    package let updatedAt: Moment
    package let archivedAt: Moment?
    package let version: Int

    init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        name = try row["name"]
        status = try row["status"]
        statusReason = try row["status_reason"]
        statusUpdatedAt = try row["status_updated_at"]
        weeklyCap = try row["weekly_cap"]
        channel = try row["channel"]
        firstResponseHours = try row["first_response_hours"]
        offerHours = try row["offer_hours"]
        fundingHours = try row["funding_hours"]
        timeZone = try row["time_zone"]
        typicalTerms = try row["typical_terms"]
        createdAt = try row["created_at"]
        updatedAt = try row["updated_at"]
        archivedAt = try row["archived_at"]
        version = try row["version"]
    }

    /// How old a call note may be that opens the way to a funder that wants a call first.
    package static let callCounts = Span.days(30)
    /// The time in which a weekly cap counts.
    package static let capCounts = Span.days(7)

    /// Why nothing may be sent now, apart from addresses; nil where it may. `sentInWeek` counts sends of the last
    /// seven days. A call exactly 30 days ago counts.
    package func block(lastCall: Moment?, sentInWeek: Int, at now: Moment) -> SendBlock? {
        if archivedAt != nil { return .archived }
        if !channel.isLive { return .channelNotLive(channel) }
        switch status {
        case .active: return nil
        case .paused: return .paused
        case .doNotSend: return .doNotSend
        case .limited: return sentInWeek >= (weeklyCap ?? 0) ? .capReached(cap: weeklyCap ?? 0) : nil
        case .needsCallFirst:
            guard let lastCall, lastCall + Self.callCounts >= now else { return .needsCall }
            return nil
        }
    }

    package func value(domains: [String] = []) -> Value {
        var all = Value.Fields()
        all["id"] = Value(id)
        all["name"] = Value(name)
        all["status"] = Value(status.rawValue)
        all["status_label"] = Value(status.label)
        all["status_reason"] = Value(statusReason)
        all["status_updated_at"] = Value(statusUpdatedAt)
        all["weekly_cap"] = Value(weeklyCap)
        all["channel"] = Value(channel.rawValue)
        all["channel_label"] = Value(channel.label)
        all["first_response_hours"] = Value(firstResponseHours)
        all["offer_hours"] = Value(offerHours)
        all["funding_hours"] = Value(fundingHours)
        all["time_zone"] = Value(timeZone)
        all["typical_terms"] = Value(typicalTerms)
        all["domains"] = .list(domains.map { Value($0) })
        all["created_at"] = Value(createdAt)
        all["updated_at"] = Value(updatedAt)
        all["is_archived"] = Value(archivedAt != nil)
        all["version"] = Value(version)
        return .object(all)
    }
}
