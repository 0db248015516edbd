/// What a task needs to run a plan: buffers, match data, what was learned of member order, and
/// which constraints were exercised. Not shared between tasks.
package final class Scratch {
  /// Creates the scratch of one task.
  package init(for plan: Plan) {}
}
