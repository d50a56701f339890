//! Programmes, from the draft to the changes after the decision; a pasted table; what realises an
//! item; the key tasks of a quarter; and who may know of a draft.

use testkit::{Page, Person};

use crate::office::{Office, each_engine};
use crate::voters::end_of;

const BASE: &str = "/lam-viec/chuong-trinh";

/// The value of the choice with these words in a select of the page.
fn choice(page: &Page, name: &str, words: &str) -> String {
    let options = page.texts(&format!("select[name='{name}'] option"));
    let values = page.attributes(&format!("select[name='{name}'] option"), "value");
    let found = options.iter().position(|option| option.contains(words));
    found.and_then(|at| values.get(at)).cloned().unwrap_or_else(|| panic!("no “{words}” in {options:?}"))
}

/// Begins a programme of a body for a year; its page.
fn begin(person: &mut Person<'_>, body: &str, kind: &str, year: &str) -> String {
    let form = person.open(&format!("{BASE}/moi"));
    let body = choice(&form, "co-quan", body);
    let page = person.send(BASE, &[("co-quan", &body), ("loai", kind), ("nam", year)]);
    page.is(200).says("Dự thảo");
    page.path
}

/// Adds an item of a month; the page of the programme after it.
fn add(person: &mut Person<'_>, path: &str, title: &str, month: &str, more: &[(&str, &str)]) -> Page {
    person.open(path);
    let mut typed = vec![("viec", "them"), ("noi-dung", title), ("thang", month)];
    typed.extend(more);
    person.send(path, &typed)
}

fn decide(person: &mut Person<'_>, path: &str, paper: &str, on: &str) -> Page {
    person.open(path);
    let typed = [
        ("viec", "quyet-dinh"),
        ("loai-van-ban", paper),
        ("so-van-ban", "71/NQ-HĐND"),
        ("ngay-quyet-dinh", on),
        ("nguoi-ky", "Trần Xuân Thành"),
    ];
    person.send(path, &typed)
}

