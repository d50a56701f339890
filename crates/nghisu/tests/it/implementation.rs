//! What became of a resolution: the People's Committee's plan, its figures through three quarters,
//! the early warning, a figure changed after approval, the committee's word, the public page, and
//! the table that another unit takes over.

use serde_json::Value;
use testkit::{Page, Person};

use crate::office::{Office, each_engine};

const BUDGET: &str = "Về dự toán thu, chi ngân sách huyện năm 2020";
const SOCIETY: &str = "Về nhiệm vụ phát triển kinh tế - xã hội năm 2020";
const WATER: &str = "Tỷ lệ hộ nông thôn dùng nước sạch tập trung";
const REVENUE: &str = "Thu từ đấu giá quyền sử dụng đất";

/// The value of the choice with these words in a select of the page.
fn choice(page: &Page, name: &str, words: &str) -> String {
    let options = page.texts(&format!("select[name='{name}'] option"));
    let values = page.attributes(&format!("select[name='{name}'] option"), "value");
    let found = options.iter().position(|option| option.contains(words));
    found.and_then(|at| values.get(at)).cloned().unwrap_or_else(|| panic!("no “{words}” in {options:?}"))
}

/// The plan's page for a resolution without one, begun.
fn begin(ubnd: &mut Person<'_>, title: &str) -> String {
    let list = ubnd.open("/lam-viec/thuc-hien");
    let resolution = choice(&list, "nghi-quyet", title);
    let page = ubnd.send("/lam-viec/thuc-hien", &[("nghi-quyet", &resolution)]);
    page.is(200).says(title);
    let path = page.path;
    ubnd.send(&path, &[]).is(200).says("UBND đang dự thảo").says("Kế hoạch chưa có mục nào");
    path
}

/// The page of the plan for the demonstration's resolution with this title.
fn plan_of(who: &mut Person<'_>, title: &str) -> String {
    let list = who.open("/lam-viec/thuc-hien");
    list.says(title);
    let rows = list.texts("td.head");
    let at =
        rows.iter().position(|row| row.contains(title)).unwrap_or_else(|| panic!("no “{title}” in {rows:?}"));
    list.attributes("td.head a", "href")[at].clone()
}

