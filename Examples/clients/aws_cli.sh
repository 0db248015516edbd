#!/bin/sh
# Lists the reference import jobs of a store with the AWS CLI, which walks through all pages itself.
# The endpoint, the region and the credentials come from the environment.
export AWS_RETRY_MODE=standard AWS_MAX_ATTEMPTS=3
exec aws omics list-reference-import-jobs --reference-store-id 7418529630 --output json \
  --cli-connect-timeout 2 --cli-read-timeout 2
