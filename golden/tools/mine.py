#!/usr/bin/env python3
"""Turns the draft of a scenario into a golden transcript: mines its blocks and makes its damaged frames.

    mine.py DRAFT > golden/json/fraction-refused.golden
    mine.py --keep DRAFT > golden/recipes/json/fraction-refused.recipes
    mine.py --draft golden/json/fraction-refused.golden > DRAFT
    mine.py --check [--search] golden/json/fraction-refused.golden ...

--keep prints the recipes that a transcript does not show: what was damaged, and how.
--draft makes a draft of a transcript and its kept recipes, to be changed and mined again.
--check makes the draft of each transcript, and compares what is mined from it with the transcript. It takes the nonces
from the transcript. With --search it searches them, which takes minutes.

A draft is a transcript in which some lines are recipes; every other line is copied. The search for a
nonce is from 0 up, so a recipe always gives the same block.

    block NAME
        One of the blocks that most scenarios share, see SHARED below.
    block NAME  mine PARENT {MEMBERS}
        A canonical block on PARENT (a block of this draft, a shared one, or genesis).
        MEMBERS is JSON: timestamp, data, transactions [[sender, receiver, amount], ...], and where the
        point is to be wrong: index, prev_hash, nonce (then the timestamp is searched, from the given one
        up), and work, a regular expression for the hash (default ^0000). In a text, U+DC80 to U+DCFF stand for
        the bytes 80 to ff, and other lone surrogates for the three bytes of their number. A text may be
        [text, times] instead.
    block NAME1..NAMEn  mine PARENT {MEMBERS}
        A chain of n canonical blocks, each on the one before. Each is 60 s younger than its parent, and its data
        is the given data, a space and its number.
    reading NAME  mine PARENT {MEMBERS}
        The same, but not written out: what a careless reader would make of a damaged frame.
    bytes NAME  from BLOCK  [OLD => NEW  [;; OLD => NEW ...]]
        The frame of BLOCK with text replaced, in the notation's escapes (a backslash is \\\\, a stray byte
        \\xff). Each OLD must be there; its first occurrence is replaced.
        White space at the ends of OLD and NEW is dropped: write \\x20. The hash stays that of BLOCK, so
        what is damaged is valid work for a reader that reads it as BLOCK.
    {NAME}  {NAME-1}
        In a step: the number of bytes of a frame, for slices.

The genesis block and difficulty 2 are the book's (3.2, 3.3). Python 3.9 or later, nothing else.
"""
import argparse
import hashlib
import itertools
import json
import pathlib
import re
import struct
import sys

GENESIS = "000009fd818a1c6a6577cfda48a44f72d5c3e7359fe9bf808b959e4b56a06f13"
MASK = 2**64 - 1

# name: (parent, members). The letter is the branch, the digit the height.
SHARED = {
    "b1": ("genesis", {"timestamp": 1783932844, "data": "first"}),
    "b2": ("b1", {"timestamp": 1783932900, "data": "second"}),
    "b3": ("b2", {"timestamp": 1783932960, "data": "third", "transactions": [["Alice", "Bob", 5]]}),
    "b4": ("b3", {"timestamp": 1783933020, "data": "fourth"}),
    "b5": ("b4", {"timestamp": 1783933080, "data": "fifth"}),
    "c1": ("genesis", {"timestamp": 1783932850, "data": "other first"}),
    "c2": ("b1", {"timestamp": 1783932910, "data": "other second"}),
    "c3": ("c2", {"timestamp": 1783932970, "data": "other third"}),
    "d2": ("c1", {"timestamp": 1783932911, "data": "other second"}),
    "d3": ("d2", {"timestamp": 1783932971, "data": "other third"}),
    "d4": ("d3", {"timestamp": 1783933031, "data": "other fourth"}),
}


def encoded(text):
    """UTF-8, and what careless readers hash of a text that has none."""
    raw = re.split("([\udc80-\udcff])", text)
    return b"".join(part.encode("utf-8", ("surrogatepass", "surrogateescape")[i % 2]) for i, part in enumerate(raw))


def preimage(block):
    """The bytes of a block before and after its nonce (3.1)."""
    head = struct.pack("<IQ", block["index"] & 0xFFFFFFFF, block["timestamp"] & MASK)
    tail = bytes.fromhex(block["prev_hash"])
    for sender, receiver, amount in block["transactions"]:
        tail += encoded(sender) + encoded(receiver) + struct.pack("<Q", amount & MASK)
    return head, tail + encoded(block["data"])


def digest(block):
    head, tail = preimage(block)
    return hashlib.sha256(head + struct.pack("<Q", block["nonce"] & MASK) + tail).hexdigest()


