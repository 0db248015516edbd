"""Validates documents against a JSON Schema: validate.py SCHEMA DOCUMENTS.

DOCUMENTS is a JSON array; one line is printed for each: `ok`, or where and what the first error is.
"""
import json
import sys

from jsonschema import Draft202012Validator

with open(sys.argv[1]) as file:
    schema = json.load(file)
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema)
with open(sys.argv[2]) as file:
    documents = json.load(file)
for document in documents:
    errors = list(validator.iter_errors(document))
    if errors:
        where = "/".join(str(part) for part in errors[0].absolute_path)
        print("error at /" + where + ": " + errors[0].message.replace("\n", " ")[:200])
    else:
        print("ok")