fn indicator<'a>(page: &Page, body: &str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, String)> {
    let mut typed: Vec<(&str, String)> = [
        ("viec", "them"),
        ("loai", "indicator"),
        ("linh-vuc", "economy"),
        ("noi-dung", REVENUE),
        ("don-vi", "tỷ đồng"),
        ("so-le", "1"),
        ("goc", "0"),
        ("ngay-goc", "31/12/2019"),
        ("ke-hoach", "120"),
        ("chieu", "up"),
        ("cach-tinh", "luy-ke"),
        ("han", "31/12/2020"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .to_vec();
    typed.push(("co-quan", choice(page, "co-quan", body)));
    for (name, value) in changes {
        typed.retain(|(known, _)| known != name);
        typed.push((name, (*value).to_owned()));
    }
    typed
}

fn send(who: &mut Person<'_>, action: &str, typed: &[(&str, String)]) -> Page {
    let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
    who.send(action, &typed)
}

/// Enters a value for the one line of a plan in a period.
fn figure(who: &mut Person<'_>, plan: &str, line: &str, period: &str, value: &str, reason: &str) -> Page {
    who.open(&format!("{plan}/so-lieu?ky={period}")).is(200);
    let (value_box, before_box, source_box, reason_box) =
        (format!("gt-{line}"), format!("ck-{line}"), format!("ng-{line}"), format!("ly-{line}"));
    let mut typed = vec![
        ("viec", "nhap"),
        ("ky", period),
        (value_box.as_str(), value),
        (before_box.as_str(), "20"),
        (source_box.as_str(), "Báo cáo số 9/BC-TCKH"),
    ];
    if !reason.is_empty() {
        typed.push((reason_box.as_str(), reason));
    }
    who.send("/so-lieu", &typed)
}

fn approve(ubnd: &mut Person<'_>, plan: &str, period: &str) {
    ubnd.open(&format!("{plan}/so-lieu?ky={period}")).is(200);
    ubnd.send("/so-lieu", &[("viec", "duyet"), ("ky", period)]).is(200).says("Đã duyệt");
}

#[test]
fn a_plan_is_sent_taken_up_and_warned_of_until_its_figures_catch_up() {
    each_engine(|office| {
        let mut ubnd = office.signs_in("ubnd");
        let mut office_clerk = office.signs_in("vanphong");
        let mut finance = office.signs_in("phong-tckh");
        let mut committee = office.signs_in("ktxh");
        let plan = begin(&mut ubnd, BUDGET);
        // A draft is the People's Committee's own
        office_clerk.open(&plan).is(404);
        office.visitor().open(&plan).says("Đăng nhập");

        let page = ubnd.open(&plan);
        let falls = indicator(&page, "Phòng TC-KH", &[("ke-hoach", "-5"), ("don-vi", "")]);
        send(&mut ubnd, &plan, &falls).is(422).says("Nhập đơn vị tính").says(REVENUE);
        let page = ubnd.open(&plan);
        let falls = indicator(&page, "Phòng TC-KH", &[("ke-hoach", "0")]);
        send(&mut ubnd, &plan, &falls).is(422).says("phải lớn hơn số gốc");
        let page = ubnd.open(&plan);
        let sound = indicator(&page, "Phòng TC-KH", &[]);
        send(&mut ubnd, &plan, &sound).is(200).says(REVENUE).says("Chưa có số liệu");
        let line_path = ubnd.open(&plan).link(REVENUE);
        let line = line_path.rsplit('/').next().unwrap_or_default().to_owned();

        ubnd.open(&plan);
        ubnd.send(&plan, &[("viec", "gui"), ("van-ban", "")])
            .is(422)
            .says("Ghi số, ngày văn bản gửi kế hoạch.");
        ubnd.open(&plan);
        ubnd.send(&plan, &[("viec", "gui"), ("van-ban", "30/KH-UBND, 15/10/2020")])
            .is(200)
            .says("chờ tiếp nhận");
        office_clerk.open("/lam-viec").says("Tiếp nhận kế hoạch thực hiện");
        office_clerk.open(&plan).is(200).does_not_say("Thêm mục");
        ubnd.open(&plan).does_not_say("Trả lại để điều chỉnh");
        office_clerk.open(&plan);
        office_clerk.send(&plan, &[("viec", "tra-lai"), ("ly-do", "")]).is(422).says("Ghi lý do trả lại.");
        let key = public_key(office, BUDGET);
        office.visitor().open(&format!("{key}/thuc-hien")).is(404);
        let page = office_clerk.open(&plan);
        let in_charge = choice(&page, "ban", "Kinh tế - Xã hội");
        office_clerk.send(&plan, &[("viec", "nhan"), ("ban", &in_charge)]).is(200).says("đang thực hiện");
        office.visitor().open(&key).is(200).says("Mục tiêu, chỉ tiêu, nhiệm vụ và kết quả");

        // The first quarter keeps the pace: 31 of 29,8 that it needs
        figure(&mut finance, &plan, &line, "2020-Q1", "31", "").is(200).says("chờ duyệt");
        office.visitor().open(&format!("{key}/thuc-hien")).is(200).says("Chưa có số liệu được duyệt");
        ubnd.open("/lam-viec").says("Duyệt 1 số liệu quý I/2020");
        approve(&mut ubnd, &plan, "2020-Q1");
        ubnd.open(&line_path).says("Đúng tiến độ");
        // The second does not: 45 of 59,7 · 95 %
        figure(&mut finance, &plan, &line, "2020-Q2", "45", "").is(200);
        approve(&mut ubnd, &plan, "2020-Q2");
        ubnd.open(&line_path).says("Có nguy cơ không đạt").says("90,5");
        finance.open("/lam-viec").says("Chỉ tiêu có nguy cơ không đạt").says(REVENUE);
        committee.open("/lam-viec").says(REVENUE);
        office.signs_in("phapche").open("/lam-viec").does_not_say(REVENUE);
        let public = office.visitor().open(&format!("{key}/thuc-hien"));
        public.is(200).says("Có nguy cơ không đạt").says("đến hạn 31/12/2020 chỉ là 90,5 tỷ đồng");

        // Changed after approval: a reason, a new revision, the old stays
        figure(&mut finance, &plan, &line, "2020-Q2", "46,5", "")
            .is(422)
            .says("Số liệu kỳ này đã duyệt. Ghi lý do sửa.");
        figure(&mut finance, &plan, &line, "2020-Q2", "46,5", "Đối chiếu với Kho bạc")
            .is(200)
            .says("chờ duyệt");
        office.visitor().open(&format!("{key}/thuc-hien")).says("45,0").does_not_say("46,5");
        approve(&mut ubnd, &plan, "2020-Q2");
        let public = office.visitor().open(&format!("{key}/thuc-hien"));
        public.says("46,5").says("45,0").says("Đã thay bằng số sau").says("Đối chiếu với Kho bạc");

        committee.open(&line_path);
        let words = "Đề nghị đẩy nhanh đấu giá ở hai khu.";
        committee
            .send(&line_path, &[("viec", "nhan-xet"), ("muc", "poor"), ("nhan-xet", words)])
            .is(200)
            .says(words);
        office.visitor().open(&format!("{key}/thuc-hien")).says(words).says("Chưa đạt yêu cầu");

        // The third catches up
        figure(&mut finance, &plan, &line, "2020-Q3", "88", "").is(200);
        approve(&mut ubnd, &plan, "2020-Q3");
        let page = ubnd.open(&line_path);
        page.says("Đúng tiến độ").says("Có nguy cơ không đạt");
        finance.open("/lam-viec").does_not_say(REVENUE);
        let public = office.visitor().open(&format!("{key}/thuc-hien.json"));
        let all: Value = serde_json::from_slice(&public.bytes).expect("json");
        assert_eq!(all["items"][0]["standing"], "on_track");
        assert_eq!(all["items"][0]["progress"], "73,3%");
        assert_eq!(all["items"][0]["periods"].as_array().map(Vec::len), Some(4), "three quarters, one twice");
        chain_and_return(office, &mut office_clerk, &plan, &key);
    });
}

/// The resolution leads to its indicator; while the plan is changed nobody outside reads it.
fn chain_and_return(office: &Office, clerk: &mut Person<'_>, plan: &str, key: &str) {
    let id = plan.rsplit('/').next().unwrap_or_default();
    office.visitor().open(&format!("/dong-doi/resolution/{id}")).is(200).says(REVENUE);
    clerk.open(plan);
    clerk.send(plan, &[("viec", "tra-lai"), ("ly-do", "Điều chỉnh theo dự toán bổ sung")]).is(200);
    office.visitor().open(&format!("{key}/thuc-hien")).is(404);
    office.visitor().open(&format!("/dong-doi/resolution/{id}")).does_not_say(REVENUE);
    let mut ubnd = office.signs_in("ubnd");
    ubnd.open("/lam-viec").says("Điều chỉnh kế hoạch thực hiện");
    ubnd.open(plan).says("Điều chỉnh theo dự toán bổ sung").says("Thêm mục");
}

/// The public address of the district's resolution with this title.
fn public_key(office: &Office, title: &str) -> String {
    let mut visitor = office.visitor();
    let list = visitor.open("/nghi-quyet?nam=2019");
    let found = list.texts("tr").into_iter().position(|row| row.contains(title));
    assert!(found.is_some(), "no “{title}”:\n{}", list.main());
    let rows = list.texts("table tbody tr");
    let at = rows.iter().position(|row| row.contains(title)).expect("a row");
    list.attributes("table tbody tr td.head a, table tbody tr th a", "href")[at].clone()
}

/// Posts to an address that offers no form, with what keeps forms of another page safe.
fn forged(who: &mut Person<'_>, page: &str, path: &str, typed: &[(&str, &str)]) -> Page {
    let page = who.open(page);
    let token = |name: &str| page.attributes(&format!("main input[name='{name}']"), "value")[0].clone();
    let mut values = vec![("csrf".to_owned(), token("csrf")), ("form_key".to_owned(), token("form_key"))];
    values.extend(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    who.post(path, &values)
}

#[test]
fn each_keeps_its_own_lines_and_finds_no_others() {
    each_engine(|office| {
        let mut ubnd = office.signs_in("ubnd");
        let plan = plan_of(&mut ubnd, SOCIETY);
        let water_path = ubnd.open(&plan).link(WATER);
        let water = water_path.rsplit('/').next().unwrap_or_default().to_owned();
        // The department of finance has no box for the water, and what it sends is not found
        let mut finance = office.signs_in("phong-tckh");
        let grid = finance.open(&format!("{plan}/so-lieu?ky=2020-M08"));
        grid.is(200);
        assert!(!grid.body().contains(&format!("name=\"gt-{water}\"")), "a box of another's line");
        assert!(grid.body().contains("name=\"gt-"), "no box of its own");
        let name = format!("gt-{water}");
        finance.send("/so-lieu", &[("viec", "nhap"), (&name, "70,1"), ("nguon", "Báo cáo")]).is(404);
        finance.open(&format!("{plan}/so-lieu?ky=2020-Q3"));
        finance.send("/so-lieu", &[("viec", "duyet")]).is(404);
        let pipes = ubnd.open(&plan).link("Hoàn thành tuyến ống cấp nước sạch còn lại");
        finance.open(&pipes).is(200).does_not_say("Báo hoàn thành");
        let done = [("viec", "xong"), ("ngay-xong", "14/10/2020"), ("minh-chung", "Biên bản")];
        forged(&mut finance, &format!("{plan}/so-lieu?ky=2020-Q3"), &pipes, &done).is(404);
        // Its own department says so, and it counts
        let mut land = office.signs_in("phong-tnmt");
        land.open(&pipes);
        let done =
            [("viec", "xong"), ("ngay-xong", "14/10/2020"), ("minh-chung", "Biên bản nghiệm thu 14/10/2020")];
        land.send(&pipes, &done).is(200).says("Hoàn thành").says("Biên bản nghiệm thu");
        // A commune enters the line broken down to it, and that alone
        let mut commune = office.signs_in("xa-13453");
        commune.open("/lam-viec/thuc-hien?trang-thai=on_track").says(WATER);
        let grid = commune.open(&format!("{plan}/so-lieu?ky=2020-M08"));
        assert_eq!(grid.body().matches("name=\"gt-").count(), 1, "the commune's one line");
        let mut other = office.signs_in("mattran");
        other.open(&format!("{plan}/so-lieu?ky=2020-Q3")).is(200).does_not_say("Lưu số liệu");
        // The office has a task followed; it becomes the lead's follow-up
        let mut lan = office.signs_in("vanphong");
        let ditch = lan.open(&plan).link("Nạo vét 30 km kênh mương");
        lan.open(&ditch).says("Quá hạn chưa hoàn thành").says("Chậm 15 ngày");
        office.signs_in("phong-nnptnt").open("/lam-viec").says("Nhiệm vụ quá hạn: Nạo vét 30 km");
        lan.open(&ditch);
        lan.send(&ditch, &[("viec", "theo-doi")]).is(200).says("VT-2020-");
        lan.open(&ditch);
        assert!(!lan.open(&ditch).body().contains("value=\"theo-doi\""), "followed twice");
        lan.open("/lam-viec").says("Nạo vét 30 km");
    });
}

/// Items of a public page's data, without what names the resolution and who is responsible.
fn items(page: &Page, left_out: &[&str]) -> Vec<Value> {
    let all: Value =
        serde_json::from_slice(&page.bytes).unwrap_or_else(|error| panic!("{}: {error}", page.path));
    let mut items = all["items"].as_array().cloned().unwrap_or_default();
    for item in &mut items {
        for name in left_out {
            if let Some(item) = item.as_object_mut() {
                item.remove(*name);
            }
        }
    }
    items
}

#[test]
fn figures_from_another_units_table_make_the_same_table() {
    each_engine(|office| {
        let mut ubnd = office.signs_in("ubnd");
        let plan = plan_of(&mut ubnd, SOCIETY);
        let table = ubnd.open(&format!("{plan}/bang.xlsx"));
        table.is(200);
        let mut commune = office.signs_in("xa-13453");
        let own = begin(&mut commune, "");
        let action = format!("{own}/bang");
        // The district's departments are not the commune's: every cell is named, nothing is written
        commune.open(&action).is(200);
        let faulty = commune.send_file(&action, &[("buoc", "nhap")], "tep", "thanh-liem.xlsx", &table.bytes);
        faulty.is(422).says("Chưa ghi gì").says("cột Cơ quan chủ trì: Không có cơ quan này ở đơn vị");
        commune.open(&own).says("Kế hoạch chưa có mục nào");
        commune.open(&action);
        let preview =
            commune.send_file(&action, &[("don-vi-khac", "co")], "tep", "thanh-liem.xlsx", &table.bytes);
        preview.is(200).says("25 dòng đọc được").says("45 số liệu chờ duyệt");
        commune.send(&action, &[("buoc", "nhap")]).is(200).says("25 mục").says("Nhập từ bảng. 25 dòng");
        // Taken back whole, and taken in again
        let page = commune.open(&action);
        let undo = page.attributes("form[action$='hoan-tac']", "action")[0].clone();
        commune.send(&undo, &[]).is(200).says("25 dòng, đã hoàn tác");
        commune.open(&own).says("Kế hoạch chưa có mục nào");
        commune.open(&action);
        let taken = [("don-vi-khac", "co"), ("buoc", "nhap")];
        commune.send_file(&action, &taken, "tep", "thanh-liem.xlsx", &table.bytes).is(200);
        commune.open(&own);
        commune.send(&own, &[("viec", "gui"), ("van-ban", "5/KH-UBND, 15/10/2020")]).is(200);
        commune.send(&own, &[("viec", "nhan")]).is(200);
        for period in ["2020-Q1", "2020-Q2", "2020-Q3"] {
            commune.open(&format!("{own}/so-lieu?ky={period}")).says("15 chỉ tiêu, 15 số liệu chờ duyệt.");
            let done = commune.send("/so-lieu", &[("viec", "duyet"), ("ky", period)]);
            done.is(200).says("15 chỉ tiêu.").does_not_say("Chờ duyệt");
        }
        // Tasks are done again by those who did them; the figures are the same to the last word
        let left_out = ["resolution", "url", "lead", "done_on", "standing", "standing_label", "in_words"];
        let mut visitor = office.visitor();
        let theirs =
            items(&visitor.open(&format!("{}/thuc-hien.json", public_key(office, SOCIETY))), &left_out);
        let id = own.rsplit('/').next().unwrap_or_default();
        let ours = items(&visitor.open(&format!("/nghi-quyet/{id}/thuc-hien.json")), &left_out);
        let without_days = |mut items: Vec<Value>| {
            for item in &mut items {
                for period in item["periods"].as_array_mut().into_iter().flatten() {
                    period["approved_on"] = Value::Null;
                }
            }
            items
        };
        assert_eq!(ours.len(), 25);
        assert_eq!(without_days(ours), without_days(theirs));
        let theirs = ubnd.open("/lam-viec/thuc-hien/kinh-te-xa-hoi/2020-9M.json");
        let ours = commune.open("/lam-viec/thuc-hien/kinh-te-xa-hoi/2020-9M.json");
        assert_eq!(items(&ours, &[]), items(&theirs, &[]));
        assert_eq!(items(&ours, &[]).len(), 15);
    });
}

#[test]
fn the_nine_months_are_reported_from_the_same_figures() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        let page = visitor.open("/thuc-hien/kinh-te-xa-hoi/2020-9M");
        page.is(200).says("9 tháng đầu năm 2020 của huyện Thanh Liêm").says(WATER).says("Dữ liệu minh họa");
        let table = visitor.open("/thuc-hien/kinh-te-xa-hoi/2020-9M.json");
        let rows = items(&table, &[]);
        let row = |words: &str| {
            rows.iter().find(|row| row["indicator"].as_str() == Some(words)).cloned().unwrap_or_default()
        };
        let budget = row("Thu ngân sách trên địa bàn");
        assert_eq!((budget["actual"].as_str(), budget["plan"].as_str()), (Some("251"), Some("320")));
        assert_eq!(
            (budget["of_plan"].as_str(), budget["of_year_before"].as_str()),
            (Some("78,4%"), Some("109,6%"))
        );
        let jobs = row("Số lao động được giải quyết việc làm mới");
        assert_eq!(jobs["actual"].as_str(), Some("1.830"), "610 + 620 + 600");
        assert_eq!(jobs["year_before"].as_str(), Some("1.770"), "580 + 600 + 590");
        for (ending, begins) in [(".docx", b"PK".as_slice()), (".pdf", b"%PDF"), (".xlsx", b"PK")] {
            let file = visitor.open(&format!("/thuc-hien/kinh-te-xa-hoi/2020-9M{ending}"));
            file.is(200);
            assert!(file.bytes.starts_with(begins), "{ending}");
        }
        visitor.open("/thuc-hien/kinh-te-xa-hoi/2020-9M?xa=13453").is(200).says("xã Thanh Hà").says("71,6");
        visitor.open("/thuc-hien/kinh-te-xa-hoi/2020-TT-Q3").is(404);
        let list = visitor.open("/thuc-hien");
        list.is(200).says("Y tế, bảo hiểm y tế").says("nhiệm vụ hoàn thành");
        visitor.open("/thuc-hien/xa/13453").is(200).says("71,6");
        let body = visitor.open("/thuc-hien").link("Phòng TN&MT");
        visitor.open(&body).is(200).says(WATER);
        visitor.open(&format!("{body}.csv")).is(200).says(WATER);
        // F03 and A09 open the rows that they count
        let report = visitor.open("/so-lieu/351/2020-Q3/F03");
        report.is(200).says("Mở 06 lớp đào tạo nghề").says("điều chuyển vốn");
        visitor.open("/so-lieu/351/2019-Q4/A09").is(200).says(SOCIETY);
    });
}
