#!/usr/bin/env python3
"""Dateline's language core beside spaCy, on one core, in one run.

usage: bench/spacy_side_by_side.py DATA OURS [--cpu-seconds N]

DATA   a folder with treebank/ (en_ewt-ud-*.conllu.gz, en_gum-permissive-ud-*.conllu.gz) and ner/ (uner_en_ewt-*.iob2.gz)
OURS   the example `speed` of crates/dateline-lang, built with --release

spaCy's part is what can be had without downloads: its blank English tokeniser, and its own small architecture
(MultiHashEmbed, four convolution layers of width 96, tagger, transition parser, transition entity recogniser, no
vectors) trained from scratch here for N seconds of CPU time at most (default 480, two thirds for tags and trees, one third for
names), on the same treebanks and the same names. Ours is the model that ships; it was trained on these sets and others.
Both are scored on the same gold sentences and tokens. Times are CPU time of one thread, models warm.
Skips, loudly and with exit code 0, where spaCy is not installed.
"""

import argparse
import gzip
import json
import os
import pathlib
import random
import subprocess
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[name] = "1"

try:
    import spacy
    from spacy.tokens import Doc
    from spacy.training import Example
except ImportError:
    print("SKIPPED: spaCy is not installed for this Python (python3 -m venv V && V/bin/pip install spacy)")
    sys.exit(0)


def sentences(path):
    """Sentences of a CoNLL-U file: words, tags, heads, relations, blanks."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows, until, glued = [], 0, False
        for line in lines:
            line = line.rstrip("\n")
            if not line:
                if rows:
                    yield rows
                rows, until = [], 0
                continue
            if line.startswith("#"):
                continue
            cell = line.split("\t")
            if "." in cell[0]:
                continue
            if "-" in cell[0]:
                until = int(cell[0].split("-")[1])
                glued = "SpaceAfter=No" in cell[9]
                continue
            number = int(cell[0])
            space = "SpaceAfter=No" not in cell[9] if number > until else number == until and not glued
            rows.append((cell[1], cell[3], int(cell[6]), cell[7].split(":")[0], space))
        if rows:
            yield rows


def names(path):
    """Sentences of an IOB2 file: words and labels; labels other than persons, organisations and places are O."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        words, labels = [], []
        for line in lines:
            line = line.rstrip("\n")
            if not line or line.startswith("#"):
                if not line and words:
                    yield words, labels
                    words, labels = [], []
                continue
            cell = line.split("\t")
            known = cell[2].split("-")[-1] in ("PER", "ORG", "LOC")
            words.append(cell[1])
            labels.append(cell[2] if known else "O")
        if words:
            yield words, labels


def tree_doc(vocab, rows, bare=False):
    words, spaces = [row[0] for row in rows], [row[4] for row in rows]
    if bare:
        return Doc(vocab, words=words, spaces=spaces)
    heads = [row[2] - 1 if row[2] else at for at, row in enumerate(rows)]
    deps = [row[3] if row[2] else "ROOT" for row in rows]
    tags = [row[1] for row in rows]
    return Doc(vocab, words=words, spaces=spaces, tags=tags, heads=heads, deps=deps)


def train(nlp, docs, seconds, seed=1):
    """Trains on gold documents until the CPU time is used up; gives the number of passes, as far as they went."""
    random.seed(seed)
    spacy.util.fix_random_seed(seed)
    bare = lambda doc: Doc(nlp.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])
    examples = [Example(bare(doc), doc) for doc in docs]
    optimizer = nlp.initialize(lambda: examples)
    order = list(range(len(examples)))
    start, seen = time.process_time(), 0
    while time.process_time() - start < seconds:
        random.shuffle(order)
        at = 0
        while at < len(order) and time.process_time() - start < seconds:
            words, batch = 0, []
            while at < len(order) and words < 1000:
                batch.append(examples[order[at]])
                words += len(batch[-1].reference)
                at += 1
            nlp.update(batch, sgd=optimizer, drop=0.1)
            seen += len(batch)
    return seen / len(examples)


def score_trees(docs, gold):
    words = tags = labelled = 0
    for doc, rows in zip(docs, gold):
        for token, (_, tag, head, rel, _) in zip(doc, rows):
            words += 1
            tags += token.tag_ == tag
            got = 0 if token.dep_ == "ROOT" else token.head.i + 1
            dep = "root" if token.dep_ == "ROOT" else token.dep_
            labelled += (got, dep) == (head, rel)
    return 100 * tags / words, 100 * labelled / words


def spans(labels):
    found, start = set(), None
    for at, label in enumerate(list(labels) + ["O"]):
        if start is not None and not label.startswith("I-"):
            found.add((start, at, labels[start][2:]))
            start = None
        if label.startswith("B-"):
            start = at
    return found


