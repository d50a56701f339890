//! A session is prepared: papers are asked for, handed in, sent, read, counted; and what the
//! public may not see of them.

use papers::{Block, Letter, Signature};
use testkit::{Page, Person};

use crate::office::each_engine;
use crate::voters::{choice, flash};

/// A real Word file with these words.
pub fn word_file(words: &str) -> Vec<u8> {
    let letter = Letter {
        superior: None,
        issuer: "Ủy ban nhân dân huyện Thanh Liêm".to_owned(),
        number: None,
        subject_line: None,
        place: "Thanh Liêm".to_owned(),
        date: kernel::Date::new(2020, 12, 1).expect("a day"),
        kind: Some("TỜ TRÌNH".to_owned()),
        title: Some("Về dự toán".to_owned()),
        addressees: Vec::new(),
        body: vec![Block::paragraph(words)],
        signature: Signature { lines: vec!["CHỦ TỊCH".to_owned()], name: String::new() },
        recipients: Vec::new(),
        footer_url: None,
        demonstration: true,
    };
    papers::to_docx(&letter).expect("a Word file")
}

/// The page of preparation of the session at the year's end.
pub(crate) fn preparation(who: &mut Person<'_>) -> Page {
    who.open("/lam-viec/ky-hop");
    who.follow("Kỳ họp thứ Hai mươi");
    who.follow("Chuẩn bị")
}

pub(crate) const BUDGET: &str = "Tờ trình: Về dự toán thu, chi ngân sách huyện năm 2021";

#[test]
fn a_paper_is_owed_handed_in_sent_to_every_delegate_and_opened() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let page = preparation(&mut lan);
        page.is(200).says("Còn 61 ngày đến khai mạc").says(BUDGET).says("10/12/2020");
        let paper = page.link(BUDGET);
        // The opening is Tuesday 15/12/2020; five days are counted back, without moving
        lan.open(&paper).says("Thứ Năm, 10/12/2020").says("Điều 92 khoản 2").says("Chưa có bản nào được nộp");

        // The People's Committee sees what it owes, and nobody else may hand it in
        let mut committee = office.signs_in("ubnd");
        committee.open("/lam-viec").says("Nộp Tờ trình");
        committee.open("/lam-viec/tai-lieu").says(BUDGET);
        let own = committee.follow(BUDGET);
        own.does_not_say("Sửa trong danh mục");
        let without = committee.send(&paper, &[]);
        without.is(422).says("Chọn tệp tài liệu");
        committee.open(&paper);
        let code = b"<script>alert(1)</script>";
        committee.send_file(&paper, &[], "tep", "to-trinh.html", code).is(422).says("thuộc loại không nhận");
        committee.open(&paper);
        let first = word_file("Dự toán thu 120 tỷ đồng.");
        let done = committee.send_file(&paper, &[], "tep", "to-trinh.docx", &first);
        assert!(flash(&done).contains("Đã nộp tài liệu"), "{}", flash(&done));
        let file = done.link("to-trinh.docx");
        for name in ["phong-tnmt", "daibieu1", "xa-13453"] {
            let mut other = office.signs_in(name);
            other.open(&paper).is(404);
            other.open(&file).is(404);
        }
        office.visitor().open(&file).is(404);

        // Sent, it is every delegate's, and the public's
        preparation(&mut lan);
        let sent = lan.send("/chuan-bi", &[("viec", "phat-hanh")]);
        assert!(flash(&sent).contains("Đã phát hành 1 tài liệu"), "{}", flash(&sent));
        let again = lan.send("/chuan-bi", &[("viec", "phat-hanh")]);
        again.is(422).says("Không có tài liệu mới để phát hành");
        let mut delegate = office.signs_in("daibieu1");
        delegate.open("/lam-viec").says("Đọc 1 tài liệu kỳ họp");
        let list = delegate.open("/lam-viec/tai-lieu");
        list.says(BUDGET).says("chưa");
        let version = list.attributes("input[name=ban]", "value").remove(0);
        delegate.send("/lam-viec/tai-lieu", &[("viec", "mo"), ("ban", &version)]).is(200);
        delegate.open("/lam-viec").does_not_say("Đọc 1 tài liệu kỳ họp");
        lan.open(&paper).says("Đã mở 1/");
        office.visitor().open(&file).is(200);
        let public = office.visitor().open("/ky-hop/18-20/tai-lieu");
        public.is(200).says(BUDGET).says("to-trinh.docx");

        // A later version says what changed, and the first stays
        committee.open(&paper);
        let second = word_file("Dự toán thu 118 tỷ đồng.");
        let silent = committee.send_file(&paper, &[], "tep", "to-trinh-2.docx", &second);
        silent.is(422).says("Ghi tóm tắt nội dung thay đổi");
        committee.open(&paper);
        let changed = [("thay-doi", "Giảm thu 2 tỷ đồng")];
        let done = committee.send_file(&paper, &changed, "tep", "to-trinh-2.docx", &second);
        done.says("Bản 2").says("bổ sung muộn").says("Bản 1").says("to-trinh.docx");
        let newer = done.link("to-trinh-2.docx");
        office.visitor().open(&newer).is(404);
        office.visitor().open("/ky-hop/18-20/tai-lieu").says("to-trinh.docx").does_not_say("to-trinh-2.docx");
        preparation(&mut lan);
        lan.send("/chuan-bi", &[("viec", "phat-hanh")]).is(200);
        delegate.open("/lam-viec/tai-lieu").says("(bản 2)").says("Giảm thu 2 tỷ đồng");
        office.visitor().open("/ky-hop/18-20/tai-lieu").says("to-trinh-2.docx").says("(bản 2)");

        // The booklet holds the words of the newest version
        let base = preparation(&mut lan).path;
        let base = base.trim_end_matches("/chuan-bi").to_owned();
        for which in ["trieu-tap", "chuong-trinh", "giay-moi", "tham-tra", "tap-tai-lieu"] {
            lan.open(&format!("{base}/giay-to/{which}.docx")).is(200);
            lan.open(&format!("{base}/giay-to/{which}.pdf")).is(200);
        }
        lan.open(&format!("{base}/giay-to/khac.docx")).is(404);
        delegate.open(&format!("{base}/giay-to/tap-tai-lieu.docx")).is(404);
        // The log tells of deeds, not of what the papers say
        lan.open("/lam-viec/nhat-ky").is(200).says("Phát hành 1 tài liệu").does_not_say("120 tỷ");
    });
}