def mine(parent, members, nonces=None):
    """Builds a block on a parent and searches its work, at these nonces alone if any are given."""
    block = {
        "index": parent["index"] + 1,
        "timestamp": 1783932844,
        "nonce": 0,
        "data": "",
        "prev_hash": parent["hash"],
        "transactions": [],
    }
    work = re.compile(members.pop("work", "^0000"))
    searched = "timestamp" if "nonce" in members else "nonce"
    unknown = members.keys() - block.keys()
    if unknown:
        sys.exit(f"no such member: {sorted(unknown)}")
    block.update(members)
    block["data"] = repeated(block["data"])
    block["transactions"] = [(repeated(s), repeated(r), a) for s, r, a in block["transactions"]]
    start = block[searched]
    for block[searched] in nonces if nonces and searched == "nonce" else itertools.count(start):
        block["hash"] = digest(block)
        if work.search(block["hash"]):
            return block
    return dict(block, hash="none of the nonces is work")


def repeated(text):
    return text if isinstance(text, str) else text[0] * text[1]


def quoted(text):
    """A JSON string with the escapes of RFC 8785, section 3.2.2.2, alone."""
    return json.dumps(text, ensure_ascii=False)


def frame(block):
    """The canonical frame without its LF (2.5)."""
    transactions = ",".join(
        f'{{"sender":{quoted(s)},"receiver":{quoted(r)},"amount":{a}}}' for s, r, a in block["transactions"]
    )
    return (
        f'BLOCK:{{"index":{block["index"]},"timestamp":{block["timestamp"]},"nonce":{block["nonce"]},'
        f'"data":{quoted(block["data"])},"prev_hash":"{block["prev_hash"]}","hash":"{block["hash"]}",'
        f'"transactions":[{transactions}]}}'
    )


class Draft:
    """Makes a transcript of a draft."""

    # No valid text has these: they are written as the bytes that they stand for.
    SURROGATE = re.compile("[\ud800-\udfff]")
    # No frame is so long, so the notation writes such a run shorter.
    RUN = re.compile(r"(.)\1{4199,}")

    def __init__(self, nonces=None):
        self.nonces = nonces
        self.blocks = {"genesis": {"index": 0, "hash": GENESIS}}

    def block(self, name):
        if name not in self.blocks:
            parent, members = SHARED[name]
            self.mine(name, parent, dict(members))
        return self.blocks[name]

    def mine(self, name, parent, members):
        self.blocks[name] = mine(self.block(parent), members, self.nonces)

    def damaged(self, name, edits):
        text = frame(self.block(name)).replace("\\", "\\\\").replace("'", "\\'") + "\\n"
        text = self.SURROGATE.sub(lambda one: "".join(f"\\x{byte:02x}" for byte in encoded(one[0])), text)
        text = self.RUN.sub(lambda run: f"' '{run[1]}'*{len(run[0])} '", text)
        for edit in edits.split(" ;; ") if edits else ():
            old, new = (side.strip() for side in edit.split(" =>"))
            if old not in text:
                sys.exit(f"{name} has no {old}")
            text = text.replace(old, new, 1)
        return f"'{text}'"

    def chain(self, letters, first, last, parent, members):
        """Blocks of one range, each on the one before."""
        lines = []
        for number in range(first, last + 1):
            name = f"{letters}{number}"
            own = dict(members, data=f"{members['data']} {number}", timestamp=members["timestamp"] + 60 * number)
            self.mine(name, parent, own)
            lines.append(f"block {name}  {frame(self.blocks[name])}")
            parent = name
        return "\n".join(lines)

    def line(self, line):
        """What a line of the draft becomes; None for nothing."""
        chain = re.fullmatch(r"block\s+([a-z-]+)(\d+)\.\.\1(\d+)\s+mine\s+(\S+)\s*(\{.*\})", line)
        if chain:
            return self.chain(chain[1], int(chain[2]), int(chain[3]), chain[4], json.loads(chain[5]))
        shared = re.fullmatch(r"block\s+(\S+)", line)
        mined = re.fullmatch(r"(block|reading)\s+(\S+)\s+mine\s+(\S+)\s*(\{.*\})", line)
        damaged = re.fullmatch(r"bytes\s+(\S+)\s+from\s+(\S+)(?:\s+(.*))?", line)
        if shared:
            return f"block {shared[1]}  {frame(self.block(shared[1]))}"
        if mined:
            self.mine(mined[2], mined[3], json.loads(mined[4]))
            return f"block {mined[2]}  {frame(self.blocks[mined[2]])}" if mined[1] == "block" else None
        if damaged:
            return f"bytes {damaged[1]}  {self.damaged(damaged[2], damaged[3])}"
        return re.sub(r"\{([a-z][a-z0-9-]*?)(-\d+)?\}", self.size, line)

    def size(self, match):
        return str(len((frame(self.block(match[1])) + "\n").encode()) + int(match[2] or 0))

    def finished(self, text):
        lines = (self.line(line) for line in text.removesuffix("\n").split("\n"))
        return "".join(line + "\n" for line in lines if line is not None)


