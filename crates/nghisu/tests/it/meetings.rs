//! Meetings of the Standing Committee and of committees: planned, held with their roll, minuted,
//! their decisions followed; the duties that are counted from them; the week.

use testkit::{Page, Person};

use crate::office::{Office, each_engine};

const BASE: &str = "/lam-viec/hop";

fn choice(page: &Page, name: &str, words: &str) -> String {
    let options = page.texts(&format!("select[name='{name}'] option"));
    let values = page.attributes(&format!("select[name='{name}'] option"), "value");
    let found = options.iter().position(|option| option.contains(words));
    found.and_then(|at| values.get(at)).cloned().unwrap_or_else(|| panic!("no “{words}” in {options:?}"))
}

/// Plans a meeting of a body on a day; its page.
fn plan(
    person: &mut Person<'_>,
    body: &str,
    kind: &str,
    title: &str,
    on: &str,
    more: &[(&str, &str)],
) -> Page {
    let form = person.open(&format!("{BASE}/moi"));
    let body = choice(&form, "co-quan", body);
    let mut typed =
        vec![("co-quan", body.as_str()), ("loai", kind), ("tieu-de", title), ("ngay", on), ("gio", "8h")];
    typed.extend(more);
    person.send(BASE, &typed)
}

#[test]
fn a_meeting_is_planned_held_minuted_and_its_decision_followed() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let title = "Phiên họp Thường trực đột xuất";
        plan(&mut lan, "Ban Pháp chế", "standing", title, "14/10/2020", &[])
            .is(422)
            .says("không tổ chức loại");
        let more =
            [("chuong-trinh", "Cho ý kiến về kế hoạch giám sát\nViệc khác"), ("chu-tri", "Trần Xuân Thành")];
        let page = plan(&mut lan, "Thường trực HĐND huyện", "standing", title, "14/10/2020", &more);
        page.is(200).says("Dự kiến").says("08:00").says("Cho ý kiến về kế hoạch giám sát");
        let path = page.path.clone();
        let lines = page.attributes("select[name^='co-mat-']", "name");
        assert_eq!(lines.len(), 5, "the chair, two vice-chairs and two heads of committees");

        // Nobody there is no meeting
        let away: Vec<(&str, &str)> = lines.iter().map(|line| (line.as_str(), "absent")).collect();
        let mut typed = vec![("viec", "diem-danh")];
        typed.extend(&away);
        lan.send(&path, &typed).is(422).says("Chưa có ai có mặt");
        lan.open(&path);
        let reason = lines[4].replace("co-mat-", "ly-do-");
        let typed = [("viec", "diem-danh"), (lines[4].as_str(), "absent"), (reason.as_str(), "Đi công tác")];
        let page = lan.send(&path, &typed);
        page.is(200).says("Đã họp").says("4/5").says("Đủ số thành viên để họp");

        lan.open(&path);
        let typed = [
            ("viec", "bien-ban"),
            ("bien-ban", "Thường trực thống nhất kế hoạch.\nGiao Văn phòng theo dõi."),
        ];
        lan.send(&path, &typed).is(200).says("Chờ thông qua biên bản");
        // A decision that names who and when
        let form = lan.open(&path);
        let body = choice(&form, "co-quan-thuc-hien", "Phòng TN&MT");
        let words = "Báo cáo tiến độ đóng bãi rác Thanh Hà";
        let mut decision =
            [("viec", "ket-luan"), ("viec-giao", words), ("co-quan-thuc-hien", &body), ("han", "14/10/2020")];
        lan.send(&path, &decision).is(422).says("Hạn thực hiện phải sau ngày họp");
        lan.open(&path);
        decision[3].1 = "30/10/2020";
        let page = lan.send(&path, &decision);
        page.is(200).says(words).says("30/10/2020");
        let follow_up = page.link(words);
        lan.open(&follow_up).is(200).says("Phòng TN&MT").says("Kết luận, phiên họp Thường trực đột xuất");
        office.signs_in("phong-tnmt").open("/lam-viec").says(words);
        // The paper, read back
        let docx = lan.open(&format!("{path}/bien-ban.docx"));
        let paper = papers::word_text(&docx.bytes).expect("a Word file").join("\n");
        for said in [
            "BIÊN BẢN",
            "Thành viên có mặt: 4/5",
            "vắng, Đi công tác",
            "Thường trực thống nhất kế hoạch.",
            words,
            "hạn 30/10/2020",
        ] {
            assert!(paper.contains(said), "{said}: {paper}");
        }
        // Approved, it does not change
        lan.open(&path);
        let approve =
            [("viec", "thong-qua"), ("ngay-thong-qua", "13/10/2020"), ("nguoi-thong-qua", "Trần Xuân Thành")];
        lan.send(&path, &approve).is(422).says("trước ngày họp");
        lan.open(&path);
        let approve =
            [("viec", "thong-qua"), ("ngay-thong-qua", "15/10/2020"), ("nguoi-thong-qua", "Trần Xuân Thành")];
        lan.send(&path, &approve).is(200).says("Biên bản đã thông qua").does_not_say("Lưu biên bản");

        for name in ["daibieu1", "phapche", "ubnd", "mattran", "xa-13453"] {
            let mut other = office.signs_in(name);
            other.open(&path).is(404);
            other.open(&format!("{path}/bien-ban.docx")).is(404);
        }
    });
}

