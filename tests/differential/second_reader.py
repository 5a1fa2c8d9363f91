#!/usr/bin/env python3
"""A second reader of session files, written from docs/formats/session.md alone, and the comparison of both readers.

    second_reader.py FILE...             what it reads, one line of JSON a file
    second_reader.py --compare DUMP FILE...   the same of DUMP (tests/differential/dump_sessions.cpp), of these files and of
                                         many random mutations of them; the exit status says whether they agree
"""

import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import zlib

MAGIC = b"ENSAIO1\n"
MARK = b"EnCh"
MAX_FILE, MAX_CHUNK, MAX_DAMAGES, MAX_TIME, NONE = 32_000_000, 1_100_000, 100, 2**53, 0xFFFF
HEADER, STUDY, PROTOTYPE, RECORDS, PACK, END, TRACE, TRACK = range(1, 9)
LAST_MOVE, LAST_ACTION, LAST_RULE, LAST_RECORD, LAST_NOTE, LAST_TRACE = 8, 5, 29, 7, 5, 9
MAX_VALUES, MAX_VALUE_BYTES, MAX_BOX = 500, 40_000, 200
FAR = 2**30

TABLE = []
for i in range(256):
    for _ in range(8):
        i = (i >> 1) ^ (0x82F63B78 if i & 1 else 0)
    TABLE.append(i)


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = (crc >> 8) ^ TABLE[(crc ^ byte) & 0xFF]
    return crc ^ 0xFFFFFFFF


class Refused(Exception):
    pass


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def left(self):
        return len(self.data) - self.at

    def byte(self, largest=255):
        if not self.left() or self.data[self.at] > largest:
            raise Refused
        self.at += 1
        return self.data[self.at - 1]

    def take(self, count):
        if count > self.left():
            raise Refused
        self.at += count
        return self.data[self.at - count : self.at]

    def varint(self, largest=2**64 - 1):
        number = 0
        for shift in range(0, 70, 7):
            part = self.byte()
            if shift and part == 0:
                raise Refused
            number |= (part & 0x7F) << shift
            if part < 0x80:
                break
        else:
            raise Refused
        if number > largest:
            raise Refused
        return number

    def zigzag(self, least=-(2**31), most=2**31 - 1):
        number = self.varint()
        number = -(number >> 1) - 1 if number & 1 else number >> 1
        if not least <= number <= most:
            raise Refused
        return number

    def text(self, longest):
        raw = self.take(self.varint(longest))
        try:
            return raw.decode("utf-8"), len(raw)
        except UnicodeDecodeError:
            raise Refused from None

    def index(self):
        number = self.varint(NONE)
        return NONE if number == 0 else number - 1


def read_record(r, kind):
    if kind == 0:
        move, target = r.byte(LAST_MOVE), r.index()
        rest = []
        if move == 4:
            action, field, flags = r.byte(LAST_ACTION), r.index(), r.byte(1)
            left, values = MAX_VALUE_BYTES, []
            for _ in range(r.varint(MAX_VALUES)):
                text, size = r.text(left)
                left -= size
                values.append(text)
            rest = [[action, field], values]
            if flags:
                rest.append([r.byte(32), r.byte(LAST_RULE), r.varint()])
        return [0, [move, target, int.from_bytes(r.take(4), "little")], *rest]
    if kind == 1:
        return [1, [r.zigzag(), r.zigzag()], r.text(MAX_BOX)[0]]
    if kind == 2:
        return [2, r.index()]
    if kind == 3:
        return [3, *(r.varint(2**32 - 1) for _ in range(3))]
    if kind == 4:
        return [4, r.byte(1)]
    if kind == 5:
        return [5]
    if kind == 6:
        return [6, r.byte(LAST_NOTE)]
    return [7, [r.byte(255), r.varint(2**32 - 1)], r.text(MAX_BOX)[0]]