#[test]
fn a_programme_is_drafted_decided_and_changed_for_a_reason_with_the_old_words_kept() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let path = begin(&mut lan, "HĐND huyện", "oversight", "2022");
        let public = path.replace("/lam-viec", "");
        // A draft is nobody else's
        office.visitor().open(&public).is(404);
        office.visitor().open(&format!("{public}/chuong-trinh.csv")).is(404);
        for name in ["daibieu1", "phapche", "ubnd", "mattran", "xa-13453"] {
            office.signs_in(name).open(&path).is(404);
        }
        // Nothing is decided without content, and oversight needs its group
        add(&mut lan, &path, "Giám sát cấp nước sạch", "5", &[]).is(422).says("Chọn nhóm giám sát");
        let late = [("nhom", "GS-05"), ("han", "01/06/2022")];
        add(&mut lan, &path, "Giám sát cấp nước sạch", "5", &late)
            .is(422)
            .says("Hạn không nằm trong tháng 5/2022");
        add(&mut lan, &path, "Giám sát cấp nước sạch", "5", &[("nhom", "GS-05")])
            .is(200)
            .says("hạn 31/05/2022");
        decide(&mut lan, &path, "decision", "15/10/2020").is(422).says("quyết định bằng nghị quyết");
        decide(&mut lan, &path, "resolution", "16/10/2020").is(422).says("Ngày này chưa đến");
        decide(&mut lan, &path, "resolution", "15/10/2020")
            .is(200)
            .says("Nghị quyết 71/NQ-HĐND, ngày 15/10/2020");
        // Decided, anyone reads it; from here on it changes for a reason
        office.visitor().open(&public).is(200).says("Giám sát cấp nước sạch").says("Trần Xuân Thành");
        office.visitor().open("/tim?q=giam+sat+cap+nuoc+sach").says("Chương trình giám sát năm 2022");
        add(&mut lan, &path, "Giám sát thu phí", "6", &[("nhom", "GS-08")])
            .is(422)
            .says("Nhập lý do điều chỉnh");
        let reason = [("nhom", "GS-08"), ("ly-do", "Theo kiến nghị của cử tri")];
        add(&mut lan, &path, "Giám sát thu phí", "6", &reason).is(200).says("Theo kiến nghị của cử tri");

        let item = lan.open(&path).link("Giám sát cấp nước sạch");
        lan.open(&item);
        let changed = [
            ("viec", "sua"),
            ("noi-dung", "Giám sát cấp nước sạch nông thôn"),
            ("nhom", "GS-05"),
            ("thang", "6"),
            ("han", ""),
        ];
        lan.send(&item, &changed).is(422).says("Nhập lý do điều chỉnh");
        lan.open(&item);
        let mut typed = changed.to_vec();
        typed.push(("ly-do", "Trùng lịch kỳ họp"));
        lan.send(&item, &typed).is(200).says("Giám sát cấp nước sạch nông thôn").says("Thứ Năm, 30/06/2022");
        let page = office.visitor().open(&public);
        page.says("Trước: Giám sát cấp nước sạch; GS-05").says("Nay: Giám sát cấp nước sạch nông thôn");
        page.says("Lý do: Trùng lịch kỳ họp").does_not_say("Chuyên viên Văn phòng");
        // Taken out, it stays to be read, struck out
        lan.open(&item);
        lan.send(&item, &[("viec", "bo")]).is(422).says("Nhập lý do điều chỉnh");
        lan.open(&item);
        lan.send(&item, &[("viec", "bo"), ("ly-do-bo", "Lồng ghép cuộc khác")]).is(200);
        let page = office.visitor().open(&public);
        page.says("Đã đưa ra khỏi chương trình").says("đưa ra khỏi chương trình 1");
        let csv = office.visitor().open(&format!("{public}/chuong-trinh.csv")).body();
        assert!(csv.contains("Giám sát thu phí") && !csv.contains("cấp nước sạch"), "{csv}");
        // One of a body, a kind and a year
        let form = lan.open(&format!("{BASE}/moi"));
        let body = choice(&form, "co-quan", "HĐND huyện");
        let again = lan.send(BASE, &[("co-quan", &body), ("loai", "oversight"), ("nam", "2022")]);
        again.is(422).says("đã có “Chương trình giám sát năm 2022”");
    });
}

#[test]
fn the_calendar_of_the_law_says_what_was_met() {
    each_engine(|office| {
        let list = office.visitor().open("/chuong-trinh?loai=oversight&nam=2020");
        list.is(200).says("Chương trình giám sát năm 2020");
        let mut lan = office.signs_in("vanphong");
        let list = lan.open(&format!("{BASE}?loai=oversight&nam=2020"));
        let hrefs = list.attributes("td.head a", "href");
        let pages: Vec<String> = hrefs.iter().map(|href| lan.open(href).main()).collect();
        let of = |body: &str| {
            pages.iter().find(|page| page.contains(body)).cloned().unwrap_or_else(|| panic!("no {body}"))
        };
        let council = of("Cơ quanHội đồng nhân dân huyện Thanh Liêm");
        // 26/02 before 01/03/2019; 28/06 before 01/07/2019; decided as the session of July closed
        assert!(council.contains("Thứ Sáu, 01/03/2019, thực hiện ngày 26/02/2019"), "{council}");
        assert!(council.contains("Thứ Hai, 01/07/2019, thực hiện ngày 28/06/2019"), "{council}");
        assert!(council.contains("Thứ Sáu, 12/07/2019, thực hiện ngày 12/07/2019"), "{council}");
        assert!(council.contains("Điều 58 khoản 1") && !council.contains("Trễ"), "{council}");
        let standing = of("Cơ quanThường trực Hội đồng nhân dân huyện Thanh Liêm");
        assert!(standing.contains("Thứ Sáu, 03/01/2020, thực hiện ngày 27/12/2019"), "{standing}");
        let committee = of("Cơ quanBan Pháp chế");
        assert!(committee.contains("Thứ Ba, 31/12/2019, thực hiện ngày 30/12/2019"), "{committee}");
    });
}

