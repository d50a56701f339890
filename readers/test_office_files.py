"""Workbooks read by openpyxl, letters by python-docx; LibreOffice turns both into pages."""

import io
import re
import subprocess
from collections import Counter

import docx
import openpyxl
import pytest
from docx.shared import Mm, Pt


def described_lists(office):
    return office.paths(".xlsx")


def test_every_list_is_a_workbook_with_typed_cells(office):
    lists = described_lists(office)
    assert len(lists) >= 6, lists
    dates = 0
    for path in lists:
        book = openpyxl.load_workbook(io.BytesIO(office.get(path).content))
        sheet = book.worksheets[0]
        assert sheet.freeze_panes, f"{path}: the head moves away"
        assert sheet.auto_filter.ref, f"{path}: no filters"
        assert sheet.print_title_rows, f"{path}: the head is on the first page only"
        assert sheet.page_setup.paperSize in ("8", "9", 8, 9), f"{path}: A3 or A4"
        assert sheet.max_row > 1, f"{path} is empty in the demonstration"
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", f"{path}: a formula at {cell.coordinate}"
                dates += cell.is_date
    assert dates > 20, "days are days, not text"


def test_rows_of_a_list_are_those_of_its_data(office):
    for name in ("kien-nghi", "nghi-quyet", "ky-hop", "giam-sat"):
        sheet = openpyxl.load_workbook(io.BytesIO(office.get(f"/{name}.xlsx").content)).worksheets[0]
        head = int(re.match(r"[A-Z]+(\d+)", sheet.auto_filter.ref.split(":")[0]).group(1))
        rows = sum(1 for row in sheet.iter_rows(min_row=head + 1, values_only=True) if any(row))
        assert rows == office.get(f"/{name}.json").json()["total"], name


@pytest.fixture(scope="module")
def papers(office):
    """The outgoing papers of the office: address without its ending."""
    clerk = office.signs_in("vanphong")
    page = clerk.open("/lam-viec/van-ban").text
    found = sorted(set(re.findall(r'href="(/lam-viec/van-ban/[0-9a-f-]{36})"', page)))
    assert found, "the demonstration has outgoing papers"
    return clerk, found


def within(length, least, most):
    """Millimetres, to a twentieth of a point: Word knows nothing smaller."""
    twip = 635
    return Mm(least) - twip <= length <= Mm(most) + twip


def test_a_letter_has_the_form_of_the_decree(papers):
    """NĐ 30/2020, Phụ lục I: margins 20-25, 30-35, 15-20 mm, A4, Times, 13-14 pt."""
    clerk, found = papers
    for path in found[:5]:
        paper = docx.Document(io.BytesIO(clerk.open(f"{path}.docx").content))
        part = paper.sections[0]
        assert abs(part.page_width - Mm(210)) < Mm(1) and abs(part.page_height - Mm(297)) < Mm(1), path
        assert within(part.top_margin, 20, 25) and within(part.bottom_margin, 20, 25), path
        assert within(part.left_margin, 30, 35) and within(part.right_margin, 15, 20), path
        texts = [one.text for one in paper.paragraphs]
        texts += [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
        assert any("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text for text in texts), path
        assert any("Nơi nhận" in text for text in texts), path
        sizes = {run.font.size for one in paper.paragraphs for run in one.runs if run.text.strip() and run.font.size}
        assert sizes and all(Pt(11) <= size <= Pt(14) for size in sizes), (path, sizes)


def letters(text):
    """How often each letter stands there; where a word is broken depends on the fonts of the machine."""
    return Counter(re.findall(r"\w", text))


def test_libreoffice_shows_the_words_of_our_pdf(papers, tmp_path):
    clerk, found = papers
    path = found[0]
    (tmp_path / "ours.docx").write_bytes(clerk.open(f"{path}.docx").content)
    (tmp_path / "ours.pdf").write_bytes(clerk.open(f"{path}.pdf").content)
    out = tmp_path / "converted"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", str(out), str(tmp_path / "ours.docx")],
        check=True, capture_output=True, timeout=180,
    )

    def read(file):
        said = subprocess.run(["pdftotext", str(file), "-"], check=True, capture_output=True).stdout
        return said.decode()

    theirs, ours = read(out / "ours.pdf"), read(tmp_path / "ours.pdf")
    assert letters(ours).total() > 300
    assert letters(theirs) == letters(ours)
    assert re.search(r"\bSTT\b", theirs), "a head of a table is broken"
