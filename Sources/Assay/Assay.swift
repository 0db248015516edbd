// What a user of the library sees beside the façade's own types: contracts, exchanges, verdicts.
@_exported public import AssayModel
