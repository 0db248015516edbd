// What a test sees of the conformance cases: messages, expectations, subjects.
@_exported public import AssayGenerate
