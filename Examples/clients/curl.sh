#!/bin/sh
# Asks for the first page of the reference import jobs of a store with curl, and prints the answer as
# it is: the raw client, which knows HTTP and nothing of JSON.
exec curl --silent --show-error --fail-with-body --compressed --max-time 4 \
  --header 'Content-Type: application/json' --data '{}' \
  "$ASSAY_ENDPOINT/referencestore/7418529630/importjobs"