#[test]
fn the_rate_of_papers_in_time_opens_the_papers_it_counts() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        // Of the thematic session of 18/09/2020 one paper went out on 15/09, two days late
        let rows = visitor.open("/so-lieu/351/2020-Q3/A05");
        rows.is(200).says("36/38").says("hạn 13/09/2020, gửi 12/09/2020").does_not_say("trễ 2 ngày");
        visitor.open("/so-lieu/351/2020-Q3/A05?phan=mau-so").says("trễ 2 ngày");
    });
}

#[test]
fn a_closed_item_hides_its_papers_and_a_delegate_who_stays_away_says_why() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let page = preparation(&mut lan);
        let paper = page.link(BUDGET);
        let agenda = page.path.replace("/chuan-bi", "/chuong-trinh");
        lan.open(&agenda);
        let item = lan.follow("Về dự toán thu, chi ngân sách huyện năm 2021");
        lan.send(&item.path, &[("hop-kin", "co")]).is(200);
        lan.open(&paper);
        let bytes = word_file("Nội dung kín");
        let file = lan.send_file(&paper, &[], "tep", "kin.docx", &bytes).link("kin.docx");
        preparation(&mut lan);
        lan.send("/chuan-bi", &[("viec", "phat-hanh")]).is(200);
        office.visitor().open(&file).is(404);
        office.visitor().open("/ky-hop/18-20/tai-lieu").is(200).does_not_say("Về dự toán thu");
        office.signs_in("daibieu1").open(&file).is(200);

        let mut delegate = office.signs_in("daibieu2");
        let page = delegate.open("/lam-viec/tai-lieu");
        let session = page.attributes("input[name=ky-hop]", "value").remove(0);
        let mut away = vec![("viec", "bao"), ("ky-hop", session.as_str()), ("bao", "away"), ("ly-do", " ")];
        delegate.send("/lam-viec/tai-lieu", &away).is(422).says("Nhập lý do vắng");
        away.pop();
        away.push(("ly-do", "Đi học tập trung"));
        delegate.open("/lam-viec/tai-lieu");
        delegate.send("/lam-viec/tai-lieu", &away).is(200).says("Đã báo vắng");
        let page = preparation(&mut lan);
        page.says("1 báo vắng").says("Báo vắng: Đi học tập trung");
        lan.open("/lam-viec/nhat-ky").is(200).does_not_say("Đi học tập trung");
        preparation(&mut lan);

        // A step in the future or after the opening is refused with what was typed kept
        let early =
            [("viec", "buoc"), ("buoc", "joint_conference"), ("ngay", "16/10/2020"), ("ghi-chu", "05/TB")];
        let refused = lan.send("/chuan-bi", &early);
        refused.is(422).says("Ngày thực hiện ở tương lai");
        assert_eq!(refused.attributes("input[name=ghi-chu]", "value"), ["05/TB"], "kept");
        preparation(&mut lan);
        let done = lan.send(
            "/chuan-bi",
            &[("viec", "buoc"), ("buoc", "joint_conference"), ("ngay", "15/10/2020"), ("ghi-chu", "05/TB")],
        );
        done.is(200).says("đã làm ngày 15/10/2020 (05/TB)");
        // A committee of another body examines nothing
        let page = preparation(&mut lan);
        let item = choice(&page, "tham-tra-noi-dung", "dự toán");
        let other = [("viec", "tham-tra"), ("tham-tra-noi-dung", item.as_str()), ("ban", &item)];
        lan.send("/chuan-bi", &other).is(422);
    });
}

