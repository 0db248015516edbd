import AssayModel
import AssayReport

enum CheckPipeline {
  static func run(_ job: CheckJob) throws(OutputError) -> CheckOutcome {
    CheckOutcome(summary: Summary(), inputErrors: [])
  }
}