#[test]
fn a_commune_keeps_its_own_programme_and_no_other() {
    each_engine(|office| {
        let mut commune = office.signs_in("xa-13453");
        let path = begin(&mut commune, "HĐND xã Thanh Hà", "work", "2021");
        add(&mut commune, &path, "Họp dân bàn làm đường thôn", "3", &[]).is(200).says("31/03/2021");
        decide(&mut commune, &path, "resolution", "15/10/2020").is(200);
        office.visitor().open(&path.replace("/lam-viec", "")).is(200).says("Họp dân bàn làm đường thôn");
        // Another's is read once it is decided, and kept by its own people alone
        let mut lan = office.signs_in("vanphong");
        lan.open(&path).is(200).does_not_say("Thêm nội dung");
        lan.open(BASE).does_not_say("HĐND xã Thanh Hà");
        let item = commune.open(&path).link("Họp dân bàn làm đường thôn");
        lan.open(&item).is(200).does_not_say("Ghi hoàn thành");
        office.visitor().open(&item).does_not_say("Họp dân");
    });
}

/// A table of thirty rows, two cells of which are faulty.
fn table(faulty: bool) -> String {
    let mut rows = vec!["Nội dung\tThời gian\tChủ trì\tSản phẩm".to_owned()];
    for number in 1..=30 {
        let when = match number {
            7 if faulty => "Tháng 13".to_owned(),
            _ => format!("Tháng {}", (number - 1) % 12 + 1),
        };
        let title = if faulty && number == 21 {
            "x".to_owned()
        } else {
            format!("Việc số {number:02} của xã")
        };
        rows.push(format!("{title}\t{when}\tHĐND xã Thanh Hà\tBáo cáo"));
    }
    rows.join("\n")
}

#[test]
fn a_pasted_table_names_its_faulty_cells_and_goes_in_and_out_as_a_whole() {
    each_engine(|office| {
        let mut commune = office.signs_in("xa-13453");
        let path = begin(&mut commune, "HĐND xã Thanh Hà", "work", "2021");
        // The page of the programme says once for all rows whose it is, which and of what year
        let paste = commune.open(&path).link("Dán bảng");
        let form = "/lam-viec/nhap/chuong-trinh";
        commune.open(&paste);
        let page = commune.send(form, &[("bang", &table(true)), ("buoc", "nhap")]);
        page.is(422).says("Chưa ghi gì: 2 ô cần sửa");
        page.says("Dòng 8, cột Thời gian").says("Dòng 22, cột Nội dung");
        commune.open(&path).does_not_say("Việc số 01");
        commune.open(&paste);
        commune.send(form, &[("bang", &table(false))]).is(200).says("30 nội dung chương trình sẽ được nhập");
        let began = commune.send(form, &[("buoc", "nhap")]);
        assert!(end_of(&mut commune, &began).starts_with("Đã nhập 30 nội dung"));
        commune.open(&path).says("Việc số 30");
        // Whole out again
        commune.open(&paste);
        commune.send("/hoan-tac", &[]).is(200).says("đã hoàn tác");
        commune.open(&path).does_not_say("Việc số 30");
        // Once somebody worked with a row it stays
        commune.open(&paste);
        commune.send(form, &[("bang", &table(false))]).is(200);
        let began = commune.send(form, &[("buoc", "nhap")]);
        assert!(end_of(&mut commune, &began).starts_with("Đã nhập 30 nội dung"));
        let item = commune.open(&path).link("Việc số 05");
        commune.open(&item);
        let done = [("viec", "xong"), ("ngay-xong", "14/10/2020"), ("can-cu", "Báo cáo số 5")];
        commune.send(&item, &done).is(200).says("Báo cáo số 5");
        commune.open(&paste);
        commune.send("/hoan-tac", &[]).is(422).says("Có 1 bản ghi của đợt này đã được làm tiếp");
    });
}

