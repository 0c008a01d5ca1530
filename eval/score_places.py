#!/usr/bin/env python3
"""Scores `dateline inspect places` on sentences with ambiguous names: country and kind of the place at the mention.

    score_places.py --rows TABLE           prints the sentences as rows {id, text}
    score_places.py TABLE ANSWERS HALF     prints `figure country_HALF SHARE` and `figure kind_HALF SHARE`
"""

import json
import sys


def read(path):
    with open(path, encoding="utf-8") as table:
        return [line.rstrip("\n").split("\t") for line in table if not line.startswith("#")]


if sys.argv[1] == "--rows":
    for number, (text, *_) in enumerate(read(sys.argv[2])):
        print(json.dumps({"id": str(number), "text": text}, ensure_ascii=False))
    sys.exit()

gold = read(sys.argv[1])
with open(sys.argv[2], encoding="utf-8") as answers:
    rows = [json.loads(line) for line in answers]
if len(rows) != len(gold):
    sys.exit(f"{len(rows)} answers to {len(gold)} sentences")
countries = kinds = 0
for (text, mention, country, kind), row in zip(gold, rows):
    start = text.index(mention)
    found = [p for p in row["places"] if p["start"] < start + len(mention) and start < p["end"]]
    shown = (found[0]["country"] or "-", found[0]["kind"]) if found else ("none", "none")
    countries += shown[0] == country
    kinds += shown[1] == kind
print(f"figure country_{sys.argv[3]} {countries / len(gold):.4f}")
print(f"figure kind_{sys.argv[3]} {kinds / len(gold):.4f}")