def speed(pipe, docs, words):
    """Tokens a second of CPU time; a first pass over a part warms up."""
    list(pipe(docs()[:50]))
    given = docs()
    start = time.process_time()
    list(pipe(given))
    return words / (time.process_time() - start)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("ours", type=pathlib.Path)
    parser.add_argument("--cpu-seconds", type=float, default=480)
    args = parser.parse_args()
    bank, ner = args.data / "treebank", args.data / "ner"
    told = subprocess.run([args.ours.resolve(), "--json", bank, ner], capture_output=True, text=True, check=True)
    ours = json.loads(told.stdout)
    gold = list(sentences(bank / "en_ewt-ud-test.conllu.gz"))
    words = sum(map(len, gold))
    text = "\n\n".join("".join(row[0] + " " * row[4] for row in rows) for rows in gold)

    blank = spacy.blank("en")
    blank.max_length = len(text) + 1
    start = time.process_time()
    paragraphs = text.split("\n\n")
    tokens = sum(len(blank.make_doc(paragraph)) for paragraph in paragraphs)
    tokeniser = tokens / (time.process_time() - start)
    ruled = spacy.blank("en")
    ruled.add_pipe("sentencizer")
    start = time.process_time()
    tokens = sum(len(doc) for doc in ruled.pipe(paragraphs))
    sentencizer = tokens / (time.process_time() - start)

    trees = spacy.blank("en")
    trees.add_pipe("tok2vec")
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96}
    trees.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "nO": None, "tok2vec": listener}})
    parser_model = {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": "parser", "extra_state_tokens": False, "hidden_width": 64, "maxout_pieces": 2, "use_upper": True, "nO": None, "tok2vec": listener}
    trees.add_pipe("parser", config={"model": parser_model})
    train_rows = [*sentences(bank / "en_ewt-ud-train.conllu.gz"), *sentences(bank / "en_gum-permissive-ud-train.conllu.gz")]
    docs = [tree_doc(trees.vocab, rows) for rows in train_rows]
    passes = train(trees, docs, args.cpu_seconds * 2 / 3)
    bare = lambda: [tree_doc(trees.vocab, rows, bare=True) for rows in gold]
    tree_speed = speed(trees.pipe, bare, words)
    upos, las = score_trees(list(trees.pipe(bare())), gold)

    finder = spacy.blank("en")
    finder.add_pipe("ner")
    named = [Doc(finder.vocab, words=w, ents=l) for w, l in names(ner / "uner_en_ewt-train.iob2.gz")]
    name_passes = train(finder, named, args.cpu_seconds / 3)
    test = list(names(ner / "uner_en_ewt-test.iob2.gz"))
    bare_names = lambda: [Doc(finder.vocab, words=w) for w, _ in test]
    name_speed = speed(finder.pipe, bare_names, sum(len(w) for w, _ in test))
    right = ours_n = gold_n = 0
    for doc, (_, labels) in zip(finder.pipe(bare_names()), test):
        got, want = {(e.start, e.end, e.label_) for e in doc.ents}, spans(labels)
        right, ours_n, gold_n = right + len(got & want), ours_n + len(got), gold_n + len(want)
    f1 = 200 * right / max(1, ours_n + gold_n)
    both = 1 / (1 / tree_speed + 1 / name_speed + 1 / tokeniser)

    print(f"spaCy {spacy.__version__} beside dateline, EWT test ({words} words), one thread, CPU time")
    print(f"spaCy trained here from scratch: trees {passes:.1f} passes, names {name_passes:.1f} passes, {args.cpu_seconds:.0f} CPU-s in all")
    rows = [
        ("tokeniser, tokens/s", f"{tokeniser:,.0f}", f"{ours['split']:,.0f} (with sentences)"),
        ("tokeniser + sentencizer, tokens/s", f"{sentencizer:,.0f}", f"{ours['split']:,.0f}"),
        ("tags + tree, gold tokens, tokens/s", f"{tree_speed:,.0f}", f"{ours['given']:,.0f} (and lemmas, names)"),
        ("names, tokens/s", f"{name_speed:,.0f}", "in the line above"),
        ("all, from text, tokens/s", f"{both:,.0f} (no lemmas)", f"{ours['whole']:,.0f}"),
        ("UPOS, gold tokens", f"{upos:.2f}", f"{ours['upos']:.2f}"),
        ("LAS without subtypes, gold tokens", f"{las:.2f}", f"{ours['las']:.2f}"),
        ("names F1, UNER-EWT test", f"{f1:.2f}", f"{ours['names']:.2f}"),
    ]
    print(f"{'':<36}{'spaCy':>22}{'dateline':>36}")
    for what, theirs, mine in rows:
        print(f"{what:<36}{theirs:>22}{mine:>36}")


main()