#[test]
fn a_month_without_a_meeting_is_shown_and_so_is_a_quarter() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let page = lan.open(BASE);
        let cells = page.texts("#nghia-vu ~ .scroll td");
        assert_eq!(cells.len(), 16, "{cells:?}");
        assert!(cells[2].contains("Đạt"), "March: {cells:?}");
        assert!(cells[3].contains("Chưa đạt"), "April: {cells:?}");
        assert!(cells[8].contains("Đạt"), "September: {cells:?}");
        assert!(cells[9].contains("Chưa hết kỳ"), "October: {cells:?}");
        assert!(cells[12].contains("Đạt") && cells[13].contains("Đạt"), "{cells:?}");
        assert!(cells[14].contains("Chưa đạt"), "quarter III: {cells:?}");
        page.says("ORG-08").says("ORG-10");
        // Minutes that wait too long are on the page of the day
        lan.open("/lam-viec").says("Thông qua biên bản: Phiên họp Thường trực HĐND huyện tháng 9");
        office.set_day(2020, 11, 20);
        let mut lan = office.signs_in("vanphong");
        lan.open("/lam-viec").says("Tháng 11 chưa có phiên họp Thường trực nào");
    });
}

#[test]
fn a_meeting_that_is_called_off_says_why_and_its_item_is_open_again() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let form = lan.open(&format!("{BASE}/moi"));
        let item = choice(&form, "muc", "Họp với Trưởng các Ban về hoạt động giám sát, quý IV");
        let more = [("muc", item.as_str())];
        let page = plan(
            &mut lan,
            "Thường trực HĐND huyện",
            "heads",
            "Họp với Trưởng các Ban quý IV",
            "20/11/2020",
            &more,
        );
        page.is(200).says("Thực hiện chương trình");
        let path = page.path.clone();
        let of_programme = page.link("Họp với Trưởng các Ban về hoạt động giám sát, quý IV");
        lan.open(&of_programme).says("Đang thực hiện");
        lan.open(&path);
        lan.send(&path, &[("viec", "khong-hop"), ("ly-do", "")]).is(422).says("Ghi lý do không họp");
        lan.open(&path);
        lan.send(&path, &[("viec", "khong-hop"), ("ly-do", "Trùng kỳ họp HĐND")])
            .is(200)
            .says("Trùng kỳ họp HĐND");
        lan.open(&of_programme).does_not_say("Đang thực hiện").says("Ghi hoàn thành");
    });
}

