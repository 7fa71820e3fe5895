import Kernel

/// For whom the running task works: a request of a person or a program is its office's, the workers' tasks are nobody's.
/// On PostgreSQL, row-level security shows such a task its own office's rows only, whatever a statement forgot.
package enum Tenancy {
    @TaskLocal package static var current: TenantID?
}