class Transcript:
    """Makes a draft of a transcript and of the recipes that were kept."""

    def __init__(self, path, search=False):
        self.path = pathlib.Path(path).resolve()
        self.text = self.path.read_text(encoding="utf-8")
        self.search = search
        self.made = Draft()
        self.names = {GENESIS: "genesis"}
        self.kept = self.recipes()

    def golden(self):
        """The folder of all transcripts that this one is in."""
        return next((folder for folder in self.path.parents if folder.name.startswith("golden")), self.path.parent)

    def recipes(self):
        """For each damaged frame its recipe, with the readings that come before it."""
        path = self.golden() / "recipes" / self.path.relative_to(self.golden()).with_suffix(".recipes")
        kept, readings = {}, []
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        for line in text.removesuffix("\n").split("\n"):
            readings.append(line)
            if line.startswith("bytes "):
                kept[line.split()[1]] = readings
                readings = []
        return kept

    def recipe(self, name, block):
        """What a canonical block is made of."""
        parent = self.names.get(block["prev_hash"], "genesis")
        members = {"timestamp": block["timestamp"], "data": block["data"]}
        if block["transactions"]:
            members["transactions"] = [[t["sender"], t["receiver"], t["amount"]] for t in block["transactions"]]
        if SHARED.get(name) == (parent, members):
            return f"block {name}"
        if block["prev_hash"] not in self.names:
            members["prev_hash"] = block["prev_hash"]
        if block["index"] != self.made.blocks[parent]["index"] + 1:
            members["index"] = block["index"]
        if not block["hash"].startswith("0000"):
            members["work"] = "^" + block["hash"][:4]
        return f"block {name}  mine {parent} {json.dumps(members, ensure_ascii=False)}"

    def recipes_of(self, line):
        """The lines of the draft that make this line; empty if nothing is known of it."""
        self.made.nonces = None if self.search else [int(digits) for digits in re.findall(r"\d{1,19}", line)]
        block = re.fullmatch(r"block\s+(\S+)\s+BLOCK:(\{.*\})", line)
        damaged = re.match(r"""bytes\s+(\S+)\s+['"].*BLOCK:\{.*[0-9a-f]{64}""", line)
        if block:
            content = json.loads(block[2])
            lines = [self.recipe(block[1], content)]
            self.names.setdefault(content["hash"], block[1])
        elif damaged:
            lines = self.kept.pop(damaged[1], [])
        else:
            lines = [line]
        if [line] == [made for made in map(self.made.line, lines) if made is not None]:
            return lines
        if block:
            self.made.blocks[block[1]] = content
        return []

    def draft(self):
        """The draft, and the names of definitions that no recipe makes."""
        lines, unknown = [], []
        for line in self.text.removesuffix("\n").split("\n"):
            recipes = self.recipes_of(line)
            lines.extend(recipes or [line])
            if not recipes:
                unknown.append(" ".join(line.split()[:2]))
        unknown += [f"bytes {name} (which is not there)" for name in self.kept]
        return "".join(line + "\n" for line in lines), unknown


def check(paths, search):
    transcripts = [Transcript(path, search) for path in paths]
    faults = 0
    for transcript in transcripts:
        unknown = transcript.draft()[1]
        if unknown:
            print(f"{transcript.path}: no recipe makes {', '.join(unknown)}", file=sys.stderr)
            faults += 1
    for golden in {transcript.golden() for transcript in transcripts}:
        for recipes in (golden / "recipes").rglob("*.recipes"):
            if not (golden / recipes.relative_to(golden / "recipes")).with_suffix(".golden").exists():
                print(f"{recipes}: there is no such transcript", file=sys.stderr)
                faults += 1
    print(f"{len(paths)} transcripts, {faults} faults")
    sys.exit(1 if faults else 0)


def kept(draft):
    """The recipes of a draft that its transcript does not show."""
    hidden = re.compile(r"reading\s+\S+\s+mine\s|bytes\s+\S+\s+from\s")
    return "".join(line + "\n" for line in draft.split("\n") if hidden.match(line))


def main(words):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", metavar="FILE")
    way = parser.add_mutually_exclusive_group()
    for flag in ("--keep", "--draft", "--check"):
        way.add_argument(flag, action="store_true")
    parser.add_argument("--search", action="store_true")
    options = parser.parse_args(words)
    if options.check:
        check(options.files, options.search)
    if len(options.files) != 1:
        parser.error("one file at a time, but with --check")
    text = pathlib.Path(options.files[0]).read_text(encoding="utf-8")
    if options.draft:
        text = Transcript(options.files[0]).draft()[0]
    sys.stdout.write(kept(text) if options.keep else text if options.draft else Draft().finished(text))


if __name__ == "__main__":
    main(sys.argv[1:])