#[test]
fn a_committee_keeps_its_own_meetings_alone() {
    each_engine(|office| {
        let mut committee = office.signs_in("phapche");
        let page = committee.open(BASE);
        page.is(200).says("Họp Ban Pháp chế quý III").does_not_say("Họp Ban Kinh tế - Xã hội quý III");
        page.does_not_say("Phiên họp Thường trực HĐND huyện tháng 9");
        let page =
            plan(&mut committee, "Ban Pháp chế", "committee", "Họp Ban Pháp chế quý IV", "15/10/2020", &[]);
        page.is(200).says("Họp Ban Pháp chế quý IV");
        office.signs_in("ktxh").open(&page.path).is(404);
        office.signs_in("vanphong").open(&page.path).is(200);
        office.visitor().open(BASE).does_not_say("Họp Ban");
        office.signs_in("daibieu1").open(BASE).is(404);
        office.signs_in("ubnd").open(BASE).is(404);
    });
}

#[test]
fn a_commune_keeps_its_own_meetings() {
    each_engine(|office| {
        let mut commune = office.signs_in("xa-13453");
        let title = "Phiên họp Thường trực HĐND xã tháng 10";
        let page = plan(&mut commune, "HĐND xã Thanh Hà", "standing", title, "14/10/2020", &[]);
        page.is(200).says(title);
        let path = page.path.clone();
        commune.send(&path, &[("viec", "diem-danh")]).is(200).says("2/2");
        commune.open(BASE).says(title).does_not_say("HĐND huyện tháng 9");
        office.signs_in("vanphong").open(&path).is(404);
    });
}

#[test]
fn the_week_gathers_what_areas_hold_and_a_body_has_its_calendar() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let page = lan.open(&format!("{BASE}/lich-tuan"));
        page.is(200).says("Lịch tuần 12/10/2020 - 18/10/2020").says("Giao ban").says("hôm nay");
        let docx = lan.open(&format!("{BASE}/lich-tuan/2020-10-15/lich.docx"));
        let words = papers::word_text(&docx.bytes).expect("a Word file").join("\n");
        assert!(words.contains("LỊCH CÔNG TÁC TUẦN") && words.contains("Giao ban"), "{words}");
        lan.open(&format!("{BASE}/lich-tuan/tuan-nay")).is(404);
        let calendar = lan.open(&format!("{BASE}/lich-tuan")).link("Thường trực HĐND huyện");
        let ics = office.visitor().open(&calendar).body();
        let unfolded = ics.replace("\r\n ", "");
        assert!(unfolded.contains("SUMMARY:Phiên họp Thường trực HĐND huyện tháng 9"), "{unfolded}");
        assert!(unfolded.contains("SUMMARY:Hạn: Giám sát việc giải quyết ý kiến"), "{unfolded}");
        assert!(!unfolded.contains("SUMMARY:Họp Ban Pháp chế"), "{unfolded}");
        office.visitor().open("/lich/khong-co.ics").is(404);
    });
}

/// An event of a calendar: id, how often it was changed, its status, its beginning.
#[derive(Debug, PartialEq, Eq)]
struct Event {
    uid: String,
    sequence: i64,
    status: String,
    starts: String,
}

/// The event with this title, as any program that subscribes to the calendar has it.
fn event(office: &Office, calendar: &str, title: &str) -> Option<Event> {
    let page = office.visitor().open(calendar);
    page.is(200);
    let text = page.body().replace("\r\n ", "");
    let block =
        text.split("BEGIN:VEVENT").find(|block| block.contains(&format!("SUMMARY:{title}")))?.to_owned();
    let of = |name: &str| {
        let line = block.lines().find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("no {name}"));
        line[name.len()..].to_owned()
    };
    Some(Event {
        uid: of("UID:"),
        sequence: of("SEQUENCE:").parse().expect("a number"),
        status: of("STATUS:"),
        starts: of("DTSTART"),
    })
}

