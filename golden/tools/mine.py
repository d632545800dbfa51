#!/usr/bin/env python3
"""Turns the draft of a scenario into a golden transcript: mines its blocks and makes its damaged frames.

    mine.py DRAFT > golden/json/fraction-refused.golden

A draft is a transcript in which some lines are recipes; every other line is copied. The search for a
nonce is from 0 up, so a recipe always gives the same block.

    block NAME
        One of the blocks that most scenarios share, see SHARED below.
    block NAME  mine PARENT {MEMBERS}
        A canonical block on PARENT (a block of this draft, a shared one, or genesis).
        MEMBERS is JSON: timestamp, data, transactions [[sender, receiver, amount], ...], and where the
        point is to be wrong: index, prev_hash, nonce (then the timestamp is searched, from the given one
        up), and work, a regular expression for the hash (default ^0000). In a text, U+DC80 to U+DCFF stand for
        the bytes 80 to ff, and other lone surrogates for the three bytes of their number.
    block NAME1..NAMEn  mine PARENT {MEMBERS}
        A chain of n canonical blocks, each on the one before. Each is 60 s younger than its parent, and its data
        is the given data, a space and its number.
    reading NAME  mine PARENT {MEMBERS}
        The same, but not written out: what a careless reader would make of a damaged frame.
    bytes NAME  from BLOCK  OLD => NEW  [;; OLD => NEW ...]
        The frame of BLOCK with text replaced, in the notation's escapes (a backslash is \\\\, a stray byte
        \\xff). Each OLD must be there; its first occurrence is replaced.
        White space at the ends of OLD and NEW is dropped: write \\x20. The hash stays that of BLOCK, so
        what is damaged is valid work for a reader that reads it as BLOCK.
    {NAME}  {NAME-1}
        In a step: the number of bytes of a frame, for slices.

The genesis block and difficulty 2 are the book's (3.2, 3.3). Python 3.9 or later, nothing else.
"""
import hashlib
import itertools
import json
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


def mine(parent, members):
    """Builds a block on a parent and searches its work."""
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
    start = block[searched]
    for block[searched] in itertools.count(start):
        block["hash"] = digest(block)
        if work.search(block["hash"]):
            return block


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
    def __init__(self):
        self.blocks = {"genesis": {"index": 0, "hash": GENESIS}}

    def block(self, name):
        if name not in self.blocks:
            parent, members = SHARED[name]
            self.blocks[name] = mine(self.block(parent), dict(members))
        return self.blocks[name]

    def damaged(self, name, edits):
        text = frame(self.block(name)).replace("\\", "\\\\").replace("'", "\\'") + "\\n"
        for edit in edits.split(" ;; "):
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
            self.blocks[name] = mine(self.block(parent), own)
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
        damaged = re.fullmatch(r"bytes\s+(\S+)\s+from\s+(\S+)\s+(.*)", line)
        if shared:
            return f"block {shared[1]}  {frame(self.block(shared[1]))}"
        if mined:
            self.blocks[mined[2]] = mine(self.block(mined[3]), json.loads(mined[4]))
            return f"block {mined[2]}  {frame(self.blocks[mined[2]])}" if mined[1] == "block" else None
        if damaged:
            return f"bytes {damaged[1]}  {self.damaged(damaged[2], damaged[3])}"
        return re.sub(r"\{([a-z][a-z0-9-]*?)(-\d+)?\}", self.size, line)

    def size(self, match):
        return str(len((frame(self.block(match[1])) + "\n").encode()) + int(match[2] or 0))

    def finished(self, text):
        lines = (self.line(line) for line in text.removesuffix("\n").split("\n"))
        return "".join(line + "\n" for line in lines if line is not None)


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as draft:
        sys.stdout.write(Draft().finished(draft.read()))
