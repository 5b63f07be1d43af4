"""json.loads of a document of about 1 MB."""

import json

from json_dumps import DOCUMENT

TEXT = json.dumps(DOCUMENT)


def run():
    found = json.loads(TEXT)
    return found["count"], found["records"][17]["name"], found == DOCUMENT
