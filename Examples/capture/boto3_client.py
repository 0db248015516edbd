"""What the recordings ask of the stand-in with boto3. `good` or `faulty` says which recording."""

import os
import sys
from datetime import datetime, timezone

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from standin import EMPTY, FAULTS, STORE, THROTTLED


def client(**options):
    return boto3.client(
        "omics", endpoint_url=os.environ["ASSAY_ENDPOINT"],
        config=Config(retries={"max_attempts": 3, "mode": "standard"}, **options))


def ask(omics, **request):
    """One request; whatever comes back, the next one is made."""
    try:
        omics.list_reference_import_jobs(**request)
    except (ClientError, BotoCoreError, ValueError, KeyError) as error:
        print(f"{request}: {type(error).__name__}")


def good():
    omics = client()
    pages = omics.get_paginator("list_reference_import_jobs")
    for size in (1, 4, 100):
        ids = [
            job["id"]
            for page in pages.paginate(referenceStoreId=STORE, PaginationConfig={"PageSize": size})
            for job in page["importJobs"]
        ]
        assert len(ids) == len(set(ids)) == 11, ids
    ask(omics, referenceStoreId=STORE)
    ask(omics, referenceStoreId=EMPTY, maxResults=100)
    for status in ("COMPLETED", "COMPLETED_WITH_FAILURES"):
        ask(omics, referenceStoreId=STORE, filter={"status": status})
    moment = datetime(2024, 1, 4, 8, 30, 15, 250000, timezone.utc)
    ask(omics, referenceStoreId=STORE, filter={"createdAfter": moment})
    ask(omics, referenceStoreId=STORE, filter={"createdBefore": moment})
    ask(omics, referenceStoreId=STORE, maxResults=2,
        filter={"status": "SUBMITTED", "createdAfter": moment, "createdBefore": datetime(2030, 1, 1)})
    ask(omics, referenceStoreId="404" * 12)
    ask(omics, referenceStoreId=THROTTLED, maxResults=3)


def faulty():
    omics = client()
    for store in FAULTS:
        ask(omics, referenceStoreId=store, maxResults=4, filter={"status": "CANCELLING"})
        ask(omics, referenceStoreId=store, maxResults=11)
    # A client that does not check its own requests.
    careless = client(parameter_validation=False)
    ask(careless, referenceStoreId="9000000013", maxResults=0)
    ask(careless, referenceStoreId=STORE, maxResults=101)
    ask(careless, referenceStoreId="12345", maxResults=1)
    ask(careless, referenceStoreId=STORE, filter={"status": "completed"})


if __name__ == "__main__":
    {"good": good, "faulty": faulty}[sys.argv[1]]()
