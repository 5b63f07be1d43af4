"""json.dumps of a document of about 1 MB."""

import json


def make_document():
    state, records = 7, []
    for number in range(4_500):
        state = (state * 1103515245 + 12345) % 2147483648
        records.append({"id": number, "name": f"user {state % 997}", "active": state % 3 == 0, "score": state / 1e6,
                        "tags": ["alpha", "beta", f"tag{state % 31}"], "address": {"city": "Zürich", "zip": state % 9999},
                        "notes": "a \"quoted\" line\nand another" if state % 5 == 0 else None})
    return {"records": records, "count": len(records)}


DOCUMENT = make_document()


def run():
    return len(json.dumps(DOCUMENT)), len(json.dumps(DOCUMENT, indent=1, ensure_ascii=False, sort_keys=True)[:1000])