#[test]
fn a_session_realises_an_item_and_the_item_is_done_on_the_day_it_closes() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let list = lan.open(&format!("{BASE}?loai=work&nam=2020"));
        let path = list
            .attributes("td.head a", "href")
            .into_iter()
            .find(|href| lan.open(href).main().contains("Kỳ họp thường lệ cuối năm 2020"))
            .expect("the council's work programme");
        // The demonstration tied the session of July to its item: done in time
        let page = lan.open(&path);
        page.says("Kỳ họp thường lệ giữa năm 2020").says("Hoàn thành đúng hạn 21/07/2020");
        let item = page.link("Kỳ họp thường lệ cuối năm 2020");
        let form = lan.open(&item);
        form.says("Gắn với bản ghi đã có");
        lan.send(&item, &[("viec", "gan"), ("ban-ghi", "")]).is(422).says("Chọn một bản ghi");
        let form = lan.open(&item);
        let record = choice(&form, "ban-ghi", "thứ Hai mươi");
        lan.send(&item, &[("viec", "gan"), ("ban-ghi", &record)]).is(200).says("Đang thực hiện");
        let page = lan.open(&item);
        page.does_not_say("Ghi hoàn thành").says("thứ Hai mươi");
        lan.open(&path).says("Đang thực hiện");
        // It may be taken back for a reason
        lan.open(&item);
        lan.send(&item, &[("viec", "bo-gan"), ("ly-do-bo-gan", "Nhầm kỳ họp")])
            .is(200)
            .says("Gắn với bản ghi");
    });
}

/// Value and denominator of an indicator of the district in a quarter.
fn figure(office: &Office, quarter: &str, code: &str) -> (i64, Option<i64>) {
    let body = office.visitor().open(&format!("/api/v1/reports/351/{quarter}")).body();
    let all: serde_json::Value = serde_json::from_str(&body).expect("json");
    let all = all["figures"].as_array().or_else(|| all["indicators"].as_array()).expect("figures");
    let one = all.iter().find(|one| one["code"] == code).unwrap_or_else(|| panic!("no {code}"));
    (one["value"].as_i64().expect("a number"), one["denominator"].as_i64())
}

#[test]
fn plan_and_actual_give_the_figures_of_reports() {
    each_engine(|office| {
        let (done, due) = figure(office, "2020-Q3", "B04");
        assert_eq!(due, Some(16), "items of the six programmes due in the quarter");
        let (overdue, _) = figure(office, "2020-Q3", "B05");
        let mut anyone = office.visitor();
        let open = anyone.open("/so-lieu/351/2020-Q3/B04?phan=open");
        open.says("Họp với Trưởng các Ban về hoạt động giám sát, quý III");
        anyone.open("/so-lieu/351/2020-Q3/B05").says("Họp với Trưởng các Ban về hoạt động giám sát, quý III");
        anyone.open("/so-lieu/351/2020-Q3/B04?phan=on_time").says("Kỳ họp thường lệ giữa năm 2020");
        let (of_programme, scheduled) = figure(office, "2020-Q3", "C03");
        assert!(scheduled.is_some_and(|all| of_programme <= all), "{of_programme} {scheduled:?}");
        assert_eq!(figure(office, "2020-Q3", "B01").0, 3, "July, August, September");
        assert_eq!(figure(office, "2020-Q2", "B01").0, 2, "not in April");
        assert_eq!(figure(office, "2020-Q3", "B02").0, 2);
        anyone.open("/so-lieu/351/2020-Q3/B02?phan=phap_che").says("Họp Ban Pháp chế quý III");

        // What is late is said on the page of the day, with its programme
        let mut lan = office.signs_in("vanphong");
        let today = lan.open("/lam-viec");
        let words = "Thực hiện theo chương trình: Họp với Trưởng các Ban về hoạt động giám sát, quý III";
        today.says(words);
        office.signs_in("daibieu1").open("/lam-viec").does_not_say("Thực hiện theo chương trình");
        // Done after the quarter, it stays open in the quarter and is late for good
        let item = today.link(words);
        lan.open(&item).says("Quá hạn 15 ngày");
        let typed = [("viec", "xong"), ("ngay-xong", "15/10/2020"), ("can-cu", "Biên bản ngày 15/10/2020")];
        lan.send(&item, &typed).is(200).says("Hoàn thành, trễ 15 ngày");
        assert_eq!(figure(office, "2020-Q3", "B04"), (done, due));
        assert_eq!(figure(office, "2020-Q3", "B05").0, overdue);
        lan.open("/lam-viec").does_not_say(words);
    });
}

