import AssayModel
import AssaySpec
import Testing
