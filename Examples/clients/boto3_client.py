#!/usr/bin/env python3
"""Lists the reference import jobs of a store with boto3, page by page: the id of every job, one a line."""
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

CONFIG = Config(connect_timeout=2, read_timeout=2, retries={"mode": "standard", "max_attempts": 3})


def main():
    # The endpoint, the region and the credentials come from the environment.
    omics = boto3.client("omics", config=CONFIG)
    pages = omics.get_paginator("list_reference_import_jobs").paginate(referenceStoreId="7418529630")
    for page in pages:
        for job in page.get("importJobs", []):
            print(job["id"])


if __name__ == "__main__":
    try:
        main()
    except (BotoCoreError, ClientError) as error:
        sys.exit(f"error: {error}")