#[test]
fn key_tasks_of_a_quarter_are_proposed_and_picked_with_one_click_each() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let path = format!("{BASE}/trong-tam/2020-Q4");
        let page = lan.open(&path);
        page.is(200).says("Nhiệm vụ trọng tâm quý IV/2020").says("3 nhiệm vụ đã chọn");
        page.says("Giám sát, đôn đốc việc tổ chức triển khai các nghị quyết của HĐND huyện");
        let programme = page.attributes("form input[name=muc]", "value");
        let (picked, proposed): (Vec<_>, Vec<_>) = programme
            .iter()
            .zip(page.attributes("form:has(input[name=muc]) input[name=viec]", "value"))
            .partition(|(_, verb)| verb == "bo-muc");
        assert_eq!(picked.len(), 3);
        let item = proposed.first().expect("something proposed").0.clone();
        lan.send(&path, &[("viec", "chon-muc"), ("muc", &item)]).is(200).says("4 nhiệm vụ đã chọn");
        let page = lan.open(&path);
        let followed = page.attributes("form input[name=viec-id]", "value");
        let follow_up = followed.first().expect("a follow-up is due in the quarter").clone();
        lan.send(&path, &[("viec", "chon-viec"), ("viec-id", &follow_up)]).is(200).says("5 nhiệm vụ đã chọn");
        let docx = lan.open(&format!("{path}/nhiem-vu.docx"));
        let words = papers::word_text(&docx.bytes).expect("a Word file").join("\n");
        assert!(words.contains("05 nhiệm vụ trọng tâm quý IV/2020"), "{words}");
        lan.open(&path);
        lan.send(&path, &[("viec", "bo-viec"), ("viec-id", &follow_up)]).is(200).says("4 nhiệm vụ đã chọn");
        for name in ["daibieu1", "ubnd", "mattran"] {
            office.signs_in(name).open(&path).is(404);
        }
        // Another council's matter is not there to be picked
        let mut commune = office.signs_in("xa-13453");
        commune.open(&path).is(200).does_not_say("HĐND huyện");
        let form = commune.open(&format!("{BASE}/moi"));
        let hidden = |name: &str| {
            (name.to_owned(), form.attributes(&format!("main input[name={name}]"), "value")[0].clone())
        };
        let mut values = vec![hidden("csrf"), hidden("form_key")];
        values.push(("viec".to_owned(), "chon-viec".to_owned()));
        values.push(("viec-id".to_owned(), follow_up.clone()));
        commune.post(&path, &values).is(404);
    });
}

#[test]
fn a_programme_goes_out_as_files() {
    each_engine(|office| {
        let mut anyone = office.visitor();
        let list = anyone.open("/chuong-trinh?nam=2020");
        let path = list.attributes("td.head a", "href")[0].clone();
        for (file, start) in [
            ("chuong-trinh.docx", "PK"),
            ("chuong-trinh.xlsx", "PK"),
            ("chuong-trinh.pdf", "%PDF"),
            ("chuong-trinh.ics", "BEGIN:VCALENDAR"),
        ] {
            let page = anyone.open(&format!("{path}/{file}"));
            assert!(page.is(200).bytes.starts_with(start.as_bytes()), "{file}");
        }
        anyone.open(&format!("{path}/khac.docx")).is(404);
        let json = anyone.open("/chuong-trinh.json?nam=2020").body();
        assert!(json.contains("\"kind\":\"oversight\"") && json.contains("\"demonstration\":true"), "{json}");
        let words =
            papers::word_text(&anyone.open(&format!("{path}/chuong-trinh.docx")).bytes).expect("Word");
        assert!(words.iter().any(|line| line.contains("QUÝ")), "{words:?}");
    });
}
