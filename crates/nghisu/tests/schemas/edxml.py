"""Reads a package of a paper with a parser that is not ours and says what is in it.

The package comes on standard input. There is no schema of edXML to hold it against, so its
structure is held against the element names that programs are seen to use; the answer is JSON:
the words of the head, and name and SHA-256 of each file.
"""
import base64
import hashlib
import json
import sys
import xml.etree.ElementTree as tree

SPACE = "{http://www.mic.gov.vn/TBT/QCVN_102_2016}"
OWN = "{urn:nghisu:van-ban}"

root = tree.fromstring(sys.stdin.buffer.read())


def one(parent, *names):
    for name in names:
        found = parent.findall(SPACE + name)
        assert len(found) == 1, f"{len(found)} {name} in {parent.tag}"
        parent = found[0]
    return parent


def word(parent, name):
    found = parent.find(SPACE + name)
    return None if found is None else (found.text or "")


def names(parent):
    return [child.tag.replace(SPACE, "").replace(OWN, "nghisu:") for child in parent]


assert root.tag == SPACE + "edXMLEnvelope", root.tag
assert names(root) == ["edXMLHeader", "edXMLBody", "AttachmentEncoded"], names(root)
header = one(root, "edXMLHeader")
assert names(header) == ["MessageHeader", "TraceHeaderList"], names(header)
message = one(header, "MessageHeader")
order = ["From", "To", "DocumentId", "Code", "PromulgationInfo", "DocumentType", "Subject", "Content",
         "SignerInfo", "DueDate", "ToPlaces", "OtherInfo"]
seen = names(message)
assert seen == sorted(seen, key=order.index), seen
assert set(order) - set(seen) <= {"To", "DueDate"}, seen
traces = one(header, "TraceHeaderList")
assert names(traces)[:2] == ["TraceHeader", "Bussiness"], names(traces)
files = []
references = one(root, "edXMLBody", "Manifest").findall(SPACE + "Reference")
attachments = one(root, "AttachmentEncoded").findall(SPACE + "Attachment")
assert len(references) == len(attachments)
for reference, attachment in zip(references, attachments):
    for name in ("ContentId", "ContentType", "AttachmentName"):
        assert word(reference, name) == word(attachment, name), name
    content = base64.b64decode(word(attachment, "ContentTransferEncoded"), validate=True)
    files.append({"name": word(attachment, "AttachmentName"), "sha256": hashlib.sha256(content).hexdigest()})
json.dump({
    "from": [word(one(message, "From"), "OrganId"), word(one(message, "From"), "OrganName")],
    "to": [[word(to, "OrganId"), word(to, "OrganName")] for to in message.findall(SPACE + "To")],
    "document": word(message, "DocumentId"),
    "code": [word(one(message, "Code"), "CodeNumber"), word(one(message, "Code"), "CodeNotation")],
    "issued_on": word(one(message, "PromulgationInfo"), "PromulgationDate"),
    "kind": word(one(message, "DocumentType"), "TypeName"),
    "subject": word(message, "Subject"),
    "content": word(message, "Content"),
    "signer": word(one(message, "SignerInfo"), "FullName"),
    "due_on": word(message, "DueDate"),
    "business": word(one(traces, "Bussiness"), "BussinessDocType"),
    "statuses": [[status.get("code"), status.get("label"), status.text] for status in traces.findall(OWN + "Status")],
    "files": files,
}, sys.stdout)