#[test]
fn a_thematic_session_is_asked_for_by_those_whom_the_law_names() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        preparation(&mut lan).does_not_say("Đề nghị triệu tập");
        lan.open("/lam-viec/ky-hop/moi");
        let thematic =
            [("so", "21"), ("loai", "thematic"), ("trang-thai", "planned"), ("khai-mac", "20/11/2020")];
        let session = lan.send("/lam-viec/ky-hop", &thematic);
        session.is(200);
        let page = lan.follow("Chuẩn bị");
        page.says("Chưa ghi ai đề nghị triệu tập");
        let few = [
            ("viec", "de-nghi"),
            ("nguoi-de-nghi", "delegates"),
            ("ngay-de-nghi", "14/10/2020"),
            ("so-ky", "10"),
            ("tong-so", "33"),
        ];
        let refused = lan.send("/chuan-bi", &few);
        refused.is(422).says("10/33 chưa đủ").says("Điều 78 khoản 2");
        assert_eq!(refused.attributes("input[name=so-ky]", "value"), ["10"], "kept");
        lan.open(&page.path);
        let mut enough = few;
        enough[3] = ("so-ky", "11");
        lan.send("/chuan-bi", &enough).is(200).says("Đại biểu HĐND (11/33), ngày 14/10/2020");
        let mut voters = enough;
        voters[1] = ("nguoi-de-nghi", "voters");
        lan.send("/chuan-bi", &voters).is(422).says("Chỉ HĐND cấp xã họp theo yêu cầu");
    });
}

#[test]
fn papers_sent_on_an_earlier_day_are_in_time_by_that_day() {
    each_engine(|office| {
        // The last day of the paper is 10/12/2020; it is handed in on the 9th
        office.set_day(2020, 12, 9);
        let mut lan = office.signs_in("vanphong");
        let paper = preparation(&mut lan).link(BUDGET);
        lan.open(&paper).says("ảnh quét (JPEG, PNG, WebP)");
        let text = "Dự toán thu 120 tỷ đồng.".as_bytes();
        let refused = lan.send_file(&paper, &[("viec", "nop")], "tep", "to-trinh.txt", text);
        refused.is(422).says("thuộc loại không nhận").does_not_say("văn bản thuần");
        lan.open(&paper);
        let first = word_file("Dự toán thu 120 tỷ đồng.");
        lan.send_file(&paper, &[("viec", "nop")], "tep", "to-trinh.docx", &first).is(200);

        office.set_day(2020, 12, 11);
        let mut lan = office.signs_in("vanphong");
        preparation(&mut lan);
        let send = |lan: &mut Person<'_>, on: &str, why: &str| {
            lan.send("/chuan-bi", &[("viec", "da-phat-hanh"), ("ngay-gui", on), ("ly-do-gui", why)])
        };
        send(&mut lan, "08/12/2020", "Gửi bản giấy").is(422).says("Đến ngày 08/12/2020 chưa có tài liệu nào");
        send(&mut lan, "12/12/2020", "Gửi bản giấy").is(422).says("Ngày gửi ở tương lai");
        let silent = send(&mut lan, "10/12/2020", "");
        silent.is(422).says("Ngày gửi khác hôm nay: ghi lý do");
        assert_eq!(silent.attributes("input[name=ngay-gui]", "value"), ["10/12/2020"]);
        let sent = send(&mut lan, "10/12/2020", "Gửi bản giấy, nay mới nhập");
        assert!(flash(&sent).contains("gửi đến đại biểu ngày 10/12/2020"), "{}", flash(&sent));
        lan.open(&paper).says("Đã phát hành đúng hạn").says("lý do: Gửi bản giấy, nay mới nhập");
        lan.open("/lam-viec/nhat-ky").says("đại biểu ngày 10/12/2020").says("Gửi bản giấy, nay mới nhập");

        // A version that comes the day after one was sent stands beside it
        lan.open(&paper);
        let second = word_file("Dự toán thu 118 tỷ đồng.");
        let changed = [("viec", "nop"), ("thay-doi", "Giảm thu 2 tỷ đồng")];
        lan.send_file(&paper, &changed, "tep", "to-trinh-2.docx", &second).is(200).says("Bản 2");
        let sent = preparation(&mut lan);
        sent.is(200);
        lan.send("/chuan-bi", &[("viec", "phat-hanh")]).is(200);
        lan.open(&paper).says("Đã phát hành đúng hạn").says("phát hành ngày 11/12/2020");
    });
}

