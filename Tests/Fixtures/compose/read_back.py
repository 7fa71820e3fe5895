"""Reads each *.eml of a folder with Python's email package and compares it with the *.json beside it."""

import email
import email.header
import email.utils
import glob
import json
import re
import sys


def decoded(value):
    return str(email.header.make_header(email.header.decode_header(re.sub(r"\r\n", "", value))))


def addresses(value):
    pairs = email.utils.getaddresses([re.sub(r"\r\n", "", value)])
    return [[decoded(name), address] for name, address in pairs]


def file_name(part):
    """The RFC 2231 form where there is one: get_filename() prefers the ASCII one beside it."""
    values = [value for key, value in part.get_params(header="content-disposition") if key == "filename"]
    exact = [value for value in values if isinstance(value, tuple)]
    return email.utils.collapse_rfc2231_value((exact or values)[0])


def texts_and_files(message):
    texts, files = {}, []
    for part in message.walk():
        if part.is_multipart():
            continue
        payload = part.get_payload(decode=True)
        if part.get_content_disposition() == "attachment":
            files.append((file_name(part), part.get_content_type(), payload))
        else:
            texts[part.get_content_subtype()] = payload.decode(part.get_content_charset())
    return texts, files


def differences(path):
    with open(path, "rb") as file:
        message = email.message_from_bytes(file.read())
    with open(path[:-4] + ".json", encoding="utf-8") as file:
        wanted = json.load(file)
    if any(part.defects for part in message.walk()):
        yield "defects", [str(defect) for part in message.walk() for defect in part.defects]
    texts, files = texts_and_files(message)
    found = {
        "subject": decoded(message["Subject"]),
        "from": addresses(message["From"]),
        "to": addresses(message["To"]),
        "message_id": message["Message-ID"].strip("<>"),
        "date": int(email.utils.parsedate_to_datetime(message["Date"]).timestamp()),
        "text": texts.get("plain"),
        "html": texts.get("html"),
        "names": [name for name, _, _ in files],
        "types": [kind for _, kind, _ in files],
    }
    for key, value in found.items():
        if value != wanted[key]:
            yield key, (value, wanted[key])
    for (name, _, payload), source in zip(files, wanted["sources"]):
        with open(source, "rb") as file:
            if file.read() != payload:
                yield "bytes", name


wrong = 0
paths = sorted(glob.glob(sys.argv[1] + "/*.eml"))
for path in paths:
    for key, detail in differences(path):
        wrong += 1
        print(path, key, ascii(detail))
print(f"{len(paths)} read, {wrong} wrong")
sys.exit(1 if wrong or not paths else 0)