#[test]
fn a_meeting_that_is_moved_or_called_off_keeps_its_id_in_every_calendar() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let calendar = lan.open(&format!("{BASE}/lich-tuan")).link("Ban Pháp chế");
        let title = "Họp Ban Pháp chế thẩm tra";
        let page = plan(&mut lan, "Ban Pháp chế", "committee", title, "21/10/2020", &[("cong-khai", "co")]);
        page.is(200);
        let path = page.path.clone();
        // A member of the committee has it among their duties, another delegate has not
        let body = calendar.trim_start_matches("/lich/").trim_end_matches(".ics").to_owned();
        let members = lan.open(&format!("/co-quan/{body}")).attributes("main a[href^='/dai-bieu/']", "href");
        let member = format!("{}/lich.ics", members.first().expect("a member"));
        let others = office.visitor().open("/dai-bieu").attributes("main a[href^='/dai-bieu/']", "href");
        let other = others.iter().find(|one| !members.contains(one)).expect("another delegate");
        let other = format!("{other}/lich.ics");

        let planned = event(office, &calendar, title).expect("it is in the body's calendar");
        assert_eq!((planned.status.as_str(), planned.starts.as_str()), ("CONFIRMED", ":20201021T010000Z"));
        assert_eq!(event(office, &member, title), Some(event(office, &calendar, title).expect("the same")));
        assert_eq!(event(office, &other, title), None);
        // Sessions are every delegate's
        assert!(event(office, &other, "Kỳ họp thứ Hai mươi").is_some());

        lan.open(&path);
        let edit = [
            ("viec", "sua"),
            ("tieu-de", title),
            ("ngay", "22/10/2020"),
            ("gio", "14h"),
            ("cong-khai", "co"),
        ];
        lan.send(&path, &edit).is(200);
        let moved = event(office, &calendar, title).expect("it is still there");
        assert_eq!(moved.uid, planned.uid);
        assert!(planned.sequence < moved.sequence, "{planned:?} {moved:?}");
        assert_eq!((moved.status.as_str(), moved.starts.as_str()), ("CONFIRMED", ":20201022T070000Z"));

        lan.open(&path);
        lan.send(&path, &[("viec", "khong-hop"), ("ly-do", "Trùng kỳ họp bất thường")]).is(200);
        let off = event(office, &calendar, title).expect("it is struck out, not lost");
        assert_eq!((off.uid.as_str(), off.status.as_str()), (planned.uid.as_str(), "CANCELLED"));
        assert!(moved.sequence < off.sequence, "{moved:?} {off:?}");
        assert_eq!(event(office, &member, title), Some(off));
        // No page shows it, and nothing of what the public may not know is there
        lan.open(&format!("{BASE}/lich-tuan/2020-10-22")).does_not_say(title);
        let secret = "Họp Ban Pháp chế nội bộ";
        plan(&mut lan, "Ban Pháp chế", "committee", secret, "23/10/2020", &[("cong-khai", "")]).is(200);
        assert_eq!(event(office, &calendar, secret), None);
        assert_eq!(event(office, &member, secret), None);
        office.visitor().open("/dai-bieu/0171c4f3-2000-7776-9621-000000000000/lich.ics").is(404);
    });
}

#[test]
fn other_calendars_say_how_often_an_event_was_changed() {
    each_engine(|office| {
        let calendar = "/lich-tiep-cong-dan.ics";
        let text = office.visitor().open(calendar).body().replace("\r\n ", "");
        for part in ["SEQUENCE:", "STATUS:CONFIRMED"] {
            assert!(text.contains(part), "{part}");
        }
        let sessions = office.visitor().open("/ky-hop.ics").body();
        assert!(sessions.contains("SEQUENCE:") && sessions.contains("STATUS:CONFIRMED"));
    });
}
