"""Tests of somebody's own, which know nothing of Assay; conftest.py does the rest."""
import os

import boto3
import pytest
from botocore.config import Config


@pytest.fixture
def omics():
    # The stand-in has no name of its own that botocore could put a prefix before.
    config = Config(inject_host_prefix=False, retries={"max_attempts": 2, "mode": "standard"})
    return boto3.client("omics", endpoint_url=os.environ["ASSAY_ENDPOINT"], config=config)


def test_every_job_comes_once(omics):
    pages = omics.get_paginator("list_reference_import_jobs").paginate(
        referenceStoreId="1234567890", PaginationConfig={"PageSize": 3})
    ids = [job["id"] for page in pages for job in page["importJobs"]]
    assert len(ids) == len(set(ids)) == 11


def test_a_store_that_is_not_there(omics):
    with pytest.raises(omics.exceptions.ResourceNotFoundException):
        omics.list_reference_import_jobs(referenceStoreId="4040404040")


def test_a_server_that_sends_short_ids(omics):
    # boto3 does not look at the length of what comes back: only the contract tells.
    omics.list_reference_import_jobs(referenceStoreId="9000000001", maxResults=2)


def test_a_request_that_breaks_the_contract():
    config = Config(inject_host_prefix=False, parameter_validation=False)
    omics = boto3.client("omics", endpoint_url=os.environ["ASSAY_ENDPOINT"], config=config)
    with pytest.raises(omics.exceptions.ValidationException):
        omics.list_reference_import_jobs(referenceStoreId="1234567890", maxResults=101)