#[test]
fn after_the_closing_a_day_of_sending_is_corrected_with_a_reason_and_the_rate_follows() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        let rate = "/so-lieu/351/2020-Q3/A05";
        visitor.open(rate).says("36/38");
        let mut lan = office.signs_in("vanphong");
        lan.open("/lam-viec/ky-hop");
        lan.follow("Kỳ họp thứ Mười chín");
        let page = lan.follow("Chuẩn bị");
        page.is(200);
        let papers: Vec<String> = page
            .attributes("a", "href")
            .into_iter()
            .filter(|href| href.starts_with("/lam-viec/tai-lieu/"))
            .collect();
        // Sent on 12/09/2020, the day it was handed in; its last day is the 13th
        let paper = papers.first().expect("a paper").clone();
        let shown = lan.open(&paper);
        shown
            .is(200)
            .says("Đã phát hành đúng hạn")
            .says("Đính chính sau bế mạc")
            .does_not_say("Nộp bản thay thế");
        let correct = |lan: &mut Person<'_>, on: &str, why: &str| {
            lan.open(&paper);
            lan.send(&paper, &[("ngay-gui", on), ("ly-do", why)])
        };
        correct(&mut lan, "13/09/2020", " ").is(422).says("Nhập lý do đính chính");
        correct(&mut lan, "", "Xóa").is(422).says("Nhập ngày thực gửi");
        correct(&mut lan, "11/09/2020", "Nhầm").is(422).says("trước ngày nộp (12/09/2020)");
        correct(&mut lan, "16/10/2020", "Nhầm").is(422).says("Ngày gửi ở tương lai");
        correct(&mut lan, "12/09/2020", "Nhầm").is(422).says("Chưa sửa gì");
        let done = correct(&mut lan, "13/09/2020", "Sổ giao nhận ghi ngày 13");
        done.is(200)
            .says("Đã đính chính")
            .says("12/09/2020 thành 13/09/2020")
            .says("Sổ giao nhận ghi ngày 13");
        done.says("Đã phát hành đúng hạn");
        visitor.open(rate).says("36/38").says("gửi 13/09/2020 (đính chính 15/10/2020)");
        correct(&mut lan, "14/09/2020", "Sổ giao nhận ghi ngày 14").says("Phát hành trễ 1 ngày");
        visitor.open(rate).says("35/38");
        visitor
            .open("/ky-hop/18-19/tai-lieu")
            .says("gửi đại biểu ngày 14/09/2020")
            .says("đính chính ngày 15/10/2020");

        // Who owed it, too
        lan.open(&paper);
        let body = choice(&lan.open(&paper), "co-quan", "Ban Pháp chế");
        let done = lan.send(&paper, &[("co-quan", body.as_str()), ("ly-do", "Do Ban soạn")]);
        done.is(200).says("Cơ quan nộp: ").says("Do Ban soạn");

        // Not while the list may simply be changed, and not by others
        let open = preparation(&mut lan).link(BUDGET);
        lan.open(&open).does_not_say("Đính chính sau bế mạc");
        office.signs_in("ubnd").open(&paper).does_not_say("Đính chính sau bế mạc");
    });
}