def read_records(payload, records, room):
    r, at = Reader(payload), 0
    while r.left():
        if room["records"] == 0:
            return "too_much"
        try:
            at += r.varint(MAX_TIME - at)
            kind = r.byte()
            if kind > LAST_RECORD:
                return "unknown_record"
            event = read_record(r, kind)
        except Refused:
            return "bad_record"
        takes = 1 + (max(1, len(event[3])) if kind == 0 and len(event) > 3 else 1)
        if takes > room["records"]:
            return "too_much"
        records.append([max(at, records[-1][0]) if records else at, event])
        room["records"] -= takes
    return None


def read_runs(r, count, largest):
    values = []
    while len(values) < count:
        value, run = r.varint(largest), r.varint(count - len(values))
        if run == 0:
            raise Refused
        values += [value] * run
    return values


def read_near(r, before):
    value = before + r.zigzag(-2 * FAR, 2 * FAR)
    if abs(value) > FAR:
        raise Refused
    return value


def read_trace(payload, session, room):
    r = Reader(payload)
    try:
        at = r.varint(MAX_TIME)
        boxes = []
        for _ in range(r.varint(r.left() // 5) if r.left() else r.varint()):
            boxes.append([r.text(MAX_BOX)[0], [read_near(r, 0), read_near(r, 0), r.varint(FAR), r.varint(FAR)]])
        count = r.varint(r.left() // 3 + 1)
        if count == 0:
            raise Refused
    except Refused:
        return "bad_record"
    if count > room["records"]:
        return "too_much"
    try:
        kinds, places = read_runs(r, count, 255), read_runs(r, count, len(boxes))
        times = [at]
        for _ in range(count - 1):
            times.append(times[-1] + 50 + r.zigzag(-50, MAX_TIME))
            if times[-1] > MAX_TIME:
                raise Refused
        columns = []
        for _ in range(2):
            before, column = {}, []
            for kind in kinds:
                before[kind] = read_near(r, before.get(kind, 0))
                column.append(before[kind])
            columns.append(column)
        if r.left():
            raise Refused
    except Refused:
        return "bad_record"
    first = len(session["boxes"])
    session["boxes"] += boxes
    for i, kind in enumerate(kinds):
        if kind <= LAST_TRACE:
            place = places[i] + first if places[i] else 0
            session["trace"].append([times[i], kind, columns[0][i], columns[1][i], place])
            room["records"] -= 1
    return None


def read_track(payload, session, room):
    r = Reader(payload)
    state = dict(session["named"], places=list(session["named"]["places"]))
    boxes, samples, spent, first_box = [], [], 0, len(session["boxes"])
    last, position, at, timed = [0, 0, 0, 0], [0, 0], 0, False
    try:
        at, before = r.varint(MAX_TIME), r.varint(MAX_TIME)
        if before != state["before"] + len(state["places"]):
            state = {"before": before, "places": []}
        while True:
            head = r.varint(MAX_TIME)
            kind, count = head & 15, (head >> 4) + 1
            known = state["before"] + len(state["places"])
            number, place = r.varint(known + 1), 0
            if number > known:
                name = r.varint(known)
                if name == 0:
                    text = r.text(MAX_BOX)[0]
                elif name <= state["before"]:
                    text = ""
                else:
                    place = state["places"][name - state["before"] - 1]
                    text = (session["boxes"] + boxes)[place - 1][0]
                last = [read_near(r, value) for value in last]
                if last[2] < 0 or last[3] < 0:
                    raise Refused
                spent += 1 + len(text.encode()) // 32
                boxes.append([text, list(last)])
                place = first_box + len(boxes)
                state["places"].append(place)
            elif number > state["before"]:
                place = state["places"][number - state["before"] - 1]
            if spent > room["records"]:
                return "too_much"
            if count > r.left() // 2 + 1:
                raise Refused
            spent += count
            if spent > room["records"]:
                return "too_much"
            times = []
            for _ in range(count):
                if timed:
                    at += 10 * (5 + r.zigzag(-5, MAX_TIME // 10))
                timed = True
                if at > MAX_TIME:
                    raise Refused
                times.append(at)
            columns = []
            for axis in (0, 1):
                column = [0] * count
                if axis == 0 or kind not in (6, 7, 8):
                    for i in range(count):
                        column[i] = read_near(r, position[axis] if kind <= 4 else 0)
                        if kind <= 4:
                            position[axis] = column[i]
                columns.append(column)
            if kind <= LAST_TRACE:
                samples += [[times[i], kind, columns[0][i], columns[1][i], place] for i in range(count)]
            if not r.left():
                break
    except Refused:
        return "bad_record"
    session["named"] = state
    session["boxes"] += boxes
    session["trace"] += samples
    room["records"] -= spent
    return None


def inflate(data, room):
    longest = min(MAX_CHUNK, room["inflated"])
    machine = zlib.decompressobj(-15)
    try:
        out = machine.decompress(data, longest + 1)
        good = machine.eof and not machine.unused_data and len(out) <= longest
    except zlib.error:
        good = False
    room["inflated"] -= len(out) if good else longest
    return out if good else None


def frame(session, sequence, kind, codec, payload):
    chunk = MARK + session + sequence.to_bytes(4, "little") + bytes([kind, codec]) + len(payload).to_bytes(4, "little") + payload
    return chunk + crc32c(chunk).to_bytes(4, "little")


def parse(chunk, offset):
    return {
        "id": chunk[4:20], "sequence": int.from_bytes(chunk[20:24], "little"), "kind": chunk[24], "codec": chunk[25],
        "payload": chunk[30:-4], "bytes": chunk, "offset": offset,
    }


def find_chunks(data):
    """Whole chunks, and damages as [session or None, code, offset, sequence]."""
    chunks, damages, at, in_damage = [], [], len(MAGIC), False

    def report(code, offset):
        rest = data[offset : offset + 24]
        known = len(rest) == 24 and rest.startswith(MARK)
        if len(damages) < MAX_DAMAGES:
            damages.append([rest[4:20] if known else None, code, offset, int.from_bytes(rest[20:24], "little") if known else 0])

    while at < len(data):
        mark = data.find(MARK, at)
        if mark != at and not in_damage:
            report("stray_bytes", at)
        if mark < 0:
            break
        at = mark
        length = int.from_bytes(data[at + 26 : at + 30], "little") if len(data) - at >= 30 else 0
        chunk = data[at : at + 34 + length]
        code = None
        if length > MAX_CHUNK:
            code = "chunk_crc"
        elif len(chunk) < 34 + length:
            code = "chunk_cut"
        elif crc32c(chunk[:-4]) != int.from_bytes(chunk[-4:], "little"):
            code = "chunk_crc"
        in_damage = code is not None
        if in_damage:
            report(code, at)
            at += len(MARK)
            continue
        chunks.append(parse(chunk, at))
        at += len(chunk)
    return chunks, damages


def unfold(found, damages, room):
    chunks = []
    for pack in found:
        if pack["kind"] != PACK or pack["codec"] > 1:
            chunks.append(pack)
            continue
        content = pack["payload"] if pack["codec"] == 0 else inflate(pack["payload"], room)
        try:
            if content is None:
                raise Refused
            r = Reader(content)
            count = r.varint(min(room["chunks"], len(content)))
            if pack["sequence"] + count > 2**32:
                raise Refused
            kinds, codecs = r.take(count), r.take(count)
            lengths = [r.varint(MAX_CHUNK) for _ in range(count)]
            if sum(lengths) != r.left() or PACK in kinds:
                raise Refused
        except Refused:
            if len(damages) < MAX_DAMAGES:
                damages.append([pack["id"], "bad_chunk", pack["offset"], pack["sequence"]])
            continue
        room["chunks"] -= count
        for i in range(count):
            inner = frame(pack["id"], pack["sequence"] + i, kinds[i], codecs[i], r.take(lengths[i]))
            chunks.append(parse(inner, pack["offset"]))
    return chunks


def read_header(payload, session):
    """None where it is none. How JSON is read is not what is compared here."""
    try:
        header = json.loads(payload.decode("utf-8"))
        return header if len(payload) <= 4000 and header["id"] == session.hex() else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def join(chunks, room):
    session = {"header": None, "study": b"", "prototype": b"", "records": [], "boxes": [], "named": {"before": 0, "places": []}, "trace": [], "damage": [], "next": 0}
    before, taken, expected = [], None, 0

    def report(code, chunk, sequence=None):
        if len(session["damage"]) < MAX_DAMAGES:
            session["damage"].append([code, chunk["offset"], chunk["sequence"] if sequence is None else sequence])

    for chunk in chunks:
        if taken and chunk["sequence"] == taken["sequence"]:
            if chunk["bytes"] != taken["bytes"]:
                report("chunk_repeated", chunk)
            continue
        taken = chunk
        if chunk["sequence"] != expected:
            report("chunk_missing", chunk, expected)
        expected = chunk["sequence"] + 1
        session["next"] = min(expected, 2**32 - 1)
        kind, codec, payload = chunk["kind"], chunk["codec"], chunk["payload"]
        if kind == END:
            whole = chunk["sequence"] == len(before)
            if whole and hashlib.sha256(b"".join(before)).digest() != payload:
                report("end_mismatch", chunk)
            continue
        before.append(chunk["bytes"])
        if codec == 1:
            payload = inflate(payload, room)
            if payload is None:
                report("bad_chunk", chunk)
                continue
        if codec > 1 or kind not in (HEADER, STUDY, PROTOTYPE, RECORDS, TRACE, TRACK):
            report("unknown_chunk", chunk)
        elif kind == HEADER:
            if session["header"]:
                report("chunk_repeated", chunk)
                continue
            session["header"] = read_header(payload, chunk["id"])
            if not session["header"]:
                report("bad_chunk", chunk)
        elif kind in (STUDY, PROTOTYPE):
            name = "study" if kind == STUDY else "prototype"
            if session[name]:
                report("chunk_repeated", chunk)
            else:
                session[name] = payload
        else:
            code = read_records(payload, session["records"], room) if kind == RECORDS else (read_trace if kind == TRACE else read_track)(payload, session, room)
            if code:
                report(code, chunk)
    return session


def read_file(data):
    if len(data) > MAX_FILE:
        return {"error": "session.too_large"}
    if data[:8] != MAGIC:
        newer = len(data) >= 8 and data[:6] == MAGIC[:6] and data[6:7] in b"23456789" and data[7:8] == b"\n"
        return {"error": "session.newer_format" if newer else "session.not_a_session_file"}
    room = {
        "inflated": min(64_000_000, 8_000_000 + 12 * len(data)),
        "chunks": 100_000 + len(data) // 32,
        "records": min(2_000_000, 150_000 + len(data) // 4),
    }
    found, damages = find_chunks(data)
    by_session = {}
    for chunk in unfold(found, damages, room):
        by_session.setdefault(chunk["id"], []).append(chunk)
    sessions, lost = {}, []
    for key in sorted(by_session):
        # Of two with one number the longer comes first, then the one with the larger bytes.
        chunks = sorted(by_session[key], key=lambda chunk: chunk["offset"])
        chunks.sort(key=lambda chunk: (len(chunk["bytes"]), chunk["bytes"]), reverse=True)
        chunks.sort(key=lambda chunk: chunk["sequence"])
        session = join(chunks, room)
        if session["header"]:
            sessions[key] = session
        elif len(lost) < MAX_DAMAGES:
            lost.append(["no_header", chunks[0]["offset"], chunks[0]["sequence"]])
    if not sessions:
        return {"error": "session.no_header"}
    for key, *damage in damages:
        home = sessions[key]["damage"] if key in sessions else lost
        if len(home) < MAX_DAMAGES:
            home.append(damage)
    order = lambda damage: (damage[1], damage[2], damage[0])
    shown = []
    for session in sorted(sessions.values(), key=lambda session: (session["header"]["started"], session["header"]["id"])):
        header = session["header"]
        shown.append({
            "id": header["id"], "participant": header["participant"], "started": header["started"], "next": session["next"],
            "study": hashlib.sha256(session["study"]).hexdigest(), "prototype": hashlib.sha256(session["prototype"]).hexdigest(),
            "records": session["records"], "boxes": session["boxes"], "trace": session["trace"],
            "damage": sorted(session["damage"], key=order),
        })
    return {"sessions": shown, "damage": sorted(lost, key=order)}


# ---------------------------------------------------------------- the comparison


def mutation(data, others, dice):
    """The file as it might come back from a bad disk, a bad line or a bad person."""
    chunks, _ = find_chunks(data)
    if data[:8] != MAGIC or not chunks:
        return data
    room = {"inflated": 64_000_000, "chunks": 100_000}
    parts = unfold(chunks, [], room) if dice.random() < 0.7 else chunks
    pieces = [part["bytes"] for part in parts]
    for _ in range(dice.randrange(1, 4)):
        what, at = dice.randrange(8), dice.randrange(len(pieces))
        if what == 0 and len(pieces) > 1:
            del pieces[at]
        elif what == 1:
            pieces.append(pieces[at])
        elif what == 2:
            dice.shuffle(pieces)
        elif what == 3:
            broken = bytearray(pieces[at])
            broken[dice.randrange(len(broken))] ^= 1 << dice.randrange(8)
            pieces[at] = bytes(broken)
        elif what == 4:
            pieces[at] = pieces[at][: dice.randrange(len(pieces[at]))]
        elif what == 5:
            pieces.insert(at, dice.randbytes(dice.randrange(1, 40)))
        elif what == 6:
            pieces += [chunk["bytes"] for chunk in find_chunks(dice.choice(others))[0]]
        else:
            # A right checksum over a wrong payload; of the JSON of a header each reader has its own idea.
            if len(pieces[at]) < 35 or pieces[at][:4] != MARK:
                continue
            chunk = parse(pieces[at], 0)
            if chunk["kind"] == HEADER or not chunk["payload"]:
                continue
            payload = bytearray(chunk["payload"])
            for _ in range(dice.randrange(1, 3)):
                payload[dice.randrange(len(payload))] = dice.randrange(256)
            kind = dice.choice([chunk["kind"], RECORDS, TRACE, TRACK, PACK, END, 40])
            pieces[at] = frame(chunk["id"], chunk["sequence"], kind, dice.choice([chunk["codec"], 0, 1, 2]), bytes(payload))
    return MAGIC + b"".join(pieces)


def compare(dump, paths, count=3000):
    originals = [open(path, "rb").read() for path in paths]
    small = [data for data in originals if len(data) < 60_000]
    dice = random.Random(20_261)
    with tempfile.TemporaryDirectory() as folder:
        names = list(paths)
        for i in range(count):
            names.append(os.path.join(folder, f"{i}.ensaio"))
            with open(names[-1], "wb") as file:
                file.write(mutation(dice.choice(small), small, dice))
        lines = subprocess.run([dump, *names], check=True, capture_output=True, text=True).stdout.splitlines()
        assert len(lines) == len(names), f"{len(lines)} answers about {len(names)} files"
        wrong = 0
        for name, line in zip(names, lines):
            mine, theirs = read_file(open(name, "rb").read()), json.loads(line)
            if mine == theirs:
                continue
            wrong += 1
            kept = os.path.join(tempfile.gettempdir(), f"disagreement-{wrong}.ensaio")
            with open(kept, "wb") as file:
                file.write(open(name, "rb").read())
            print(f"{kept}:\n  python {json.dumps(mine)[:2000]}\n  C++    {line[:2000]}")
        print(f"{len(names)} files read by both, {wrong} differently")
        return wrong == 0 and len(names) >= count


if __name__ == "__main__":
    if sys.argv[1:2] == ["--compare"]:
        sys.exit(0 if compare(sys.argv[2], sys.argv[3:]) else 1)
    for path in sys.argv[1:]:
        with open(path, "rb") as file:
            print(json.dumps(read_file(file.read()), ensure_ascii=False))
