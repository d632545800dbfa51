#!/usr/bin/env python3
"""A small node: what a first afternoon with PROTOCOL.md may give. It is here to be judged, see
docs/verify-your-node.md, and what it does wrong is listed in node.expected-failures.

    node.py PORT [HOST:PORT ...]
"""
import contextlib
import hashlib
import json
import queue
import socket
import struct
import sys
import threading
import time

LIMIT = 4096
lock = threading.RLock()
peers = {}  # what each one has not got yet, without limit
chain = []  # without genesis


def digest(b):
    data = struct.pack("<IQQ", b["index"], b["timestamp"], b["nonce"]) + bytes.fromhex(b["prev_hash"])
    for t in b["transactions"]:
        data += t["sender"].encode() + t["receiver"].encode() + struct.pack("<Q", t["amount"])
    return hashlib.sha256(data + b["data"].encode()).hexdigest()


def block(index, timestamp, nonce, data, prev_hash, transactions):
    b = dict(index=index, timestamp=timestamp, nonce=nonce, data=data, prev_hash=prev_hash, hash="",
             transactions=transactions)
    b["hash"] = digest(b)
    return b


GENESIS = block(0, 1672531200, 2945, "Hello, Zig Blockchain!", "0" * 64,
                [dict(sender="Alice", receiver="Bob", amount=100)])


def frame(b):
    return b"BLOCK:" + json.dumps(b, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def read(text):
    """The block that a frame spells; ValueError and its like if it spells none."""
    o = json.loads(text.decode())
    transactions = o.get("transactions", [])
    b = dict(index=o.get("index", 0), timestamp=o.get("timestamp", 0), nonce=o.get("nonce", 0),
             data=o.get("data", "P2P Received Block"), prev_hash=o.get("prev_hash", "0" * 64).lower(),
             hash=o.get("hash", "0" * 64).lower(),
             transactions=[dict(sender=t["sender"], receiver=t["receiver"], amount=t["amount"])
                           for t in ([] if transactions == "[]" else transactions)])
    if not all(isinstance(b[n], int) for n in ("index", "timestamp", "nonce")):
        raise ValueError("not an integer")
    return b


def tip():
    return chain[-1] if chain else GENESIS


def add(b, sender):
    """Appends a block to the chain and relays it. There are no branches: who was first stays."""
    with lock:
        follows = b["index"] == tip()["index"] + 1 and b["prev_hash"] == tip()["hash"]
        if not follows or b["hash"] != digest(b) or not b["hash"].startswith("0000"):
            return
        chain.append(b)
        for peer, outgoing in peers.copy().items():  # atomic, as each change of a dict is
            if peer is not sender:
                outgoing.put(frame(b))


def write(peer, outgoing):
    """Writes what others put into the queue, so nobody else waits for a peer that does not read."""
    try:
        while (data := outgoing.get()) is not None:
            peer.sendall(data)
    except OSError:
        pass  # its reader will notice


def handle(peer, line):
    if line.startswith(b"GET_CHAIN"):
        with lock:
            peers[peer].put(b"".join(map(frame, chain)))
    elif line.startswith(b"BLOCK:"):
        try:
            add(read(line[6:]), peer)
        except (ValueError, TypeError, KeyError, AttributeError, struct.error, RecursionError):
            pass  # dropped (2.7)


def serve(peer):
    outgoing = peers[peer] = queue.SimpleQueue()
    writer = threading.Thread(target=write, args=(peer, outgoing), daemon=True)
    writer.start()
    pending = b""
    try:
        while data := peer.recv(65536):
            *lines, pending = (pending + data).split(b"\n")
            for line in lines:
                if len(line) >= LIMIT:
                    return
                handle(peer, line)
            if len(pending) >= LIMIT:
                return
        outgoing.put(None)
        writer.join()  # it may have closed only its side (1.5)
    except OSError:
        pass
    finally:
        del peers[peer]
        outgoing.put(None)
        with contextlib.suppress(OSError):
            peer.shutdown(socket.SHUT_RDWR)  # a writer that waits for the peer ends, too
        peer.close()


def dial(address):
    host, port = address.rsplit(":", 1)
    while True:
        try:
            peer = socket.create_connection((host, int(port)))
            peer.sendall(b"GET_CHAIN\n")
            serve(peer)
        except OSError:
            pass
        time.sleep(5)


def text(line):
    """The data that a typed line stands for; nothing for an empty one and for what is not UTF-8."""
    try:
        return line.removesuffix(b"\n").removesuffix(b"\r").decode()
    except UnicodeDecodeError:
        print("line not mined: it is not UTF-8", file=sys.stderr)
        return ""


def console():
    for data in filter(None, map(text, sys.stdin.buffer)):
        with lock:
            b = block(tip()["index"] + 1, int(time.time()), 0, data, tip()["hash"], [])
            while not b["hash"].startswith("0000"):
                b["nonce"] += 1
                b["hash"] = digest(b)
            add(b, None)


if __name__ == "__main__":
    server = socket.create_server(("", int(sys.argv[1])), backlog=128)
    for target, args in [(console, ())] + [(dial, (a,)) for a in sys.argv[2:]]:
        threading.Thread(target=target, args=args, daemon=True).start()
    while True:
        threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()
