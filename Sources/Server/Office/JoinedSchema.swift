import Applications
import Correspondence
import Inbox
import Outbox
import People
import Storage

/// Every slice's tables, in the order in which they refer to each other.
package enum JoinedSchema {
    package static let migrations: [Migration] =
        StorageSchema.migrations
        + PeopleSchema.migrations
        + CorrespondenceSchema.migrations
        + OutboxSchema.migrations
        + InboxSchema.migrations
        + ApplicationsSchema.migrations
        + ServerSchema.migrations
}
