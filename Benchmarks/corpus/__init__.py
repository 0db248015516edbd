"""A deterministic generator of traffic for `ListReferenceImportJobs`, with labels.

Every corpus is an NDJSON file (or one HAR document) and a side file that says which
documents are broken, by which constraint and where. The labels come from how a document
was made, never from a checker, so they are an independent statement of what a checker
should say.
"""

#: Part of every cached file's identity; raise it when the output of the generator changes.
GENERATOR_VERSION = 1
